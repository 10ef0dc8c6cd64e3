package avatars;

import static java.util.stream.Collectors.joining;

import contract.AvatarNotFound;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorMapper;
import konpro.errors.ErrorResponse;
import konpro.errors.ErrorType;
import konpro.errors.json.JsonParseException;
import konpro.errors.json.JsonValueException;

/** Every failure of a Vert.x router, its own as well as those of its handlers. */
final class Errors {

    private static final ErrorMapper errors = ErrorMapper.builder()
            .map(AvatarNotFound.class, ErrorCode.RESOURCE_NOT_FOUND)
            .map(JsonParseException.class, x -> new ApiException(ErrorCode.INVALID_REQUEST, x.getMessage()))
            .map(JsonValueException.class, x -> ApiException.invalid(x.path(), "Expected " + x.expected()))
            .build();

    static void install(Router router) {
        for (int status = 400; status < 600; status++) {
            router.errorHandler(status, Errors::answer);
        }
        router.errorHandler(405, context -> {
            String allowed = router.getRoutes().stream()
                    .filter(route -> route.methods() != null && isFor(context.normalizedPath(), route.getPath()))
                    .flatMap(route -> route.methods().stream().map(HttpMethod::name))
                    .collect(joining(", "));
            context.response().putHeader("Allow", allowed); // RFC 9110, section 15.5.6
            answer(context);
        });
    }

    private static boolean isFor(String path, String route) {
        return route != null && path.matches(route.replaceAll(":\\w+", "[^/]+"));
    }

    private static void answer(RoutingContext context) {
        int status = context.statusCode();
        Throwable failure = status == 500 && context.failure() != null
                ? context.failure()
                : new ApiException(ErrorType.ofStatus(status)).initCause(context.failure()); // what Vert.x has decided
        ErrorResponse response = errors.respond(failure, context.request().getHeader("X-Request-Id"));
        response.headers().forEach(context.response().setStatusCode(response.status())::putHeader);
        context.end(Buffer.buffer(response.body()));
    }
}

package avatars;

import static java.util.stream.Collectors.joining;

import contract.AvatarNotFound;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorMapper;
import konpro.errors.ErrorResponse;
import konpro.errors.ErrorType;
import konpro.errors.json.JsonParseException;
import konpro.errors.json.JsonValueException;

/** The responses to the exceptions of a Vert.x router's handlers, and to its own errors. */
final class Errors {

    private static final ErrorMapper errors = ErrorMapper.builder()
            .map(AvatarNotFound.class, ErrorCode.RESOURCE_NOT_FOUND)
            .map(JsonParseException.class, x -> new ApiException(ErrorCode.INVALID_REQUEST, x.getMessage()))
            .map(
                    JsonValueException.class,
                    x -> new ApiException(ErrorCode.INVALID_REQUEST, "The request body is invalid")
                            .detail("field", x.path())
                            .detail("reason", "Expected " + x.expected()))
            .build();

    /** To be called before any route is added. */
    static void install(Router router) {
        router.route().failureHandler(context -> respond(context, context.statusCode()));
        for (int i = 400; i < 600; i++) {
            int status = i;
            router.errorHandler(status, context -> respond(context, status));
        }
        router.errorHandler(405, context -> {
            String allowed = router.getRoutes().stream()
                    .filter(route -> route.methods() != null && isFor(context.normalizedPath(), route.getPath()))
                    .flatMap(route -> route.methods().stream().map(HttpMethod::name))
                    .collect(joining(", "));
            context.response().putHeader("Allow", allowed); // RFC 9110, section 15.5.6
            respond(context, 405);
        });
    }

    private static boolean isFor(String path, String route) {
        return route != null && path.matches(route.replaceAll(":\\w+", "[^/]+"));
    }

    private static void respond(RoutingContext context, int status) {
        HttpServerResponse http = context.response();
        Throwable exception = exception(context.failure(), status);
        String requestId = context.request().getHeader("X-Request-Id");
        if (http.ended()) {
            errors.respond(exception, requestId); // only to report it: the response was whole
            return;
        }
        if (http.closed()) {
            return; // the client has disconnected
        }
        if (http.headWritten()) {
            http.write(Buffer.buffer()).onComplete(written -> {
                if (written.succeeded()) { // or else the client has disconnected
                    errors.respond(exception, requestId);
                    http.reset(); // half a response must not look whole
                }
            });
            return;
        }
        ErrorResponse error = errors.respond(exception, requestId);
        for (String name : List.copyOf(http.headers().names())) { // those that describe content
            if (name.matches("(?i)content-(?!security).*|etag|last-modified|accept-ranges|expires|location|link")) {
                http.headers().remove(name);
            }
        }
        error.headers().forEach((name, value) -> {
            if (!name.equals("WWW-Authenticate") || !http.headers().contains(name)) {
                http.putHeader(name, value);
            }
        });
        http.setStatusCode(error.status()).end(Buffer.buffer(error.body()));
    }

    /** An ApiException is used, whatever wraps it; of any other exception, Vert.x or the handler has decided the status. */
    private static Throwable exception(Throwable failure, int status) {
        int known = status < 400 ? 400 : status; // -1 is a request that cannot be read
        boolean named = Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(100)
                .anyMatch(ApiException.class::isInstance);
        return named || failure != null && known == 500
                ? failure
                : new ApiException(ErrorType.ofStatus(known)).initCause(failure);
    }
}

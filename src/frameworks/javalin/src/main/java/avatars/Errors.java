package avatars;

import contract.AvatarNotFound;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.validation.ValidationException;
import java.util.concurrent.ExecutionException;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorMapper;
import konpro.errors.ErrorResponse;
import konpro.errors.ErrorType;
import konpro.errors.FieldViolation;
import konpro.errors.json.JsonParseException;
import konpro.errors.json.JsonValueException;

/** Every failure of a Javalin application. */
final class Errors {

    private static final ErrorMapper errors = ErrorMapper.builder()
            .map(AvatarNotFound.class, ErrorCode.RESOURCE_NOT_FOUND)
            .map(JsonParseException.class, x -> new ApiException(ErrorCode.INVALID_REQUEST, x.getMessage()))
            .map(JsonValueException.class, x -> ApiException.invalid(x.path(), "Expected " + x.expected()))
            .map(
                    ValidationException.class,
                    invalid -> ApiException.invalid(invalid.getErrors().keySet().stream()
                            .map(field -> new FieldViolation(field, "Not what it must be"))
                            .toList()))
            .map(HttpResponseException.class, x -> new ApiException(ErrorType.ofStatus(x.getStatus())))
            .build();

    static void install(JavalinConfig config) {
        config.http.prefer405over404 = true;
        config.routes.exception(Exception.class, Errors::answer);
        config.routes.exception(HttpResponseException.class, Errors::answer); // else Javalin answers these two itself
        config.routes.exception(ValidationException.class, Errors::answer);
        config.router.handlerWrapper(endpoint -> context -> {
            try {
                endpoint.handler.handle(context);
            } catch (Throwable failure) {
                context.req().getInputStream().skip(8 << 20); // what is left of an upload would cut the answer off
                throw failure instanceof Exception x ? x : new ExecutionException(failure); // no Error comes further
            }
        });
    }

    private static void answer(Exception failure, Context context) {
        if (failure instanceof MethodNotAllowedResponse x) {
            context.header("Allow", x.getDetails().get("availableMethods"));
        }
        ErrorResponse response = errors.respond(failure, context.header("X-Request-Id"));
        response.headers().forEach(context::header);
        context.status(response.status()).result(response.body());
    }
}

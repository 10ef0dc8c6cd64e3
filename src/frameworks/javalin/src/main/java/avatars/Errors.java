package avatars;

import contract.AvatarNotFound;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import io.javalin.validation.ValidationError;
import io.javalin.validation.ValidationException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorMapper;
import konpro.errors.ErrorResponse;
import konpro.errors.ErrorType;
import konpro.errors.FieldViolation;
import konpro.errors.json.JsonParseException;
import konpro.errors.json.JsonValueException;
import org.eclipse.jetty.io.EofException;

/** The responses to the exceptions of a Javalin application, and to Javalin's own. */
final class Errors {

    private static final ErrorMapper errors = ErrorMapper.builder()
            .map(AvatarNotFound.class, ErrorCode.RESOURCE_NOT_FOUND)
            .map(JsonParseException.class, x -> new ApiException(ErrorCode.INVALID_REQUEST, x.getMessage()))
            .map(
                    JsonValueException.class,
                    x -> new ApiException(ErrorCode.INVALID_REQUEST, "The request body is invalid")
                            .detail("field", x.path())
                            .detail("reason", "Expected " + x.expected()))
            .map(ValidationException.class, Errors::invalid)
            .map(HttpResponseException.class, x -> new ApiException(ErrorType.ofStatus(x.getStatus())))
            .build();

    static void install(JavalinConfig config) {
        config.http.prefer405over404 = true;
        config.routes.exception(Exception.class, Errors::respond);
        config.routes.exception(HttpResponseException.class, Errors::respond); // else Javalin has its own for these two
        config.routes.exception(ValidationException.class, Errors::respond);
        config.routes.error(
                500,
                context -> { // a timeout of context.future
                    if (context.resultInputStream() == null && !context.res().isCommitted()) {
                        respond(new ApiException(ErrorCode.PROCESSING_ERROR), context);
                    }
                });
        config.router.handlerWrapper(endpoint -> context -> {
            try {
                endpoint.handler.handle(context);
            } catch (Throwable exception) {
                boolean readable = drain(context.req());
                Throwable thrown = readable || !(exception instanceof IOException)
                        ? exception
                        : new ApiException(ErrorCode.INVALID_REQUEST, "The request body cannot be read")
                                .initCause(exception);
                throw thrown instanceof Exception x ? x : new ExecutionException(thrown); // also an Error
            }
        });
        HalfResponse.install(config);
    }

    /** Reads the rest of an upload: without that, Jetty may discard the response. {@return whether it can be read} */
    private static boolean drain(HttpServletRequest request) {
        try {
            if (request.getHeader("Expect") == null) { // else the client waits, and sends nothing
                request.getInputStream().skip(8 << 20);
            }
            return true;
        } catch (IllegalStateException readAsText) {
            return true;
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static void respond(Exception exception, Context context) {
        HttpServletResponse http = context.res();
        boolean isLate = exception instanceof CancellationException && http.containsHeader("X-Error-Code");
        boolean isDisconnected = http.isCommitted() && causes(exception).anyMatch(EofException.class::isInstance);
        if (isLate || isDisconnected) { // late is what is thrown after the response to a timeout
            return;
        }
        ErrorResponse error = errors.respond(exception, context.header("X-Request-Id"));
        if (http.isCommitted() || http.containsHeader("Content-Encoding")) { // it has begun, maybe compressed
            HalfResponse.breakConnection(context.req()); // or it would look whole
            return;
        }
        for (String name : http.getHeaderNames()) { // those that describe content
            if (name.matches("(?i)content-(?!security).*|etag|last-modified|accept-ranges|expires|location|link")) {
                http.setHeader(name, null);
            }
        }
        if (exception instanceof MethodNotAllowedResponse x) {
            http.setHeader("Allow", x.getDetails().get("availableMethods"));
        }
        error.headers().forEach((name, value) -> {
            if (!name.equals("WWW-Authenticate") || !http.containsHeader(name)) {
                http.setHeader(name, value);
            }
        });
        http.resetBuffer();
        context.status(error.status()).result(error.body());
    }

    private static Stream<Throwable> causes(Throwable exception) {
        return Stream.iterate(exception, Objects::nonNull, Throwable::getCause).limit(100);
    }

    private static ApiException invalid(ValidationException invalid) {
        if (invalid.getErrors().containsKey("REQUEST_BODY")) { // it cannot be read, or is not valid as a whole
            return new ApiException(ErrorCode.INVALID_REQUEST, "The request body is invalid");
        }
        return ApiException.invalid(invalid.getErrors().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(x -> new FieldViolation(x.getKey(), reason(x.getValue().get(0))))
                .toList());
    }

    private static String reason(ValidationError<?> error) {
        return switch (error.getMessage()) {
            case "NULLCHECK_FAILED" -> "Is missing";
            case "TYPE_CONVERSION_FAILED" -> "Has the wrong type";
            default -> error.getMessage(); // of the check
        };
    }
}

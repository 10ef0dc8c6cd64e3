package avatars;

import com.fasterxml.jackson.databind.JsonMappingException;
import contract.AvatarNotFound;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ValidationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.ext.ExceptionMapper;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorMapper;
import konpro.errors.ErrorResponse;
import konpro.errors.ErrorType;
import org.glassfish.jersey.server.ParamException;

/** Maps every exception of a Jakarta REST application. */
public abstract class Errors<X extends Throwable> implements ExceptionMapper<X> {
    public static class Any extends Errors<Throwable> {}

    public static class Invalid extends Errors<ValidationException> {} // Jersey has a mapper for these

    static final ErrorMapper errors = ErrorMapper.builder()
            .map(AvatarNotFound.class, ErrorCode.RESOURCE_NOT_FOUND)
            .map(ConstraintViolationException.class, WireNames::invalid)
            .map(WebApplicationException.class, Errors::ofWeb)
            .build();

    @Context
    private HttpHeaders request;

    @Override
    public Response toResponse(X exception) {
        Response thrown = exception instanceof WebApplicationException x
                ? x.getResponse()
                : Response.serverError().build();
        if (thrown.getStatus() < 400) {
            return thrown; // a redirection
        }
        ErrorResponse error = errors.respond(exception, request.getHeaderString("X-Request-Id"));
        ResponseBuilder response = Response.fromResponse(thrown); // with its headers, such as Allow
        error.headers().forEach((name, value) -> {
            if (!name.equals("WWW-Authenticate") || thrown.getHeaderString(name) == null) {
                response.header(name, null).header(name, value);
            }
        });
        return response.status(error.status()).entity(error.body()).build();
    }

    private static ApiException ofWeb(WebApplicationException exception) {
        Throwable cause = exception;
        for (int i = 0; i < 100 && cause != null; i++, cause = cause.getCause()) {
            if (cause instanceof ApiException found) {
                return found;
            }
        }
        if (exception instanceof ParamException x && !(x instanceof ParamException.PathParamException)) {
            return ApiException.invalid(x.getParameterName(), "Has the wrong type");
        }
        if (exception.getResponse().getStatus() == 400
                && exception.getCause() instanceof JsonMappingException x
                && !x.getPath().isEmpty()) {
            return ApiException.invalid(WireNames.path(x), "Has the wrong type");
        }
        return new ApiException(ErrorType.ofStatus(exception.getResponse().getStatus()));
    }
}

package avatars;

import com.fasterxml.jackson.core.JacksonException;
import contract.AvatarNotFound;
import jakarta.validation.ConstraintViolation;
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
import konpro.errors.FieldViolation;

/** Every failure of a Jakarta REST application. */
public abstract class Errors<X extends Throwable> implements ExceptionMapper<X> {
    public static class Any extends Errors<Throwable> {} // what has no mapper of its own

    public static class Invalid extends Errors<ValidationException> {} // what Jersey has one for

    static final ErrorMapper errors = ErrorMapper.builder()
            .map(AvatarNotFound.class, ErrorCode.RESOURCE_NOT_FOUND)
            .map(JacksonException.class, ErrorCode.INVALID_REQUEST)
            .map(
                    ConstraintViolationException.class,
                    invalid -> ApiException.invalid(invalid.getConstraintViolations().stream()
                            .map(x -> new FieldViolation(fieldOf(x), x.getMessage()))
                            .toList()))
            .map(
                    WebApplicationException.class,
                    x -> new ApiException(ErrorType.ofStatus(x.getResponse().getStatus())))
            .build();

    @Context
    private HttpHeaders request;

    @Override
    public Response toResponse(X failure) {
        ResponseBuilder response = Response.noContent();
        if (failure instanceof WebApplicationException x) {
            if (x.getResponse().getStatus() < 400) {
                return x.getResponse();
            } // a redirection
            response = Response.fromResponse(x.getResponse()); // its headers, as Allow
        }
        ErrorResponse answer = errors.respond(failure, request.getHeaderString("X-Request-Id"));
        for (var header : answer.headers().entrySet()) {
            response.header(header.getKey(), null).header(header.getKey(), header.getValue());
        }
        return response.status(answer.status()).entity(answer.body()).build();
    }

    private static String fieldOf(ConstraintViolation<?> violation) { // without method and parameter
        return violation.getPropertyPath().toString().replaceFirst("^[^.]+\\.([^.]+\\.)?", "");
    }
}

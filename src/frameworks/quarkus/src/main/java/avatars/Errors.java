package avatars;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import contract.AvatarNotFound;
import io.quarkus.hibernate.validator.runtime.jaxrs.ResteasyReactiveViolationException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.validation.ValidationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.UriInfo;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorMapper;
import konpro.errors.ErrorResponse;
import konpro.errors.ErrorType;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Maps every exception of a Quarkus REST application. */
public class Errors {
    static final ErrorMapper errors = ErrorMapper.builder()
            .map(AvatarNotFound.class, ErrorCode.RESOURCE_NOT_FOUND)
            .map(ResteasyReactiveViolationException.class, WireNames::invalid)
            .map(AuthenticationFailedException.class, ErrorCode.INVALID_API_KEY)
            .map(UnauthorizedException.class, ErrorCode.INVALID_API_KEY)
            .map(ForbiddenException.class, ErrorCode.INSUFFICIENT_PERMISSIONS)
            .map(WebApplicationException.class, Errors::ofWeb)
            .build();

    @ServerExceptionMapper({
        Throwable.class,
        // Quarkus has mappers for these
        ValidationException.class,
        MismatchedInputException.class,
        InvalidDefinitionException.class,
        WebApplicationException.class,
        AuthenticationFailedException.class,
        UnauthorizedException.class,
        ForbiddenException.class
    })
    Response respond(Throwable exception, HttpHeaders request, UriInfo uri) {
        Response thrown = exception instanceof WebApplicationException x
                ? x.getResponse()
                : Response.serverError().build();
        if (thrown.getStatus() < 400) {
            return thrown; // a redirection
        }
        ErrorResponse error = errors.respond(exception, request.getHeaderString("X-Request-Id"));
        ResponseBuilder response = Response.fromResponse(thrown); // with its headers
        error.headers().forEach((name, value) -> {
            if (!name.equals("WWW-Authenticate") || thrown.getHeaderString(name) == null) {
                response.header(name, null).header(name, value);
            }
        });
        if (error.status() == 405) {
            response.header("Allow", null).header("Allow", Allow.of(uri.getPath())); // RFC 9110, section 15.5.6
        }
        return response.status(error.status()).entity(error.envelope().toJson()).build();
    }

    private static ApiException ofWeb(WebApplicationException exception) {
        Throwable cause = exception;
        for (int i = 0; i < 100 && cause != null; i++, cause = cause.getCause()) {
            if (cause instanceof ApiException found) {
                return found;
            }
        }
        if (exception.getResponse().getStatus() == 400
                && exception.getCause() instanceof JsonMappingException x
                && !x.getPath().isEmpty()) {
            return ApiException.invalid(WireNames.path(x), "Has the wrong type");
        }
        return new ApiException(ErrorType.ofStatus(exception.getResponse().getStatus()));
    }
}

package avatars;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import contract.AvatarNotFound;
import io.micronaut.core.convert.exceptions.ConversionErrorException;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import io.micronaut.web.router.exceptions.UnsatisfiedRouteException;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolationException;
import java.util.Objects;
import java.util.stream.Stream;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorMapper;
import konpro.errors.ErrorResponse;
import konpro.errors.ErrorType;

/** Every error response of a Micronaut application, its own and the framework's. */
@Singleton
class Errors implements ErrorResponseProcessor<String> {
    private final ErrorMapper errors = ErrorMapper.builder()
            .map(AvatarNotFound.class, ErrorCode.RESOURCE_NOT_FOUND)
            .build();

    private final WireNames names;

    Errors(WireNames names) {
        this.names = names;
    }

    @Override
    public MutableHttpResponse<String> processResponse(ErrorContext context, MutableHttpResponse<?> response) {
        HttpRequest<?> request = context.getRequest();
        Throwable thrown = context.getRootCause().orElse(null);
        ErrorResponse error = errors.respond(
                named(thrown, response.code(), request), request.getHeaders().get("X-Request-Id"));
        error.headers().forEach((name, value) -> {
            if (!name.equals("WWW-Authenticate") || !response.getHeaders().contains(name)) {
                response.getHeaders().set(name, value);
            }
        });
        return response.status(error.status()).body(error.envelope().toJson());
    }

    /** {@return what is thrown, or the request's error that Micronaut has found} */
    private Throwable named(Throwable thrown, int status, HttpRequest<?> request) {
        if (first(ApiException.class, thrown) instanceof ApiException found) {
            return found;
        }
        if (thrown instanceof ConstraintViolationException invalid) {
            return names.violations(invalid, request).map(x -> (Throwable) x).orElse(invalid);
        }
        boolean ours = thrown instanceof JacksonException || first(InvalidDefinitionException.class, thrown) != null;
        if (thrown != null && (ours || status == 500)) {
            return thrown; // what Jackson throws while it reads the request is in another exception
        }
        if (thrown instanceof UnsatisfiedRouteException missing) {
            return ApiException.invalid(names.of(missing.getArgument()), "Is missing");
        }
        if (first(JsonMappingException.class, thrown) instanceof JsonMappingException x
                && !x.getPath().isEmpty()) {
            return ApiException.invalid(names.of(x), "Has the wrong type");
        }
        if (thrown instanceof ConversionErrorException x && !names.isBody(x.getArgument())) {
            return ApiException.invalid(names.of(x.getArgument()), "Has the wrong type");
        }
        return new ApiException(ErrorType.ofStatus(status)).initCause(thrown);
    }

    private static Throwable first(Class<? extends Throwable> type, Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                .limit(100)
                .filter(type::isInstance)
                .findFirst()
                .orElse(null);
    }
}

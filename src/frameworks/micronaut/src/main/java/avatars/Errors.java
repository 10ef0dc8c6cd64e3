package avatars;

import contract.AvatarNotFound;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorMapper;
import konpro.errors.ErrorResponse;
import konpro.errors.ErrorType;
import konpro.errors.FieldViolation;

/** Every failure of a Micronaut application, its own as well as the framework's: whatever would have had a body of Micronaut's. */
@Singleton
class Errors implements ErrorResponseProcessor<String> {

    private final ErrorMapper errors = ErrorMapper.builder()
            .map(AvatarNotFound.class, ErrorCode.RESOURCE_NOT_FOUND)
            .map(
                    ConstraintViolationException.class,
                    invalid -> ApiException.invalid(invalid.getConstraintViolations().stream()
                            .map(x -> new FieldViolation(fieldOf(x), x.getMessage()))
                            .toList()))
            .build();

    @Override
    public MutableHttpResponse<String> processResponse(ErrorContext context, MutableHttpResponse<?> response) {
        Throwable thrown = context.getRootCause().orElse(null);
        boolean named = thrown instanceof ConstraintViolationException || thrown != null && response.code() == 500;
        Throwable failure = named ? thrown : new ApiException(ErrorType.ofStatus(response.code())).initCause(thrown);
        ErrorResponse answer =
                errors.respond(failure, context.getRequest().getHeaders().get("X-Request-Id"));
        answer.headers().forEach(response.getHeaders()::set);
        return response.status(answer.status()).body(answer.envelope().toJson());
    }

    private static String fieldOf(ConstraintViolation<?> violation) { // without method and parameter
        return violation.getPropertyPath().toString().replaceFirst("^[^.]+\\.([^.]+\\.)?", "");
    }
}

package konpro.errors.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.util.Optional;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorEnvelope;
import konpro.errors.ErrorType;
import konpro.errors.RemoteApiException;
import konpro.errors.RemoteError;
import konpro.errors.RemoteError.Kind;

/** What our server says: that, the whole of it, and nothing else is to be heard. */
record Said(ApiException answer, SentId id) {

    void assertHeard(Heard heard) {
        RemoteError error = error(heard);
        String requestId = error.requestId().orElseThrow();
        assertEquals(Kind.ENVELOPE, error.kind());
        assertEquals(new ErrorEnvelope(answer.error(), requestId), ErrorEnvelope.parse(error.body()));
        assertEquals(answer.error().code(), error.code());
    }

    /** No body, and all the same a status, a code, an id and a time to wait. */
    void assertHeardWithoutABody(Heard heard) {
        RemoteError error = error(heard);
        ErrorType documented = ErrorCode.find(answer.error().code())
                .map(ErrorType.class::cast)
                .orElse(ErrorType.ofStatus(error.status()));
        assertEquals(Kind.EMPTY, error.kind());
        assertEquals(answer.error().code(), error.code());
        assertEquals(documented.message(), error.message());
    }

    private RemoteError error(Heard heard) {
        RemoteApiException exception = heard.exception(RemoteApiException.class);
        RemoteError error = exception.remoteError();
        assertNull(exception.getCause());
        assertEquals(answer.type().status(), error.status());
        assertFalse(error.truncated());
        id.assertAnswered(error.requestId().orElseThrow());
        assertEquals(isRetryable(), error.retryAdvice().retryable());
        assertEquals(delay(), error.retryAdvice().delay());
        return error;
    }

    private boolean isRetryable() {
        return answer.status() == 429 || answer.status() == 503;
    }

    private Optional<Duration> delay() {
        return answer.retryAfter().filter(delay -> isRetryable());
    }
}

package konpro.errors.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.net.http.HttpTimeoutException;
import konpro.errors.RemoteApiException;
import konpro.errors.RemoteError;
import konpro.errors.RemoteError.Kind;
import konpro.errors.httpclient.Answers;

/**
 * How a call ended.
 *
 * @param road on which road it was made
 * @param status the status of a success
 * @param body the body of a success
 * @param failure what was thrown, or {@code null} for a success
 */
record Heard(Road road, int status, String body, Exception failure) {

    void assertSuccess(int expectedStatus, String expectedBody) {
        if (failure != null) {
            throw new AssertionError("Expected a success on the road " + road, failure);
        }
        assertEquals(expectedStatus, status);
        assertEquals(expectedBody, body);
    }

    <X extends Exception> X exception(Class<X> expected) {
        return assertInstanceOf(expected, failure, () -> "On the road " + road + ", with status " + status);
    }

    /** A failure of the transport: there was no status, or that of a success. */
    void assertNoAnswer() {
        exception(IOException.class);
    }

    /** An error that came whole, whatever it was. */
    void assertError(Kind kind, String message) {
        RemoteApiException exception = exception(RemoteApiException.class);
        assertNull(exception.getCause());
        assertEquals(message, Answers.withoutRequest(exception.getMessage()));
        assertEquals(kind, exception.remoteError().kind());
    }

    /** An error that did not end in time. */
    void assertErrorUntilTheDeadline(int status, SentId id) {
        assertPartOfAnError(status, id, HttpTimeoutException.class);
    }

    /** An error that broke off, which {@code orThrow} alone may miss. */
    void assertErrorAsFarAsItCame(int status, SentId id) {
        if (road == Road.OR_THROW && failure instanceof IOException) {
            return;
        }
        assertPartOfAnError(status, id, IOException.class);
    }

    private void assertPartOfAnError(int status, SentId id, Class<? extends IOException> reason) {
        RemoteApiException exception = exception(RemoteApiException.class);
        RemoteError error = exception.remoteError();
        assertEquals(status, error.status());
        assertEquals(id.header(), error.requestId().orElseThrow());
        if (road == Road.READ) {
            assertNull(exception.getCause());
        } else {
            assertInstanceOf(reason, exception.getCause());
        }
    }
}

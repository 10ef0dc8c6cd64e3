package konpro.errors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.*;

import konpro.errors.testkit.JavaSerialization;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RemoteApiExceptionTest {

    private static final String ENVELOPE = """
            {"error":{"code":"OUT_OF_STOCK","message":"Only 2\\r\\nleft","details":{"secret":"swordfish"}},\
            "request_id":"req-123456"}""";

    private static RemoteError error(String body) {
        return RemoteError.of(409, Map.of(), body.getBytes(UTF_8));
    }

    @Test
    void saysStatusCodeMessageAndRequestIdAndNoDetails() {
        assertEquals(
                "409 OUT_OF_STOCK: Only 2 left (request req-123456)",
                error(ENVELOPE).toException().getMessage());
        assertEquals(
                "konpro.errors.RemoteApiException: 409 OUT_OF_STOCK: Only 2 left (request req-123456)",
                error(ENVELOPE).toException().toString());
    }

    @Test
    void saysNothingOfARequestIdThatIsNotThere() {
        assertEquals(
                "409 INVALID_REQUEST: Conflict (no KonPro error: no body)",
                error("").toException().getMessage());
    }

    @Test
    void staysBoundedWhateverTheServerSaid() {
        String hostile = "\\u001b\\n".repeat(100_000);
        String message = error("{\"error\":{\"code\":\"%1$s\",\"message\":\"%1$s\"},\"request_id\":\"%1$s\"}"
                        .formatted(hostile))
                .toException()
                .getMessage();

        assertTrue(message.length() < 1_400, message);
        assertEquals(SafeText.of(message, 2_000), message);
    }

    @Test
    void handsItsRemoteErrorBack() {
        RemoteError error = error(ENVELOPE);

        assertSame(error, new RemoteApiException(error).remoteError());
        assertSame(error, error.toException().remoteError());
    }

    @Test
    void takesACause() {
        Exception cause = new Exception();
        RemoteApiException exception = error(ENVELOPE).toException();
        exception.initCause(cause);

        assertSame(cause, exception.getCause());
    }

    @Test
    void refusesARemoteErrorThatIsNull() {
        assertThrows(NullPointerException.class, () -> new RemoteApiException(null));
    }

    @Test
    void survivesSerializationWithEverything() throws Exception {
        ErrorLimits limits = new ErrorLimits(130, Duration.ofSeconds(1), Duration.ofSeconds(3));
        Map<String, List<String>> headers =
                Map.of("X-Request-Id", List.of("header-1"), "Retry-After", List.of("Fri, 31 Dec 9999 23:59:59 GMT"));
        byte[] body = (ENVELOPE + " ".repeat(100)).getBytes(UTF_8);
        RemoteApiException exception =
                RemoteError.of(503, headers, body, limits).toException();
        exception.initCause(new IllegalStateException("broke off"));

        RemoteApiException copy = JavaSerialization.copyOf(exception);
        RemoteError error = copy.remoteError();

        assertEquals("503 OUT_OF_STOCK: Only 2 left (request req-123456)", copy.getMessage());
        assertEquals("broke off", copy.getCause().getMessage());
        assertEquals(503, error.status());
        assertEquals(RemoteError.Kind.ENVELOPE, error.kind());
        assertEquals(Optional.of(ErrorEnvelope.parse(ENVELOPE)), error.envelope());
        assertEquals("{\"secret\":\"swordfish\"}", error.details().toString());
        assertEquals(Optional.of("req-123456"), error.requestId());
        assertArrayEquals(exception.remoteError().body(), error.body());
        assertEquals(130, error.body().length);
        assertTrue(error.truncated());
        assertFalse(error.retryAdvice().retryable());
        assertTrue(error.retryAdvice().delay().orElseThrow().toDays() > 2_000_000);
    }
}

package konpro.errors;

import static org.junit.jupiter.api.Assertions.*;

import konpro.errors.testkit.CapturedLog;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing of an unmapped exception is in a response. */
@SuppressWarnings("serial")
class ErrorMapperFirewallTest {

    private static final String SECRET = "swordfish";

    private static final ErrorMapper ERRORS =
            ErrorMapper.builder().onFailure((response, exception) -> {}).build();

    private static final class SwordfishException extends RuntimeException {

        SwordfishException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    static Stream<Throwable> exceptionsWithASecret() {
        Throwable suppressing = new IllegalStateException();
        suppressing.addSuppressed(new IllegalArgumentException(SECRET));
        Throwable traced = new IllegalStateException();
        traced.setStackTrace(new StackTraceElement[] {new StackTraceElement(SECRET, SECRET, SECRET + ".java", 1)});
        return Stream.of(
                new IllegalStateException(SECRET),
                new IllegalStateException("harmless", new IllegalArgumentException(SECRET)),
                new SwordfishException(null, null),
                new SwordfishException(SECRET, new SwordfishException(SECRET, null)),
                suppressing,
                traced,
                new AssertionError(SECRET),
                new CompletionException(SECRET, new IllegalStateException(SECRET)),
                new InvocationTargetException(new SwordfishException(SECRET, null), SECRET));
    }

    @ParameterizedTest
    @MethodSource("exceptionsWithASecret")
    void sendsNothingOfAnUnmappedException(Throwable exception) {
        ErrorResponse response = ERRORS.respond(exception, "req-1");

        assertEquals("""
                {"error":{"code":"PROCESSING_ERROR","message":"Server processing error"},"request_id":"req-1"}""", new String(response.body(), StandardCharsets.UTF_8));
        assertEquals(
                Map.of(
                        "Content-Type", "application/json",
                        "Cache-Control", "no-store",
                        "X-Content-Type-Options", "nosniff",
                        "X-Request-Id", "req-1",
                        "X-Error-Code", "PROCESSING_ERROR"),
                response.headers());
        assertEquals(500, response.status());
        assertFalse(response.toString().toLowerCase(Locale.ROOT).contains(SECRET));
    }

    @ParameterizedTest
    @MethodSource("exceptionsWithASecret")
    void sendsOfAMappedExceptionOnlyTheMessageOfItsType(Throwable exception) {
        ErrorMapper errors = ErrorMapper.builder()
                .map(Throwable.class, ErrorCode.INVALID_REQUEST)
                .onFailure((response, thrown) -> {})
                .build();

        assertEquals("""
                {"error":{"code":"INVALID_REQUEST","message":"The request is invalid"},"request_id":"req-1"}""", new String(errors.respond(exception, "req-1").body(), StandardCharsets.UTF_8));
    }

    @Test
    void keepsTheCauseOfAnApiException() {
        ApiException exception = new ApiException(ErrorCode.INVALID_REQUEST, "Not like that")
                .initCause(new SwordfishException(SECRET, null));
        exception.addSuppressed(new SwordfishException(SECRET, null));

        ErrorResponse response = ERRORS.respond(exception, "req-1");

        assertEquals("""
                {"error":{"code":"INVALID_REQUEST","message":"Not like that"},"request_id":"req-1"}""", new String(response.body(), StandardCharsets.UTF_8));
        assertFalse(response.toString().toLowerCase(Locale.ROOT).contains(SECRET));
    }

    @Test
    void keepsWhatAFailingMappingAndAFailingHookHaveSaid() throws Exception {
        ErrorMapper errors = ErrorMapper.builder()
                .map(IllegalStateException.class, (IllegalStateException x) -> {
                    throw new ApiException(ErrorCode.INVALID_REQUEST, SECRET).detail(SECRET, SECRET);
                })
                .onFailure((response, thrown) -> {
                    throw new SwordfishException(response.envelope().requestId() + SECRET, thrown);
                })
                .build();

        try (CapturedLog log = CapturedLog.start()) {
            ErrorResponse response = errors.respond(new IllegalStateException(SECRET), "req-1");

            assertEquals("""
                    {"error":{"code":"PROCESSING_ERROR","message":"Server processing error"},"request_id":"req-1"}""", new String(response.body(), StandardCharsets.UTF_8));
            assertFalse(response.toString().toLowerCase(Locale.ROOT).contains(SECRET));
            assertEquals(3, log.entries().size());
            for (CapturedLog.Entry entry : log.entries()) {
                assertTrue(entry.printed().contains(SECRET)); // where it belongs
            }
        }
    }

    private static final String THEIR_ENVELOPE = """
            {"error":{"code":"%s","message":"swordfish","details":{"swordfish":"swordfish"}},"request_id":"swordfish"}""";

    @ParameterizedTest
    @CsvSource({
        "400, INVALID_REQUEST,     500, PROCESSING_ERROR,    Server processing error",
        "401, INVALID_API_KEY,     500, PROCESSING_ERROR,    Server processing error",
        "404, RESOURCE_NOT_FOUND,  500, PROCESSING_ERROR,    Server processing error",
        "409, SWORDFISH,           500, PROCESSING_ERROR,    Server processing error",
        "429, RATE_LIMIT_EXCEEDED, 503, SERVICE_UNAVAILABLE, Service temporarily unavailable",
        "429, SWORDFISH,           503, SERVICE_UNAVAILABLE, Service temporarily unavailable",
        "500, PROCESSING_ERROR,    500, PROCESSING_ERROR,    Server processing error",
        "500, SERVICE_UNAVAILABLE, 503, SERVICE_UNAVAILABLE, Service temporarily unavailable",
        "502, SWORDFISH,           500, PROCESSING_ERROR,    Server processing error",
        "503, SERVICE_UNAVAILABLE, 503, SERVICE_UNAVAILABLE, Service temporarily unavailable",
        "200, SWORDFISH,           500, PROCESSING_ERROR,    Server processing error",
    })
    void respondsToARemoteErrorWithOneOfTheServer(
            int theirStatus, String theirCode, int ourStatus, String ourCode, String ourMessage) {
        Map<String, List<String>> theirHeaders = Map.of(
                "Retry-After", List.of("17"),
                "X-Request-Id", List.of(SECRET),
                "X-Error-Code", List.of("SWORDFISH"),
                "WWW-Authenticate", List.of("Swordfish realm=swordfish"),
                "Set-Cookie", List.of(SECRET));
        byte[] theirBody = THEIR_ENVELOPE.formatted(theirCode).getBytes(StandardCharsets.UTF_8);
        RemoteApiException theirs =
                RemoteError.of(theirStatus, theirHeaders, theirBody).toException();

        for (Throwable exception :
                List.of(theirs, new CompletionException(theirs), new UndeclaredThrowableException(theirs))) {
            ErrorResponse response = ERRORS.respond(exception, "req-1");

            assertEquals(ourStatus, response.status());
            assertEquals(
                    Map.of(
                            "Content-Type", "application/json",
                            "Cache-Control", "no-store",
                            "X-Content-Type-Options", "nosniff",
                            "X-Request-Id", "req-1",
                            "X-Error-Code", ourCode),
                    response.headers());
            assertEquals("""
                    {"error":{"code":"%s","message":"%s"},"request_id":"req-1"}""".formatted(ourCode, ourMessage), new String(response.body(), StandardCharsets.UTF_8));
        }
    }
}

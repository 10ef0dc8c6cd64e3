package konpro.errors;

import static org.junit.jupiter.api.Assertions.*;

import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import konpro.errors.testkit.CapturedLog;
import konpro.errors.testkit.CapturedLog.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is logged by default. {@code java.util.logging} calls ERROR and DEBUG SEVERE and FINE. */
@SuppressWarnings("serial")
class ErrorLogTest {

    private static final String UNEXPECTED = "req-1 500 PROCESSING_ERROR: Server processing error";
    private static final ErrorMapper ERRORS = ErrorMapper.builder().build();

    private static Entry logged(ErrorMapper errors, Throwable exception) throws Exception {
        try (CapturedLog log = CapturedLog.start()) {
            errors.respond(exception, "req-1");
            return log.entry();
        }
    }

    // ---- level and exception

    /** Log tools group by class, and escaping is the task of the layout. */
    @Test
    void hasTheExceptionItselfWhateverItsMessage() throws Exception {
        String forged = "hostile\r\n2026-01-01 INFO admin logged in";
        Throwable exception = new IllegalStateException(forged, new IllegalArgumentException(forged));

        for (Throwable thrown : List.of(exception, new CompletionException(exception))) {
            assertEquals(new Entry("SEVERE", UNEXPECTED, thrown), logged(ERRORS, thrown));
        }
    }

    /** Whoever throws an ApiException means it. */
    @ParameterizedTest
    @CsvSource({
        "400, FINE",
        "401, FINE",
        "409, FINE",
        "429, FINE",
        "499, FINE",
        "500, WARNING",
        "503, WARNING",
        "599, WARNING"
    })
    void hasNoExceptionIfItIsAnApiException(int status, String level) throws Exception {
        ApiException exception = new ApiException(ErrorType.ofStatus(status), "m", new IllegalStateException("cause"));

        for (Throwable thrown : List.of(exception, new CompletionException(exception), new Exception(exception))) {
            assertEquals(new Entry(level, "req-1 " + exception.getMessage(), null), logged(ERRORS, thrown));
        }
    }

    /** Even if an ApiException is the cause: the response is the mapping's, and so the stack trace is needed. */
    @Test
    void hasAMappedExceptionOf5xxAtError() throws Exception {
        String line = "req-1 503 SERVICE_UNAVAILABLE: Service temporarily unavailable";
        ErrorMapper errors = ErrorMapper.builder()
                .map(IllegalStateException.class, ErrorCode.SERVICE_UNAVAILABLE)
                .build();

        for (Throwable cause : List.of(new ApiException(ErrorCode.SERVICE_UNAVAILABLE), new Error())) {
            Throwable exception = new IllegalStateException(cause);
            assertEquals(new Entry("SEVERE", line, exception), logged(errors, exception));
        }
    }

    // ---- the line

    @Test
    void hasTheRequestIdOfTheResponse() throws Exception {
        try (CapturedLog log = CapturedLog.start()) {
            ErrorResponse response = ERRORS.respond(new IllegalStateException(), "no id\r\n");
            String id = response.envelope().requestId();

            assertEquals("req-", id.substring(0, 4));
            assertEquals(UNEXPECTED.replace("req-1", id), log.entry().message());
        }
    }

    @Test
    void hasThePublicMessageOnOneBoundedLine() throws Exception {
        String forged = "No such field \u001B[31m\u2028x\r\n2026-01-01 INFO admin logged in";
        String line = logged(ERRORS, new ApiException(ErrorCode.INVALID_REQUEST, forged))
                .message();
        String cut = logged(ERRORS, new ApiException(ErrorCode.INVALID_REQUEST, "x".repeat(1_000_000)))
                .message();

        assertEquals("req-1 400 INVALID_REQUEST: No such field \uFFFD[31m x 2026-01-01 INFO admin logged in", line);
        assertEquals("req-1 400 INVALID_REQUEST: " + "x".repeat(999) + "…", cut);
    }

    // ---- exceptions that throw in turn

    static Stream<Throwable> hostile() {
        class Broken extends RuntimeException {
            @Override
            public synchronized Throwable getCause() {
                throw new StackOverflowError("hostile");
            }

            @Override
            public String getMessage() {
                throw new IllegalStateException("hostile");
            }
        }
        class Endless extends RuntimeException {
            @Override
            public synchronized Throwable getCause() {
                return new Endless();
            }
        }
        Throwable circle = new IllegalStateException("first");
        circle.initCause(new IllegalStateException("second", circle));
        return Stream.of(new Broken(), new CompletionException("wrapped", new Broken()), new Endless(), circle);
    }

    @ParameterizedTest(name = "{index}") // their toString() throws
    @MethodSource("hostile")
    void neverCostsTheResponse(Throwable exception) throws Exception {
        AtomicInteger notified = new AtomicInteger();
        ErrorMapper counting = ErrorMapper.builder()
                .onFailure((response, cause) -> notified.incrementAndGet())
                .build();

        assertEquals(500, counting.respond(exception, "req-1").status());
        assertEquals(1, notified.get());
        assertEquals(new Entry("SEVERE", UNEXPECTED, exception), logged(ERRORS, exception));
    }
}

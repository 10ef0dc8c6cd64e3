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
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is logged by default. */
@SuppressWarnings("serial")
class ErrorLogTest {

    private static final ErrorMapper ERRORS = ErrorMapper.builder().build();

    private static Entry logged(ErrorMapper errors, Throwable exception) throws Exception {
        try (CapturedLog log = CapturedLog.start()) {
            errors.respond(exception, "req-1");
            return log.entry();
        }
    }

    /** What is logged with a stack trace, at the level {@code ERROR}, which is called {@code SEVERE} there. */
    private static void assertUnexpected(String message, ErrorMapper errors, Throwable exception) throws Exception {
        Entry entry = logged(errors, exception);

        assertEquals("SEVERE", entry.level());
        assertEquals("req-1 " + message, entry.message());
        assertSame(exception, entry.thrown());
    }

    // ---- level and exception

    @Test
    void logsAnUnexpectedExceptionAtErrorAsItWasThrown() throws Exception {
        IllegalStateException cause = new IllegalStateException("inside");

        assertUnexpected("500 PROCESSING_ERROR: Server processing error", ERRORS, cause);
        assertUnexpected("500 PROCESSING_ERROR: Server processing error", ERRORS, new CompletionException(cause));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 409, 429, 499})
    void logsAnErrorOfTheClientAtDebugWithoutException(int status) throws Exception {
        ApiException exception = new ApiException(ErrorType.ofStatus(status), "m", new IllegalStateException("cause"));
        Entry entry = logged(ERRORS, exception);

        assertEquals("FINE", entry.level()); // java.util.logging's name of DEBUG
        assertEquals("req-1 " + exception.getMessage(), entry.message());
        assertNull(entry.thrown());
    }

    /** Whoever throws an ApiException means it. */
    @ParameterizedTest
    @ValueSource(ints = {500, 503, 599})
    void logsAnApiExceptionFrom500OnAtWarningWithoutException(int status) throws Exception {
        ApiException exception = new ApiException(ErrorType.ofStatus(status), "m", new IllegalStateException("cause"));

        for (Throwable thrown : List.of(exception, new CompletionException(exception), new Exception(exception))) {
            Entry entry = logged(ERRORS, thrown);
            assertEquals("WARNING", entry.level());
            assertEquals("req-1 " + exception.getMessage(), entry.message());
            assertNull(entry.thrown());
        }
    }

    /** Even if an ApiException is the cause: the response is the mapping's, and so the stack trace is needed. */
    @Test
    void logsAMappedExceptionOf5xxAtError() throws Exception {
        Throwable exception = new IllegalStateException(new ApiException(ErrorCode.SERVICE_UNAVAILABLE));
        ErrorMapper errors = ErrorMapper.builder()
                .map(IllegalStateException.class, ErrorCode.SERVICE_UNAVAILABLE)
                .build();

        assertUnexpected("503 SERVICE_UNAVAILABLE: Service temporarily unavailable", errors, exception);
        assertUnexpected(
                "503 SERVICE_UNAVAILABLE: Service temporarily unavailable", errors, new IllegalStateException());
    }

    // ---- the line

    @Test
    void hasTheRequestIdOfTheResponse() throws Exception {
        try (CapturedLog log = CapturedLog.start()) {
            ErrorResponse response = ERRORS.respond(new IllegalStateException(), "no id\r\n");
            String id = response.envelope().requestId();

            assertEquals("req-", id.substring(0, 4));
            assertEquals(
                    id + " 500 PROCESSING_ERROR: Server processing error",
                    log.entry().message());
        }
    }

    @Test
    void hasThePublicMessageOnOneBoundedLine() throws Exception {
        String forged = "No such field \u001B[31m\u2028x\r\n2026-01-01 INFO admin logged in";
        ApiException forging = new ApiException(ErrorCode.INVALID_REQUEST, forged);
        ApiException longOne = new ApiException(ErrorCode.INVALID_REQUEST, "x".repeat(1_000_000));

        assertEquals(
                "req-1 400 INVALID_REQUEST: No such field \uFFFD[31m x 2026-01-01 INFO admin logged in",
                logged(ERRORS, forging).message());
        assertEquals(
                "req-1 400 INVALID_REQUEST: " + "x".repeat(999) + "…",
                logged(ERRORS, longOne).message());
    }

    /** Log tools group by class, and escaping is the task of the layout. */
    @Test
    void hasTheExceptionItselfWhateverItsMessage() throws Exception {
        String forged = "\r\n2026-01-01 INFO admin logged in";
        Throwable exception = new IllegalStateException("hostile" + forged, new IllegalArgumentException(forged));

        assertUnexpected("500 PROCESSING_ERROR: Server processing error", ERRORS, exception);
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
        assertUnexpected("500 PROCESSING_ERROR: Server processing error", ERRORS, exception);
    }
}

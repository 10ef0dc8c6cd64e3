package konpro.errors;

import static org.junit.jupiter.api.Assertions.*;

import konpro.errors.testkit.CapturedLog;
import konpro.errors.testkit.ShopError;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import konpro.errors.testkit.CapturedLog.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is logged by default. */
@SuppressWarnings("serial")
class ErrorLogTest {

    private static final String FORGED = "\r\n2026-01-01 INFO admin logged in";
    private static final String CLEANED = " 2026-01-01 INFO admin logged in";

    private static final ErrorMapper ERRORS = ErrorMapper.builder().build();

    private static Entry logged(Throwable exception) throws Exception {
        try (CapturedLog log = CapturedLog.start()) {
            ERRORS.respond(exception, "req-1");
            return log.entry();
        }
    }

    // ---- what is logged, and how loudly

    @Test
    void logsAnUnexpectedExceptionAtErrorWithItsCause() throws Exception {
        IllegalStateException exception = new IllegalStateException("disk full", new IllegalArgumentException("cause"));

        Entry entry = logged(exception);

        assertEquals("SEVERE", entry.level()); // the name of System.Logger's ERROR there
        assertEquals("req-1 500 PROCESSING_ERROR: Server processing error", entry.message());
        assertSame(exception, entry.thrown());
    }

    @Test
    void logsAnErrorOfTheClientAtDebugWithoutACause() throws Exception {
        Entry entry =
                logged(new ApiException(ShopError.OUT_OF_STOCK, "Only 2 left").initCause(new IllegalStateException()));

        assertEquals("FINE", entry.level()); // the name of System.Logger's DEBUG there
        assertEquals("req-1 409 OUT_OF_STOCK: Only 2 left", entry.message());
        assertNull(entry.thrown());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 429, 499})
    void isQuietBelow500(int status) throws Exception {
        assertEquals(
                "FINE",
                logged(new ApiException(ErrorType.ofStatus(status), "m")).level());
    }

    /** Whoever throws an ApiException means it. */
    @ParameterizedTest
    @ValueSource(ints = {500, 503, 599})
    void warnsOfAnApiExceptionFrom500OnWithoutAStackTrace(int status) throws Exception {
        ApiException exception = new ApiException(ErrorType.ofStatus(status), "m", new IllegalStateException("cause"));

        for (Throwable thrown : List.of(exception, new CompletionException(exception), new Exception(exception))) {
            Entry entry = logged(thrown);
            assertEquals("WARNING", entry.level());
            assertNull(entry.thrown());
        }
    }

    @Test
    void hasAMappedExceptionOf5xxAtError() throws Exception {
        ErrorMapper mapper = ErrorMapper.builder()
                .map(IllegalStateException.class, ErrorCode.SERVICE_UNAVAILABLE)
                .build();
        IllegalStateException exception = new IllegalStateException("closed");
        try (CapturedLog log = CapturedLog.start()) {
            mapper.respond(exception, "req-1");
            Entry entry = log.entry();

            assertEquals("SEVERE", entry.level());
            assertEquals("req-1 503 SERVICE_UNAVAILABLE: Service temporarily unavailable", entry.message());
            assertSame(exception, entry.thrown());
        }
    }

    /** The response was the mapping's, and so the stack trace is needed. */
    @Test
    void hasAMappedExceptionAtErrorEvenIfAnApiExceptionCausedIt() throws Exception {
        ErrorMapper mapper = ErrorMapper.builder()
                .map(IllegalStateException.class, ErrorCode.PROCESSING_ERROR)
                .build();
        Throwable exception = new IllegalStateException(new ApiException(ErrorCode.PROCESSING_ERROR));
        try (CapturedLog log = CapturedLog.start()) {
            mapper.respond(exception, "req-1");

            assertEquals("SEVERE", log.entry().level());
            assertSame(exception, log.entry().thrown());
        }
    }

    @Test
    void hasAWrapperAsItWasThrown() throws Exception {
        CompletionException wrapper = new CompletionException(new IllegalStateException("inside"));

        assertSame(wrapper, logged(wrapper).thrown());
    }

    @Test
    void hasTheRequestIdOfTheResponse() throws Exception {
        try (CapturedLog log = CapturedLog.start()) {
            String id = ERRORS.respond(new IllegalStateException(), "no id\r\n")
                    .envelope()
                    .requestId();

            assertEquals("req-", id.substring(0, 4));
            assertEquals(
                    id + " 500 PROCESSING_ERROR: Server processing error",
                    log.entry().message());
        }
    }

    // ---- on one line

    @Test
    void hasThePublicMessageOnOneBoundedLine() throws Exception {
        assertEquals(
                "req-1 400 INVALID_REQUEST: No such field \uFFFD[31m x" + CLEANED,
                logged(new ApiException(ErrorCode.INVALID_REQUEST, "No such field \u001B[31m\u2028x" + FORGED))
                        .message());
        assertEquals(
                "req-1 400 INVALID_REQUEST: " + "x".repeat(999) + "…",
                logged(new ApiException(ErrorCode.INVALID_REQUEST, "x".repeat(1_000_000)))
                        .message());
    }

    /** Log tools group by class, and escaping is the task of the layout. */
    @Test
    void hasTheExceptionItselfWhateverItsMessage() throws Exception {
        Throwable exception = new IllegalStateException("hostile" + FORGED, new IllegalArgumentException(FORGED));

        Entry entry = logged(exception);

        assertSame(exception, entry.thrown());
        assertEquals("req-1 500 PROCESSING_ERROR: Server processing error", entry.message());
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
        Throwable first = new IllegalStateException("first");
        first.initCause(new IllegalStateException("second", first));
        return Stream.of(new Broken(), new CompletionException("wrapped", new Broken()), new Endless(), first);
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
        try (CapturedLog log = CapturedLog.start()) {
            assertEquals(500, ERRORS.respond(exception, "req-1").status());
            assertEquals(
                    "req-1 500 PROCESSING_ERROR: Server processing error",
                    log.entry().message());
        }
    }
}

package konpro.errors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import konpro.errors.CapturedLog.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the log has when nobody has set a hook. */
@SuppressWarnings("serial")
class FailureLogTest {

    private static final String FORGED = "\r\n2026-01-01 INFO admin logged in";
    private static final String CLEANED = " 2026-01-01 INFO admin logged in";

    private static final ErrorMapper ERRORS = ErrorMapper.builder().build();

    private static Entry logged(Throwable failure) throws Exception {
        try (CapturedLog log = CapturedLog.start()) {
            ERRORS.respond(failure, "req-1");
            return log.entry();
        }
    }

    // ---- what is logged, and how loudly

    @Test
    void hasAFailureOfOursAtErrorWithItsCause() throws Exception {
        IllegalStateException failure = new IllegalStateException("disk full", new IllegalArgumentException("cause"));

        Entry entry = logged(failure);

        assertEquals("SEVERE", entry.level()); // the name of System.Logger's ERROR there
        assertEquals("req-1 500 PROCESSING_ERROR: Server processing error", entry.message());
        assertSame(failure, entry.thrown());
    }

    @Test
    void hasAFailureOfTheClientAtDebugWithoutACause() throws Exception {
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

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 599})
    void isLoudFrom500On(int status) throws Exception {
        assertEquals(
                "SEVERE",
                logged(new ApiException(ErrorType.ofStatus(status), "m")).level());
    }

    @Test
    void hasAWrapperAsItWasThrown() throws Exception {
        CompletionException wrapper = new CompletionException(new IllegalStateException("inside"));

        assertSame(wrapper, logged(wrapper).thrown());
    }

    @Test
    void hasTheRequestIdThatWasAnswered() throws Exception {
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

    @Test
    void hasNoForgedLineFromAnyMessageOfTheFailure() throws Exception {
        Throwable innermost = new IllegalArgumentException("innermost" + FORGED);
        Throwable cause = new IllegalStateException("cause\u001B[2J" + FORGED, innermost);
        Throwable failure = new IllegalStateException("failure\u202E" + FORGED, cause);
        failure.addSuppressed(new IllegalStateException("suppressed\u0000" + FORGED));
        cause.addSuppressed(new IllegalStateException("deeply suppressed" + FORGED));

        String printed = logged(failure).printed();

        assertEquals(5, printed.split(CLEANED, -1).length - 1, printed);
        assertTrue(printed.startsWith("java.lang.IllegalStateException: failure\uFFFD" + CLEANED), printed);
        assertTrue(printed.contains("Caused by: java.lang.IllegalStateException: cause\uFFFD[2J" + CLEANED), printed);
        assertTrue(printed.contains("Caused by: java.lang.IllegalArgumentException: innermost" + CLEANED), printed);
        assertTrue(
                printed.contains("Suppressed: java.lang.IllegalStateException: suppressed\uFFFD" + CLEANED), printed);
        assertTrue(
                printed.contains("Suppressed: java.lang.IllegalStateException: deeply suppressed" + CLEANED), printed);
        assertTrue(printed.lines().map(String::strip).allMatch(FailureLogTest::isOfAStackTrace), printed);
        assertTrue(printed.lines().allMatch(line -> isClean(line.strip())), printed);
    }

    @Test
    void hasNoForgedLineFromTheOnlyHostileWordsDeepDown() throws Exception {
        Throwable failure = new IllegalStateException("harmless", new IllegalArgumentException("harmless"));
        failure.getCause().addSuppressed(new Exception("harmless", new Exception("deep down" + FORGED)));

        String printed = logged(failure).printed();

        assertTrue(printed.contains("Caused by: java.lang.Exception: deep down" + CLEANED), printed);
        assertFalse(printed.contains(FORGED), printed);
    }

    private static boolean isOfAStackTrace(String line) {
        return line.matches("(at |\\.\\.\\. \\d+ more|Caused by: |Suppressed: |java\\.lang\\.).*");
    }

    private static boolean isClean(String line) {
        return CleanText.of(line, 100_000).equals(line);
    }

    @Test
    void hasTheStackTracesOfAFailureThatWasCleaned() throws Exception {
        Throwable failure = new IllegalStateException(FORGED, new IllegalArgumentException("cause"));

        Throwable thrown = logged(failure).thrown();

        assertNotSame(failure, thrown);
        assertEquals(
                Stream.of(failure.getStackTrace()).toList(),
                Stream.of(thrown.getStackTrace()).toList());
        assertEquals(
                Stream.of(failure.getCause().getStackTrace()).toList(),
                Stream.of(thrown.getCause().getStackTrace()).toList());
    }

    /** Some log libraries print class and message themselves. */
    @Test
    void hasTheSameCleanWordsForThoseWhoAskForTheMessage() throws Exception {
        Throwable thrown = logged(new IllegalStateException("failure" + FORGED)).thrown();

        assertEquals("java.lang.IllegalStateException: failure" + CLEANED, thrown.getMessage());
        assertEquals("java.lang.IllegalStateException: failure" + CLEANED, thrown.toString());
    }

    @Test
    void hasNoHostileMessageBehindAHarmlessToString() throws Exception {
        class Harmless extends RuntimeException {
            Harmless() {
                super("message" + FORGED);
            }

            @Override
            @SuppressWarnings("OverrideThrowableToString")
            public String toString() {
                return "harmless";
            }
        }

        assertEquals("harmless", logged(new Harmless()).thrown().getMessage());
    }

    @Test
    void hasAMessageOfMegabytesCut() throws Exception {
        assertEquals(
                10_000,
                logged(new IllegalStateException("x".repeat(10_000_000)))
                        .thrown()
                        .toString()
                        .length());
    }

    // ---- failures that fail in turn

    static Stream<Supplier<String>> hostileAnswers() {
        return Stream.of(
                () -> null,
                () -> {
                    throw new IllegalStateException("hostile");
                },
                () -> {
                    throw new StackOverflowError("hostile");
                });
    }

    @ParameterizedTest
    @MethodSource("hostileAnswers")
    void hasTheClassOfAFailureWhoseToStringFails(Supplier<String> hostile) throws Exception {
        class Mute extends RuntimeException {
            Mute() {
                super("message", new IllegalArgumentException("cause"));
            }

            @Override
            @SuppressWarnings("OverrideThrowableToString")
            public String toString() {
                return hostile.get();
            }
        }

        String printed = logged(new Mute()).printed();

        assertTrue(printed.startsWith("konpro.errors.FailureLogTest$1Mute" + System.lineSeparator()), printed);
        assertTrue(printed.contains("Caused by: java.lang.IllegalArgumentException: cause"), printed);
    }

    @Test
    void hasTheClassOfAFailureWhoseMessageFails() throws Exception {
        class Mute extends RuntimeException {
            @Override
            public String getMessage() {
                throw new IllegalStateException("hostile");
            }
        }

        String printed = logged(new IllegalStateException("outer", new Mute())).printed();

        assertTrue(printed.startsWith("java.lang.IllegalStateException: outer"), printed);
        assertTrue(printed.contains("Caused by: konpro.errors.FailureLogTest$2Mute"), printed);
    }

    @Test
    void hasWhatThereIsOfAFailureWhoseCauseAndStackTraceFail() throws Exception {
        class Broken extends RuntimeException {
            Broken() {
                super("broken");
                addSuppressed(new IllegalArgumentException("suppressed"));
            }

            @Override
            public synchronized Throwable getCause() {
                throw new IllegalStateException("hostile");
            }

            @Override
            public StackTraceElement[] getStackTrace() {
                return null;
            }
        }

        String printed = logged(new Broken()).printed();

        assertTrue(printed.startsWith("konpro.errors.FailureLogTest$1Broken: broken"), printed);
        assertTrue(printed.contains("Suppressed: java.lang.IllegalArgumentException: suppressed"), printed);
    }

    // ---- failures without an end

    @ParameterizedTest
    @ValueSource(strings = {"harmless", FORGED})
    void comesToAnEndWithCausesInACircle(String message) throws Exception {
        Throwable first = new IllegalStateException("first " + message);
        Throwable second = new IllegalStateException("second " + message, first);
        first.initCause(second);
        second.addSuppressed(first);

        String printed = logged(second).printed();

        assertTrue(printed.contains("IllegalStateException: second"), printed);
        assertTrue(printed.contains("IllegalStateException: first"), printed);
        assertFalse(printed.contains(FORGED), printed);
    }

    @Test
    void comesToAnEndWithACauseThatIsAlwaysNew() {
        class Endless extends RuntimeException {
            @Override
            public synchronized Throwable getCause() {
                return new Endless();
            }
        }

        String printed = assertTimeoutPreemptively(
                Duration.ofSeconds(60), () -> logged(new Endless()).printed());

        assertTrue(printed.startsWith("konpro.errors.FailureLogTest$1Endless"), printed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"harmless", FORGED})
    void hasTheBeginningOf100000CausesOnASmallStack(String message) throws Exception {
        Throwable chain = chain(message, 100_000);

        String printed = onASmallStack(() -> logged(chain)).printed();

        assertEquals(99, printed.split("Caused by: ", -1).length - 1);
        assertTrue(printed.startsWith("konpro.errors.FailureLogTest$Link: 100000"), printed);
        assertFalse(printed.contains(FORGED));
    }

    @Test
    void hasTheBeginningOf100000SuppressedOnesOnASmallStack() throws Exception {
        Throwable failure = new IllegalStateException("first");
        IntStream.range(0, 100_000).forEach(i -> failure.addSuppressed(new Link("no. " + i, null)));

        String printed = onASmallStack(() -> logged(failure)).printed();

        assertEquals(99, printed.split("Suppressed: ", -1).length - 1);
    }

    @Test
    void hasAChainOf100CausesAsItIs() throws Exception {
        Throwable chain = chain("harmless", 100);

        assertSame(chain, onASmallStack(() -> logged(chain)).thrown());
    }

    /** One of very many, and so without a stack trace. */
    private static final class Link extends Exception {

        Link(String message, Throwable cause) {
            super(message, cause, true, false);
        }
    }

    private static Throwable chain(String message, int length) {
        Throwable chain = null;
        for (int i = 1; i <= length; i++) {
            chain = new Link(i + message, chain);
        }
        return chain;
    }

    private interface Task<T> {
        T run() throws Exception;
    }

    private static <T> T onASmallStack(Task<T> task) throws InterruptedException {
        AtomicReference<T> result = new AtomicReference<>();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Runnable guarded = () -> {
            try {
                result.set(task.run());
            } catch (Throwable e) {
                failure.set(e);
            }
        };
        Thread thread = new Thread(null, guarded, "small stack", 256 << 10);
        thread.start();
        thread.join();
        assertNull(failure.get());
        return result.get();
    }
}

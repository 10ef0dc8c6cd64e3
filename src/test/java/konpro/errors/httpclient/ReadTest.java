package konpro.errors.httpclient;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.*;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow.Publisher;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import konpro.errors.ErrorLimits;
import konpro.errors.RemoteApiException;
import konpro.errors.RemoteError;
import konpro.errors.RemoteError.Kind;
import konpro.errors.testkit.DecoratedClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code HttpErrors.read} with bodies of every type. SlowBodyTest has the client's own stream. */
class ReadTest extends WithServer {

    private static final ErrorLimits SHORT = deadline(Duration.ofMillis(100));
    private static final byte[] NO_BYTES = {};

    private RemoteError read(BodyHandler<?> handler, ErrorLimits limits) throws Exception {
        return HttpErrors.read(CLIENT.send(server.request(), handler), limits);
    }

    private static RemoteError read(Object body, ErrorLimits limits) {
        return HttpErrors.read(DecoratedClient.response(404, body, Map.of()), limits);
    }

    private static RemoteError read(Object body) {
        return HttpErrors.read(DecoratedClient.response(404, body, Map.of()));
    }

    static Stream<BodyHandler<?>> readable() {
        return Stream.of(
                BodyHandlers.ofByteArray(),
                BodyHandlers.ofString(),
                BodyHandlers.ofInputStream(),
                BodyHandlers.ofLines());
    }

    @ParameterizedTest
    @MethodSource("readable")
    void readsTheSameFromEachBodyUpToTheLimit(BodyHandler<?> handler) throws Exception {
        String body = ENVELOPE.replace(",", ",\n\n");
        server.responds("404 Not Found", body);
        for (int length : new int[] {0, body.length() - 1, body.length()}) {
            RemoteError error = read(handler, limit(length));

            assertEquals(404, error.status());
            assertEquals(body.substring(0, length), body(error));
            assertEquals(length < body.length(), error.truncated());
            assertEquals(length < body.length(), error.envelope().isEmpty());
            assertTrue(error.toString().startsWith("GET " + server.uri() + ": 404 "), error.toString());
        }
    }

    @Test
    void readsOneMebibyteByDefault() {
        RemoteError error = read(new ByteArrayInputStream(new byte[(1 << 20) + 1]));

        assertEquals(1 << 20, error.body().length);
        assertTrue(error.truncated());
    }

    @Test
    void readsTextWithAByteOrderMark() {
        assertEquals(Kind.ENVELOPE, read("\uFEFF" + ENVELOPE).kind());
    }

    @Test
    void readsTheHeadersButNoBodyOfAnotherType(@TempDir Path directory) throws Exception {
        String expected =
                "503 SERVICE_UNAVAILABLE: Service Unavailable (no KonPro error: no body) (request from-the-header)";
        server.responds("503 Down", ENVELOPE, "X-Request-Id: from-the-header", "Retry-After: 7");
        for (BodyHandler<?> handler : List.of(
                BodyHandlers.ofFile(directory.resolve("avatar.png")),
                BodyHandlers.discarding(),
                BodyHandlers.replacing(42),
                BodyHandlers.replacing(null))) {
            RemoteError error = read(handler, ErrorLimits.DEFAULT);

            assertEquals(expected, withoutRequest(error.toString()));
            assertEquals(Optional.of(Duration.ofSeconds(7)), error.retryAdvice().delay());
        }
    }

    /** How much of it is received before the client drops the rest differs. */
    @Test
    void readsAStreamThatBreaksOffAsFarAsItWasReceived() throws Exception {
        server.sendsAndCloses(fixedHead(404) + BROKEN_ENVELOPE);
        for (int i = 0; i < 100; i++) {
            RemoteError error = read(BodyHandlers.ofInputStream(), ErrorLimits.DEFAULT);

            assertEquals(404, error.status());
            assertTrue(BROKEN_ENVELOPE.startsWith(body(error)));
        }
    }

    static Stream<BodyHandler<?>> closeable() {
        return Stream.of(
                BodyHandlers.ofInputStream(),
                BodyHandlers.ofLines(),
                BodyHandlers.ofPublisher(),
                head -> BodySubscribers.mapping(
                        BodySubscribers.ofInputStream(), in -> (AutoCloseable) () -> in.close()));
    }

    /** Even if {@code read} is called on all threads of the common pool. */
    @ParameterizedTest
    @MethodSource("closeable")
    void leavesNoConnectionOpenWhateverTheBodyIs(BodyHandler<?> handler) throws Throwable {
        server.sends(fixedHead(404) + "a\n" + BROKEN_ENVELOPE);

        whileTheCommonPoolIsBusy(() -> {
            for (int i = 0; i < 20; i++) {
                assertEquals(404, read(handler, SHORT).status());
                server.awaitClosed();
            }
        });
    }

    /** Nor does the deadline need one. The client's own {@code sendAsync} does. */
    @ParameterizedTest
    @EnumSource(names = {"SEND", "OR_THROW"})
    void endsAtTheDeadlineWithoutACommonThread(SlowBodyTest.Reading reading) throws Throwable {
        server.sends(fixedHead(404));

        whileTheCommonPoolIsBusy(() -> {
            RemoteApiException e = reading.error(CLIENT, server.request(), SHORT);
            assertInstanceOf(HttpTimeoutException.class, e.getCause());
        });
    }

    private static void whileTheCommonPoolIsBusy(Executable test) throws Throwable {
        int tasks = 2 + 2 * ForkJoinPool.getCommonPoolParallelism();
        Semaphore over = new Semaphore(0);
        for (int i = 0; i < tasks; i++) {
            ForkJoinPool.commonPool().execute(over::acquireUninterruptibly);
        }
        try {
            test.execute();
        } finally {
            over.release(tasks);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab\ncd", "abcde", "a\n\n\n\n"})
    void readsLinesUpToTheLimit(String body) {
        for (int length : new int[] {4, 5}) {
            RemoteError error = read(Stream.of(body.split("\n", -1)), limit(length));

            assertEquals(body.substring(0, length), body(error));
            assertEquals(length < 5, error.truncated());
        }
    }

    @Test
    void readsEndlessLinesToTheLimitAndClosesThem() throws Exception {
        server.sendsEndlessly(chunkedHead(500), chunk("yyyy\n".repeat(2_000)), 0);
        RemoteError error = read(BodyHandlers.ofLines(), limit(50_000));

        assertEquals("yyyy\n".repeat(10_000), body(error));
        server.awaitClosed();
    }

    @Test
    void closesAStreamThatHasNoLinesAndSurvivesAUsedOne() {
        AtomicInteger closed = new AtomicInteger();
        for (Stream<?> stream : List.of(Stream.of("a", 7, "b"), Stream.of(7), Stream.empty())) {
            assertEquals(404, read(stream.onClose(closed::incrementAndGet)).status());
        }
        assertEquals(3, closed.get());

        Stream<?> used = Stream.of("a");
        assertEquals(1, used.count());
        assertEquals(404, read(used).status());
    }

    @Test
    void readsAStreamAsFarAsItCanAndClosesItEvenIfThatFails() {
        byte[] envelope = ENVELOPE.getBytes(UTF_8);
        for (Step end : List.<Step>of(
                () -> -1,
                raising(() -> new IOException("reset")),
                raising(() -> new UncheckedIOException(new IOException("reset"))),
                raising(() -> new NullPointerException("Inflater has been closed")))) {
            for (int maxBodyBytes : new int[] {0, 10, envelope.length, 1 << 20}) {
                AtomicInteger closed = new AtomicInteger();
                InputStream in = stream(envelope, end, () -> {
                    closed.incrementAndGet();
                    throw new IOException("jammed");
                });

                RemoteError error = read(in, limit(maxBodyBytes));

                assertArrayEquals(Arrays.copyOf(envelope, Math.min(envelope.length, maxBodyBytes)), error.body());
                assertEquals(1, closed.get());
            }
        }
    }

    @Test
    void doesNotCloseAStreamAgainAtTheDeadline() throws Exception {
        AtomicInteger closed = new AtomicInteger();
        read(stream(NO_BYTES, () -> -1, closed::incrementAndGet), SHORT);
        ErrorSubscriberTest.awaitDeadline(Duration.ofMillis(200));

        assertEquals(1, closed.get());
    }

    @Test
    void endsAtTheDeadlineHoweverAStreamReadsThatNeverCloses() throws Exception {
        ErrorLimits limits = new ErrorLimits(Integer.MAX_VALUE, Duration.ofMillis(100), Duration.ZERO);
        CountDownLatch closing = new CountDownLatch(1);
        Step untilClosed = () -> {
            closing.await();
            return -1;
        };
        Step trickle = () -> {
            Thread.sleep(1);
            return 1;
        };
        for (Step read : List.<Step>of(
                untilClosed, trickle, () -> -1, () -> 0, () -> 1, raising(() -> new IOException("reset")))) {
            InputStream in = stream(NO_BYTES, read, () -> {
                closing.countDown();
                new Semaphore(0).acquire();
                return 0;
            });

            assertEquals(404, read(in, limits).status());
            ErrorSubscriberTest.awaitDeadline(Duration.ofMillis(1)); // the JDK's timers still work
        }
    }

    /** Closing one while it is read makes it throw unchecked exceptions. */
    @ParameterizedTest
    @ValueSource(ints = {0, 5, 20})
    void aStreamThatTheCallerDecompressesEndsAtTheDeadlineToo(int millis) throws IOException {
        InputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip(" ".repeat(10_000_000))));
        RemoteError error = read(in, new ErrorLimits(1 << 24, Duration.ofMillis(millis), Duration.ZERO));

        assertEquals(404, error.status());
    }

    /** The JDK reads from one empty member to the next by recursion. */
    @Test
    void survivesAGzipStreamOfManyEmptyMembers() throws IOException {
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        for (int i = 0; i < 50_000; i++) {
            members.writeBytes(gzip(""));
        }
        InputStream in = new GZIPInputStream(new ByteArrayInputStream(members.toByteArray()));

        assertEquals(Kind.EMPTY, read(in).kind());
    }

    static Stream<Supplier<Throwable>> throwables() {
        return Stream.of(
                () -> new IOException("reset"),
                () -> new IllegalStateException("closed"),
                () -> new InterruptedException("sneaky"),
                StackOverflowError::new,
                () -> new NoClassDefFoundError("a decompressor"),
                () -> new AssertionError("a bug"));
    }

    @ParameterizedTest
    @MethodSource("throwables")
    void neverThrowsWhatABodyThrows(Supplier<Throwable> throwable) {
        Step raising = raising(throwable);
        for (Object body : new Object[] {
            stream(NO_BYTES, raising, raising),
            Stream.generate(() -> run(raising)),
            Stream.of("a").onClose(() -> run(raising)),
            (AutoCloseable) () -> run(raising),
            (Publisher<String>) subscriber -> run(raising)
        }) {
            assertEquals(404, read(body).status());
        }
    }

    /** It says nothing about the body. */
    @Test
    void passesOnAnOutOfMemoryErrorAndClosesTheStream() {
        AtomicInteger closed = new AtomicInteger();
        InputStream in = stream(NO_BYTES, raising(OutOfMemoryError::new), closed::incrementAndGet);

        assertThrows(OutOfMemoryError.class, () -> read(in));
        assertEquals(1, closed.get());
    }

    private interface Step {
        int run() throws Throwable;
    }

    private static Step raising(Supplier<Throwable> throwable) {
        return () -> {
            throw throwable.get();
        };
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> int run(Step step) throws E {
        try {
            return step.run();
        } catch (Throwable e) {
            throw (E) e;
        }
    }

    /** A stream of these bytes, with a step in place of its end and another when it is closed. */
    private static InputStream stream(byte[] bytes, Step end, Step close) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                int read = super.read(target, offset, length);
                return read < 0 ? run(end) : read;
            }

            @Override
            public void close() {
                run(close);
            }
        };
    }
}

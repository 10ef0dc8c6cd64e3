package konpro.errors.httpclient;

import static java.nio.charset.StandardCharsets.UTF_8;
import static konpro.errors.testkit.DecoratedClient.response;
import static konpro.errors.testkit.Responses.BROKEN_ENVELOPE;
import static konpro.errors.testkit.Responses.ENVELOPE;
import static konpro.errors.testkit.Responses.chunk;
import static konpro.errors.testkit.Responses.chunkedHead;
import static konpro.errors.testkit.Responses.deadline;
import static konpro.errors.testkit.Responses.fixedHead;
import static konpro.errors.testkit.Responses.limit;
import static konpro.errors.testkit.Responses.response;
import static konpro.errors.testkit.Way.CLIENT;
import static org.junit.jupiter.api.Assertions.*;

import konpro.errors.testkit.DecoratedClient;
import konpro.errors.testkit.RawServer;
import konpro.errors.testkit.Responses;
import konpro.errors.testkit.Way;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow.Publisher;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import konpro.errors.ErrorLimits;
import konpro.errors.RemoteError;
import konpro.errors.RemoteError.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code read} with bodies other than bytes, text and the client's own stream: nothing of them stays open. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class AnyBodyTest {

    private static final ErrorLimits SHORT = deadline(Duration.ofMillis(100));

    @Test
    void readsLinesAsText() throws Exception {
        String body = ENVELOPE.replace(",", ",\n\n");
        try (RawServer server = RawServer.responding(response("404 Not Found", body + "\n"))) {
            RemoteError error = HttpErrors.read(CLIENT.send(server.request(), BodyHandlers.ofLines()));

            assertEquals(Kind.ENVELOPE, error.kind());
            assertEquals(body, new String(error.body(), UTF_8));
        }
    }

    @Test
    void readsLinesUpToTheLimit() throws Exception {
        for (String body : List.of("ab\ncd", "abcde", "a\n\n\n\n")) {
            RemoteError whole = HttpErrors.read(lines(body), limit(5));
            assertEquals(body, new String(whole.body(), UTF_8));
            assertFalse(whole.truncated());

            RemoteError cut = HttpErrors.read(lines(body), limit(4));
            assertEquals(body.substring(0, 4), new String(cut.body(), UTF_8));
            assertTrue(cut.truncated());
        }
    }

    private static HttpResponse<?> lines(String text) {
        return response(404, Stream.of(text.split("\n", -1)), Map.of());
    }

    @Test
    void readsEndlessLinesToTheLimitAndClosesThem() throws Exception {
        String chunk = chunk("yyyy\n".repeat(2_000));
        try (RawServer server = new RawServer(connection -> {
            connection.send(chunkedHead(500));
            while (true) { // until the client has closed the connection
                connection.send(chunk);
            }
        })) {
            RemoteError error = HttpErrors.read(CLIENT.send(server.request(), BodyHandlers.ofLines()), limit(50_000));

            assertEquals("yyyy\n".repeat(10_000), new String(error.body(), UTF_8));
            server.awaitClosed();
        }
    }

    static Stream<BodyHandler<?>> handlers() {
        return Stream.of(
                BodyHandlers.ofInputStream(),
                BodyHandlers.ofLines(),
                BodyHandlers.ofPublisher(),
                head -> BodySubscribers.mapping(BodySubscribers.ofInputStream(), Resource::new));
    }

    private record Resource(InputStream in) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    @ParameterizedTest
    @MethodSource("handlers")
    void leavesNoConnectionOpenWhateverTheBodyIs(BodyHandler<?> handler) throws Exception {
        int errors = 20;
        try (RawServer server = RawServer.responding(fixedHead(404) + "a\n" + BROKEN_ENVELOPE)) {
            for (int i = 0; i < errors; i++) {
                assertEquals(
                        404,
                        HttpErrors.read(CLIENT.send(server.request(), handler), SHORT)
                                .status());
            }
            server.awaitClosed(errors);
        }
    }

    /** As it would be if {@code read} was called in them, or in many of them. */
    @ParameterizedTest
    @MethodSource("handlers")
    void needsNoneOfTheCommonThreads(BodyHandler<?> handler) throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (RawServer server = RawServer.responding(fixedHead(404) + BROKEN_ENVELOPE)) {
            for (int i = 0; i < 2 + 2 * ForkJoinPool.getCommonPoolParallelism(); i++) {
                ForkJoinPool.commonPool().execute(() -> awaitQuietly(over));
            }

            HttpErrors.read(CLIENT.send(server.request(), handler), SHORT);

            server.awaitClosed();
        } finally {
            over.countDown();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void closesAnyOtherResource() {
        AtomicInteger closed = new AtomicInteger();
        AutoCloseable resource = closed::incrementAndGet;

        assertEquals(
                Kind.EMPTY, HttpErrors.read(response(404, resource, Map.of())).kind());
        assertEquals(1, closed.get());
    }

    @Test
    void readsAsFarAsItCanAndClosesAStreamThatHasNoLines() {
        AtomicInteger closed = new AtomicInteger();
        Stream<?> usedUp = Stream.of("a");
        assertEquals(1, usedUp.count());
        for (Stream<?> stream : List.of(Stream.of("a", 7, "b"), Stream.of(7), Stream.empty(), usedUp)) {
            Stream<?> body = stream == usedUp ? stream : stream.onClose(closed::incrementAndGet);

            RemoteError error = HttpErrors.read(response(404, body, Map.of()));

            assertEquals(404, error.status());
        }
        assertEquals(3, closed.get());
    }

    /** What streams return that do not end when they are closed; without a script, a read waits for that. */
    static Stream<Arguments> scripts() {
        Read end = () -> -1;
        Read nothing = () -> 0;
        Read endless = () -> 1;
        Read trickle = () -> {
            Thread.sleep(1);
            return 1;
        };
        Read exception = () -> {
            throw new IOException("reset");
        };
        return Stream.of(end, nothing, endless, trickle, exception, null).map(Arguments::of);
    }

    private interface Read {
        int read() throws IOException, InterruptedException;
    }

    /** Its close never returns. */
    private static final class Stubborn extends InputStream {

        private final Read script;
        private final CountDownLatch closing = new CountDownLatch(1);
        private final CountDownLatch never = new CountDownLatch(1);

        Stubborn(Read script) {
            this.script = script;
        }

        @Override
        public int read() {
            throw new AssertionError("not called");
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            try {
                if (script == null) {
                    closing.await();
                    return -1;
                }
                return script.read();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void close() throws IOException {
            closing.countDown();
            awaitQuietly(never);
        }
    }

    @ParameterizedTest
    @MethodSource("scripts")
    void endsAtTheDeadlineHoweverTheStreamBehaves(Read script) throws Exception {
        InputStream in = new Stubborn(script);
        ErrorLimits limits = new ErrorLimits(Integer.MAX_VALUE, Duration.ofMillis(100), Duration.ZERO);

        assertEquals(404, HttpErrors.read(response(404, in, Map.of()), limits).status());

        assertTrue(
                new CompletableFuture<Boolean>()
                        .completeOnTimeout(true, 1, TimeUnit.MILLISECONDS)
                        .get(20, TimeUnit.SECONDS),
                "the JDK's timers do not work any more");
    }

    /** The JDK goes from an empty member to the next by recursion. */
    @Test
    void survivesAGzipStreamOfManyEmptyMembers() throws Exception {
        ByteArrayOutputStream member = new ByteArrayOutputStream();
        new GZIPOutputStream(member).close();
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        for (int i = 0; i < 50_000; i++) {
            members.writeBytes(member.toByteArray());
        }
        InputStream in = new GZIPInputStream(new ByteArrayInputStream(members.toByteArray()));

        assertEquals(Kind.EMPTY, HttpErrors.read(response(404, in, Map.of())).kind());
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
        for (Object body : new Object[] {
            new Throwing(throwable),
            Stream.generate(() -> AnyBodyTest.<RuntimeException>raise(throwable)),
            Stream.of("a").onClose(() -> AnyBodyTest.<RuntimeException>raise(throwable)),
            (AutoCloseable) () -> AnyBodyTest.<RuntimeException>raise(throwable),
            (Publisher<String>) subscriber -> AnyBodyTest.<RuntimeException>raise(throwable)
        }) {
            assertEquals(404, HttpErrors.read(response(404, body, Map.of())).status());
        }
    }

    /** Which says nothing of the body. */
    @Test
    void passesOnAnOutOfMemoryErrorAndClosesTheStream() {
        Throwing in = new Throwing(OutOfMemoryError::new);

        assertThrows(OutOfMemoryError.class, () -> HttpErrors.read(response(404, in, Map.of())));
        assertEquals(1, in.closed.get());
    }

    /** When it is read, and when it is closed. */
    private static final class Throwing extends InputStream {

        private final Supplier<Throwable> throwable;
        private final AtomicInteger closed = new AtomicInteger();

        Throwing(Supplier<Throwable> throwable) {
            this.throwable = throwable;
        }

        @Override
        public int read() {
            return AnyBodyTest.<RuntimeException>raise(throwable);
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            return AnyBodyTest.<RuntimeException>raise(throwable);
        }

        @Override
        public void close() {
            closed.incrementAndGet();
            AnyBodyTest.<RuntimeException>raise(throwable);
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> int raise(Supplier<Throwable> throwable) throws E {
        throw (E) throwable.get();
    }
}

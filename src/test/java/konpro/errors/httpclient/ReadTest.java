package konpro.errors.httpclient;

import static java.nio.charset.StandardCharsets.UTF_8;
import static konpro.errors.testkit.Responses.BROKEN_ENVELOPE;
import static konpro.errors.testkit.Responses.ENVELOPE;
import static konpro.errors.testkit.Responses.chunk;
import static konpro.errors.testkit.Responses.chunkedHead;
import static konpro.errors.testkit.Responses.deadline;
import static konpro.errors.testkit.Responses.fixedHead;
import static konpro.errors.testkit.Responses.limit;
import static konpro.errors.testkit.Responses.response;
import static konpro.errors.testkit.Responses.withoutRequest;
import static konpro.errors.testkit.Way.CLIENT;
import static org.junit.jupiter.api.Assertions.*;

import konpro.errors.testkit.RawServer;
import konpro.errors.testkit.Responses;
import konpro.errors.testkit.Way;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import konpro.errors.ErrorLimits;
import konpro.errors.RemoteError;
import konpro.errors.RemoteError.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class ReadTest {

    private static final ErrorLimits SHORT = deadline(Duration.ofMillis(200));
    private static final byte[] NOT_FOUND =
            response("404 Not Found", ENVELOPE, "X-Request-Id: from-the-header", "Retry-After: 7");

    @Test
    void readsBytesTextAndStreamAlike() throws Exception {
        for (BodyHandler<?> handler :
                List.of(BodyHandlers.ofByteArray(), BodyHandlers.ofString(), BodyHandlers.ofInputStream())) {
            RemoteError error = read(NOT_FOUND, handler);

            assertEquals("404 RESOURCE_NOT_FOUND: No such avatar (request req-7)", withoutRequest(error.toString()));
            assertArrayEquals(ENVELOPE.getBytes(UTF_8), error.body());
            assertFalse(error.truncated());
        }
    }

    @Test
    void readsTheHeadersToo() throws Exception {
        byte[] response = response("503 Down", "", "X-Request-Id: from-the-header", "Retry-After: 7");

        RemoteError error = read(response, BodyHandlers.ofString());

        assertEquals(Optional.of("from-the-header"), error.requestId());
        assertEquals(Optional.of(Duration.ofSeconds(7)), error.retryAdvice().delay());
    }

    @Test
    void readsTextWithAByteOrderMark() throws Exception {
        assertEquals(
                Kind.ENVELOPE,
                read(response("404 Not Found", "\uFEFF" + ENVELOPE), BodyHandlers.ofString(UTF_8))
                        .kind());
    }

    @Test
    void hasNoBodyWhereTheResponseHoldsAnythingElse(@TempDir Path directory) throws Exception {
        Path target = directory.resolve("avatar.png");
        for (BodyHandler<?> handler : List.of(
                BodyHandlers.ofFile(target),
                BodyHandlers.discarding(),
                BodyHandlers.replacing(42),
                BodyHandlers.replacing(null))) {
            RemoteError error = read(NOT_FOUND, handler);

            assertEquals(
                    "404 RESOURCE_NOT_FOUND: Not Found (no KonPro error: no body) (request from-the-header)",
                    withoutRequest(error.toString()));
            assertEquals(Kind.EMPTY, error.kind());
        }
    }

    @Test
    void keepsToTheLimit() throws Exception {
        for (BodyHandler<?> handler :
                List.of(BodyHandlers.ofByteArray(), BodyHandlers.ofString(), BodyHandlers.ofInputStream())) {
            RemoteError cut = read(NOT_FOUND, handler, limit(ENVELOPE.length() - 1));
            assertEquals(ENVELOPE.substring(0, ENVELOPE.length() - 1), new String(cut.body(), UTF_8));
            assertTrue(cut.truncated());

            RemoteError whole = read(NOT_FOUND, handler, limit(ENVELOPE.length()));
            assertEquals(ENVELOPE, new String(whole.body(), UTF_8));
            assertFalse(whole.truncated());

            RemoteError nothing = read(NOT_FOUND, handler, limit(0));
            assertEquals(0, nothing.body().length);
            assertTrue(nothing.truncated());
        }
    }

    @Test
    void theEverydayCallReadsOneMebibyte() throws Exception {
        RemoteError error = read(response("500 Oops", new byte[(1 << 20) + 1]), BodyHandlers.ofInputStream());

        assertEquals(1 << 20, error.body().length);
        assertTrue(error.truncated());
    }

    @Test
    void letsAllThroughWithTheLargestLimits() throws Exception {
        Duration forEver = Duration.ofSeconds(Long.MAX_VALUE);

        RemoteError error =
                read(NOT_FOUND, BodyHandlers.ofInputStream(), new ErrorLimits(Integer.MAX_VALUE, forEver, forEver));

        assertEquals(ENVELOPE, new String(error.body(), UTF_8));
    }

    @Test
    void keepsTheStatusWithADeadlineOfNothing() throws Exception {
        try (RawServer server = RawServer.responding(fixedHead(404))) {
            assertEquals(
                    404,
                    HttpErrors.read(stream(server), deadline(Duration.ZERO)).status());
            server.awaitClosed();
        }
    }

    @Test
    void readsAStreamThatHangsUntilTheDeadlineAndClosesIt() throws Exception {
        try (RawServer server = RawServer.responding(fixedHead(404) + BROKEN_ENVELOPE)) {
            RemoteError error = HttpErrors.read(stream(server), SHORT);

            assertEquals(404, error.status());
            assertTrue(BROKEN_ENVELOPE.startsWith(new String(error.body(), UTF_8)));
            server.awaitClosed();
        }
    }

    @Test
    void readsAStreamThatTricklesUntilTheDeadlineAndClosesIt() throws Exception {
        try (RawServer server = new RawServer(connection -> {
            connection.send(chunkedHead(500));
            while (true) { // until the client has gone
                connection.send(chunk("x"));
                Thread.sleep(10);
            }
        })) {
            RemoteError error = HttpErrors.read(stream(server), SHORT);

            assertTrue(new String(error.body(), UTF_8).matches("x*"));
            server.awaitClosed();
        }
    }

    @Test
    void readsAnEndlessStreamToTheLimitAndClosesIt() throws Exception {
        String chunk = chunk("y".repeat(10_000));
        try (RawServer server = new RawServer(connection -> {
            connection.send(chunkedHead(500));
            while (true) { // until the client has gone
                connection.send(chunk);
            }
        })) {
            RemoteError error = HttpErrors.read(stream(server), limit(100_001));

            assertEquals("y".repeat(100_001), new String(error.body(), UTF_8));
            assertTrue(error.truncated());
            server.awaitClosed();
        }
    }

    /** How much of it is there before the client gives the rest away, is the client's affair. */
    @Test
    void readsAStreamThatBreaksOffAsFarAsItCame() throws Exception {
        try (RawServer server = new RawServer(connection -> {
            connection.send(fixedHead(404) + BROKEN_ENVELOPE);
            connection.close();
        })) {
            for (int i = 0; i < 100; i++) {
                RemoteError error = HttpErrors.read(stream(server));

                assertEquals(404, error.status());
                assertTrue(BROKEN_ENVELOPE.startsWith(new String(error.body(), UTF_8)));
            }
        }
    }

    private static HttpResponse<InputStream> stream(RawServer server) throws Exception {
        return CLIENT.send(server.request(), BodyHandlers.ofInputStream());
    }

    @Test
    void closesAStreamInEveryCase() throws Exception {
        byte[] envelope = ENVELOPE.getBytes(UTF_8);
        for (InputStream in : List.of(
                new ByteArrayInputStream(envelope),
                failing(envelope, new IOException("reset")),
                failing(envelope, new UncheckedIOException(new IOException("reset"))),
                failing(envelope, new NullPointerException("Inflater has been closed")))) {
            for (int maxBodyBytes : new int[] {0, 10, envelope.length, 1 << 20}) {
                Watched watched = new Watched(in);
                in.mark(0);
                RemoteError error = read(NOT_FOUND, replacedBy(watched), limit(maxBodyBytes));

                byte[] expected = Arrays.copyOf(envelope, Math.min(envelope.length, maxBodyBytes));
                assertArrayEquals(expected, error.body());
                assertTrue(watched.closed);
                in.reset();
            }
        }
    }

    @Test
    void closesAStreamThatCameInTimeOnceAndForAll() throws Exception {
        AtomicInteger closed = new AtomicInteger();
        InputStream in = new ByteArrayInputStream(new byte[0]) {
            @Override
            public void close() {
                closed.incrementAndGet();
            }
        };
        read(NOT_FOUND, replacedBy(in), deadline(Duration.ofMillis(100)));
        CountDownLatch later = new CountDownLatch(1);
        new Deadline().start(Duration.ofMillis(200), later::countDown);
        later.await();

        assertEquals(1, closed.get());
    }

    @Test
    void takesNoHarmFromAStreamThatFailsToClose() throws Exception {
        InputStream in = new FilterInputStream(new ByteArrayInputStream(ENVELOPE.getBytes(UTF_8))) {
            @Override
            public void close() throws IOException {
                throw new IOException("jammed");
            }
        };

        assertEquals(Kind.ENVELOPE, read(NOT_FOUND, replacedBy(in)).kind());
    }

    /** Closing one while it is read makes it throw what is no IOException. */
    @ParameterizedTest
    @ValueSource(ints = {0, 5, 20})
    void aStreamThatTheCallerHadDecompressedEndsAtTheDeadlineToo(int millis) throws Exception {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(" ".repeat(10_000_000).getBytes(UTF_8));
        }
        BodyHandler<InputStream> handler = head -> BodySubscribers.replacing(unzipped(compressed.toByteArray()));

        RemoteError error =
                read(NOT_FOUND, handler, new ErrorLimits(1 << 24, Duration.ofMillis(millis), Duration.ZERO));

        assertEquals(404, error.status());
    }

    private static InputStream unzipped(byte[] compressed) {
        try {
            return new GZIPInputStream(new ByteArrayInputStream(compressed));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BodyHandler<InputStream> replacedBy(InputStream in) {
        return BodyHandlers.replacing(in);
    }

    /** A stream that fails where it should end. */
    private static InputStream failing(byte[] bytes, Exception exception) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                int read = super.read(target, offset, length);
                if (read < 0) {
                    ReadTest.<RuntimeException>fail(exception);
                }
                return read;
            }
        };
    }

    @SuppressWarnings("unchecked")
    private static <E extends Exception> void fail(Exception exception) throws E {
        throw (E) exception;
    }

    private static RemoteError read(byte[] response, BodyHandler<?> handler) throws Exception {
        try (RawServer server = RawServer.responding(response)) {
            return HttpErrors.read(CLIENT.send(server.request(), handler));
        }
    }

    private static RemoteError read(byte[] response, BodyHandler<?> handler, ErrorLimits limits) throws Exception {
        try (RawServer server = RawServer.responding(response)) {
            return HttpErrors.read(CLIENT.send(server.request(), handler), limits);
        }
    }

    private static final class Watched extends FilterInputStream {

        private boolean closed;

        Watched(InputStream in) {
            super(in);
        }

        @Override
        public void close() throws IOException {
            closed = true;
            super.close();
        }
    }
}

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
import static org.junit.jupiter.api.Assertions.*;

import konpro.errors.testkit.RawServer;
import konpro.errors.testkit.Responses;
import konpro.errors.testkit.Way;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import konpro.errors.ErrorLimits;
import konpro.errors.RemoteApiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Responses that hang, trickle or never end. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class SlowBodyTest {

    private static final ErrorLimits SHORT = deadline(Duration.ofMillis(200));

    private static final Duration LONG = Duration.ofDays(1);

    @ParameterizedTest
    @EnumSource
    void aBodyThatHangsEndsAtTheDeadline(Way way) throws Exception {
        try (RawServer server = RawServer.responding(fixedHead(404) + BROKEN_ENVELOPE)) {
            RemoteApiException e = way.error(server.request(), SHORT);

            assertEquals(404, e.remoteError().status());
            assertTrue(BROKEN_ENVELOPE.startsWith(new String(e.remoteError().body(), UTF_8)));
            assertFalse(e.remoteError().truncated());
            assertInstanceOf(HttpTimeoutException.class, e.getCause());
            assertEquals(
                    "The body of the error was not there after PT0.2S",
                    e.getCause().getMessage());
            server.awaitClosed();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBodyOfWhichNothingComesEndsAtTheDeadline(Way way) throws Exception {
        for (String head : new String[] {fixedHead(503), chunkedHead(503), "HTTP/1.1 503 \r\n\r\n"}) {
            try (RawServer server = RawServer.responding(head)) {
                RemoteApiException e = way.error(server.request(), SHORT);

                assertEquals(
                        "503 SERVICE_UNAVAILABLE: Service Unavailable (no KonPro error: no body)",
                        withoutRequest(e.getMessage()));
                assertInstanceOf(HttpTimeoutException.class, e.getCause());
                server.awaitClosed();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBodyThatTricklesEndsAtTheDeadline(Way way) throws Exception {
        try (RawServer server = new RawServer(connection -> {
            connection.send(chunkedHead(500));
            while (true) { // until the client has gone
                connection.send(chunk("x"));
                Thread.sleep(10);
            }
        })) {
            RemoteApiException e = way.error(server.request(), SHORT);

            assertEquals(500, e.remoteError().status());
            assertTrue(new String(e.remoteError().body(), UTF_8).matches("x*"));
            assertInstanceOf(HttpTimeoutException.class, e.getCause());
            server.awaitClosed();
        }
    }

    @ParameterizedTest
    @EnumSource
    void anEndlessBodyEndsAtTheLimit(Way way) throws Exception {
        String chunk = chunk("y".repeat(10_000));
        try (RawServer server = new RawServer(connection -> {
            connection.send(chunkedHead(500));
            while (true) { // until the client has gone
                connection.send(chunk);
            }
        })) {
            RemoteApiException e = way.error(server.request(), new ErrorLimits(100_001, LONG, LONG));

            assertEquals(500, e.remoteError().status());
            assertEquals("y".repeat(100_001), new String(e.remoteError().body(), UTF_8));
            assertTrue(e.remoteError().truncated());
            assertNull(e.getCause());
            server.awaitClosed();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBodyThatHangsBeyondTheLimitIsNotWaitedFor(Way way) throws Exception {
        try (RawServer server = RawServer.responding(fixedHead(404) + BROKEN_ENVELOPE)) {
            RemoteApiException e =
                    way.error(server.request(), new ErrorLimits(BROKEN_ENVELOPE.length() - 1, LONG, LONG));

            assertTrue(e.remoteError().truncated());
            server.awaitClosed();
        }
    }

    @ParameterizedTest
    @CsvSource({"-1, true", "0, false", "1, false"})
    void theLimitCountsToTheByte(int more, boolean truncated) throws Exception {
        ErrorLimits limits = limit(ENVELOPE.length() + more);
        try (RawServer server = RawServer.responding(response("404 Not Found", ENVELOPE))) {
            for (Way way : Way.values()) {
                RemoteApiException e = way.error(server.request(), limits);

                assertEquals(truncated, e.remoteError().truncated());
                assertEquals(
                        ENVELOPE.substring(0, ENVELOPE.length() - (truncated ? 1 : 0)),
                        new String(e.remoteError().body(), UTF_8));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLimitOfNothingKeepsTheStatus(Way way) throws Exception {
        try (RawServer server = RawServer.responding(response("404 Not Found", ENVELOPE))) {
            RemoteApiException e = way.error(server.request(), limit(0));

            assertEquals(
                    "404 RESOURCE_NOT_FOUND: Not Found (no KonPro error: no body)", withoutRequest(e.getMessage()));
            assertTrue(e.remoteError().truncated());
            assertEquals(0, e.remoteError().body().length);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theLargestLimitsLetAllThrough(Way way) throws Exception {
        Duration forEver = Duration.ofSeconds(Long.MAX_VALUE);
        try (RawServer server = RawServer.responding(response("404 Not Found", ENVELOPE))) {
            RemoteApiException e = way.error(server.request(), new ErrorLimits(Integer.MAX_VALUE, forEver, forEver));

            assertEquals(ENVELOPE, new String(e.remoteError().body(), UTF_8));
            assertFalse(e.remoteError().truncated());
            assertNull(e.getCause());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDeadlineOfNothingKeepsTheStatus(Way way) throws Exception {
        for (int i = 0; i < 50; i++) {
            try (RawServer server = RawServer.responding(fixedHead(404))) {
                RemoteApiException e = way.error(server.request(), deadline(Duration.ZERO));

                assertEquals(404, e.remoteError().status());
                assertInstanceOf(HttpTimeoutException.class, e.getCause());
                server.awaitClosed();
            }
        }
    }

    /** On JDK 17, the client never gives the body to its subscriber. */
    @ParameterizedTest
    @EnumSource
    void anErrorInsteadOf100ContinueEndsAtTheDeadline(Way way) throws Exception {
        try (RawServer server = RawServer.responding(response("401 Unauthorized", ENVELOPE))) {
            HttpRequest request = HttpRequest.newBuilder(server.uri())
                    .expectContinue(true)
                    .POST(BodyPublishers.ofString("hello"))
                    .build();

            assertEquals(401, way.error(request, SHORT).remoteError().status());
        }
    }

    /** Where all errors come at once, and every body hangs. */
    @Test
    void manyBodiesThatHangEndAtTheirDeadlines() throws Exception {
        try (RawServer server = RawServer.responding(fixedHead(404) + BROKEN_ENVELOPE)) {
            List<CompletableFuture<Throwable>> exceptions = IntStream.range(0, 50)
                    .mapToObj(i -> HttpErrors.sendAsync(Way.CLIENT, server.request(), BodyHandlers.ofString(), SHORT)
                            .handle((response, exception) -> exception))
                    .toList();

            for (CompletableFuture<Throwable> exception : exceptions) {
                assertInstanceOf(HttpTimeoutException.class, exception.join().getCause());
            }
        }
    }

    /** They are the application's, and it may have them all wait. */
    @Test
    void theDeadlineNeedsNoneOfTheCommonThreads() throws Exception {
        int tasks = 2 + 2 * ForkJoinPool.getCommonPoolParallelism();
        CountDownLatch over = new CountDownLatch(1);
        try (RawServer server = RawServer.responding(fixedHead(404))) {
            for (int i = 0; i < tasks; i++) {
                ForkJoinPool.commonPool().execute(() -> awaitQuietly(over));
            }

            assertInstanceOf(
                    HttpTimeoutException.class,
                    Way.SEND.error(server.request(), SHORT).getCause());
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
}

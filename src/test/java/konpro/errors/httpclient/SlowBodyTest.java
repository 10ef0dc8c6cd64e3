package konpro.errors.httpclient;

import static org.junit.jupiter.api.Assertions.*;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Supplier;
import konpro.errors.ErrorLimits;
import konpro.errors.RemoteApiException;
import konpro.errors.testkit.Way;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors whose body hangs, trickles, never ends or is too long, with each way to read them. */
@ParameterizedClass
@EnumSource
class SlowBodyTest extends WithServer {

    private static final ErrorLimits SHORT = deadline(Duration.ofMillis(200));
    private static final Duration LONG = Duration.ofDays(1);

    @Parameter
    private Reading reading;

    private RemoteApiException error(ErrorLimits limits) throws Exception {
        return reading.error(CLIENT, server.request(), limits);
    }

    private void assertTimedOut(String deadline, RemoteApiException e) {
        String expected = "java.net.http.HttpTimeoutException: The body of the error did not end within " + deadline;
        assertEquals(reading == Reading.READ ? "null" : expected, String.valueOf(e.getCause()));
    }

    @Test
    void aBodyThatHangsEndsAtTheDeadline() throws Exception {
        server.sends(fixedHead(404) + BROKEN_ENVELOPE);
        RemoteApiException e = error(SHORT);

        assertEquals(404, e.remoteError().status());
        assertTrue(BROKEN_ENVELOPE.startsWith(body(e)));
        assertFalse(e.remoteError().truncated());
        assertTimedOut("PT0.2S", e);
        server.awaitClosed();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 9\r\n", "Transfer-Encoding: chunked\r\n", ""})
    void aBodyOfWhichNothingIsReceivedEndsAtTheDeadline(String header) throws Exception {
        server.sends("HTTP/1.1 503 \r\n" + header + "\r\n");
        RemoteApiException e = error(SHORT);

        String expected = "503 SERVICE_UNAVAILABLE: Service Unavailable (no KonPro error: no body)";
        assertEquals(expected, withoutRequest(e.getMessage()));
        assertTimedOut("PT0.2S", e);
        server.awaitClosed();
    }

    @Test
    void aBodyThatTricklesEndsAtTheDeadline() throws Exception {
        server.sendsEndlessly(chunkedHead(500), chunk("x"), 10);
        RemoteApiException e = error(SHORT);

        assertEquals(500, e.remoteError().status());
        assertTrue(body(e).matches("x*"));
        assertTimedOut("PT0.2S", e);
        server.awaitClosed();
    }

    @Test
    void aDeadlineOfNothingKeepsTheStatus() throws Exception {
        server.sends(fixedHead(404));
        for (int i = 0; i < 20; i++) {
            RemoteApiException e = error(deadline(Duration.ZERO));

            assertEquals(404, e.remoteError().status());
            assertTimedOut("PT0S", e);
            server.awaitClosed();
        }
    }

    /** On JDK 17, the client never gives the body to its subscriber. */
    @Test
    void anErrorInsteadOf100ContinueEndsAtTheDeadline() throws Exception {
        server.responds("401 Unauthorized", ENVELOPE);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.uri()).expectContinue(true).POST(BodyPublishers.ofString("hello"));

        RemoteApiException e = reading.error(CLIENT, request.build(), SHORT);
        assertEquals(401, e.remoteError().status());
    }

    @Test
    void anEndlessBodyEndsAtTheLimit() throws Exception {
        server.sendsEndlessly(chunkedHead(500), chunk("y".repeat(10_000)), 0);
        RemoteApiException e = error(new ErrorLimits(100_001, LONG, LONG));

        assertEquals(500, e.remoteError().status());
        assertEquals("y".repeat(100_001), body(e));
        assertTrue(e.remoteError().truncated());
        assertNull(e.getCause());
        server.awaitClosed();
    }

    @Test
    void aBodyThatHangsBeyondTheLimitIsNotWaitedFor() throws Exception {
        server.sends(fixedHead(404) + BROKEN_ENVELOPE);
        RemoteApiException e = error(new ErrorLimits(BROKEN_ENVELOPE.length() - 1, LONG, LONG));

        assertTrue(e.remoteError().truncated());
        server.awaitClosed();
    }

    @Test
    void theLimitCountsToTheByteAndMayBeZero() throws Exception {
        int length = ENVELOPE.length();
        server.responds("404 Not Found", ENVELOPE);
        for (int limit : new int[] {0, length - 1, length, length + 1}) {
            RemoteApiException e = error(limit(limit));

            assertEquals(404, e.remoteError().status());
            assertEquals(limit < length, e.remoteError().truncated());
            assertEquals(ENVELOPE.substring(0, Math.min(limit, length)), body(e));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE / 1_000_000_000, Long.MAX_VALUE})
    void theLargestLimitsLetAllThrough(long seconds) throws Exception {
        Duration forEver = Duration.ofSeconds(seconds);
        server.responds("404 Not Found", ENVELOPE);
        RemoteApiException e = error(new ErrorLimits(Integer.MAX_VALUE, forEver, forEver));

        assertEquals(ENVELOPE, body(e));
        assertFalse(e.remoteError().truncated());
        assertNull(e.getCause());
    }

    /** The ways to read an error, which must read the same. */
    enum Reading {
        SEND,
        SEND_ASYNC,
        OR_THROW,
        OR_THROW_ASYNC,
        READ;

        /** {@return the error that a server responds with, in an exception; in that of {@code READ} there is no cause} */
        RemoteApiException error(HttpClient client, HttpRequest request, ErrorLimits limits)
                throws IOException, InterruptedException {
            BodyHandler<String> text = BodyHandlers.ofString();
            BodyHandler<InputStream> stream = BodyHandlers.ofInputStream();
            return switch (this) {
                case SEND -> Way.SEND.error(client, request, limits);
                case SEND_ASYNC -> Way.SEND_ASYNC.error(client, request, limits);
                case OR_THROW -> supplied(Way.SEND.callOrThrow(client, request, text, limits));
                case OR_THROW_ASYNC -> supplied(Way.SEND_ASYNC.callOrThrow(client, request, text, limits));
                case READ ->
                    HttpErrors.read(client.send(request, stream), limits).toException();
            };
        }

        private static RemoteApiException supplied(HttpResponse<Supplier<String>> response) {
            return assertThrows(RemoteApiException.class, response.body()::get);
        }
    }
}

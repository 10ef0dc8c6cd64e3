package konpro.errors.httpclient;

import static java.nio.charset.StandardCharsets.UTF_8;
import static konpro.errors.testkit.Responses.BROKEN_ENVELOPE;
import static konpro.errors.testkit.Responses.ENVELOPE;
import static konpro.errors.testkit.Responses.chunk;
import static konpro.errors.testkit.Responses.chunkedHead;
import static konpro.errors.testkit.Responses.deadline;
import static konpro.errors.testkit.Responses.fixedHead;
import static konpro.errors.testkit.Responses.limit;
import static konpro.errors.testkit.Responses.withoutRequest;
import static konpro.errors.testkit.Way.CLIENT;
import static org.junit.jupiter.api.Assertions.*;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import konpro.errors.ErrorLimits;
import konpro.errors.RemoteApiException;
import konpro.errors.testkit.RawServer;
import konpro.errors.testkit.Reading;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Errors whose body hangs, trickles, never ends or is too long, with each way to read them. */
@ParameterizedClass
@EnumSource
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class SlowBodyTest {

    private static final ErrorLimits SHORT = deadline(Duration.ofMillis(200));
    private static final Duration LONG = Duration.ofDays(1);

    @Parameter
    private Reading reading;

    @AutoClose
    private final RawServer server = new RawServer();

    private RemoteApiException error(ErrorLimits limits) throws Exception {
        return reading.error(CLIENT, server.request(), limits);
    }

    private static String body(RemoteApiException e) {
        return new String(e.remoteError().body(), UTF_8);
    }

    private void assertTimedOut(String deadline, RemoteApiException e) {
        String expected = "java.net.http.HttpTimeoutException: The body of the error was not there after " + deadline;
        assertEquals(reading == Reading.READ ? "null" : expected, String.valueOf(e.getCause()));
    }

    // The deadline

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

        assertEquals(
                "503 SERVICE_UNAVAILABLE: Service Unavailable (no KonPro error: no body)",
                withoutRequest(e.getMessage()));
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
        for (int i = 1; i <= 50; i++) {
            RemoteApiException e = error(deadline(Duration.ZERO));

            assertEquals(404, e.remoteError().status());
            assertTimedOut("PT0S", e);
            server.awaitClosed(i);
        }
    }

    /** On JDK 17, the client never gives the body to its subscriber. */
    @Test
    void anErrorInsteadOf100ContinueEndsAtTheDeadline() throws Exception {
        server.responds("401 Unauthorized", ENVELOPE);
        HttpRequest request = HttpRequest.newBuilder(server.uri())
                .expectContinue(true)
                .POST(BodyPublishers.ofString("hello"))
                .build();

        assertEquals(401, reading.error(CLIENT, request, SHORT).remoteError().status());
    }

    @Test
    void theDeadlineNeedsNoCommonThread() throws Throwable {
        server.sends(fixedHead(404));

        ReadTest.whileTheCommonPoolIsBusy(() -> assertTimedOut("PT0.2S", error(SHORT)));
    }

    // The limit

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

    @ParameterizedTest
    @CsvSource({"-1, true", "0, false", "1, false"})
    void theLimitCountsToTheByte(int more, boolean truncated) throws Exception {
        server.responds("404 Not Found", ENVELOPE);

        RemoteApiException e = error(limit(ENVELOPE.length() + more));

        assertEquals(truncated, e.remoteError().truncated());
        assertEquals(ENVELOPE.substring(0, ENVELOPE.length() - (truncated ? 1 : 0)), body(e));
    }

    @Test
    void aLimitOfNothingKeepsTheStatus() throws Exception {
        server.responds("404 Not Found", ENVELOPE);

        RemoteApiException e = error(limit(0));

        assertEquals("404 RESOURCE_NOT_FOUND: Not Found (no KonPro error: no body)", withoutRequest(e.getMessage()));
        assertTrue(e.remoteError().truncated());
        assertEquals("", body(e));
    }

    @Test
    void theLargestLimitsLetAllThrough() throws Exception {
        Duration forEver = Duration.ofSeconds(Long.MAX_VALUE);
        server.responds("404 Not Found", ENVELOPE);

        RemoteApiException e = error(new ErrorLimits(Integer.MAX_VALUE, forEver, forEver));

        assertEquals(ENVELOPE, body(e));
        assertFalse(e.remoteError().truncated());
        assertNull(e.getCause());
    }
}

package konpro.errors.httpclient;

import static java.nio.charset.StandardCharsets.UTF_8;
import static konpro.errors.testkit.Responses.BROKEN_ENVELOPE;
import static konpro.errors.testkit.Responses.ENVELOPE;
import static konpro.errors.testkit.Responses.deadline;
import static konpro.errors.testkit.Responses.limit;
import static konpro.errors.testkit.Responses.withoutRequest;
import static org.junit.jupiter.api.Assertions.*;

import konpro.errors.testkit.RawServer;
import konpro.errors.testkit.Responses;
import konpro.errors.testkit.Way;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import konpro.errors.ErrorLimits;
import konpro.errors.RemoteApiException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * HTTP/2 (RFC 9113) over a bare socket, as far as one response needs it. The client asks for it in an Upgrade (RFC 7540,
 * section 3.2); the request is then stream 1.
 */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class Http2Test {

    private static final String SWITCH =
            "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n";
    private static final int PREFACE_LENGTH = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".length();

    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int END_STREAM = 1;
    private static final int ACK = 1;
    private static final int END_HEADERS = 4;
    private static final byte[] STATUS_200 = {(byte) 0x88}; // RFC 7541, appendix A
    private static final byte[] STATUS_404 = {(byte) 0x8D};
    private static final byte[] CANCEL = {0, 0, 0, 8};
    private static final byte[] INTERNAL_ERROR = {0, 0, 0, 2};

    private final HttpClient client =
            HttpClient.newBuilder().version(Version.HTTP_2).build();
    private final CountDownLatch cancelled = new CountDownLatch(1);

    @ParameterizedTest
    @EnumSource
    void throwsWhatTheServerSaid(Way way) throws Exception {
        try (RawServer server = responding(
                frame(HEADERS, END_HEADERS, 1, STATUS_404), frame(DATA, END_STREAM, 1, ENVELOPE.getBytes(UTF_8)))) {
            RemoteApiException e = way.error(client, server.request(), ErrorLimits.DEFAULT);

            assertEquals("404 RESOURCE_NOT_FOUND: No such avatar (request req-7)", withoutRequest(e.getMessage()));
            assertNull(e.getCause());
        }
    }

    @ParameterizedTest
    @EnumSource
    void returnsWhatIsNoError(Way way) throws Exception {
        try (RawServer server = responding(
                frame(HEADERS, END_HEADERS, 1, STATUS_200), frame(DATA, END_STREAM, 1, "hello".getBytes(UTF_8)))) {
            HttpResponse<String> response =
                    way.call(client, server.request(), BodyHandlers.ofString(), ErrorLimits.DEFAULT);

            assertEquals("hello", response.body());
            assertEquals(Version.HTTP_2, response.version());
        }
    }

    @ParameterizedTest
    @EnumSource
    void theStatusSurvivesAnErrorWithoutABody(Way way) throws Exception {
        try (RawServer server = responding(frame(HEADERS, END_HEADERS | END_STREAM, 1, STATUS_404))) {
            RemoteApiException e = way.error(client, server.request(), ErrorLimits.DEFAULT);

            assertEquals(
                    "404 RESOURCE_NOT_FOUND: Not Found (no KonPro error: no body)", withoutRequest(e.getMessage()));
        }
    }

    /** A limit of the client, which fails before it asks who reads the body. The documentation says so. */
    @ParameterizedTest
    @EnumSource
    void losesTheStatusOfAnErrorWithAMalformedLength(Way way) throws Exception {
        byte[] contentLength = {0x0F, 28 - 15, 2, 'x', '5'}; // RFC 7541, section 6.2.2 and appendix A
        try (RawServer server = responding(
                frame(
                        HEADERS,
                        END_HEADERS,
                        1,
                        STATUS_404[0],
                        contentLength[0],
                        contentLength[1],
                        contentLength[2],
                        contentLength[3],
                        contentLength[4]),
                frame(DATA, END_STREAM, 1, ENVELOPE.getBytes(UTF_8)))) {
            assertThrows(
                    IOException.class,
                    () -> way.call(client, server.request(), BodyHandlers.ofString(), ErrorLimits.DEFAULT));
        }
    }

    @ParameterizedTest
    @EnumSource
    void theStatusSurvivesAStreamThatIsReset(Way way) throws Exception {
        try (RawServer server = responding(
                frame(HEADERS, END_HEADERS, 1, STATUS_404),
                frame(DATA, 0, 1, BROKEN_ENVELOPE.getBytes(UTF_8)),
                frame(RST_STREAM, 0, 1, INTERNAL_ERROR))) {
            RemoteApiException e = way.error(client, server.request(), ErrorLimits.DEFAULT);

            assertEquals(404, e.remoteError().status());
            assertInstanceOf(IOException.class, e.getCause());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBodyThatHangsEndsAtTheDeadlineAndItsStreamAlone(Way way) throws Exception {
        try (RawServer server = responding(
                frame(HEADERS, END_HEADERS, 1, STATUS_404), frame(DATA, 0, 1, BROKEN_ENVELOPE.getBytes(UTF_8)))) {
            RemoteApiException e = way.error(client, server.request(), deadline(Duration.ofMillis(200)));

            assertEquals(404, e.remoteError().status());
            assertInstanceOf(HttpTimeoutException.class, e.getCause());
            assertTrue(cancelled.await(20, TimeUnit.SECONDS));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBodyEndsAtTheLimitAndItsStreamAlone(Way way) throws Exception {
        try (RawServer server =
                responding(frame(HEADERS, END_HEADERS, 1, STATUS_404), frame(DATA, 0, 1, ENVELOPE.getBytes(UTF_8)))) {
            RemoteApiException e = way.error(client, server.request(), limit(20));

            assertEquals(ENVELOPE.substring(0, 20), new String(e.remoteError().body(), UTF_8));
            assertTrue(e.remoteError().truncated());
            assertTrue(cancelled.await(20, TimeUnit.SECONDS));
        }
    }

    /** A server that responses stream 1 with these frames, then listens for its end. */
    private RawServer responding(byte[]... frames) throws IOException {
        return new RawServer(connection -> {
            ByteArrayOutputStream response = new ByteArrayOutputStream();
            response.writeBytes(frame(SETTINGS, 0, 0));
            response.writeBytes(frame(SETTINGS, ACK, 0));
            connection.send(SWITCH);
            connection.in().readNBytes(PREFACE_LENGTH);
            for (byte[] frame : frames) {
                response.writeBytes(frame);
            }
            connection.send(response.toByteArray());
            awaitCancel(connection.in());
        });
    }

    /** Reads frames until the connection ends or stream 1 is cancelled. */
    private void awaitCancel(InputStream in) throws IOException {
        for (byte[] head = in.readNBytes(9); head.length == 9; head = in.readNBytes(9)) {
            byte[] payload = in.readNBytes((head[0] & 0xFF) << 16 | (head[1] & 0xFF) << 8 | (head[2] & 0xFF));
            if (head[3] == RST_STREAM && head[8] == 1 && Arrays.equals(payload, CANCEL)) {
                cancelled.countDown();
                return;
            }
        }
    }

    private static byte[] frame(int type, int flags, int stream, byte... payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(payload.length >> 16);
        frame.write(payload.length >> 8);
        frame.write(payload.length);
        frame.write(type);
        frame.write(flags);
        frame.writeBytes(new byte[] {0, 0, 0, (byte) stream});
        frame.writeBytes(payload);
        return frame.toByteArray();
    }
}

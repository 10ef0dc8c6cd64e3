package konpro.errors.httpclient;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.*;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import konpro.errors.RemoteApiException;
import org.junit.jupiter.api.Test;

/**
 * HTTP/2 (RFC 9113) over a raw socket, as far as one response needs it. The client asks for it in an Upgrade (RFC 7540,
 * section 3.2); the request is then stream 1.
 */
class Http2Test extends EachWay {

    private static final String SWITCH =
            "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n";
    private static final int PREFACE_LENGTH = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".length();

    private static final byte[] SETTINGS_AND_ACK = HexFormat.of().parseHex("000000040000000000" + "000000040100000000");

    // RFC 9113, sections 6 and 7, and RFC 7541, appendix A
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final byte CANCEL = 8;
    private static final byte[] INTERNAL_ERROR = {0, 0, 0, 2};
    private static final byte STATUS_200 = (byte) 0x88;
    private static final byte STATUS_404 = (byte) 0x8D;
    private static final byte[] HEAD_404 = frame(HEADERS, END_HEADERS, STATUS_404);

    private final HttpClient client = HttpClient.newHttpClient(); // asks for HTTP/2
    private final CountDownLatch cancelled = new CountDownLatch(1);

    @Test
    void throwsTheErrorThatTheServerSends() {
        sends(HEAD_404, data(END_STREAM, ENVELOPE));
        RemoteApiException e = error(client);

        assertMessage("404 RESOURCE_NOT_FOUND: No such avatar (request req-7)", e);
        assertNull(e.getCause());
    }

    @Test
    void returnsAResponseBelow400() throws Exception {
        sends(frame(HEADERS, END_HEADERS, STATUS_200), data(END_STREAM, "hello"));
        HttpResponse<String> response = call(client);

        assertEquals("hello", response.body());
        assertEquals(Version.HTTP_2, response.version());
    }

    @Test
    void theStatusSurvivesAnErrorWithoutABody() {
        sends(frame(HEADERS, END_HEADERS | END_STREAM, STATUS_404));
        assertMessage("404 RESOURCE_NOT_FOUND: Not Found (no KonPro error: no body)", error(client));
    }

    /** The client fails before it asks who reads the body, which is documented. */
    @Test
    void losesTheStatusOfAnErrorWithAMalformedLength() {
        byte[] head = {STATUS_404, 0x0F, 28 - 15, 2, 'x', '5'}; // RFC 7541, section 6.2.2 and appendix A
        sends(frame(HEADERS, END_HEADERS, head), data(END_STREAM, ENVELOPE));

        assertThrows(IOException.class, () -> call(client));
    }

    @Test
    void theStatusSurvivesAStreamThatIsReset() {
        sends(HEAD_404, data(0, BROKEN_ENVELOPE), frame(RST_STREAM, 0, INTERNAL_ERROR));
        RemoteApiException e = error(client);

        assertEquals(404, e.remoteError().status());
        assertInstanceOf(IOException.class, e.getCause());
    }

    @Test
    void aBodyThatHangsEndsAtTheDeadlineWithItsStreamAlone() throws Exception {
        sends(HEAD_404, data(0, BROKEN_ENVELOPE));
        RemoteApiException e = way.error(client, server.request(), deadline(Duration.ofMillis(200)));

        assertEquals(404, e.remoteError().status());
        assertInstanceOf(HttpTimeoutException.class, e.getCause());
        assertTrue(cancelled.await(20, TimeUnit.SECONDS));
    }

    @Test
    void aBodyEndsAtTheLimitWithItsStreamAlone() throws Exception {
        sends(HEAD_404, data(0, ENVELOPE));
        RemoteApiException e = way.error(client, server.request(), limit(20));

        assertEquals(ENVELOPE.substring(0, 20), body(e));
        assertTrue(e.remoteError().truncated());
        assertTrue(cancelled.await(20, TimeUnit.SECONDS));
    }

    /** The server sends these frames on stream 1, then reads until that ends. */
    private void sends(byte[]... frames) {
        ByteArrayOutputStream response = new ByteArrayOutputStream();
        response.writeBytes(SETTINGS_AND_ACK);
        for (byte[] frame : frames) {
            response.writeBytes(frame);
        }
        server.runs(connection -> {
            connection.send(SWITCH);
            connection.socket().getInputStream().readNBytes(PREFACE_LENGTH);
            connection.send(response.toByteArray());
            awaitCancel(connection.socket().getInputStream());
        });
    }

    /** Reads frames until the connection ends or stream 1 is cancelled. */
    private void awaitCancel(InputStream in) throws IOException {
        for (byte[] head = in.readNBytes(9); head.length == 9; head = in.readNBytes(9)) {
            byte[] payload = in.readNBytes((head[0] & 0xFF) << 16 | (head[1] & 0xFF) << 8 | (head[2] & 0xFF));
            if (head[3] == RST_STREAM && head[8] == 1 && payload[3] == CANCEL) {
                cancelled.countDown();
                return;
            }
        }
    }

    private static byte[] data(int flags, String text) {
        return frame(DATA, flags, text.getBytes(UTF_8));
    }

    /** A frame on stream 1. */
    private static byte[] frame(int type, int flags, byte... payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        int length = payload.length;
        for (int b : new int[] {length >> 16, length >> 8, length, type, flags, 0, 0, 0, 1}) {
            frame.write(b);
        }
        frame.writeBytes(payload);
        return frame.toByteArray();
    }
}

package konpro.errors.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.*;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import konpro.errors.ErrorEnvelope;

/** A socket to a server, which shows all that is sent. What takes too long is an AssertionError, never a test that hangs. */
public final class RawClient implements Closeable {

    /** A complete response. The names of headers are in lower case. */
    @SuppressWarnings("ArrayRecordComponent") // responses are not compared
    public record Response(int status, Map<String, List<String>> headers, byte[] body) {

        /** Asserts the status, and headers, each as "name: value", or as "no name" where there must be none. */
        public Response expect(int expected, String... expectedHeaders) {
            assertEquals(expected, status, this::text);
            for (String header : expectedHeaders) {
                String[] nameAndValue = header.split(": ", 2);
                if (header.startsWith("no ")) {
                    assertFalse(headers.containsKey(header.substring(3)), header);
                } else {
                    assertEquals(List.of(nameAndValue[1]), headers.get(nameAndValue[0]), header);
                }
            }
            return this;
        }

        /** {@return status, code and message of an error, whose headers fit to its envelope} */
        public String error() {
            String code = envelope().error().code();
            expect(
                    status,
                    "x-error-code: " + code,
                    "x-request-id: " + envelope().requestId(),
                    "cache-control: no-store");
            return status + " " + code + ": " + envelope().error().message();
        }

        public String header(String name) {
            return String.join(", ", headers.getOrDefault(name, List.of()));
        }

        public String text() {
            return new String(body, UTF_8);
        }

        public ErrorEnvelope envelope() {
            return ErrorEnvelope.parse(body);
        }
    }

    private static final int PATIENCE_MILLIS = 60_000;

    private final Socket tcp;
    private final Socket socket;
    private final InputStream in;
    private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
    private boolean isHead;

    @SuppressWarnings("InputStreamSlowMultibyteRead") // it is buffered below
    public RawClient(int port, Tls tls) throws IOException {
        tcp = new Socket(InetAddress.getLoopbackAddress(), port);
        socket = tls == null ? tcp : tls.over(tcp);
        socket.setSoTimeout(PATIENCE_MILLIS);
        tcp.setTcpNoDelay(true);
        InputStream bytes = new BufferedInputStream(socket.getInputStream());
        in = new InputStream() {
            @Override
            public int read() throws IOException {
                try {
                    int b = bytes.read();
                    if (b >= 0) {
                        seen.write(b);
                    }
                    return b;
                } catch (SocketTimeoutException e) {
                    throw new AssertionError("The server neither went on nor hung up, after " + seen(), e);
                }
            }
        };
    }

    /** Sends the head of a request, with the Host that each must have. */
    public RawClient request(String requestLine, String... headers) throws IOException {
        isHead = requestLine.startsWith("HEAD ");
        return send(requestLine + "\r\nHost: localhost\r\n" + lines(headers) + "\r\n");
    }

    private static String lines(String... headers) {
        return headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
    }

    /** Sends a request with a body, and its length. */
    public RawClient upload(byte[] body) throws IOException {
        return request("POST / HTTP/1.1", "Content-Length: " + body.length).send(body);
    }

    /** Sends a request with a chunked body, or the first part of it. In this, | is CR LF. */
    public RawClient uploadChunks(String chunks, String... headers) throws IOException {
        String framing = "Transfer-Encoding: chunked\r\n" + lines(headers);
        return request("POST / HTTP/1.1", framing.strip()).send(chunks.replace("|", "\r\n"));
    }

    public RawClient sendChunk(byte[] chunk) throws IOException {
        return send(Integer.toHexString(chunk.length) + "\r\n").send(chunk).send("\r\n");
    }

    public RawClient send(String latin1) throws IOException {
        return send(latin1.getBytes(ISO_8859_1));
    }

    public RawClient send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    public Response get(String path, String... headers) throws IOException {
        return request("GET " + path + " HTTP/1.1", headers).response();
    }

    /**
     * {@return the next response, if it is complete}
     *
     * @throws IOException if the connection ends before the response does
     */
    public Response response() throws IOException {
        int status = Integer.parseInt(line().split(" ", 3)[1]);
        Map<String, List<String>> headers = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            String[] header = line.split(":", 2);
            headers.computeIfAbsent(header[0].toLowerCase(Locale.ROOT), x -> new ArrayList<>())
                    .add(header[1].strip());
        }
        return new Response(
                status,
                headers,
                isHead || status < 200 || status == 204 || status == 304 ? new byte[0] : body(headers));
    }

    private byte[] body(Map<String, List<String>> headers) throws IOException {
        if (headers.containsKey("content-length")) {
            return bytes(Integer.parseInt(headers.get("content-length").get(0)));
        }
        if (!headers.containsKey("transfer-encoding")) {
            return rest();
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = -1; size != 0; line()) {
            size = Integer.parseInt(line(), 16);
            body.write(bytes(size));
        }
        return body.toByteArray();
    }

    private byte[] bytes(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("The connection has ended, after " + seen());
        }
        return bytes;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (line.indexOf("\n") < 0) {
            line.append((char) bytes(1)[0]);
        }
        assertTrue(line.toString().endsWith("\r\n"), () -> "Expected CR LF after " + line);
        return line.substring(0, line.length() - 2);
    }

    /** {@return all that is received until the server closes the connection} */
    public byte[] rest() throws IOException {
        return in.readAllBytes();
    }

    /** {@return all that has been received over this connection} */
    public String seen() {
        return seen.toString(ISO_8859_1);
    }

    /** The server closes the connection, with nothing more to read. */
    public void assertEnd() throws IOException {
        assertEquals("", new String(rest(), ISO_8859_1));
    }

    /** The server closes the connection before the response is complete. */
    public void assertBroken() {
        assertThrows(IOException.class, this::response);
    }

    /** Disconnects with a TCP reset. */
    public void reset() throws IOException {
        tcp.setSoLinger(true, 0);
        tcp.close();
    }

    /** Sends nothing more, but still reads. */
    public void shutdownOutput() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        tcp.close();
    }
}

package konpro.errors.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import konpro.errors.ErrorEnvelope;

/** A socket to a server, where nothing is hidden. What takes too long is a exception, never a hung test. */
public final class RawClient implements Closeable {

    /** One whole response. The names of headers are in lower case. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    public record Response(int status, Map<String, List<String>> headers, byte[] body) {

        public String header(String name) {
            List<String> values = headers.getOrDefault(name, List.of());
            if (values.size() != 1) {
                throw new AssertionError("Expected one " + name + " but found " + values);
            }
            return values.get(0);
        }

        public boolean has(String name) {
            return headers.containsKey(name);
        }

        public String text() {
            return new String(body, UTF_8);
        }

        public ErrorEnvelope envelope() {
            return ErrorEnvelope.parse(body);
        }
    }

    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket;
    private final InputStream in;
    private final ByteArrayOutputStream seen = new ByteArrayOutputStream();

    public RawClient(TestServer server) throws IOException {
        this(server.uri().getPort());
    }

    public RawClient(int port) throws IOException {
        this(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    /** Over a socket that is connected, of TLS for example. */
    public RawClient(Socket connected) throws IOException {
        socket = connected;
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** Sends the head of a request, and the Host that each must have. */
    public RawClient request(String requestLine, String... headers) throws IOException {
        return send(requestLine + "\r\nHost: localhost\r\n" + lines(headers) + "\r\n");
    }

    private static String lines(String... headers) {
        return headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
    }

    public RawClient send(String latin1) throws IOException {
        return send(latin1.getBytes(ISO_8859_1));
    }

    public RawClient send(byte[] bytes) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(bytes);
        out.flush();
        return this;
    }

    /** Sends and reads: one exchange without a body in the request. */
    public Response exchange(String requestLine, String... headers) throws IOException {
        return request(requestLine, headers).response(requestLine.startsWith("HEAD "));
    }

    public Response response() throws IOException {
        return response(false);
    }

    /**
     * {@return the next response, if it comes whole}
     *
     * @throws IOException if the connection ends before the response does
     */
    public Response response(boolean toHead) throws IOException {
        int status = Integer.parseInt(line().split(" ", 3)[1]);
        Map<String, List<String>> headers = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            headers.computeIfAbsent(name, x -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return new Response(status, headers, toHead || status == 204 || status == 304 ? new byte[0] : body(headers));
    }

    private byte[] body(Map<String, List<String>> headers) throws IOException {
        if (headers.containsKey("content-length")) {
            return bytes(Integer.parseInt(headers.get("content-length").get(0)));
        }
        if (!headers.containsKey("transfer-encoding")) {
            return rest();
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            body.write(bytes(size));
            line();
        }
        line();
        return body.toByteArray();
    }

    private int chunkSize() throws IOException {
        return Integer.parseInt(line(), 16);
    }

    private byte[] bytes(int length) throws IOException {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) next();
        }
        return bytes;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = next(); b != '\n'; b = next()) {
            line.append((char) b);
        }
        if (line.length() == 0 || line.charAt(line.length() - 1) != '\r') {
            throw new AssertionError("Expected a line that ends with CR LF but found " + line);
        }
        return line.substring(0, line.length() - 1);
    }

    private int next() throws IOException {
        int b = readOrEnd();
        if (b < 0) {
            throw new EOFException("The connection has ended, after " + seen());
        }
        return b;
    }

    /** {@return all that comes until the server closes the connection} */
    public byte[] rest() throws IOException {
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        for (int b = readOrEnd(); b >= 0; b = readOrEnd()) {
            rest.write(b);
        }
        return rest.toByteArray();
    }

    private int readOrEnd() throws IOException {
        try {
            int b = in.read();
            if (b >= 0) {
                seen.write(b);
            }
            return b;
        } catch (SocketTimeoutException e) {
            throw new AssertionError("The server neither went on nor hung up, after " + seen(), e);
        }
    }

    /** {@return whatever has come over this connection, to the byte} */
    public String seen() {
        return seen.toString(ISO_8859_1);
    }

    /** Goes, and lets the server know the hard way. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Says no more, but listens on. */
    public void shutdownOutput() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

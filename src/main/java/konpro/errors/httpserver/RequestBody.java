package konpro.errors.httpserver;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Set;
import konpro.errors.json.impl.Nullable;

/**
 * A request's body as handlers read it. It tells a malformed body from a client that has disconnected, which the server does
 * not. Closing it has no effect: what a handler leaves unread, the error filter or the server reads later.
 */
final class RequestBody extends InputStream {

    /** What the server finds wrong with a chunk (RFC 9112, section 7.1). */
    private static final String CHUNK_END = "invalid chunk end";

    private static final Set<String> MALFORMED = Set.of(CHUNK_END, "invalid chunk length", "invalid chunk header");

    private final HttpExchange exchange;
    private final InputStream in;
    private final boolean chunked;
    private long unread;
    private volatile @Nullable IOException malformed;
    private volatile @Nullable IOException disconnect;

    RequestBody(HttpExchange exchange) {
        this.exchange = exchange;
        in = exchange.getRequestBody();
        chunked = exchange.getRequestHeaders().containsKey("Transfer-Encoding");
        unread = unread(exchange);
    }

    /** {@return how many bytes of a request's body are unread, or the largest number if that is unknown} */
    static long unread(HttpExchange exchange) {
        if (exchange.getRequestBody() instanceof RequestBody body) {
            return body.unread;
        }
        Headers request = exchange.getRequestHeaders();
        String length = request.getFirst("Content-Length"); // the server has refused any that is not a number
        return request.containsKey("Transfer-Encoding") ? Long.MAX_VALUE : length == null ? 0 : Long.parseLong(length);
    }

    /** {@return whether an exception was thrown because the body is malformed} */
    boolean isMalformed(Throwable exception) {
        return exception == malformed;
    }

    /** {@return whether an exception was thrown because the client has disconnected} */
    boolean isDisconnect(Throwable exception) {
        return exception == disconnect;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        IOException earlier = malformed;
        if (earlier != null) {
            throw earlier;
        }
        if (chunked && readSize(bytes, offset) < 0) {
            unread = 0;
            return -1;
        }
        try {
            int n = in.read(bytes, offset, length);
            unread = n < 0 ? 0 : unread - n;
            return n;
        } catch (IOException | IndexOutOfBoundsException e) {
            throw ofBody(e);
        }
    }

    /**
     * Reads the size of the next chunk, and no data, so that what is wrong after the last chunk can be told from what is wrong
     * after any other. The server cannot read trailers: where the request announces them, they end the body and the connection.
     */
    private int readSize(byte[] bytes, int offset) throws IOException {
        try {
            return in.read(bytes, offset, 0);
        } catch (IOException | IndexOutOfBoundsException e) {
            if (CHUNK_END.equals(e.getMessage())
                    && exchange.getRequestHeaders().containsKey("Trailer")
                    && exchange.getResponseCode() == -1) {
                exchange.getResponseHeaders().set("Connection", "close");
                return -1;
            }
            throw ofBody(e);
        }
    }

    /** An IndexOutOfBoundsException is what the server makes of a chunk size of 80000000 or more. */
    private IOException ofBody(Exception e) throws IOException {
        boolean cutOff =
                CHUNK_END.equals(e.getMessage()) && in.available() < 0; // in the JDK's server: no bytes can follow
        if (e instanceof IOException io && (cutOff || !MALFORMED.contains(String.valueOf(e.getMessage())))) {
            disconnect = Disconnect.isOfClient(io, exchange, in) ? io : disconnect;
            return io;
        }
        malformed = new IOException("The chunked encoding of the request body is malformed", e);
        unread = Long.MAX_VALUE;
        exchange.getResponseHeaders().set("Connection", "close"); // nobody knows where the next request begins
        return malformed;
    }

    @Override
    public int available() throws IOException {
        return in.available();
    }
}

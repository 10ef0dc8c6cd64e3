package konpro.errors.httpserver;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.nio.channels.ClosedChannelException;
import java.util.Objects;
import java.util.Set;
import konpro.errors.json.impl.Nullable;

/**
 * A request's body as handlers read it. It distinguishes a malformed body from a client that has disconnected. Closing it has no
 * effect: what a handler leaves unread, the error filter or the server reads later.
 */
final class RequestBody extends InputStream {

    /** The server's messages for malformed chunks (RFC 9112, section 7.1). */
    private static final Set<String> MALFORMED =
            Set.of("invalid chunk end", "invalid chunk length", "invalid chunk header");

    private static final String CLOSED = "Stream is closed"; // the server's message for a read after the close

    /** It is the client's error, whereas any other exception of a handler is the server's. */
    static final class Malformed extends IOException {

        @Serial
        private static final long serialVersionUID = 1;

        Malformed(Exception reason) {
            super("The chunked encoding of the request body is malformed: " + reason.getMessage());
        }
    }

    private final HttpExchange exchange;
    private final InputStream in;
    private final boolean chunked;
    private long unread;
    private final boolean isServerStream;
    private @Nullable Malformed malformed;
    private @Nullable IOException disconnect;

    RequestBody(HttpExchange exchange) {
        this.exchange = exchange;
        in = exchange.getRequestBody();
        chunked = exchange.getRequestHeaders().containsKey("Transfer-Encoding");
        isServerStream = in.getClass().getModule() == exchange.getClass().getModule();
        unread = unread(exchange);
    }

    /** {@return whether something was thrown because the client has disconnected, or the connection is to be closed} */
    boolean isDisconnect(Throwable exception) {
        return exception == disconnect || Disconnect.isDisconnect(exception);
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

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /**
     * Reads the size of a chunk on its own: "invalid chunk end" in that read is after the last chunk. The
     * server cannot read trailers: if the request announces them, the body ends there, and the connection is closed.
     */
    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (malformed != null) {
            throw malformed;
        }
        boolean sizeIsRead = !chunked;
        try {
            int n = chunked ? in.read(bytes, offset, 0) : 0;
            sizeIsRead = true;
            n = n < 0 ? n : in.read(bytes, offset, length);
            unread = n < 0 ? 0 : unread - n;
            return n;
        } catch (Malformed e) { // of another error filter's stream
            throw malformed(e);
        } catch (IOException e) {
            String message = String.valueOf(e.getMessage());
            if (!MALFORMED.contains(message)) {
                disconnect = isServerStream && !(e instanceof ClosedChannelException) && !CLOSED.equals(message)
                        ? e
                        : disconnect;
                throw e;
            }
            if (!sizeIsRead && mayHaveTrailers() && message.equals("invalid chunk end")) {
                unread = 0;
                closeConnection();
                return -1;
            }
            throw malformed(new Malformed(e));
        } catch (IndexOutOfBoundsException e) { // thrown by the server for a size of 0x80000000 and more
            throw malformed(new Malformed(e));
        }
    }

    private boolean mayHaveTrailers() {
        return exchange.getRequestHeaders().containsKey("Trailer") && exchange.getResponseCode() == -1;
    }

    /** The server would look for the next request in the middle of this one. */
    private void closeConnection() {
        exchange.getResponseHeaders().set("Connection", "close");
    }

    private Malformed malformed(Malformed e) {
        malformed = e;
        unread = Long.MAX_VALUE;
        closeConnection();
        return e;
    }

    @Override
    public int available() throws IOException {
        return in.available();
    }
}

package konpro.errors.httpserver;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serial;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import konpro.errors.json.impl.Nullable;

/**
 * The response body as handlers write it. The end of a chunked one is held back until the handler has returned: a handler that
 * throws inside its own try-with-resources would end half a response there, and the client would take it for a whole one.
 *
 * <pre>
 *   sendResponseHeaders(200, 0)   write   write   close
 *                                                   |  held back until the handler
 *                                                   +---- returns: the last chunk is sent
 *                                                   +---- throws: the connection is closed without it
 * </pre>
 */
final class ResponseStream extends OutputStream {

    private static final String THROWN = "The handler of this exchange has thrown an exception";

    private final HttpExchange exchange;
    private final OutputStream out;
    private final Thread owner = Thread.currentThread();
    private volatile boolean held = true;
    private volatile boolean closed;
    private volatile boolean whole;
    private volatile boolean shared;
    private volatile boolean claimed;

    ResponseStream(HttpExchange exchange) {
        this.exchange = exchange;
        out = exchange.getResponseBody();
    }

    /** {@return whether the handler's response is complete} */
    boolean isWhole() {
        return whole;
    }

    /** {@return whether another thread than the handler's has used the response} */
    boolean isShared() {
        return shared;
    }

    /** Sends the end now if the stream is closed, else when it is: a handler may have left that to another thread. */
    synchronized void release() throws IOException {
        held = false;
        if (closed && !whole) {
            complete();
        }
    }

    /**
     * Takes the response from the handler, whose other threads cannot write it any more.
     *
     * @param exception what was thrown
     * @return whether no other thread has used the response, and there is no status, or sending the headers failed
     */
    boolean claim(@Nullable Throwable exception) {
        claimed = true;
        held = false;
        closed = false;
        for (Map.Entry<String, List<String>> header :
                exchange.getResponseHeaders().entrySet()) {
            header.setValue(new OwnValues(header.getValue()));
        }
        return !shared
                && (exchange.getResponseCode() == -1
                        || Disconnect.first(exception, ResponseStream::isOfHeaders) != null);
    }

    /** The server iterates over all values to send them: on any other thread than the handler's, that throws. */
    private final class OwnValues extends ArrayList<String> {

        @Serial
        private static final long serialVersionUID = 1;

        OwnValues(List<String> values) {
            super(values);
        }

        @Override
        public Iterator<String> iterator() {
            if (Thread.currentThread() != owner) {
                shared = true;
                throw new IllegalStateException(THROWN);
            }
            return super.iterator();
        }
    }

    private static boolean isOfHeaders(Throwable exception) {
        for (StackTraceElement frame : exception.getStackTrace()) {
            if (frame.getMethodName().equals("sendResponseHeaders")) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (accepts(length)) {
            out.write(bytes, offset, length);
        }
    }

    @Override
    public void flush() throws IOException {
        if (accepts(0)) {
            out.flush();
        }
    }

    /** A response without a body discards all writes. A complete one refuses them unless they are empty, as the server's do. */
    private boolean accepts(int length) throws IOException {
        checkThread();
        if (closed && length > 0 && !hasNoBody()) {
            throw new IOException("The response is complete");
        }
        return !closed && !hasNoBody();
    }

    @Override
    public synchronized void close() throws IOException {
        checkThread();
        if (exchange.getResponseCode() == -1) {
            out.close(); // it refuses, since the headers are not sent
        } else if (!closed) { // the server calls this again while it closes a response that is too short
            closed = true;
            if (!held || hasKnownLength() || hasNoBody()) {
                complete();
            }
        }
    }

    private void complete() throws IOException {
        out.close();
        whole = true;
    }

    private void checkThread() throws IOException {
        if (Thread.currentThread() != owner) {
            shared = true;
            if (claimed) {
                throw new IOException(THROWN);
            }
        }
    }

    /** The client detects when such a response is cut off. If a handler has cleared the headers since, false does no harm. */
    private boolean hasKnownLength() {
        Headers headers = exchange.getResponseHeaders();
        return headers.containsKey("Content-Length") && !headers.containsKey("Transfer-Encoding");
    }

    /** RFC 9110, section 6.4.1. */
    private boolean hasNoBody() {
        int status = exchange.getResponseCode();
        return status != -1
                && (status < 200
                        || status == 204
                        || status == 304
                        || exchange.getRequestMethod().equals("HEAD"));
    }
}

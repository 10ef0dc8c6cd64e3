package konpro.errors.httpserver;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
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
 *
 * <p>Where a response has no body, as to {@code HEAD}, writes are discarded.
 */
final class ResponseStream extends OutputStream {

    private final HttpExchange exchange;
    private final OutputStream out;
    private final Thread owner = Thread.currentThread();
    private volatile boolean held = true;
    private volatile boolean closed;
    private volatile boolean whole;
    private volatile boolean shared;
    private volatile boolean claimed;
    private volatile @Nullable IOException disconnect;

    ResponseStream(HttpExchange exchange) {
        this.exchange = exchange;
        out = exchange.getResponseBody();
    }

    /** {@return whether the handler's response is complete} */
    boolean isWhole() {
        return whole;
    }

    /** {@return whether another thread than the handler's has written the response} */
    boolean isShared() {
        return shared;
    }

    /** {@return whether an exception was thrown because the client has disconnected} */
    boolean isDisconnect(Throwable exception) {
        return exception == disconnect;
    }

    /** Sends the end, now or when it is written: a handler may have left that to another thread. */
    synchronized void release() throws IOException {
        held = false;
        if (closed && !whole) {
            complete();
        }
    }

    /**
     * Takes the response from the handler, whose other threads cannot write it any more.
     *
     * @param exception what the handler threw
     * @return whether nothing of a response has been sent; a status alone does not say so if sending the headers failed
     */
    boolean claim(Throwable exception) {
        claimed = true;
        held = false;
        closed = false;
        return !shared
                && (exchange.getResponseCode() == -1 || Disconnect.first(exception, this::failedHeaders) != null);
    }

    private boolean failedHeaders(Throwable exception) {
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
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (accepts(length)) {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                throw noted(e);
            }
        }
    }

    @Override
    public void flush() throws IOException {
        if (accepts(0)) {
            try {
                out.flush();
            } catch (IOException e) {
                throw noted(e);
            }
        }
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
        try {
            out.close();
            whole = true;
        } catch (IOException e) {
            throw noted(e);
        }
    }

    /** {@return whether to pass a write on} What has no body, or no byte to add to a complete one, is discarded. */
    private boolean accepts(int length) throws IOException {
        checkThread();
        if (hasNoBody() || (closed && length == 0)) {
            return false;
        }
        if (closed) {
            throw new IOException("The response is complete");
        }
        return true;
    }

    private void checkThread() throws IOException {
        if (Thread.currentThread() != owner) {
            shared = true;
            if (claimed) {
                throw new IOException("The handler of this exchange has thrown an exception");
            }
        }
    }

    /** Such a response shows by itself when it is cut off. A handler may have cleared the headers after they were sent. */
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

    private IOException noted(IOException e) {
        disconnect = Disconnect.isOfClient(e, exchange, out) ? e : disconnect;
        return e;
    }
}

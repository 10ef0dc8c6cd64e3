package konpro.errors.httpserver;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * The answer as handlers write it. The end of a chunked one is held back until the handler is through: one that fails
 * inside its own try-with-resources would end half an answer there, and the client would take it for a whole one.
 *
 * <pre>
 *   sendResponseHeaders(200, 0)   write   write   close
 *                                                   |  held back, until the handler
 *                                                   +---- returns: the last chunk goes out
 *                                                   +---- throws: it never does, and the connection is dropped
 * </pre>
 */
final class AnswerStream extends FilterOutputStream {

    private final Headers headers;
    private boolean held = true;
    private volatile boolean ended;
    private volatile boolean whole;

    AnswerStream(HttpExchange exchange) {
        super(exchange.getResponseBody());
        headers = exchange.getResponseHeaders();
    }

    /** {@return whether the client has all of it} */
    boolean isWhole() {
        return whole;
    }

    /** Lets the end go out, now or when it comes: a handler may have left it to another thread. */
    synchronized void release() throws IOException {
        held = false;
        if (ended && !whole) {
            out.close();
        }
    }

    /** An answer of a known length shows by itself when it is cut off. */
    private boolean isHeldBack() {
        return held && headers.containsKey("Transfer-Encoding");
    }

    private OutputStream open() throws IOException {
        if (ended) {
            throw new IOException("The answer has been ended already");
        }
        return out;
    }

    @Override
    public void write(int b) throws IOException {
        open().write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        open().write(bytes, offset, length);
    }

    @Override
    public synchronized void close() throws IOException {
        if (ended) { // the server comes here again while it closes an answer that is too short
            return;
        }
        ended = true;
        if (!isHeldBack()) {
            out.close();
            whole = true;
        }
    }
}

package konpro.errors.httpserver;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;

/**
 * A request's body as handlers read it. To close it has no effect: what a handler leaves, whoever sends the answer can
 * still read off, and in the end the server does.
 */
final class RequestBody extends InputStream {

    private final InputStream in;
    private long unread;

    RequestBody(HttpExchange exchange) {
        in = exchange.getRequestBody();
        unread = unread(exchange);
    }

    /** {@return how many bytes of a request's body there are to come; without end for as long as nobody knows} */
    static long unread(HttpExchange exchange) {
        if (exchange.getRequestBody() instanceof RequestBody body) {
            return body.unread;
        }
        Headers request = exchange.getRequestHeaders();
        String length = request.getFirst("Content-Length"); // by now the server has answered one that is no number
        return request.containsKey("Transfer-Encoding") ? Long.MAX_VALUE : length == null ? 0 : Long.parseLong(length);
    }

    @Override
    public int read() throws IOException {
        int b = in.read();
        unread = b < 0 ? 0 : unread - 1;
        return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int n = in.read(bytes, offset, length);
        unread = n < 0 ? 0 : unread - n;
        return n;
    }

    @Override
    public int available() throws IOException {
        return in.available();
    }
}

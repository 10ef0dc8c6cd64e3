package konpro.errors.httpserver;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorMapper;
import konpro.errors.ErrorResponse;
import konpro.errors.RequestId;

/**
 * Answers whatever fails behind it: every {@link Throwable} of a handler, or of a filter that comes later, becomes the envelope
 * that an {@link ErrorMapper} makes of it.
 *
 * {@snippet lang=java :
 * HttpContext context = server.createContext("/v1/avatars", Server::avatars);
 * ErrorFilter.install(context, errors); // first in the chain: it covers what comes after it
 * context.getFilters().add(new ApiKeyFilter());
 * server.createContext("/", ErrorFilter.notFound(errors)); // instead of the JDK's own page
 * }
 *
 * <p>Each exchange has a request id, the caller's where {@link RequestId#accept} keeps it, and each answer says it in
 * {@code X-Request-Id}. A failure after the headers have gone out cannot be answered any more: the mapper's hook is told, and
 * the connection is dropped, so that the client can tell half an answer from a whole one. When it was the client that has gone,
 * there is nobody to answer and nothing to tell.
 */
@SuppressWarnings("exports") // jdk.httpserver is for those who use this package to require
public final class ErrorFilter extends Filter {

    private static final String REQUEST_ID = "X-Request-Id";
    private static final Set<String> CONTENT_HEADERS = Set.of(
            "accept-ranges",
            "age",
            "digest",
            "etag",
            "expires",
            "last-modified",
            "repr-digest",
            "trailer",
            "transfer-encoding");

    private static final long DRAIN_BYTES = 8 << 20; // with 1 MiB a third of the answers to a 5 MiB upload were lost
    private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final ErrorMapper errors;

    private ErrorFilter(ErrorMapper errors) {
        this.errors = errors;
    }

    /**
     * Puts a filter before all others of a context. Those that are added later still come behind it.
     *
     * @param context the context
     * @param errors makes the responses
     */
    public static void install(HttpContext context, ErrorMapper errors) {
        context.getFilters().add(0, new ErrorFilter(errors));
    }

    /**
     * {@return a handler that answers {@code RESOURCE_NOT_FOUND}} For the context {@code /}, where the JDK's server would answer
     * with a page of its own.
     *
     * @param errors makes the responses
     */
    public static HttpHandler notFound(ErrorMapper errors) {
        return exchange -> send(
                exchange,
                errors.respond(
                        new ApiException(ErrorCode.RESOURCE_NOT_FOUND, ErrorCode.RESOURCE_NOT_FOUND.message()),
                        requestId(exchange)));
    }

    /**
     * {@return the exchange's request id: the caller's, or one made here; from the first call on always the same}
     *
     * @param exchange an exchange whose headers have not been sent, or one that this filter covers
     */
    public static String requestId(HttpExchange exchange) {
        Headers answered =
                exchange.getResponseHeaders(); // the exchange's own; its attributes are the context's (JDK 25)
        String id = answered.getFirst(REQUEST_ID);
        if (id == null) {
            id = RequestId.accept(exchange.getRequestHeaders().getFirst(REQUEST_ID));
            answered.set(REQUEST_ID, id);
        }
        return id;
    }

    /** Answers what fails from here on. The server calls this; nobody else needs to. */
    @Override
    public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
        String requestId = requestId(exchange);
        ClientStream client = new ClientStream(exchange.getResponseBody());
        exchange.setStreams(exchange.getRequestBody(), client);
        try {
            chain.doFilter(exchange);
        } catch (Throwable failure) {
            Thread.interrupted(); // left as it is, the flag would cost the answer, and the server's thread with it
            if (client.isGone()) {
                throw failure instanceof IOException gone ? gone : new IOException(failure);
            }
            answer(exchange, errors.respond(failure, requestId), failure);
        }
    }

    private static void answer(HttpExchange exchange, ErrorResponse response, Throwable failure) throws IOException {
        if (exchange.getResponseCode() != -1) {
            throw new IOException("The answer had begun when its handler failed, and is broken off", failure);
        }
        send(exchange, response);
    }

    /** {@return what the filter does, in a few words} */
    @Override
    public String description() {
        return "Answers failures with error envelopes";
    }

    /**
     * Sends a response as the whole answer of an exchange. Header fields that describe another content are taken off. When a
     * long upload is still under way, what is left of it is read and dropped, within bounds, since a client that is busy
     * sending would not see the answer otherwise.
     *
     * @param exchange an exchange whose headers have not been sent
     * @param response what to answer
     * @throws IOException as the exchange throws it, for one when the client has gone
     */
    public static void send(HttpExchange exchange, ErrorResponse response) throws IOException {
        byte[] body = response.body();
        Headers headers = exchange.getResponseHeaders();
        headers.keySet().removeIf(ErrorFilter::describesContent);
        response.headers().forEach(headers::set);
        boolean uploading = isLongUpload(exchange.getRequestHeaders());
        if (uploading) {
            headers.set("Connection", "close");
        }
        if (exchange.getRequestMethod()
                .equals("HEAD")) { // a length given to the server here would have it expect a body
            headers.set("Content-Length", Integer.toString(body.length));
            exchange.sendResponseHeaders(response.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(response.status(), body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
            out.flush(); // before the upload is drained: closing the exchange would do it the other way round (JDK 23)
            if (uploading) {
                drain(exchange.getRequestBody());
            }
        }
    }

    /** RFC 9110, section 8: what a handler has said of the content that it was going to send. */
    private static boolean describesContent(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        return name.startsWith("content-") || CONTENT_HEADERS.contains(name);
    }

    /** Whether there may be more to come than the server itself reads off before it closes: 64 KiB. */
    private static boolean isLongUpload(Headers request) {
        String length = request.getFirst("Content-Length");
        return request.containsKey("Transfer-Encoding") || length != null && Long.parseLong(length) > 65_536;
    }

    private static void drain(InputStream upload) {
        long deadline = System.nanoTime() + DRAIN_NANOS;
        byte[] chunk = new byte[65_536];
        try {
            int read = 0;
            for (long drained = 0;
                    read >= 0 && drained < DRAIN_BYTES && System.nanoTime() < deadline;
                    drained += read) {
                read = upload.read(chunk);
            }
        } catch (IOException e) {
            // the client has hung up, or the handler has closed its upload: the answer is out, and there is no more to
            // do
        }
    }
}

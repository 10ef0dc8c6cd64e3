package konpro.errors.httpserver;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorMapper;
import konpro.errors.ErrorResponse;
import konpro.errors.RequestId;
import konpro.errors.json.impl.Nullable;

/**
 * Responds to every {@link Throwable} of a handler, or of a filter that comes later, with the envelope that an
 * {@link ErrorMapper} makes of it.
 *
 * <pre>{@code
 * HttpContext context = server.createContext("/v1/avatars", Server::avatars);
 * ErrorFilter.install(context, errors); // first in the chain: it covers what comes after it
 * context.getFilters().add(new ApiKeyFilter());
 * server.createContext("/", ErrorFilter.notFound(errors)); // instead of the JDK's own page
 * }</pre>
 *
 * <p>Each exchange has a request id, the caller's where {@link RequestId#accept} keeps it, and each response has it in
 * {@code X-Request-Id}. There is no response to an exception that is thrown after the headers were sent: the mapper's hook is
 * notified, and the connection is closed unless the response is complete, so that the client can distinguish half a response
 * from a whole one. That is why a chunked response ends when its handler has returned, and not before, even if the handler
 * closes it. When the client has disconnected, nothing is sent and the hook is not notified.
 *
 * <p>There is no response either where the handler has closed the exchange before its headers are sent, in a {@code finally} for
 * example, or where it throws after it has given the exchange to another thread that has used the response.
 */
@SuppressWarnings("exports") // users of this package require jdk.httpserver themselves
public final class ErrorFilter extends Filter {

    private static final String REQUEST_ID = "X-Request-Id";

    /**
     * Headers of a handler's response that must not be sent with another one, besides {@code *-Cache-Control} and {@code Content-*}
     * except those of a Content-Security-Policy: they describe its content (RFC 9110, section 8), let caches store it (RFC 9213),
     * or make a proxy or a client fetch something else.
     */
    private static final Set<String> DROPPED_HEADERS = Set.of("""
            accept-ranges age cache-control digest edge-control etag expires last-modified link location pragma refresh
            repr-digest retry-after signature signature-input sourcemap surrogate-control trailer transfer-encoding
            x-accel-expires x-accel-redirect x-lighttpd-send-file x-sendfile x-sourcemap""".split("\\s", -1));

    private static final long SHORT_BODY = 64 << 10; // worth reading to keep the connection
    private static final long DRAIN_BYTES = 8 << 20; // with 1 MiB a third of the responses to a 5 MiB upload were lost
    private static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** Makes the response where no other can be made. */
    private static final ErrorMapper PLAIN =
            ErrorMapper.builder().onFailure((response, exception) -> {}).build();

    private final ErrorMapper errors;

    private ErrorFilter(ErrorMapper errors) {
        this.errors = errors;
    }

    /**
     * Puts a filter before all others of a context. Those that are added later still come after it.
     *
     * @param context the context
     * @param errors makes the responses
     */
    public static void install(HttpContext context, ErrorMapper errors) {
        context.getFilters().add(0, new ErrorFilter(errors));
    }

    /**
     * {@return a handler that responds with {@code RESOURCE_NOT_FOUND}} For the context {@code /}, where the JDK's server would
     * respond with a page of its own.
     *
     * @param errors makes the responses
     */
    public static HttpHandler notFound(ErrorMapper errors) {
        ErrorFilter filter = new ErrorFilter(errors);
        Chain chain = new Chain(List.of(), exchange -> {
            throw new ApiException(ErrorCode.RESOURCE_NOT_FOUND);
        });
        return exchange -> filter.doFilter(exchange, chain);
    }

    /**
     * {@return the exchange's request id: that of its response headers, else the caller's, where {@link RequestId#accept} keeps
     * it, else a new one; from the first call on always the same}
     *
     * @param exchange an exchange whose headers have not been sent, or one that this filter covers
     */
    public static String requestId(HttpExchange exchange) {
        Headers headers = exchange.getResponseHeaders(); // attributes belonged to the context until JDK 25
        String set = first(headers, REQUEST_ID);
        String id = RequestId.accept(
                set != null ? set : exchange.getRequestHeaders().getFirst(REQUEST_ID));
        headers.set(REQUEST_ID, id);
        return id;
    }

    /** On JDK 17 {@code getFirst} throws if the list is empty. */
    private static @Nullable String first(Headers headers, String name) {
        List<String> values = headers.get(name);
        return values == null || values.isEmpty() ? null : values.get(0);
    }

    /** Responds to what is thrown from here on. The server calls this; no other caller needs to. */
    @Override
    public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
        String requestId = requestId(exchange);
        ResponseStream response = new ResponseStream(exchange);
        RequestBody request = new RequestBody(exchange);
        exchange.setStreams(request, response);
        try {
            chain.doFilter(exchange);
            Thread.interrupted(); // an interrupt would close the connection, and end the default executor's thread
            response.release();
        } catch (Throwable exception) {
            if (Disconnect.first(exception, request::isDisconnect) != null) {
                throw exception instanceof IOException e ? e : new Disconnect("The client has disconnected", exception);
            }
            exchange.setStreams(request, response); // a later filter's streams are not for this response
            try {
                respond(exchange, exception, requestId, response);
            } catch (Throwable e) {
                throw e instanceof Disconnect closes ? closes : new Disconnect("The response could not be sent", e);
            }
        } finally {
            Thread.interrupted();
        }
    }

    /** Notifies the hook, and responds if nothing of another response has been sent. */
    private void respond(HttpExchange exchange, Throwable exception, String requestId, ResponseStream response)
            throws IOException {
        Throwable named =
                Disconnect.first(exception, x -> x instanceof ApiException || x instanceof RequestBody.Malformed);
        try {
            ErrorResponse error = errors.respond(
                    named instanceof RequestBody.Malformed ? malformed(exception) : exception, requestId);
            if (response.isWhole()) {
                return;
            }
            send(exchange, error, response, exception);
        } catch (RuntimeException | Error e) { // out of memory, most likely
            exchange.getResponseHeaders().clear();
            send(exchange, PLAIN.respond(null, requestId), response, e);
        }
    }

    private static ApiException malformed(Throwable exception) {
        return new ApiException(
                ErrorCode.INVALID_REQUEST, "The chunked encoding of the request body is malformed", exception);
    }

    /** {@return what the filter does, in a few words} */
    @Override
    public String description() {
        return "Responds to exceptions with error envelopes";
    }

    /**
     * Sends a response as the whole response of an exchange. Headers that describe other content are removed, challenges in
     * {@code WWW-Authenticate} are kept. What is left of the request is read and dropped afterwards, since a client that is busy
     * sending would not see the response otherwise: up to 8 MiB, or for 10 seconds; the time is checked after each read.
     *
     * @param exchange an exchange whose headers have not been sent
     * @param response the response
     * @throws IOException as the exchange throws it, for example when the client has disconnected; or if what is left of the
     *     request cannot be read, or has no end
     */
    public static void send(HttpExchange exchange, ErrorResponse response) throws IOException {
        send(exchange, response, null, null);
    }

    private static void send(
            HttpExchange exchange, ErrorResponse response, @Nullable ResponseStream claimed, @Nullable Throwable thrown)
            throws IOException {
        Thread.interrupted(); // a mapping or a hook may have interrupted it: a write would close the connection
        byte[] body = response.body();
        Headers headers = exchange.getResponseHeaders();
        replace(headers, response.headers());
        long unread = RequestBody.unread(exchange);
        if (unread > SHORT_BODY) {
            headers.set("Connection", "close"); // and the client need not send the rest
        }
        boolean head = exchange.getRequestMethod().equals("HEAD");
        if (head) {
            headers.set("Content-Length", Integer.toString(body.length)); // not as an argument: there is no body
        }
        if (claimed != null && !claimed.claim(thrown)) {
            throw new Disconnect("The handler has sent a part of its response", null);
        }
        exchange.sendResponseHeaders(response.status(), head ? -1 : body.length);
        OutputStream out = exchange.getResponseBody();
        if (!head) {
            out.write(body);
            out.flush(); // before the upload is drained: closing the exchange would do it in the other order (JDK 23)
            if (unread > 0) {
                drain(exchange.getRequestBody());
            }
        }
        if ((claimed != null && claimed.isShared())
                || exchange.getResponseCode() != response.status()
                || !Integer.toString(body.length).equals(first(headers, "Content-Length"))
                || headers.containsKey("Transfer-Encoding")) {
            throw new Disconnect("Another thread has used the exchange at the same time", null);
        }
        if (!head) {
            out.close(); // from here on (HEAD: from its headers on), the server keeps the connection whatever is thrown
        }
    }

    /** A handler may have left null among its headers, which the server could not send. */
    private static void replace(Headers headers, Map<String, String> by) {
        headers.keySet().removeIf(ErrorFilter::isDropped);
        for (Map.Entry<String, List<String>> header : headers.entrySet()) {
            List<String> values = new ArrayList<>();
            for (String value : header.getValue() == null ? values : header.getValue()) {
                if (value != null) {
                    values.add(value);
                }
            }
            header.setValue(values);
        }
        by.forEach((name, value) -> {
            if (!name.equalsIgnoreCase("WWW-Authenticate") || first(headers, name) == null) {
                headers.set(name, value);
            }
        });
    }

    private static boolean isDropped(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        return DROPPED_HEADERS.contains(name)
                || name.endsWith("-cache-control")
                || (name.startsWith("content-") && !name.startsWith("content-security-policy"));
    }

    /**
     * Closes the connection where the upload has no end, or cannot be read: when the response is closed, the server
     * would read on without a deadline.
     */
    private static void drain(InputStream upload) throws Disconnect {
        long deadline = System.nanoTime() + DRAIN_NANOS;
        byte[] chunk = new byte[8_192];
        int read = 0;
        for (long drained = 0; read >= 0; drained += read) {
            if (drained >= DRAIN_BYTES || System.nanoTime() > deadline) {
                throw new Disconnect("The request body has not ended", null);
            }
            try {
                read = upload.read(chunk);
            } catch (IOException | RuntimeException e) {
                throw new Disconnect("The rest of the request cannot be read", e);
            }
        }
    }
}

package konpro.errors.httpserver;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorMapper;
import konpro.errors.ErrorResponse;
import konpro.errors.RequestId;

/**
 * Answers whatever fails behind it: every {@link Throwable} of a handler, or of a filter that comes later, becomes the
 * envelope that an {@link ErrorMapper} makes of it.
 *
 * <pre>{@code
 * HttpContext context = server.createContext("/v1/avatars", Server::avatars);
 * ErrorFilter.install(context, errors); // first in the chain: it covers what comes after it
 * context.getFilters().add(new ApiKeyFilter());
 * server.createContext("/", ErrorFilter.notFound(errors)); // instead of the JDK's own page
 * }</pre>
 *
 * <p>Each exchange has a request id, the caller's where {@link RequestId#accept} keeps it, and each answer says it in
 * {@code X-Request-Id}. A failure after the headers have gone out cannot be answered any more: the mapper's hook is
 * told, and the connection is dropped, so that the client can tell half an answer from a whole one. That is why a
 * chunked answer ends when its handler has returned, and not before, even if the handler closes it. When it was the
 * client that has gone, there is nobody to answer and nothing to tell.
 *
 * <p>A handler that closes the exchange before its headers are sent, in a {@code finally} for one, takes the connection
 * away, and the answer to its failure with it.
 */
@SuppressWarnings("exports") // jdk.httpserver is for those who use this package to require
public final class ErrorFilter extends Filter {

    private static final String REQUEST_ID = "X-Request-Id";

    /** RFC 9110, section 8: what a handler has said of the content that it was going to send. */
    private static final Predicate<String> CONTENT_HEADER = Pattern.compile(
                    "(?i)content-(?!security-policy).*|accept-ranges|age|(repr-)?digest|etag|expires|last-modified"
                            + "|trailer|transfer-encoding")
            .asMatchPredicate();

    private static final long SHORT_BODY = 64 << 10; // worth reading off for the sake of the connection
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
     * {@return a handler that answers {@code RESOURCE_NOT_FOUND}} For the context {@code /}, where the JDK's server
     * would answer with a page of its own.
     *
     * @param errors makes the responses
     */
    public static HttpHandler notFound(ErrorMapper errors) {
        return exchange ->
                send(exchange, errors.respond(new ApiException(ErrorCode.RESOURCE_NOT_FOUND), requestId(exchange)));
    }

    /**
     * {@return the exchange's request id: the caller's, or one made here; from the first call on always the same}
     *
     * @param exchange an exchange whose headers have not been sent, or one that this filter covers
     */
    public static String requestId(HttpExchange exchange) {
        Headers answered = exchange.getResponseHeaders(); // its own, where attributes were the context's until JDK 25
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
        RequestBody request = new RequestBody(exchange);
        OutputStream client = exchange.getResponseBody();
        AnswerStream answer = new AnswerStream(exchange);
        exchange.setStreams(request, answer);
        try {
            chain.doFilter(exchange);
            Thread.interrupted(); // left as it is, the flag would cost the answer, and the server its only thread
            answer.release();
        } catch (Throwable failure) {
            Thread.interrupted();
            if (ClientGone.isReasonOf(failure)) {
                throw failure instanceof IOException gone ? gone : new IOException(failure);
            }
            ErrorResponse response = errors.respond(failure, requestId);
            if (!answer.isWhole()) {
                exchange.setStreams(request, client); // what a later filter makes of its answers is not for this one
                send(exchange, response); // where an answer has begun, the server refuses, and drops the connection
            }
        }
    }

    /** {@return what the filter does, in a few words} */
    @Override
    public String description() {
        return "Answers failures with error envelopes";
    }

    /**
     * Sends a response as the whole answer of an exchange. Header fields that describe another content are taken off.
     * What is left of the request is read and dropped afterwards, since a client that is busy sending would not see the
     * answer otherwise: up to 8 MiB, or for 10 seconds.
     *
     * @param exchange an exchange whose headers have not been sent
     * @param response what to answer
     * @throws IOException as the exchange throws it, for one when the client has gone; or if the request has no end
     */
    public static void send(HttpExchange exchange, ErrorResponse response) throws IOException {
        byte[] body = response.body();
        Headers headers = exchange.getResponseHeaders();
        headers.keySet().removeIf(CONTENT_HEADER);
        response.headers().forEach(headers::set);
        long unread = RequestBody.unread(exchange);
        if (unread > SHORT_BODY) {
            headers.set("Connection", "close"); // and who has yet to send it, need not
        }
        if (exchange.getRequestMethod().equals("HEAD")) {
            headers.set("Content-Length", Integer.toString(body.length)); // told of it, the server would expect a body
            exchange.sendResponseHeaders(response.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(response.status(), body.length);
        OutputStream out = exchange.getResponseBody();
        out.write(body);
        out.flush(); // before the upload is drained: closing the exchange would do it the other way round (JDK 23)
        if (unread > 0) {
            drain(exchange.getRequestBody());
        }
        out.close();
    }

    /**
     * Gives up, and the connection with it, where an upload has no end: to close the answer would be to wait for more.
     * Where the client has hung up, or a filter has had enough of the upload, there is no more to do: the answer is
     * out.
     */
    private static void drain(InputStream upload) throws ClientGone {
        long deadline = System.nanoTime() + DRAIN_NANOS;
        byte[] chunk = new byte[8_192];
        int read = 0;
        for (long drained = 0; read >= 0; drained += read) {
            if (drained >= DRAIN_BYTES || System.nanoTime() > deadline) {
                throw new ClientGone("The request goes on after its answer");
            }
            try {
                read = upload.read(chunk);
            } catch (IOException | RuntimeException e) {
                return;
            }
        }
    }
}

package konpro.errors.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.*;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import konpro.errors.ErrorMapper;
import konpro.errors.ErrorResponse;
import konpro.errors.httpserver.ErrorFilter;

/**
 * A server on the loopback whose contexts have an error filter, and its clients. It keeps what the hook was notified of, and how
 * exchanges ended. Where a test waits for either, the hook must not have been notified of more when the server is closed.
 */
public final class TestServer implements AutoCloseable {

    /** What the hook was notified of. */
    public record Notification(ErrorResponse response, Throwable exception) {}

    /** What a filter does. */
    @FunctionalInterface
    public interface FilterBody {
        void doFilter(HttpExchange exchange, Filter.Chain chain) throws IOException;
    }

    private static final int BACKLOG = 500;

    public final Threads threads;
    private final Tls tls;
    public final HttpServer httpServer;
    private final Queue<RawClient> clients = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<Notification> notified = new LinkedBlockingQueue<>();
    private final BlockingQueue<Optional<Throwable>> ends = new LinkedBlockingQueue<>();
    public final ErrorMapper errors = ErrorMapper.builder()
            .onFailure((response, exception) -> notified.add(new Notification(response, exception)))
            .build();

    private HttpContext served;
    private boolean isWatched;
    private boolean isClosed;

    /** Starts an HttpServer, or with TLS an HttpsServer. */
    public TestServer(Threads threads, Tls tls) {
        this.threads = threads;
        this.tls = tls;
        try {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            httpServer = tls == null ? HttpServer.create(address, BACKLOG) : HttpsServer.create(address, BACKLOG);
            if (httpServer instanceof HttpsServer https) {
                https.setHttpsConfigurator(new HttpsConfigurator(tls.sslContext()));
            }
            httpServer.setExecutor(threads.executor());
            httpServer.start();
        } catch (IOException | ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    /** {@return a server on each kind of threads} */
    public static Stream<TestServer> onEachExecutor() {
        return Threads.available().stream().map(threads -> new TestServer(threads, null));
    }

    /** {@return a server on each kind of threads over TCP, and over each version of TLS} */
    public static Stream<TestServer> onEachTransport() {
        return Stream.of(null, Tls.V1_2, Tls.V1_3)
                .flatMap(tls -> Threads.available().stream().map(threads -> new TestServer(threads, tls)));
    }

    /** Handles all paths, instead of an earlier handler of all paths, and returns a new client. */
    public RawClient serve(HttpHandler handler, Filter... laterFilters) throws IOException {
        if (served != null) {
            httpServer.removeContext(served);
        }
        served = handle("/", handler);
        served.getFilters().addAll(List.of(laterFilters));
        return client();
    }

    /** Adds a context with an error filter, and before this one a filter that keeps what comes out of it. */
    public HttpContext handle(String path, HttpHandler handler) {
        HttpContext context = httpServer.createContext(path, handler);
        ErrorFilter.install(context, errors);
        context.getFilters().add(0, filter((exchange, chain) -> {
            Throwable escaped = null;
            try {
                chain.doFilter(exchange);
            } catch (Throwable e) {
                escaped = e;
                throw e;
            } finally {
                ends.add(Optional.ofNullable(escaped));
            }
        }));
        return context;
    }

    public static Filter filter(FilterBody body) {
        return new Filter() {
            @Override
            public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
                body.doFilter(exchange, chain);
            }

            @Override
            public String description() {
                return "A filter of the tests";
            }
        };
    }

    /** {@return a handler that throws an exception of any class} */
    public static HttpHandler throwing(Throwable exception) {
        return exchange -> {
            throw TestServer.<IOException>sneak(exception);
        };
    }

    /** Throws an exception of any class, and returns none. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public static <T extends Throwable> T sneak(Throwable exception) throws T {
        throw (T) exception;
    }

    public static String path(HttpExchange exchange) {
        return exchange.getRequestURI().getPath();
    }

    /** Begins a response of status 200, which is chunked if its length is 0, and returns the stream, for the rest. */
    public static OutputStream begin(HttpExchange exchange, long length, String text) throws IOException {
        exchange.sendResponseHeaders(200, length);
        OutputStream out = exchange.getResponseBody();
        out.write(text.getBytes(UTF_8));
        return out;
    }

    /** {@return a new client, which is closed with the server at the latest} */
    public RawClient client() throws IOException {
        RawClient client = new RawClient(uri().getPort(), tls);
        clients.add(client);
        return client;
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + httpServer.getAddress().getPort() + "/");
    }

    /** Waits for no end, in a test that has none to wait for. */
    public void assertNotNotified() {
        assertEquals(0, notified.size());
    }

    /** {@return the next thing that the hook was notified of} Waits for it. */
    public Notification notification() throws InterruptedException {
        return next(notified, "The hook was not notified");
    }

    /** {@return the next exception that the hook was notified of} Waits for it. */
    public Throwable exception() throws InterruptedException {
        return notification().exception();
    }

    /** Waits for the end of the next exchange, after which the server keeps the connection. */
    public void assertKept() throws InterruptedException {
        assertEquals(Optional.empty(), end());
    }

    /** Waits for the end of the next exchange, and returns the exception after which the server closes the connection. */
    public IOException assertClosed() throws InterruptedException {
        return assertInstanceOf(IOException.class, end().orElse(null));
    }

    /** {@return what came out of the error filter at the next exchange's end} Waits for it. */
    public Optional<Throwable> end() throws InterruptedException {
        return next(ends, "The exchange did not end");
    }

    private <T> T next(BlockingQueue<T> queue, String otherwise) throws InterruptedException {
        isWatched = true;
        T next = queue.poll(20, TimeUnit.SECONDS);
        assertNotNull(next, otherwise);
        return next;
    }

    @Override
    public String toString() {
        return threads + " over " + (tls == null ? "TCP" : tls);
    }

    @Override
    public void close() throws IOException {
        for (RawClient client : clients) {
            client.close();
        }
        if (!isClosed) {
            httpServer.stop(0);
        }
        isClosed = true;
        if (httpServer.getExecutor() instanceof ExecutorService service) {
            service.shutdownNow();
        }
        assertEquals(0, isWatched ? notified.size() : 0, () -> "The hook was notified of more: " + notified);
    }
}

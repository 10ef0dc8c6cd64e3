package konpro.errors.testkit;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import konpro.errors.httpserver.ErrorFilter;
import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import konpro.errors.ErrorMapper;
import konpro.errors.ErrorResponse;

/**
 * A server on the loopback whose contexts have an error filter. It remembers what the hook was notified of, and how exchanges
 * ended.
 */
public final class TestServer implements AutoCloseable {

    /** What the hook was notified of. */
    public record Notification(ErrorResponse response, Throwable exception) {}

    private final HttpServer server;
    private final BlockingQueue<Notification> notified = new LinkedBlockingQueue<>();
    private final BlockingQueue<Optional<Throwable>> ends = new LinkedBlockingQueue<>();
    private final ErrorMapper errors = ErrorMapper.builder()
            .onFailure((response, exception) -> notified.add(new Notification(response, exception)))
            .build();

    private TestServer(Threads threads, SSLContext tls) {
        try {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            server = tls == null ? HttpServer.create(address, 0) : HttpsServer.create(address, 0);
            if (server instanceof HttpsServer https) {
                https.setHttpsConfigurator(new HttpsConfigurator(tls));
            }
            server.setExecutor(threads.executor());
        } catch (IOException | ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    public static TestServer start(Threads threads, HttpHandler handler, Filter... laterFilters) {
        return start(threads, null, handler, laterFilters);
    }

    /** Starts an HttpsServer, or without a context an HttpServer. */
    public static TestServer start(Threads threads, SSLContext tls, HttpHandler handler, Filter... laterFilters) {
        TestServer started = new TestServer(threads, tls);
        HttpContext context = started.handle("/", handler);
        context.getFilters().addAll(List.of(laterFilters));
        started.server.start();
        return started;
    }

    /** Adds a context with an error filter, and around this one a filter that notes what comes out of it. */
    public HttpContext handle(String path, HttpHandler handler) {
        HttpContext context = server.createContext(path, handler);
        ErrorFilter.install(context, errors);
        context.getFilters().add(0, new Filter() {
            @Override
            public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
                Throwable escaped = null;
                try {
                    chain.doFilter(exchange);
                } catch (Throwable e) {
                    escaped = e;
                    throw e;
                } finally {
                    ends.add(Optional.ofNullable(escaped));
                }
            }

            @Override
            public String description() {
                return "Notes how the exchange ended";
            }
        });
        return context;
    }

    public HttpServer httpServer() {
        return server;
    }

    public ErrorMapper errors() {
        return errors;
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    public int notificationsLeft() {
        return notified.size();
    }

    /** {@return the next thing that the hook was notified of} Waits for it. */
    public Notification notification() throws InterruptedException {
        return awaited(notified, "The hook was not notified");
    }

    /** {@return what came out of the error filter at the next exchange's end} Waits for it. */
    public Optional<Throwable> end() throws InterruptedException {
        return awaited(ends, "The exchange did not end");
    }

    private static <T> T awaited(BlockingQueue<T> queue, String otherwise) throws InterruptedException {
        T next = queue.poll(20, TimeUnit.SECONDS);
        assertNotNull(next, otherwise);
        return next;
    }

    @Override
    public void close() {
        server.stop(0);
        if (server.getExecutor() instanceof ExecutorService service) {
            service.shutdownNow();
        }
    }
}

package konpro.errors.httpserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.*;

import konpro.errors.testkit.OnEachExecutor;
import konpro.errors.testkit.RawClient;
import konpro.errors.testkit.TestServer;
import konpro.errors.testkit.Threads;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import konpro.errors.testkit.RawClient.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** A handler that gives its exchange to another thread and then throws: there is one response, or none. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SharedExchangeTest {

    private static final byte[] FINE = "fine".getBytes(UTF_8);

    private final ExecutorService others = Executors.newCachedThreadPool();

    @AfterEach
    void stop() throws InterruptedException {
        others.shutdownNow();
        assertTrue(others.awaitTermination(20, TimeUnit.SECONDS));
    }

    private static Void respond(HttpExchange exchange, long length) throws IOException {
        exchange.sendResponseHeaders(200, length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(FINE);
        }
        return null;
    }

    private interface Use {
        void use(HttpExchange exchange) throws Exception;
    }

    private HttpHandler afterUse(Use use) {
        return exchange -> {
            Future<?> used = others.submit(() -> {
                use.use(exchange);
                return null;
            });
            try {
                used.get();
            } catch (InterruptedException | ExecutionException e) {
                throw new AssertionError(e);
            }
            throw new IllegalStateException("thrown");
        };
    }

    @OnEachExecutor
    void closesTheConnectionWhereTheOtherThreadHasBegunTheResponse(Threads threads) throws Exception {
        for (Use use : new Use[] {
            exchange -> exchange.sendResponseHeaders(200, 4),
            exchange -> exchange.sendResponseHeaders(200, 0),
            exchange -> {
                exchange.sendResponseHeaders(200, 4);
                exchange.getResponseBody().write('f');
                exchange.getResponseBody().flush();
            },
            exchange -> respond(exchange, 0)
        }) {
            try (TestServer server = TestServer.start(threads, afterUse(use));
                    RawClient client = new RawClient(server)) {
                client.request("GET / HTTP/1.1");
                assertThrows(IOException.class, client::response);
                assertTrue(client.seen().split("HTTP/1.1", -1).length <= 2, client.seen());
                assertEquals("thrown", server.notification().exception().getMessage());
                assertInstanceOf(IOException.class, server.end().orElseThrow());
                assertEquals(0, server.notificationsLeft());
            }
        }
    }

    @OnEachExecutor
    void leavesACompleteResponseOfTheOtherThreadAndItsConnection(Threads threads) throws Exception {
        try (TestServer server = TestServer.start(threads, afterUse(exchange -> respond(exchange, FINE.length)));
                RawClient client = new RawClient(server)) {
            for (int i = 0; i < 10; i++) {
                assertEquals("fine", client.exchange("GET / HTTP/1.1").text());
                server.notification();
                assertEquals(Optional.empty(), server.end());
            }
        }
    }

    @OnEachExecutor
    void respondsAndRefusesTheOtherThreadThatComesLater(Threads threads) throws Exception {
        BlockingQueue<Future<?>> later = new LinkedBlockingQueue<>();
        for (boolean streamIsTakenBefore : new boolean[] {false, true}) {
            CountDownLatch responded = new CountDownLatch(1);
            HttpHandler handler = exchange -> {
                OutputStream taken = exchange.getResponseBody();
                later.add(others.submit(() -> {
                    responded.await();
                    OutputStream out = streamIsTakenBefore ? taken : exchange.getResponseBody();
                    assertThrows(IOException.class, () -> exchange.sendResponseHeaders(200, 4));
                    assertThrows(IOException.class, () -> out.write(FINE));
                    assertThrows(IOException.class, out::flush);
                    assertThrows(IOException.class, out::close);
                    return null;
                }));
                throw new IllegalStateException("thrown");
            };
            try (TestServer server = TestServer.start(threads, handler);
                    RawClient client = new RawClient(server)) {
                Response response = client.exchange("GET / HTTP/1.1");
                assertEquals(500, response.status());
                assertEquals(server.notification().response().envelope(), response.envelope());
                server.end();
                responded.countDown();
                later.remove().get(20, TimeUnit.SECONDS);
            }
        }
    }

    /** Both at once: whichever is first, a connection that is kept has had one whole response. */
    @OnEachExecutor
    void neverMixesTwoResponses(Threads threads) throws Exception {
        HttpHandler handler = exchange -> {
            if (exchange.getRequestURI().getPath().equals("/next")) {
                respond(exchange, FINE.length);
                return;
            }
            CyclicBarrier both = new CyclicBarrier(2);
            Future<?> unused = others.submit(
                    () -> { // it may well fail
                        both.await();
                        return respond(
                                exchange, exchange.getRequestURI().getPath().equals("/chunked") ? 0 : FINE.length);
                    });
            try {
                both.await();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            throw new IllegalStateException("thrown");
        };
        try (TestServer server = TestServer.start(threads, handler)) {
            for (int i = 0; i < 600; i++) {
                try (RawClient client = new RawClient(server)) {
                    client.request(i % 2 == 0 ? "GET /chunked HTTP/1.1" : "GET / HTTP/1.1");
                    assertOneResponse(client);
                }
            }
        }
    }

    private static void assertOneResponse(RawClient client) throws IOException {
        Response first;
        Response next;
        try {
            first = client.response();
            next = client.exchange("GET /next HTTP/1.1");
        } catch (IOException closed) {
            return;
        } catch (RuntimeException mixed) {
            assertEnds(client);
            return;
        }
        if (first.status() == 200) {
            assertEquals("fine", first.text(), client.seen());
        } else {
            assertEquals("PROCESSING_ERROR", first.envelope().error().code(), client.seen());
        }
        assertEquals("200 fine", next.status() + " " + next.text(), client.seen());
    }

    /** A connection that is kept would time out, which is no IOException. */
    private static void assertEnds(RawClient client) {
        try {
            client.rest();
        } catch (IOException reset) {
            assertEquals("Connection reset", reset.getMessage());
        }
    }
}

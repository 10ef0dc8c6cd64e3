package konpro.errors.httpserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static konpro.errors.testkit.TestServer.begin;
import static konpro.errors.testkit.TestServer.path;
import static org.junit.jupiter.api.Assertions.*;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import konpro.errors.testkit.OnEachExecutor;
import konpro.errors.testkit.RawClient;
import konpro.errors.testkit.RawClient.Response;
import konpro.errors.testkit.TestServer;
import org.junit.jupiter.api.AfterEach;

/** A handler that gives its exchange to another thread. */
class OtherThreadTest {

    private interface Use {
        void use(HttpExchange exchange) throws Exception;
    }

    private final ExecutorService others = Executors.newCachedThreadPool();
    private final Semaphore handlerHasReturned = new Semaphore(0);

    @AfterEach
    void stop() throws InterruptedException {
        others.shutdownNow();
        assertTrue(others.awaitTermination(20, TimeUnit.SECONDS));
    }

    // The handler returns, and the other thread responds.

    /** As docs/server.md shows it. */
    private HttpHandler later(TestServer server, Use use) {
        return exchange -> others.execute(() -> {
            try {
                handlerHasReturned.acquire();
                use.use(exchange);
            } catch (Throwable e) {
                try {
                    ErrorFilter.send(exchange, server.errors().respond(e, ErrorFilter.requestId(exchange)));
                } catch (IOException disconnected) {
                    exchange.close();
                }
            }
        });
    }

    private RawClient request(TestServer server, RawClient client) throws Exception {
        client.request("GET / HTTP/1.1", "X-Request-Id: req-123456");
        server.assertKept();
        handlerHasReturned.release();
        return client;
    }

    @OnEachExecutor
    void respondsLater(TestServer server) throws Exception {
        for (int length : new int[] {4, 0}) { // known, and chunked
            RawClient client = server.serve(later(server, exchange -> {
                begin(exchange, length, "fine");
                exchange.close();
            }));
            for (int i = 0; i < 3; i++) {
                Response response = request(server, client).response();
                assertEquals("200 fine", response.status() + " " + response.text());
                assertEquals("req-123456", response.header("x-request-id"));
            }
        }
        assertEquals(0, server.notificationsLeft());
    }

    @OnEachExecutor
    void sendsTheErrorOfTheOtherThread(TestServer server) throws Exception {
        RawClient client = server.serve(later(server, exchange -> {
            throw new ApiException(ErrorCode.RESOURCE_NOT_FOUND, "No such avatar");
        }));
        for (int i = 0; i < 3; i++) {
            assertEquals("""
                    {"error":{"code":"RESOURCE_NOT_FOUND","message":"No such avatar"},"request_id":"req-123456"}""", request(server, client).response().text());
            server.notification();
        }
        assertEquals(0, server.notificationsLeft());
    }

    /** Half a chunked response looks whole, and the page says so: only the handler's thread can break it off. */
    @OnEachExecutor
    void breaksOffOnlyAResponseOfKnownLength(TestServer server) throws Exception {
        for (int length : new int[] {8, 0}) {
            RawClient client = server.serve(later(server, exchange -> {
                begin(exchange, length, "half");
                throw new IllegalStateException("thrown");
            }));
            if (length > 0) {
                request(server, client).assertBroken();
            } else {
                assertEquals("half", request(server, client).response().text());
            }
        }
    }

    @OnEachExecutor
    void finishesAResponseThatTheHandlerHasBegun(TestServer server) throws Exception {
        RawClient client = server.serve(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            others.execute(() -> {
                try (OutputStream out = exchange.getResponseBody()) {
                    for (int i = 0; i < 10; i++) {
                        out.write("line\n".getBytes(UTF_8));
                    }
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
        });
        for (int i = 0; i < 10; i++) {
            assertEquals("line\n".repeat(10), client.get("/").text());
        }
        assertEquals(0, server.notificationsLeft());
    }

    // The handler throws: there is one response, or none.

    private HttpHandler afterUse(Use use) {
        return exchange -> {
            try {
                others.submit(() -> {
                            use.use(exchange);
                            return null;
                        })
                        .get();
            } catch (InterruptedException | ExecutionException e) {
                throw new AssertionError(e);
            }
            throw new IllegalStateException("thrown");
        };
    }

    @OnEachExecutor
    void closesTheConnectionWhereTheOtherThreadHasBegunTheResponse(TestServer server) throws Exception {
        for (Use use : new Use[] {
            exchange -> exchange.sendResponseHeaders(200, 4),
            exchange -> exchange.sendResponseHeaders(200, 0),
            exchange -> begin(exchange, 4, "f").flush(),
            exchange -> begin(exchange, 0, "fine").close()
        }) {
            RawClient client = server.serve(afterUse(use)).request("GET / HTTP/1.1");
            client.assertBroken();
            assertTrue(client.seen().split("HTTP/1.1", -1).length <= 2, client.seen());
            assertEquals("thrown", server.exception().getMessage());
            server.assertClosed();
            assertEquals(0, server.notificationsLeft());
        }
    }

    @OnEachExecutor
    void leavesACompleteResponseOfTheOtherThreadAndItsConnection(TestServer server) throws Exception {
        RawClient client =
                server.serve(afterUse(exchange -> begin(exchange, 4, "fine").close()));
        for (int i = 0; i < 10; i++) {
            assertEquals("fine", client.get("/").text());
            server.notification();
            server.assertKept();
        }
    }

    @OnEachExecutor
    void respondsAndRefusesTheOtherThreadThatComesLater(TestServer server) throws Exception {
        Queue<Future<?>> later = new LinkedBlockingQueue<>();
        for (boolean streamIsTakenBefore : new boolean[] {false, true}) {
            CountDownLatch responded = new CountDownLatch(1);
            RawClient client = server.serve(exchange -> {
                OutputStream taken = exchange.getResponseBody();
                later.add(others.submit(() -> {
                    responded.await();
                    OutputStream out = streamIsTakenBefore ? taken : exchange.getResponseBody();
                    assertThrows(IOException.class, () -> exchange.sendResponseHeaders(200, 4));
                    assertThrows(IOException.class, () -> out.write('x'));
                    assertThrows(IOException.class, out::flush);
                    assertThrows(IOException.class, out::close);
                    return null;
                }));
                throw new IllegalStateException("thrown");
            });
            Response response = client.get("/");
            assertEquals(500, response.status());
            assertEquals(server.notification().response().envelope(), response.envelope());
            server.end();
            responded.countDown();
            later.remove().get(20, TimeUnit.SECONDS);
        }
    }

    /** Both at once: whichever is first, a connection that is kept has had one whole response. */
    @OnEachExecutor
    void neverMixesTwoResponses(TestServer server) throws Exception {
        server.handle("/next", exchange -> begin(exchange, 4, "fine").close());
        server.serve(exchange -> {
            CyclicBarrier both = new CyclicBarrier(2);
            Future<?> unused = others.submit(
                    () -> { // it may throw
                        both.await();
                        begin(exchange, path(exchange).equals("/chunked") ? 0 : 4, "fine")
                                .close();
                        return null;
                    });
            try {
                both.await();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            throw new IllegalStateException("thrown");
        });
        for (int i = 0; i < 600; i++) {
            try (RawClient client = server.client()) {
                assertOneResponse(client.request(i % 2 == 0 ? "GET /chunked HTTP/1.1" : "GET / HTTP/1.1"));
            }
        }
    }

    private static void assertOneResponse(RawClient client) throws IOException {
        Response first;
        Response next;
        try {
            first = client.response();
            next = client.get("/next");
        } catch (IOException closed) {
            return;
        } catch (RuntimeException mixed) {
            assertEnds(client);
            return;
        }
        if (first.status() == 200) {
            assertEquals("fine", first.text(), client.seen());
        } else {
            assertEquals("PROCESSING_ERROR", first.code(), client.seen());
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

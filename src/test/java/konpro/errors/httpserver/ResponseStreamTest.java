package konpro.errors.httpserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static konpro.errors.testkit.TestServer.begin;
import static konpro.errors.testkit.TestServer.path;
import static org.junit.jupiter.api.Assertions.*;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
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

/** A response that the handler, or another thread, has begun. */
class ResponseStreamTest {

    // Exceptions after the headers: the client has to see that its response is not whole.

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    private interface Half {
        void respond(HttpExchange exchange, Body body) throws IOException;
    }

    /** What may be closed before the filter receives the exception. */
    private static final List<Half> HALVES = List.of(
            (exchange, body) -> body.writeTo(exchange.getResponseBody()),
            (exchange, body) -> {
                try (OutputStream out = exchange.getResponseBody()) {
                    body.writeTo(out);
                }
            },
            (exchange, body) -> {
                try (exchange) {
                    body.writeTo(exchange.getResponseBody());
                }
            },
            (exchange, body) -> {
                try (OutputStream out = exchange.getResponseBody();
                        Writer writer = new OutputStreamWriter(out, UTF_8)) {
                    writer.write("begun");
                    body.writeTo(out);
                }
            },
            (exchange, body) -> { // the headers say then neither that the response is chunked nor how long it is
                exchange.getResponseHeaders().clear();
                ResponseStreamTest.HALVES.get(1).respond(exchange, body);
            },
            (exchange, body) -> { // or both
                exchange.getResponseHeaders().set("Content-Length", "500001");
                ResponseStreamTest.HALVES.get(1).respond(exchange, body);
            });

    @OnEachExecutor
    void halfAResponseNeverLooksWhole(TestServer server) throws Exception {
        for (int written : new int[] {0, 10, 5_000, 500_000}) {
            for (boolean flushed : new boolean[] {false, true}) {
                for (long declared : new long[] {0, 500_001}) {
                    for (Half half : HALVES) {
                        server.serve(exchange -> {
                            exchange.sendResponseHeaders(200, declared);
                            half.respond(exchange, out -> {
                                out.write(new byte[written]);
                                if (flushed) {
                                    out.flush();
                                }
                                throw new IllegalStateException("thrown");
                            });
                        });
                        String row =
                                "%d of %d, flushed: %b, %d".formatted(written, declared, flushed, HALVES.indexOf(half));
                        assertHalf(server, row);
                    }
                }
            }
        }
    }

    private static void assertHalf(TestServer server, String row) throws Exception {
        RawClient client = server.client().request("GET / HTTP/1.1");
        assertThrows(IOException.class, client::response, row);
        assertTrue(client.seen().isEmpty() || client.seen().startsWith("HTTP/1.1 200 "), row);
        assertTrue(client.seen().lastIndexOf("HTTP/1.1") <= 0, row); // there is no second response
        HttpRequest request = HttpRequest.newBuilder(server.uri())
                .timeout(Duration.ofSeconds(30))
                .POST(BodyPublishers.ofString("a POST, which the client does not repeat by itself"))
                .build();
        assertThrows(IOException.class, () -> CLIENT.send(request, BodyHandlers.ofByteArray()), row);
        for (int i = 0; i < 2; i++) {
            assertEquals("thrown", server.exception().getMessage(), row);
            server.assertClosed();
        }
    }

    /** There the end of the connection is the end of the response: only a length could show that there is more. */
    @OnEachExecutor
    void halfAResponseLooksWholeInHttp10WithoutALength(TestServer server) throws Exception {
        RawClient client = server.serve(exchange -> {
            begin(exchange, 0, "begun").flush();
            throw new IllegalStateException("thrown");
        });
        assertEquals("begun", client.request("GET / HTTP/1.0").response().text());
        assertEquals("thrown", server.exception().getMessage());
    }

    @OnEachExecutor
    void isWholeWhereTheHandlerClearsTheHeadersAndReturns(TestServer server) throws Exception {
        for (long declared : new long[] {0, 5}) {
            RawClient client = server.serve(exchange -> {
                exchange.sendResponseHeaders(200, declared);
                HALVES.get(4).respond(exchange, out -> out.write("hello".getBytes(UTF_8)));
            });
            for (int i = 0; i < 3; i++) {
                assertEquals("hello", client.get("/").text());
            }
        }
        server.assertNotNotified();
    }

    /** An exception cannot be reported to the client any more; its next request is none of this one's business. */
    @OnEachExecutor
    void leavesACompleteResponseAndItsConnection(TestServer server) throws Exception {
        RawClient client = server.serve(exchange -> {
            if (path(exchange).equals("/empty")) {
                exchange.sendResponseHeaders(204, -1);
            } else {
                begin(exchange, 5, "hello").close();
            }
            throw new IllegalStateException("thrown");
        });
        for (int i = 0; i < 20; i++) {
            Response response = i % 2 == 0
                    ? client.get("/").expect(200)
                    : client.get("/empty").expect(204);
            assertEquals(i % 2 == 0 ? "hello" : "", response.text());
            assertEquals("thrown", server.exception().getMessage());
            server.assertKept();
        }
    }

    // Nothing was sent: there is an error.

    /** The server has set a status then. */
    @OnEachExecutor
    void isAnErrorWhereTheHeadersCannotBeSent(TestServer server) throws Exception {
        RawClient client = server.serve(exchange -> exchange.sendResponseHeaders(200, -5));
        for (int i = 0; i < 2; i++) {
            assertEquals(
                    "500 PROCESSING_ERROR: Server processing error",
                    client.get("/").error());
            assertInstanceOf(IllegalArgumentException.class, server.exception());
        }
    }

    @OnEachExecutor
    void isAnErrorWhereTheHandlerForgetsTheHeaders(TestServer server) throws Exception {
        RawClient client = server.serve(exchange -> {
            assertThrows(IOException.class, () -> exchange.getResponseBody().close());
            exchange.getResponseBody().write(new byte[path(exchange).equals("/empty") ? 0 : 1]);
        });
        for (String request : List.of("GET /", "GET /empty", "HEAD /empty")) {
            client.request(request + " HTTP/1.1").response().expect(500);
            assertEquals("response headers not sent yet", server.exception().getMessage());
        }
    }

    // Writes to a response without a body are discarded: a good response is not reported.

    @OnEachExecutor
    void discardsWritesWhereTheStatusHasNoBody(TestServer server) throws Exception {
        RawClient client = server.serve(exchange -> {
            exchange.sendResponseHeaders(Integer.parseInt(path(exchange).substring(1)), -1);
            OutputStream out = exchange.getResponseBody();
            for (int i = 0; i < 2; i++) { // before and after it is closed
                out.write(new byte[0]);
                out.write('x');
                out.write("hello".getBytes(UTF_8));
                out.flush();
                out.close();
            }
            exchange.close();
        });
        for (int i = 0; i < 5; i++) {
            for (int status : new int[] {101, 204, 304}) {
                client.get("/" + status).expect(status);
                server.assertKept();
            }
        }
    }

    @OnEachExecutor
    void discardsTheBodyThatAHandlerOfGetWritesToHead(TestServer server) throws Exception {
        RawClient client = server.serve(exchange -> {
            exchange.sendResponseHeaders(200, path(exchange).equals("/chunked") ? 0 : 5);
            try (OutputStream out = exchange.getResponseBody()) {
                for (byte b : "hello".getBytes(UTF_8)) {
                    out.write(b);
                }
                out.flush();
            }
        });
        for (String path : List.of("/", "/chunked", "/", "/chunked")) {
            client.request("HEAD " + path + " HTTP/1.1").response().expect(200);
            assertEquals("hello", client.get(path).text());
        }
        server.assertNotNotified();
    }

    @OnEachExecutor
    void ignoresOnlyWhatAddsNoByteToACompleteResponse(TestServer server) throws Exception {
        RawClient client = server.serve(exchange -> {
            boolean empty = path(exchange).equals("/empty");
            OutputStream out = begin(exchange, empty ? -1 : 5, empty ? "" : "hello");
            if (!empty) {
                out.close();
            }
            out.write(new byte[0]);
            out.flush();
            out.close();
        });
        for (int i = 0; i < 3; i++) {
            assertEquals("hello", client.get("/").text());
            client.get("/empty").expect(200, "content-length: 0");
        }
        server.serve(exchange -> begin(exchange, -1, "x")).get("/").expect(200);
        assertEquals(IOException.class, server.exception().getClass());
    }

    // The handler returns, and another thread responds.

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

    /** As docs/server.md shows it. */
    private HttpHandler later(TestServer server, Use use) {
        return exchange -> others.execute(() -> {
            try {
                handlerHasReturned.acquire();
                use.use(exchange);
            } catch (Throwable e) {
                try {
                    ErrorFilter.send(exchange, server.errors.respond(e, ErrorFilter.requestId(exchange)));
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
    void anotherThreadRespondsLater(TestServer server) throws Exception {
        for (int length : new int[] {4, 0}) { // known, and chunked
            RawClient client = server.serve(later(server, exchange -> {
                begin(exchange, length, "fine");
                exchange.close();
            }));
            for (int i = 0; i < 3; i++) {
                Response response = request(server, client).response();
                assertEquals(
                        "fine", response.expect(200, "x-request-id: req-123456").text());
            }
        }
    }

    /** Half a chunked response looks whole, and the page says so: only the handler's thread can break it off. */
    @OnEachExecutor
    void anotherThreadSendsItsErrorOrBreaksOffAResponseOfKnownLength(TestServer server) throws Exception {
        RawClient client = server.serve(later(server, exchange -> {
            throw new ApiException(ErrorCode.RESOURCE_NOT_FOUND, "No such avatar");
        }));
        for (int i = 0; i < 3; i++) {
            Response response = request(server, client).response().expect(404, "x-request-id: req-123456");
            assertEquals("404 RESOURCE_NOT_FOUND: No such avatar", response.error());
            server.notification();
        }
        for (int length : new int[] {8, 0}) {
            client = server.serve(later(server, exchange -> {
                begin(exchange, length, "half");
                throw new IllegalStateException("thrown");
            }));
            if (length > 0) {
                request(server, client).assertBroken();
            } else {
                assertEquals("half", request(server, client).response().text());
            }
            assertEquals("thrown", server.exception().getMessage());
        }
    }

    @OnEachExecutor
    void anotherThreadFinishesAResponseThatTheHandlerHasBegun(TestServer server) throws Exception {
        RawClient client = server.serve(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            Use use = shared -> {
                try (OutputStream out = shared.getResponseBody()) {
                    for (int i = 0; i < 10; i++) {
                        out.write("line\n".getBytes(UTF_8));
                    }
                }
            };
            Future<?> unused = submit(use, exchange);
        });
        for (int i = 0; i < 10; i++) {
            assertEquals("line\n".repeat(10), client.get("/").text());
        }
        server.assertNotNotified();
    }

    // The handler throws, and another thread responds: there is one response, or none.

    private Future<?> submit(Use use, HttpExchange exchange) {
        return others.submit(() -> {
            use.use(exchange);
            return null;
        });
    }

    private HttpHandler afterUse(Use use) {
        return exchange -> {
            try {
                submit(use, exchange).get();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            throw new IllegalStateException("thrown");
        };
    }

    @OnEachExecutor
    void closesTheConnectionWhereAnotherThreadHasBegunTheResponse(TestServer server) throws Exception {
        for (Use use : new Use[] {
            exchange -> exchange.sendResponseHeaders(200, 4),
            exchange -> exchange.sendResponseHeaders(200, 0),
            exchange -> begin(exchange, 4, "f").flush(),
            exchange -> begin(exchange, 0, "fine").close()
        }) {
            RawClient client = server.serve(afterUse(use)).request("GET / HTTP/1.1");
            client.assertBroken();
            assertTrue(client.seen().lastIndexOf("HTTP/1.1") <= 0, client.seen());
            assertEquals("thrown", server.exception().getMessage());
            server.assertClosed();
        }
    }

    @OnEachExecutor
    void leavesACompleteResponseOfAnotherThreadAndItsConnection(TestServer server) throws Exception {
        RawClient client =
                server.serve(afterUse(exchange -> begin(exchange, 4, "fine").close()));
        for (int i = 0; i < 10; i++) {
            assertEquals("fine", client.get("/").text());
            server.notification();
            server.assertKept();
        }
    }

    @OnEachExecutor
    void respondsAndRefusesAnotherThreadThatComesLater(TestServer server) throws Exception {
        for (boolean streamIsTakenBefore : new boolean[] {false, true}) {
            CountDownLatch responded = new CountDownLatch(1);
            BlockingQueue<Future<?>> later = new LinkedBlockingQueue<>();
            RawClient client = server.serve(exchange -> {
                OutputStream taken = exchange.getResponseBody();
                Use use = shared -> {
                    responded.await();
                    OutputStream out = streamIsTakenBefore ? taken : shared.getResponseBody();
                    assertThrows(IOException.class, () -> shared.sendResponseHeaders(200, 4));
                    assertThrows(IOException.class, () -> out.write('x'));
                    assertThrows(IOException.class, out::flush);
                    assertThrows(IOException.class, out::close);
                };
                later.add(submit(use, exchange));
                throw new IllegalStateException("thrown");
            });
            Response response = client.get("/").expect(500);
            assertEquals(server.notification().response().envelope(), response.envelope());
            server.end();
            responded.countDown();
            later.remove().get(20, TimeUnit.SECONDS);
        }
    }

    /** While what is left of the request is read. */
    @OnEachExecutor
    void closesTheConnectionWhereAnotherThreadUsesTheExchangeAfterTheResponse(TestServer server) throws Exception {
        for (Use use : new Use[] {
            exchange -> assertThrows(
                    IOException.class, () -> exchange.getResponseBody().write('x')),
            exchange -> exchange.getResponseHeaders().set("Content-Length", "4"),
            exchange -> exchange.getResponseHeaders().set("Transfer-Encoding", "chunked")
        }) {
            BlockingQueue<HttpExchange> exchanges = new LinkedBlockingQueue<>();
            RawClient client = server.serve(exchange -> {
                exchanges.add(exchange);
                throw new IllegalStateException("thrown");
            });
            client.request("POST / HTTP/1.1", "Content-Length: 1").response().expect(500);
            use.use(exchanges.take());
            client.send("x").assertEnd();
            assertEquals("thrown", server.exception().getMessage());
            server.assertClosed();
        }
    }

    /** Both at once: whichever is first, a connection that is kept has had one whole response. */
    @OnEachExecutor
    void neverMixesTwoResponses(TestServer server) throws Exception {
        server.handle("/next", exchange -> begin(exchange, 4, "fine").close());
        server.serve(exchange -> {
            CyclicBarrier both = new CyclicBarrier(2);
            Use use = shared -> {
                both.await();
                begin(shared, path(shared).equals("/chunked") ? 0 : 4, "fine").close();
            };
            Future<?> unused = submit(use, exchange);
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
            try { // a connection that is kept would time out, which is no IOException
                client.rest();
            } catch (IOException reset) {
                assertEquals("Connection reset", reset.getMessage());
            }
            return;
        }
        String whole = first.status() == 200 ? first.text() : first.error();
        assertEquals(
                first.status() == 200 ? "fine" : "500 PROCESSING_ERROR: Server processing error", whole, client.seen());
        assertEquals("fine", next.expect(200).text(), client.seen());
    }
}

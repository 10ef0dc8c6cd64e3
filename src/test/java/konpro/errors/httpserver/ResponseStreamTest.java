package konpro.errors.httpserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static konpro.errors.testkit.TestServer.begin;
import static konpro.errors.testkit.TestServer.path;
import static org.junit.jupiter.api.Assertions.*;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import konpro.errors.testkit.OnEachExecutor;
import konpro.errors.testkit.RawClient;
import konpro.errors.testkit.RawClient.Response;
import konpro.errors.testkit.TestServer;

class ResponseStreamTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static final class Thrown extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    // Exceptions after the headers: the client has to see that its response is not whole.

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
                try (OutputStream out = exchange.getResponseBody()) {
                    body.writeTo(out);
                }
            });

    @OnEachExecutor
    void halfAResponseNeverLooksWhole(TestServer server) throws Exception {
        for (int written : new int[] {0, 10, 5_000, 500_000}) {
            for (boolean flushed : new boolean[] {false, true}) {
                for (long declared : new long[] {0, 500_001}) {
                    for (int i = 0; i < HALVES.size(); i++) {
                        Half half = HALVES.get(i);
                        server.serve(exchange -> {
                            exchange.sendResponseHeaders(200, declared);
                            half.respond(exchange, out -> {
                                out.write(new byte[written]);
                                if (flushed) {
                                    out.flush();
                                }
                                throw new Thrown();
                            });
                        });
                        String row = "half %d: %d of %d, flushed: %b".formatted(i, written, declared, flushed);
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
                .POST(HttpRequest.BodyPublishers.ofString("a POST, which the client does not repeat by itself"))
                .build();
        assertThrows(IOException.class, () -> CLIENT.send(request, BodyHandlers.ofByteArray()), row);
        for (int i = 0; i < 2; i++) {
            assertInstanceOf(Thrown.class, server.exception(), row);
            server.assertClosed();
        }
        assertEquals(0, server.notificationsLeft(), row);
    }

    @OnEachExecutor
    void isWholeWhereTheHandlerClearsTheHeadersAndReturns(TestServer server) throws Exception {
        for (long declared : new long[] {0, 5}) {
            RawClient client = server.serve(exchange -> {
                exchange.sendResponseHeaders(200, declared);
                exchange.getResponseHeaders().clear();
                try (OutputStream out = exchange.getResponseBody()) {
                    out.write("hello".getBytes(UTF_8));
                }
            });
            for (int i = 0; i < 3; i++) {
                assertEquals("hello", client.get("/").text());
            }
        }
        assertEquals(0, server.notificationsLeft());
    }

    /** An exception cannot be reported to the client any more; its next request is none of this one's business. */
    @OnEachExecutor
    void leavesACompleteResponseAndItsConnection(TestServer server) throws Exception {
        Thrown exception = new Thrown();
        RawClient client = server.serve(exchange -> {
            if (path(exchange).equals("/empty")) {
                exchange.sendResponseHeaders(204, -1);
            } else {
                begin(exchange, 5, "hello").close();
            }
            throw exception;
        });
        for (int i = 0; i < 20; i++) {
            Response response = client.get(i % 2 == 0 ? "/" : "/empty");
            assertEquals(i % 2 == 0 ? "200 hello" : "204 ", response.status() + " " + response.text());
            assertSame(exception, server.exception());
            server.assertKept();
        }
    }

    /** The server has set a status then, but sent nothing. */
    @OnEachExecutor
    void isAnErrorWhereTheHeadersCannotBeSent(TestServer server) throws Exception {
        RawClient client = server.serve(exchange -> exchange.sendResponseHeaders(200, -5));
        for (int i = 0; i < 2; i++) {
            Response response = client.get("/");
            assertEquals("PROCESSING_ERROR", response.header("x-error-code"));
            assertEquals(500, response.status());
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
            assertEquals(500, client.exchange(request + " HTTP/1.1").status());
            assertEquals("response headers not sent yet", server.exception().getMessage());
        }
    }

    /** There the end of the connection is the end of the response: only a length could show that there is more. */
    @OnEachExecutor
    void looksWholeInHttp10WithoutALength(TestServer server) throws Exception {
        RawClient client = server.serve(exchange -> {
            begin(exchange, 0, "begun").flush();
            throw new Thrown();
        });
        assertEquals("begun", client.exchange("GET / HTTP/1.0").text());
        assertInstanceOf(Thrown.class, server.exception());
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
            for (int status : new int[] {204, 304}) {
                assertEquals(status, client.get("/" + status).status());
                server.assertKept();
            }
        }
        assertEquals(0, server.notificationsLeft());
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
        for (int i = 0; i < 3; i++) {
            for (String path : List.of("/", "/chunked")) {
                assertEquals(200, client.exchange("HEAD " + path + " HTTP/1.1").status());
                assertEquals("hello", client.get(path).text());
            }
        }
        assertEquals(0, server.notificationsLeft());
    }

    @OnEachExecutor
    void ignoresWhatAddsNoByteToACompleteResponse(TestServer server) throws Exception {
        RawClient client = server.serve(exchange -> {
            OutputStream out = path(exchange).equals("/empty") ? begin(exchange, -1, "") : begin(exchange, 5, "hello");
            if (!path(exchange).equals("/empty")) {
                out.close();
            }
            out.write(new byte[0]);
            out.flush();
            out.close();
        });
        for (int i = 0; i < 3; i++) {
            assertEquals("hello", client.get("/").text());
            assertEquals("0", client.get("/empty").header("content-length"));
        }
        assertEquals(0, server.notificationsLeft());
    }

    @OnEachExecutor
    void notifiesOfBytesBeyondAnEmptyBody(TestServer server) throws Exception {
        assertEquals(
                200, server.serve(exchange -> begin(exchange, -1, "x")).get("/").status());
        assertEquals(IOException.class, server.exception().getClass());
    }
}

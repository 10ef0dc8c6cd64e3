package konpro.errors.httpserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.*;

import konpro.errors.testkit.OnEachExecutor;
import konpro.errors.testkit.RawClient;
import konpro.errors.testkit.TestServer;
import konpro.errors.testkit.Threads;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import konpro.errors.testkit.RawClient.Response;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A exception after the headers: the client has to see that its response is not whole. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TruncatedResponseTest {

    private static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private interface Body {
        void writeTo(HttpExchange exchange, OutputStream out) throws IOException;
    }

    /** A handler that fails in the middle of its response. */
    record Half(String what, long declared, HttpHandler handler) {
        @Override
        public String toString() {
            return what + (declared == 0 ? ", chunked" : ", " + declared + " bytes");
        }
    }

    static Stream<Half> halves() {
        List<Half> halves = new ArrayList<>();
        for (int written : new int[] {0, 10, 5_000, 500_000}) {
            for (boolean flushed : new boolean[] {false, true}) {
                Body body = (exchange, out) -> {
                    out.write(new byte[written]);
                    if (flushed) {
                        out.flush();
                    }
                    throw new Failure();
                };
                for (long declared : new long[] {0, 500_001}) {
                    String what = written + (flushed ? " flushed" : " written");
                    halves.add(new Half(what, declared, exchange -> {
                        exchange.sendResponseHeaders(200, declared);
                        body.writeTo(exchange, exchange.getResponseBody());
                    }));
                    halves.add(new Half(what + ", stream closed", declared, exchange -> {
                        exchange.sendResponseHeaders(200, declared);
                        try (OutputStream out = exchange.getResponseBody()) {
                            body.writeTo(exchange, out);
                        }
                    }));
                    halves.add(new Half(what + ", exchange closed", declared, exchange -> {
                        try {
                            exchange.sendResponseHeaders(200, declared);
                            body.writeTo(exchange, exchange.getResponseBody());
                        } finally {
                            exchange.close();
                        }
                    }));
                    halves.add(new Half(what + ", writer closed", declared, exchange -> {
                        exchange.sendResponseHeaders(200, declared);
                        try (OutputStream out = exchange.getResponseBody();
                                BufferedWriter writer = new BufferedWriter(new OutputStreamWriter(out, UTF_8))) {
                            writer.write("begun");
                            body.writeTo(exchange, out);
                        }
                    }));
                }
            }
        }
        return halves.stream();
    }

    @ParameterizedTest
    @MethodSource("halves")
    void neverLooksWhole(Half half) throws Exception {
        for (Threads threads : Threads.available()) {
            try (TestServer server = TestServer.start(threads, half.handler())) {
                try (RawClient client = new RawClient(server)) {
                    client.request("GET / HTTP/1.1");
                    assertThrows(IOException.class, client::response);
                }
                assertInstanceOf(Failure.class, server.notification().exception());
                assertInstanceOf(IOException.class, server.end().orElseThrow());
                assertEquals(0, server.notificationsLeft());
                HttpRequest request = HttpRequest.newBuilder(server.uri())
                        .timeout(Duration.ofSeconds(30))
                        .POST(HttpRequest.BodyPublishers.ofString("a POST, that no client sends twice by itself"))
                        .build();
                assertThrows(
                        IOException.class, () -> HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray()));
                assertInstanceOf(Failure.class, server.notification().exception());
                assertEquals(0, server.notificationsLeft());
            }
        }
    }

    /** The headers say then neither that the response is chunked nor how long it is. */
    @OnEachExecutor
    void neverLooksWholeWhereTheHandlerClearsTheHeaders(Threads threads) throws Exception {
        for (long declared : new long[] {0, 500_001}) {
            HttpHandler handler = exchange -> {
                exchange.sendResponseHeaders(200, declared);
                exchange.getResponseHeaders().clear();
                try (OutputStream out = exchange.getResponseBody()) {
                    out.write(new byte[10]);
                    throw new Failure();
                }
            };
            try (TestServer server = TestServer.start(threads, handler);
                    RawClient client = new RawClient(server)) {
                client.request("GET / HTTP/1.1");
                assertThrows(IOException.class, client::response);
                assertInstanceOf(Failure.class, server.notification().exception());
                assertInstanceOf(IOException.class, server.end().orElseThrow());
                assertEquals(0, server.notificationsLeft());
            }
        }
    }

    @OnEachExecutor
    void isWholeWhereTheHandlerClearsTheHeadersAndReturns(Threads threads) throws Exception {
        for (long declared : new long[] {0, 5}) {
            HttpHandler handler = exchange -> {
                exchange.sendResponseHeaders(200, declared);
                exchange.getResponseHeaders().clear();
                try (OutputStream out = exchange.getResponseBody()) {
                    out.write("hello".getBytes(UTF_8));
                }
            };
            try (TestServer server = TestServer.start(threads, handler);
                    RawClient client = new RawClient(server)) {
                for (int i = 0; i < 3; i++) {
                    assertEquals("hello", client.exchange("GET / HTTP/1.1").text());
                }
                assertEquals(0, server.notificationsLeft());
            }
        }
    }

    @OnEachExecutor
    void hasNoSecondResponseInIt(Threads threads) throws Exception {
        HttpHandler handler = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('x');
            exchange.getResponseBody().flush();
            throw new Failure();
        };
        try (TestServer server = TestServer.start(threads, handler);
                RawClient client = new RawClient(server)) {
            client.request("GET / HTTP/1.1");
            assertThrows(IOException.class, client::response);
            assertEquals(1, client.seen().split("HTTP/1.1", -1).length - 1, client.seen());
        }
    }

    /** There is nothing that the client could still be notified; its next request is none of this one's business. */
    @OnEachExecutor
    void leavesAWholeResponseOfKnownLengthAndItsConnection(Threads threads) throws Exception {
        Failure exception = new Failure();
        HttpHandler handler = exchange -> {
            exchange.sendResponseHeaders(200, 5);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write("hello".getBytes(UTF_8));
            }
            throw exception;
        };
        try (TestServer server = TestServer.start(threads, handler);
                RawClient client = new RawClient(server)) {
            for (int i = 0; i < 20; i++) {
                assertEquals("hello", client.exchange("GET / HTTP/1.1").text());
                assertSame(exception, server.notification().exception());
                assertEquals(Optional.empty(), server.end());
            }
        }
    }

    @OnEachExecutor
    void leavesAResponseWithoutABodyAndItsConnection(Threads threads) throws Exception {
        HttpHandler handler = exchange -> {
            exchange.sendResponseHeaders(204, -1);
            throw new Failure();
        };
        try (TestServer server = TestServer.start(threads, handler);
                RawClient client = new RawClient(server)) {
            for (int i = 0; i < 20; i++) {
                assertEquals(204, client.exchange("GET / HTTP/1.1").status());
                assertInstanceOf(Failure.class, server.notification().exception());
                assertEquals(Optional.empty(), server.end());
            }
        }
    }

    /** The server has noted a status then, but sent nothing. */
    @OnEachExecutor
    void getsAnErrorWhereTheHeadersCouldNotBeSent(Threads threads) throws Exception {
        HttpHandler handler = exchange -> exchange.sendResponseHeaders(200, -5);
        try (TestServer server = TestServer.start(threads, handler);
                RawClient client = new RawClient(server)) {
            for (int i = 0; i < 2; i++) {
                Response response = client.exchange("GET / HTTP/1.1");
                assertEquals("PROCESSING_ERROR", response.header("x-error-code"));
                assertEquals(500, response.status());
                assertInstanceOf(
                        IllegalArgumentException.class, server.notification().exception());
            }
        }
    }

    /** There the end of the connection is the end of the response: only a length could show that there is more. */
    @OnEachExecutor
    void cannotBeSeenInHttp10WithoutALength(Threads threads) throws Exception {
        HttpHandler handler = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("begun".getBytes(UTF_8));
            exchange.getResponseBody().flush();
            throw new Failure();
        };
        try (TestServer server = TestServer.start(threads, handler);
                RawClient client = new RawClient(server)) {
            assertEquals("begun", client.exchange("GET / HTTP/1.0").text());
            assertInstanceOf(Failure.class, server.notification().exception());
        }
    }
}

package konpro.errors.httpserver;

import static org.junit.jupiter.api.Assertions.*;

import konpro.errors.testkit.OnEachExecutor;
import konpro.errors.testkit.RawClient;
import konpro.errors.testkit.TestServer;
import konpro.errors.testkit.Threads;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorMapper;
import konpro.errors.testkit.RawClient.Response;
import konpro.errors.testkit.TestServer.Notification;
import org.junit.jupiter.api.Timeout;

/** A malformed chunk (RFC 9112, section 7.1) is the client's error: 400, and the connection is closed. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MalformedChunkTest {

    private static final List<String> MALFORMED = List.of(
            "zz\r\nhello\r\n0\r\n\r\n",
            "\r\nhello\r\n0\r\n\r\n",
            "0x3\r\nhel\r\n0\r\n\r\n",
            "00000000000000003\r\nhel\r\n0\r\n\r\n",
            "3\r\nhello\r\n0\r\n\r\n",
            "3\r\nhel\rlo0\r\n\r\n",
            "80000000\r\nhello\r\n0\r\n\r\n",
            "ffffffff\r\nhello\r\n0\r\n\r\n",
            "-3\r\nhel\r\n0\r\n\r\n",
            "3\r\nhel\r\nzz\r\nhello\r\n0\r\n\r\n",
            "3\r\nhel\r\n\r\n0\r\n\r\n",
            "0\r\nhello");

    private static final HttpHandler ECHO = exchange -> {
        byte[] body = exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    };

    private static final HttpHandler ONE_BY_ONE = exchange -> {
        InputStream body = exchange.getRequestBody();
        while (body.read() >= 0) {
            assertEquals(0, body.read(new byte[0]));
        }
        exchange.sendResponseHeaders(204, -1);
    };

    private static final HttpHandler WRAPS = exchange -> {
        try {
            exchange.getRequestBody().readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("Cannot read", e);
        }
    };

    @OnEachExecutor
    void getsInvalidRequestAndClosesTheConnection(Threads threads) throws Exception {
        for (HttpHandler handler : List.of(ECHO, ONE_BY_ONE, WRAPS)) {
            try (TestServer server = TestServer.start(threads, handler)) {
                for (String body : MALFORMED) {
                    try (RawClient client = new RawClient(server)) {
                        Response response = client.request("POST / HTTP/1.1", "Transfer-Encoding: chunked")
                                .send(body)
                                .response();
                        assertEquals(400, response.status(), body);
                        assertEquals(
                                "INVALID_REQUEST", response.envelope().error().code());
                        assertEquals("close", response.header("connection"));
                        assertEquals(0, client.rest().length);
                        Notification notified = server.notification();
                        assertEquals(response.envelope(), notified.response().envelope());
                        assertTrue(server.end().orElseThrow() instanceof IOException);
                    }
                }
                assertEquals(0, server.notificationsLeft());
            }
        }
    }

    /** Such a mapping is for the handler's own files and connections. */
    @OnEachExecutor
    void getsInvalidRequestWhateverIsMapped(Threads threads) throws Exception {
        ErrorMapper errors = ErrorMapper.builder()
                .map(IOException.class, ErrorCode.SERVICE_UNAVAILABLE)
                .onFailure((response, exception) -> {})
                .build();
        try (TestServer server = TestServer.start(threads, ECHO)) {
            ErrorFilter.install(server.httpServer().createContext("/mapped", ECHO), errors);
            try (RawClient client = new RawClient(server)) {
                client.request("POST /mapped HTTP/1.1", "Transfer-Encoding: chunked")
                        .send("zz\r\nhello\r\n");
                assertEquals(
                        "INVALID_REQUEST", client.response().envelope().error().code());
            }
        }
    }

    @OnEachExecutor
    void getsTheHandlersOwnErrorWhereItHasOne(Threads threads) throws Exception {
        HttpHandler handler = exchange -> {
            IOException malformed = assertThrows(
                    IOException.class, () -> exchange.getRequestBody().readAllBytes());
            assertThrows(IOException.class, () -> exchange.getRequestBody().read());
            throw new ApiException(ErrorCode.VALIDATION_ERROR, "Not an upload", malformed);
        };
        try (TestServer server = TestServer.start(threads, handler);
                RawClient client = new RawClient(server)) {
            client.request("POST / HTTP/1.1", "Transfer-Encoding: chunked").send("zz\r\nhello\r\n");
            Response response = client.response();
            assertEquals("Not an upload", response.envelope().error().message());
            assertEquals("close", response.header("connection"));
            assertEquals(0, client.rest().length);
        }
    }

    @OnEachExecutor
    void closesTheConnectionWhereTheHandlerIgnoresIt(Threads threads) throws Exception {
        HttpHandler handler = exchange -> {
            assertThrows(IOException.class, () -> exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(202, -1);
        };
        try (TestServer server = TestServer.start(threads, handler);
                RawClient client = new RawClient(server)) {
            client.request("POST / HTTP/1.1", "Transfer-Encoding: chunked").send("\r\nGET / HTTP/1.1\r\n\r\n");
            Response response = client.response();
            assertEquals(202, response.status());
            assertEquals("close", response.header("connection"));
            assertEquals(0, client.rest().length);
        }
    }

    /** The client neither reads nor leaves: the server must not wait for it. */
    @OnEachExecutor
    void doesNotHoldTheThreadAfterAnEarlyRefusal(Threads threads) throws Exception {
        HttpHandler handler = exchange -> {
            throw new ApiException(ErrorCode.INVALID_API_KEY);
        };
        try (TestServer server = TestServer.start(threads, handler)) {
            List<RawClient> clients = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                for (String body :
                        List.of("zz\r\n", "0x3\r\n", "00000000000000003\r\n", "3\r\nhello", "80000000\r\n")) {
                    RawClient client = new RawClient(server);
                    clients.add(client);
                    client.request("POST / HTTP/1.1", "Transfer-Encoding: chunked")
                            .send(body);
                }
            }
            for (RawClient client : clients) {
                server.end();
                Response response = client.response();
                assertEquals(401, response.status());
                assertEquals("close", response.header("connection"));
                assertEquals(0, client.rest().length);
                client.close();
            }
        }
    }

    @OnEachExecutor
    void isNoFaultWhereItIsWellFormed(Threads threads) throws Exception {
        try (TestServer server = TestServer.start(threads, ECHO);
                RawClient client = new RawClient(server)) {
            for (String body : List.of(
                    "5\r\nhello\r\n0\r\n\r\n",
                    "00005;name=value\r\nhello\r\n000\r\n\r\n",
                    "2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n")) {
                client.request("POST / HTTP/1.1", "Transfer-Encoding: chunked").send(body);
                assertEquals("hello", client.response().text());
                assertEquals(Optional.empty(), server.end());
            }
            client.request("POST / HTTP/1.1", "Transfer-Encoding: chunked")
                    .send("a\r\n0123456789\r\nA\r\n0123456789\r\n0\r\n\r\n");
            assertEquals("01234567890123456789", client.response().text());
            assertEquals(0, server.notificationsLeft());
        }
    }

    /** The server cannot read them, nor what comes after them. */
    @OnEachExecutor
    void isNoFaultWhereTheRequestAnnouncesTrailers(Threads threads) throws Exception {
        try (TestServer server = TestServer.start(threads, ECHO)) {
            for (String trailers : List.of("X-Checksum: 1\r\n\r\n", "X-Checksum: 1\r\nX-Other: 2\r\n\r\n")) {
                try (RawClient client = new RawClient(server)) {
                    client.request("POST / HTTP/1.1", "Transfer-Encoding: chunked", "Trailer: X-Checksum")
                            .send("5\r\nhello\r\n0\r\n" + trailers);
                    Response response = client.response();
                    assertEquals(200, response.status());
                    assertEquals("hello", response.text());
                    assertEquals("close", response.header("connection"));
                    assertEquals(0, client.rest().length);
                    assertEquals(Optional.empty(), server.end());
                }
            }
            try (RawClient client = new RawClient(server)) {
                client.request("POST / HTTP/1.1", "Transfer-Encoding: chunked", "Trailer: X-Checksum")
                        .send("3\r\nhello\r\n0\r\nX-Checksum: 1\r\n\r\n");
                assertEquals(400, client.response().status());
            }
            server.notification();
            assertEquals(0, server.notificationsLeft());
        }
    }

    @OnEachExecutor
    void closesTheConnectionWhereTrailersComeAfterTheResponseHasBegun(Threads threads) throws Exception {
        HttpHandler handler = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getRequestBody().transferTo(exchange.getResponseBody());
            exchange.close();
        };
        try (TestServer server = TestServer.start(threads, handler);
                RawClient client = new RawClient(server)) {
            client.request("POST / HTTP/1.1", "Transfer-Encoding: chunked", "Trailer: X-Checksum")
                    .send("5\r\nhello\r\n0\r\nGGET /next HTTP/1.1\r\n\r\n");
            assertThrows(IOException.class, client::response);
            assertTrue(client.seen().split("HTTP/1.1", -1).length <= 2, client.seen());
            assertEquals(400, server.notification().response().status());
        }
    }

    @OnEachExecutor
    void isDistinguishedFromADisconnect(Threads threads) throws Exception {
        try (TestServer server = TestServer.start(threads, ECHO)) {
            for (String cutOff : List.of("5", "5\r\n", "5\r\nhel", "5\r\nhello\r\n", "5\r\nhello\r\n0")) {
                try (RawClient client = new RawClient(server)) {
                    client.request("POST / HTTP/1.1", "Transfer-Encoding: chunked")
                            .send(cutOff);
                    client.shutdownOutput();
                    assertEquals("", new String(client.rest(), StandardCharsets.US_ASCII), cutOff);
                    assertTrue(server.end().orElseThrow() instanceof IOException);
                }
            }
            assertEquals(0, server.notificationsLeft());
        }
    }
}

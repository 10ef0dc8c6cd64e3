package konpro.errors.httpserver;

import static konpro.errors.testkit.TestServer.begin;
import static konpro.errors.testkit.TestServer.throwing;
import static org.junit.jupiter.api.Assertions.*;

import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorMapper;
import konpro.errors.testkit.OnEachExecutor;
import konpro.errors.testkit.RawClient;
import konpro.errors.testkit.RawClient.Response;
import konpro.errors.testkit.TestServer;

/** A malformed chunk (RFC 9112, section 7.1) is the client's error: 400, and the connection is closed. */
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

    private static Response assertClosing(RawClient client) throws IOException {
        Response response = client.response();
        assertEquals("close", response.header("connection"));
        client.assertEnd();
        return response;
    }

    @OnEachExecutor
    void getsInvalidRequestAndClosesTheConnection(TestServer server) throws Exception {
        for (HttpHandler handler : List.of(ECHO, ONE_BY_ONE, WRAPS)) {
            server.serve(handler);
            for (String body : MALFORMED) {
                Response response = assertClosing(server.client().uploadChunks(body));
                assertEquals(400, response.status(), body);
                assertEquals("INVALID_REQUEST", response.code());
                assertEquals(server.notification().response().envelope(), response.envelope());
                server.assertClosed();
            }
        }
        assertEquals(0, server.notificationsLeft());
    }

    /** Such a mapping is for the handler's own files and connections. */
    @OnEachExecutor
    void getsInvalidRequestWhateverIsMapped(TestServer server) throws Exception {
        ErrorMapper errors = ErrorMapper.builder()
                .map(IOException.class, ErrorCode.SERVICE_UNAVAILABLE)
                .onFailure((response, exception) -> {})
                .build();
        ErrorFilter.install(server.httpServer().createContext("/", ECHO), errors);
        assertEquals(
                "INVALID_REQUEST",
                server.client().uploadChunks("zz\r\nhello\r\n").response().code());
    }

    @OnEachExecutor
    void getsTheHandlersOwnErrorWhereItHasOne(TestServer server) throws Exception {
        RawClient client = server.serve(exchange -> {
            InputStream body = exchange.getRequestBody();
            IOException malformed = assertThrows(IOException.class, body::readAllBytes);
            assertThrows(IOException.class, body::read);
            throw new ApiException(ErrorCode.VALIDATION_ERROR, "Not an upload", malformed);
        });
        assertEquals(
                "Not an upload",
                assertClosing(client.uploadChunks("zz\r\nhello\r\n")).message());
    }

    @OnEachExecutor
    void closesTheConnectionWhereTheHandlerIgnoresIt(TestServer server) throws Exception {
        RawClient client = server.serve(exchange -> {
            assertThrows(IOException.class, () -> exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(202, -1);
        });
        assertEquals(
                202,
                assertClosing(client.uploadChunks("\r\nGET / HTTP/1.1\r\n\r\n")).status());
    }

    /** The client neither reads nor disconnects: the server must not wait for it. */
    @OnEachExecutor
    void doesNotHoldTheThreadAfterAnEarlyResponse(TestServer server) throws Exception {
        server.serve(throwing(new ApiException(ErrorCode.INVALID_API_KEY)));
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            for (String body : List.of("zz\r\n", "0x3\r\n", "00000000000000003\r\n", "3\r\nhello", "80000000\r\n")) {
                clients.add(server.client().uploadChunks(body));
            }
        }
        for (RawClient client : clients) {
            server.end();
            assertEquals(401, assertClosing(client).status());
        }
    }

    @OnEachExecutor
    void isNoneWhereTheChunksAreWellFormed(TestServer server) throws Exception {
        RawClient client = server.serve(ECHO);
        for (String body : List.of(
                "5\r\nhello\r\n0\r\n\r\n",
                "00005;name=value\r\nhello\r\n000\r\n\r\n",
                "2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n")) {
            assertEquals("hello", client.uploadChunks(body).response().text());
            server.assertKept();
        }
        String hexadecimal = "a\r\n0123456789\r\nA\r\n0123456789\r\n0\r\n\r\n";
        assertEquals(
                "01234567890123456789",
                client.uploadChunks(hexadecimal).response().text());
        assertEquals(0, server.notificationsLeft());
    }

    private static RawClient uploadWithTrailers(TestServer server, String chunks) throws IOException {
        return server.client()
                .request("POST / HTTP/1.1", "Transfer-Encoding: chunked", "Trailer: X-Checksum")
                .send(chunks);
    }

    /** The server cannot read them, nor what comes after them. */
    @OnEachExecutor
    void isNoneWhereTheRequestAnnouncesTrailers(TestServer server) throws Exception {
        server.serve(ECHO);
        for (String trailers : List.of("X-Checksum: 1\r\n\r\n", "X-Checksum: 1\r\nX-Other: 2\r\n\r\n")) {
            Response response = assertClosing(uploadWithTrailers(server, "5\r\nhello\r\n0\r\n" + trailers));
            assertEquals("200 hello", response.status() + " " + response.text());
            server.assertKept();
        }
        assertEquals(0, server.notificationsLeft());
        assertEquals(
                400,
                uploadWithTrailers(server, "3\r\nhello\r\n0\r\nX-Checksum: 1\r\n\r\n")
                        .response()
                        .status());
        server.notification();
        assertEquals(0, server.notificationsLeft());
    }

    @OnEachExecutor
    void closesTheConnectionWhereTrailersComeAfterTheResponseHasBegun(TestServer server) throws Exception {
        server.serve(exchange -> {
            exchange.getRequestBody().transferTo(begin(exchange, 0, ""));
            exchange.close();
        });
        RawClient client = uploadWithTrailers(server, "5\r\nhello\r\n0\r\nGGET /next HTTP/1.1\r\n\r\n");
        client.assertBroken();
        assertTrue(client.seen().split("HTTP/1.1", -1).length <= 2, client.seen());
        assertEquals(400, server.notification().response().status());
    }
}

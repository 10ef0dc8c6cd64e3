package konpro.errors.httpserver;

import static konpro.errors.testkit.TestServer.begin;
import static konpro.errors.testkit.TestServer.throwing;
import static org.junit.jupiter.api.Assertions.*;

import com.sun.net.httpserver.HttpHandler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorEnvelope;
import konpro.errors.ErrorMapper;
import konpro.errors.ErrorResponse;
import konpro.errors.testkit.OnEachExecutor;
import konpro.errors.testkit.RawClient;
import konpro.errors.testkit.RawClient.Response;
import konpro.errors.testkit.TestServer;
import org.junit.jupiter.api.Tag;

/** What a client sends that is not read before the response, or cannot be read. */
class RequestBodyTest {

    // The connection is kept after a request that was read, or is short: the next request is received as it was sent.

    private static final int SHORT = 65_536;
    private static final String ONLY_GET = "400 INVALID_REQUEST: Only GET";

    private static final HttpHandler UNREAD = exchange -> {
        if (!exchange.getRequestMethod().equals("GET")) {
            throw new ApiException(ErrorCode.INVALID_REQUEST, "Only GET");
        }
        begin(exchange, 4, "fine");
        exchange.close();
    };

    private static final HttpHandler READ = exchange -> {
        try (InputStream in = exchange.getRequestBody()) {
            in.readAllBytes();
            assertEquals(-1, in.read());
        }
        UNREAD.handle(exchange);
    };

    /** It does not ask whether there is more. */
    private static final HttpHandler READ_BY_LENGTH = exchange -> {
        if (exchange.getRequestMethod().equals("POST")) {
            for (int i = 0; i < 100_000; i++) {
                exchange.getRequestBody().read();
            }
            exchange.getRequestBody().readNBytes(new byte[100_000], 0, 100_000);
        }
        UNREAD.handle(exchange);
    };

    private static void assertKept(RawClient client) throws IOException {
        assertEquals(ONLY_GET, client.response().expect(400, "no connection").error());
        assertEquals("fine", client.get("/").text());
    }

    @OnEachExecutor
    void keepsTheConnectionAfterAShortBodyThatIsNotRead(TestServer server) throws Exception {
        RawClient client = server.serve(UNREAD);
        for (int length : new int[] {1, 1_000, SHORT - 1, SHORT}) {
            assertKept(client.upload(new byte[length]));
        }
    }

    @OnEachExecutor
    void keepsTheConnectionAfterABodyThatIsRead(TestServer server) throws Exception {
        RawClient client = server.serve(READ);
        for (int length : new int[] {1, SHORT + 1, 1_000_000}) {
            assertKept(client.upload(new byte[length]));
            assertKept(client.uploadChunks("").sendChunk(new byte[length]).send("0\r\n\r\n"));
        }
        assertKept(server.serve(READ_BY_LENGTH).upload(new byte[200_000]));
    }

    @OnEachExecutor
    void closesTheConnectionAfterALongerBodyThatIsNotRead(TestServer server) throws Exception {
        server.serve(UNREAD);
        for (String length : List.of("Content-Length: " + (SHORT + 1), "Transfer-Encoding: chunked")) {
            RawClient client = server.client().request("POST / HTTP/1.1", length);
            Response refused = client.response(); // before the body, which may or may not be sent
            assertEquals(ONLY_GET, refused.expect(400, "connection: close").error());
            client.shutdownOutput();
            client.assertEnd();
        }
    }

    // A response before the end of its request: a client that is still sending must receive it.

    private static final int TRIES = 200;
    private static final byte[] UPLOAD = new byte[5 << 20];
    private static final byte[] CHUNK = new byte[65_536];
    private static final HttpHandler KEYLESS = throwing(new ApiException(ErrorCode.INVALID_API_KEY, "No key"));

    @OnEachExecutor
    @Tag("large")
    void respondsToAnHttpClientThatUploads(TestServer server) throws Exception {
        server.serve(KEYLESS);
        HttpClient client = HttpClient.newHttpClient();
        for (BodyPublisher upload : List.of(
                BodyPublishers.ofByteArray(UPLOAD),
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(UPLOAD)))) { // chunked
            HttpRequest request = HttpRequest.newBuilder(server.uri())
                    .timeout(Duration.ofSeconds(30))
                    .POST(upload)
                    .build();
            for (int i = 0; i < TRIES; i++) {
                HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
                assertEquals(401, response.statusCode());
                assertEquals(
                        "No key", ErrorEnvelope.parse(response.body()).error().message());
            }
        }
    }

    @OnEachExecutor
    @Tag("large")
    void respondsToAClientThatSendsAllBeforeItReads(TestServer server) throws Exception {
        server.handle("/keyless", KEYLESS);
        server.httpServer.createContext("/nowhere", ErrorFilter.notFound(server.errors));
        server.handle("/part", exchange -> {
            try (InputStream upload = exchange.getRequestBody()) {
                if (upload.readNBytes(100_001).length > 100_000) {
                    throw ApiException.invalid("avatar", "At most 100,000 bytes");
                }
            }
        });
        Map<String, String> errors = Map.of(
                "/keyless", "401 INVALID_API_KEY: No key",
                "/nowhere", "404 RESOURCE_NOT_FOUND: Requested resource doesn't exist",
                "/part", "400 VALIDATION_ERROR: Request validation failed");
        for (String path : errors.keySet()) {
            for (int i = 0; i < TRIES; i++) {
                try (RawClient client = server.client()) {
                    boolean chunked = i % 2 == 0;
                    String framing = chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + UPLOAD.length;
                    client.request("POST " + path + " HTTP/1.1", framing);
                    for (int sent = 0; chunked && sent < UPLOAD.length; sent += CHUNK.length) {
                        client.sendChunk(CHUNK);
                    }
                    Response response = (chunked ? client.send("0\r\n\r\n") : client.send(UPLOAD)).response();
                    assertEquals(errors.get(path), response.error());
                    assertEquals("close", response.header("connection"));
                    client.assertEnd();
                }
            }
        }
    }

    private static void sendWithoutEnd(RawClient client) {
        assertThrows(IOException.class, () -> {
            client.uploadChunks("");
            for (int sent = 0; sent < 512 << 20; sent += CHUNK.length) {
                client.sendChunk(CHUNK);
            }
        });
    }

    @OnEachExecutor
    void closesTheConnectionOfAnUploadWithoutEnd(TestServer server) throws Exception {
        sendWithoutEnd(server.serve(KEYLESS));
        assertInstanceOf(ApiException.class, server.exception());
        server.assertClosed();
        ErrorResponse response = server.errors.respond(ApiException.invalid("a", "b"), null);
        server.notification();
        sendWithoutEnd(server.serve(exchange -> ErrorFilter.send(exchange, response)));
        server.assertClosed();
    }

    /** Slowly, so that it takes the 10 seconds, and not the 8 MiB, to end it. */
    @OnEachExecutor
    @Tag("slow")
    void closesTheConnectionOfAnUploadThatTrickles(TestServer server) throws Exception {
        RawClient client = server.serve(KEYLESS).uploadChunks("");
        assertEquals("401 INVALID_API_KEY: No key", client.response().error());
        assertThrows(IOException.class, () -> {
            for (int i = 0; i < 600; i++) {
                client.send("1\r\nx\r\n");
                Thread.sleep(50);
            }
        });
        assertEquals("The request body has not ended", server.assertClosed().getMessage());
        assertInstanceOf(ApiException.class, server.exception());
    }

    // A malformed chunk (RFC 9112, section 7.1) is the client's error: 400, and the connection is closed.

    private static final String MALFORMED =
            "400 INVALID_REQUEST: The chunked encoding of the request body is malformed";

    private static final String[] MALFORMED_BODIES = """
            zz|hello|0|| |hello|0|| 0x3|hel|0|| 00000000000000003|hel|0|| 3|hello|0|| 3|hel\rlo0|| 80000000|hello|0||
            ffffffff|hello|0|| -3|hel|0|| 3|hel|zz|hello|0|| 3|hel||0|| 0|hello""".split("[ \n]", -1);

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

    private static Response assertClosed(RawClient client) throws IOException {
        Response response = client.response();
        assertEquals("close", response.header("connection"));
        client.assertEnd();
        return response;
    }

    @OnEachExecutor
    void refusesAMalformedChunkAndClosesTheConnection(TestServer server) throws Exception {
        for (HttpHandler handler : List.of(ECHO, ONE_BY_ONE, WRAPS)) {
            server.serve(handler);
            for (String body : MALFORMED_BODIES) {
                Response response = assertClosed(server.client().uploadChunks(body));
                assertEquals(MALFORMED, response.error(), body);
                assertEquals(server.notification().response().envelope(), response.envelope());
                server.assertClosed();
            }
        }
    }

    /** A mapping of IOException is for the handler's own files and connections, and its own ApiException comes first. */
    @OnEachExecutor
    void refusesAMalformedChunkWhateverIsMappedUnlessTheHandlerDoesSo(TestServer server) throws Exception {
        ErrorMapper errors = ErrorMapper.builder()
                .map(IOException.class, ErrorCode.SERVICE_UNAVAILABLE)
                .onFailure((response, exception) -> {})
                .build();
        ErrorFilter.install(server.httpServer.createContext("/", ECHO), errors);
        assertEquals(
                MALFORMED, server.client().uploadChunks("zz|hello|").response().error());
        server.httpServer.removeContext("/");
        RawClient client = server.serve(exchange -> {
            InputStream body = exchange.getRequestBody();
            IOException malformed = assertThrows(IOException.class, body::readAllBytes);
            assertThrows(IOException.class, body::read);
            throw new ApiException(ErrorCode.VALIDATION_ERROR, "Not an upload", malformed);
        });
        Response response = assertClosed(client.uploadChunks("zz|hello|"));
        assertEquals("400 VALIDATION_ERROR: Not an upload", response.error());
    }

    @OnEachExecutor
    void closesTheConnectionWhereTheHandlerIgnoresAMalformedChunk(TestServer server) throws Exception {
        RawClient client = server.serve(exchange -> {
            assertThrows(IOException.class, () -> exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(202, -1);
        });
        assertClosed(client.uploadChunks("|GET / HTTP/1.1||")).expect(202);
    }

    /** The client neither reads nor disconnects: the server must not wait for it. */
    @OnEachExecutor
    void doesNotHoldTheThreadForAMalformedChunk(TestServer server) throws Exception {
        server.serve(KEYLESS);
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            for (String body : List.of("zz|", "0x3|", "00000000000000003|", "3|hello", "80000000|")) {
                clients.add(server.client().uploadChunks(body));
            }
        }
        for (RawClient client : clients) {
            server.end();
            server.notification();
            assertClosed(client).expect(401);
        }
    }

    @OnEachExecutor
    void readsWellFormedChunks(TestServer server) throws Exception {
        RawClient client = server.serve(ECHO);
        for (String body : List.of("5|hello|0||", "00005;name=value|hello|000||", "2|he|3|llo|0||")) {
            assertEquals("hello", client.uploadChunks(body).response().text());
            server.assertKept();
        }
        client.uploadChunks("a|0123456789|A|0123456789|0||");
        assertEquals("01234567890123456789", client.response().text());
    }

    /** By an earlier filter, or by the handler. */
    @OnEachExecutor
    void notifiesWhereAStreamIsClosed(TestServer server) throws Exception {
        InputStream closed = InputStream.nullInputStream();
        closed.close();
        server.handle("/", READ).getFilters().add(0, TestServer.filter((exchange, chain) -> {
            exchange.setStreams(closed, null);
            chain.doFilter(exchange);
        }));
        server.client().get("/").expect(500);
        assertEquals("Stream closed", server.exception().getMessage());
        server.handle("/closed", exchange -> {
            UNREAD.handle(exchange);
            exchange.getRequestBody().readAllBytes();
        });
        assertEquals("fine", server.client().get("/closed").text());
        assertEquals("Stream is closed", server.exception().getMessage());
    }

    private static final String TRAILER = "Trailer: X-Checksum";

    /** The server cannot read them, nor what comes after them. */
    @OnEachExecutor
    void closesTheConnectionAfterTrailers(TestServer server) throws Exception {
        server.serve(ECHO);
        for (String trailers : List.of("X-Checksum: 1||", "X-Checksum: 1|X-Other: 2||")) {
            Response response = assertClosed(server.client().uploadChunks("5|hello|0|" + trailers, TRAILER));
            assertEquals("hello", response.expect(200).text());
            server.assertKept();
        }
        for (String malformed : List.of("3|hello|0|X-Checksum: 1||", "zz|hello|0|X-Checksum: 1||")) {
            RawClient client = server.client().uploadChunks(malformed, TRAILER);
            assertEquals(MALFORMED, client.response().error());
            assertEquals(400, server.notification().response().status());
        }
    }

    @OnEachExecutor
    void closesTheConnectionWhereTrailersComeAfterTheResponseHasBegun(TestServer server) throws Exception {
        RawClient client = server.serve(exchange -> {
            exchange.getRequestBody().transferTo(begin(exchange, 0, ""));
            exchange.close();
        });
        client.uploadChunks("5|hello|0|GGET /next HTTP/1.1||", TRAILER);
        client.assertBroken();
        assertTrue(client.seen().lastIndexOf("HTTP/1.1") <= 0, client.seen());
        assertEquals(400, server.notification().response().status());
    }
}

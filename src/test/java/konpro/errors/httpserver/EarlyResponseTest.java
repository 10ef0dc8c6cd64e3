package konpro.errors.httpserver;

import static org.junit.jupiter.api.Assertions.*;

import konpro.errors.testkit.OnEachExecutor;
import konpro.errors.testkit.RawClient;
import konpro.errors.testkit.TestServer;
import konpro.errors.testkit.Threads;
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
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorEnvelope;
import konpro.errors.ErrorResponse;
import konpro.errors.testkit.RawClient.Response;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A response that comes before its request is all there: the client, which is still sending, has to see it. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EarlyResponseTest {

    private static final int TRIES = 200;
    private static final byte[] UPLOAD = new byte[5 << 20];
    private static final byte[] CHUNK = new byte[65_536];

    private static final HttpHandler KEYLESS = exchange -> {
        throw new ApiException(ErrorCode.INVALID_API_KEY, "No API key");
    };

    @OnEachExecutor
    void reachesAnHttpClientThatUploads(Threads threads) throws Exception {
        try (TestServer server = TestServer.start(threads, KEYLESS)) {
            assertReached(server, BodyPublishers.ofByteArray(UPLOAD));
        }
    }

    @OnEachExecutor
    void reachesAnHttpClientThatUploadsChunks(Threads threads) throws Exception {
        try (TestServer server = TestServer.start(threads, KEYLESS)) {
            assertReached(server, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(UPLOAD)));
        }
    }

    private static void assertReached(TestServer server, BodyPublisher upload) throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(server.uri())
                .timeout(Duration.ofSeconds(30))
                .POST(upload)
                .build();
        for (int i = 0; i < TRIES; i++) {
            HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
            assertEquals(401, response.statusCode());
            assertEquals(
                    "No API key", ErrorEnvelope.parse(response.body()).error().message());
        }
    }

    @OnEachExecutor
    void reachesAClientThatWritesAllBeforeItReads(Threads threads) throws Exception {
        try (TestServer server = TestServer.start(threads, KEYLESS)) {
            for (int i = 0; i < TRIES; i++) {
                try (RawClient client = new RawClient(server)) {
                    client.request("POST / HTTP/1.1", "Content-Length: " + UPLOAD.length)
                            .send(UPLOAD);
                    assertKeyless(client);
                }
            }
        }
    }

    @OnEachExecutor
    void reachesAClientThatWritesAllChunksBeforeItReads(Threads threads) throws Exception {
        try (TestServer server = TestServer.start(threads, KEYLESS)) {
            for (int i = 0; i < TRIES; i++) {
                try (RawClient client = new RawClient(server)) {
                    client.request("POST / HTTP/1.1", "Transfer-Encoding: chunked");
                    for (int sent = 0; sent < UPLOAD.length; sent += CHUNK.length) {
                        sendChunk(client);
                    }
                    client.send("0\r\n\r\n");
                    assertKeyless(client);
                }
            }
        }
    }

    private static void sendChunk(RawClient client) throws IOException {
        client.send(Integer.toHexString(CHUNK.length) + "\r\n").send(CHUNK).send("\r\n");
    }

    private static void assertKeyless(RawClient client) throws IOException {
        Response response = client.response();
        assertEquals(401, response.status());
        assertEquals("No API key", response.envelope().error().message());
        assertEquals("close", response.header("connection"));
        assertEquals(0, client.rest().length); // it does close
    }

    @OnEachExecutor
    void comesBeforeTheEndOfTheUpload(Threads threads) throws Exception {
        try (TestServer server = TestServer.start(threads, KEYLESS);
                RawClient client = new RawClient(server)) {
            client.request("POST / HTTP/1.1", "Content-Length: " + UPLOAD.length)
                    .send(CHUNK);
            assertEquals("No API key", client.response().envelope().error().message());
        }
    }

    @OnEachExecutor
    void comesWithTheConnectionClosedForAnUploadWithoutEnd(Threads threads) throws Exception {
        try (TestServer server = TestServer.start(threads, KEYLESS);
                RawClient client = new RawClient(server)) {
            client.request("POST / HTTP/1.1", "Transfer-Encoding: chunked");
            assertThrows(IOException.class, () -> sendWithoutEnd(client));
            assertTrue(server.notification().exception() instanceof ApiException);
        }
    }

    @OnEachExecutor
    void isNotReportedWhereAHandlerSendsItAndTheUploadHasNoEnd(Threads threads) throws Exception {
        try (TestServer server = TestServer.start(threads, KEYLESS)) {
            ErrorResponse response = server.errors().respond(ApiException.invalid("a", "b"), null);
            server.notification();
            server.handle("/own", exchange -> ErrorFilter.send(exchange, response));
            try (RawClient client = new RawClient(server)) {
                client.request("POST /own HTTP/1.1", "Transfer-Encoding: chunked");
                assertThrows(IOException.class, () -> sendWithoutEnd(client));
                assertTrue(server.end().isPresent());
                assertEquals(0, server.notificationsLeft());
            }
        }
    }

    private static void sendWithoutEnd(RawClient client) throws IOException {
        for (int sent = 0; sent < 512 << 20; sent += CHUNK.length) {
            sendChunk(client);
        }
    }

    @OnEachExecutor
    void reachesTheClientOfAHandlerThatHasReadAndClosedAPart(Threads threads) throws Exception {
        HttpHandler handler = exchange -> {
            try (InputStream upload = exchange.getRequestBody()) {
                if (upload.readNBytes(100_001).length > 100_000) {
                    throw ApiException.invalid("avatar", "At most 100,000 bytes");
                }
            }
        };
        try (TestServer server = TestServer.start(threads, handler)) {
            for (int i = 0; i < 50; i++) {
                try (RawClient client = new RawClient(server)) {
                    client.request("POST / HTTP/1.1", "Content-Length: " + UPLOAD.length)
                            .send(UPLOAD);
                    assertEquals(
                            "avatar",
                            client.response()
                                    .envelope()
                                    .error()
                                    .violations()
                                    .get(0)
                                    .field());
                }
            }
        }
    }

    @OnEachExecutor
    void reachesTheClientOfAHandlerWithoutAFilter(Threads threads) throws Exception {
        try (TestServer server = TestServer.start(threads, KEYLESS)) {
            server.httpServer().createContext("/nowhere", ErrorFilter.notFound(server.errors()));
            for (int i = 0; i < 50; i++) {
                try (RawClient client = new RawClient(server)) {
                    client.request("POST /nowhere HTTP/1.1", "Content-Length: " + UPLOAD.length)
                            .send(UPLOAD);
                    assertEquals("RESOURCE_NOT_FOUND", client.response().header("x-error-code"));
                }
            }
        }
    }

    /** Slowly, so that it takes the 10 seconds, and not the 8 MiB, to end it. */
    @Test
    @Tag("slow")
    void comesWithTheConnectionClosedForAnUploadThatTrickles() throws Exception {
        try (TestServer server = TestServer.start(Threads.FIXED_POOL, KEYLESS);
                RawClient client = new RawClient(server)) {
            client.request("POST / HTTP/1.1", "Transfer-Encoding: chunked");
            assertEquals(401, client.response().status());
            assertThrows(IOException.class, () -> {
                for (int i = 0; i < 600; i++) {
                    client.send("1\r\nx\r\n");
                    Thread.sleep(50);
                }
            });
            assertEquals(
                    "The request goes on after its response",
                    server.end().orElseThrow().getMessage());
            assertEquals(1, server.notificationsLeft());
        }
    }
}

package konpro.errors.httpserver;

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
import java.util.List;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorEnvelope;
import konpro.errors.ErrorResponse;
import konpro.errors.testkit.OnEachExecutor;
import konpro.errors.testkit.RawClient;
import konpro.errors.testkit.RawClient.Response;
import konpro.errors.testkit.TestServer;
import org.junit.jupiter.api.Tag;

/** A response before the end of its request: a client that is still sending must receive it. */
class EarlyResponseTest {

    private static final int TRIES = 200;
    private static final byte[] UPLOAD = new byte[5 << 20];
    private static final byte[] CHUNK = new byte[65_536];
    private static final HttpHandler KEYLESS = throwing(new ApiException(ErrorCode.INVALID_API_KEY, "No API key"));

    @OnEachExecutor
    void reachesAnHttpClientThatUploads(TestServer server) throws Exception {
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
                        "No API key",
                        ErrorEnvelope.parse(response.body()).error().message());
            }
        }
    }

    @OnEachExecutor
    void reachesAClientThatSendsAllBeforeItReads(TestServer server) throws Exception {
        server.serve(KEYLESS);
        for (int i = 0; i < TRIES; i++) {
            try (RawClient client = server.client();
                    RawClient chunked = server.client()) {
                assertKeyless(client.upload(UPLOAD));
                chunked.uploadChunks("");
                for (int sent = 0; sent < UPLOAD.length; sent += CHUNK.length) {
                    chunked.sendChunk(CHUNK);
                }
                assertKeyless(chunked.send("0\r\n\r\n"));
            }
        }
    }

    private static void assertKeyless(RawClient client) throws IOException {
        Response response = client.response();
        assertEquals(401, response.status());
        assertEquals("No API key", response.message());
        assertEquals("close", response.header("connection"));
        client.assertEnd();
    }

    @OnEachExecutor
    void comesBeforeTheEndOfTheUpload(TestServer server) throws Exception {
        RawClient client = server.serve(KEYLESS);
        client.request("POST / HTTP/1.1", "Content-Length: " + UPLOAD.length).send(CHUNK);
        assertEquals("No API key", client.response().message());
    }

    @OnEachExecutor
    void reachesTheClientOfAHandlerThatHasReadAndClosedAPart(TestServer server) throws Exception {
        server.serve(exchange -> {
            try (InputStream upload = exchange.getRequestBody()) {
                if (upload.readNBytes(100_001).length > 100_000) {
                    throw ApiException.invalid("avatar", "At most 100,000 bytes");
                }
            }
        });
        for (int i = 0; i < 50; i++) {
            try (RawClient client = server.client()) {
                Response response = client.upload(UPLOAD).response();
                assertEquals(
                        "avatar",
                        response.envelope().error().violations().get(0).field());
            }
        }
    }

    @OnEachExecutor
    void reachesTheClientOfAHandlerWithoutAFilter(TestServer server) throws Exception {
        server.httpServer().createContext("/", ErrorFilter.notFound(server.errors()));
        for (int i = 0; i < 50; i++) {
            try (RawClient client = server.client()) {
                assertEquals(
                        "RESOURCE_NOT_FOUND", client.upload(UPLOAD).response().header("x-error-code"));
            }
        }
    }

    // Uploads without an end

    private static void sendWithoutEnd(RawClient client) {
        assertThrows(IOException.class, () -> {
            client.uploadChunks("");
            for (int sent = 0; sent < 512 << 20; sent += CHUNK.length) {
                client.sendChunk(CHUNK);
            }
        });
    }

    @OnEachExecutor
    void comesWithTheConnectionClosedForAnUploadWithoutEnd(TestServer server) throws Exception {
        sendWithoutEnd(server.serve(KEYLESS));
        assertInstanceOf(ApiException.class, server.exception());
        server.assertClosed();
        assertEquals(0, server.notificationsLeft());
    }

    @OnEachExecutor
    void isNotReportedWhereAHandlerSendsIt(TestServer server) throws Exception {
        ErrorResponse response = server.errors().respond(ApiException.invalid("a", "b"), null);
        server.notification();
        sendWithoutEnd(server.serve(exchange -> ErrorFilter.send(exchange, response)));
        server.assertClosed();
        assertEquals(0, server.notificationsLeft());
    }

    /** Slowly, so that it takes the 10 seconds, and not the 8 MiB, to end it. */
    @OnEachExecutor
    @Tag("slow")
    void comesWithTheConnectionClosedForAnUploadThatTrickles(TestServer server) throws Exception {
        RawClient client = server.serve(KEYLESS).uploadChunks("");
        assertEquals(401, client.response().status());
        assertThrows(IOException.class, () -> {
            for (int i = 0; i < 600; i++) {
                client.send("1\r\nx\r\n");
                Thread.sleep(50);
            }
        });
        assertEquals(
                "The request goes on after its response", server.assertClosed().getMessage());
        assertEquals(1, server.notificationsLeft());
    }
}

package konpro.errors.httpclient;

import static java.nio.charset.StandardCharsets.UTF_8;
import static konpro.errors.testkit.DecoratedClient.response;
import static konpro.errors.testkit.Responses.ENVELOPE;
import static konpro.errors.testkit.Responses.chunk;
import static konpro.errors.testkit.Responses.chunkedHead;
import static konpro.errors.testkit.Responses.fixedHead;
import static konpro.errors.testkit.Responses.response;
import static konpro.errors.testkit.Way.CLIENT;
import static org.junit.jupiter.api.Assertions.*;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import konpro.errors.RemoteApiException;
import konpro.errors.RemoteError;
import konpro.errors.RemoteError.Kind;
import konpro.errors.testkit.DecoratedClient;
import konpro.errors.testkit.RawServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that return a response without asking the body handler, or ask it several times. */
class DecoratedClientTest extends EachWay {

    private static final Map<String, List<String>> RETRY_AFTER_7 = Map.of("Retry-After", List.of("7"));

    private HttpResponse<String> call(DecoratedClient.Script script) throws IOException, InterruptedException {
        return way.call(new DecoratedClient(script), RawServer.TO_NO_SERVER, BodyHandlers.ofString());
    }

    private RemoteApiException error(DecoratedClient.Script script) {
        return assertThrows(RemoteApiException.class, () -> call(script));
    }

    private <T> HttpResponse<T> send(BodyHandler<T> handler) throws IOException, InterruptedException {
        return CLIENT.send(server.request(), handler);
    }

    private static void assertRetryAfter7(RemoteError error) {
        assertEquals(Optional.of(Duration.ofSeconds(7)), error.retryAdvice().delay());
    }

    // Never asks

    /** The client returns the response with a null body. */
    @Test
    void throwsTheErrorOfAProxyThatRefusesToConnect(@TempDir Path directory) throws Exception {
        server.responds("407 Proxy Authentication Required", ENVELOPE, "Proxy-Authenticate: Digest realm=\"a\"");
        InetSocketAddress proxy = new InetSocketAddress(
                InetAddress.getLoopbackAddress(), server.uri().getPort());
        HttpClient client =
                HttpClient.newBuilder().proxy(ProxySelector.of(proxy)).build();
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("https://api.konpro.com/")).build();

        RemoteError error = error(client, request, BodyHandlers.ofFile(directory.resolve("a")))
                .remoteError();

        assertEquals(407, error.status());
        assertEquals(Optional.of("Digest realm=\"a\""), error.header("Proxy-Authenticate"));
        assertEquals(Kind.EMPTY, error.kind());
        assertNull(way.callByClientAlone(client, request, HttpErrors.orThrow(BodyHandlers.ofString()))
                .body());
    }

    @Test
    void throwsACannedErrorWithItsStatusHeadersAndBody() {
        for (Object body : new Object[] {
            ENVELOPE,
            ENVELOPE.getBytes(UTF_8),
            new ByteArrayInputStream(ENVELOPE.getBytes(UTF_8)),
            Stream.of(ENVELOPE.split("(?=\"message)"))
        }) {
            RemoteError error = error((request, handler) -> response(429, body, RETRY_AFTER_7))
                    .remoteError();

            assertEquals(429, error.status());
            assertEquals("No such avatar", error.message());
            assertEquals(Kind.ENVELOPE, error.kind());
            assertRetryAfter7(error);
        }
    }

    @Test
    void throwsACannedErrorWithoutABody() {
        for (Object body : new Object[] {null, 42}) {
            RemoteApiException e = error((request, handler) -> response(429, body, RETRY_AFTER_7));

            assertEquals(
                    "GET http://127.0.0.1:1/: 429 RATE_LIMIT_EXCEEDED: Too Many Requests (no KonPro error: no body)",
                    e.getMessage());
            assertNull(e.getCause());
        }
    }

    @Test
    void throwsACannedErrorWithoutHeaders() {
        RemoteError error =
                error((request, handler) -> response(404, ENVELOPE, null)).remoteError();

        assertEquals(Map.of(), error.headers());
        assertEquals(Kind.ENVELOPE, error.kind());
    }

    @Test
    void returnsACannedSuccess() throws Exception {
        HttpResponse<?> canned = response(200, "hello", Map.of());

        assertSame(canned, call((request, handler) -> canned));
    }

    // Asks several times

    @Test
    void returnsTheSuccessAfterAnErrorThatTheClientRetried() throws Exception {
        server.sendsInTurn(response("503 Down", ENVELOPE), response("200 OK", "hello"));

        HttpResponse<String> response = call((request, handler) -> {
            send(handler);
            return send(handler);
        });

        assertEquals(200, response.statusCode());
        assertEquals("hello", response.body());
    }

    @Test
    void throwsTheLastErrorThatTheClientReceived() {
        byte[] last = response("503 Down", ENVELOPE.replace("req-7", "req-8"), "Retry-After: 7");
        server.sendsInTurn(response("503 Down", ENVELOPE), last);

        RemoteError error = error((request, handler) -> {
                    send(handler);
                    return send(handler);
                })
                .remoteError();

        assertEquals(Optional.of("req-8"), error.requestId());
        assertRetryAfter7(error);
    }

    /** As by a client that sends two requests at once and returns the first response. */
    @Test
    void throwsTheErrorThatTheClientReturnsEvenIfItReceivedAnotherLater() {
        server.sendsInTurn(response("503 Down", ENVELOPE), response("503 Down", "later"));

        RemoteError error = error((request, handler) -> {
                    HttpResponse<?> first = send(handler);
                    send(handler);
                    return first;
                })
                .remoteError();

        assertEquals(503, error.status());
        assertEquals(Kind.ENVELOPE, error.kind());
    }

    @Test
    void throwsTheCannedErrorThatFollowsAReceivedOne() {
        server.responds("503 Down", ENVELOPE);

        RemoteError error = error((request, handler) -> {
                    send(handler);
                    return response(503, null, RETRY_AFTER_7);
                })
                .remoteError();

        assertEquals(Kind.EMPTY, error.kind());
        assertRetryAfter7(error);
    }

    /** As by a client that decompresses bodies, and removes the header of the compression. */
    @Test
    void keepsTheBodyIfTheClientReturnsOtherHeaders() {
        server.responds("503 Down", ENVELOPE);

        RemoteError error = error((request, handler) -> {
                    HttpResponse<?> received = send(handler);
                    return response(received.statusCode(), received.body(), RETRY_AFTER_7);
                })
                .remoteError();

        assertEquals(Kind.ENVELOPE, error.kind());
        assertRetryAfter7(error);
    }

    @Test
    void throwsTheExceptionOfTheLastAttempt() {
        IOException exception = new ConnectException("refused");
        server.responds("503 Down", ENVELOPE);

        assertSame(
                exception,
                assertThrows(
                        IOException.class,
                        () -> call((request, handler) -> {
                            send(handler);
                            throw exception;
                        })));
    }

    @Test
    void throwsTheExceptionOfASuccessThatBreaksOffAfterAnError() {
        assertThrows(
                IOException.class,
                () -> call((request, handler) -> {
                    server.sendsAndCloses(fixedHead(503));
                    sendInVain(handler);
                    server.sendsAndCloses(chunkedHead(200) + chunk("hel"));
                    return send(handler);
                }));
    }

    /** Whether it throws is a race within the JDK's client. */
    private void sendInVain(BodyHandler<?> handler) throws InterruptedException {
        try {
            assertEquals(503, send(handler).statusCode());
        } catch (IOException e) {
            assertFalse(e instanceof ConnectException);
        }
    }

    @Test
    void keepsTheStatusOfALastErrorThatBreaksOff() {
        RemoteApiException e = error((request, handler) -> {
            server.responds("503 Down", ENVELOPE);
            send(handler);
            server.sendsAndCloses(fixedHead(404) + ENVELOPE.substring(0, 9));
            return send(handler);
        });

        assertEquals(404, e.remoteError().status());
        assertEquals(ENVELOPE.substring(0, 9), body(e));
        assertInstanceOf(IOException.class, e.getCause());
    }
}

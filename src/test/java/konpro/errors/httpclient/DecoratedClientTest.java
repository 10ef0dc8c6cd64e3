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

import konpro.errors.testkit.DecoratedClient;
import konpro.errors.testkit.RawServer;
import konpro.errors.testkit.Responses;
import konpro.errors.testkit.Way;
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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import konpro.errors.ErrorLimits;
import konpro.errors.RemoteApiException;
import konpro.errors.RemoteError;
import konpro.errors.RemoteError.Kind;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that return a response without asking the body handler, or ask it several times. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class DecoratedClientTest {

    private static final Map<String, List<String>> RETRY_AFTER_7 = Map.of("Retry-After", List.of("7"));

    /** The client returns it without asking the body handler, and with a null body. */
    @ParameterizedTest
    @EnumSource
    void throwsTheErrorOfAProxyThatRefusesToConnect(Way way, @TempDir Path directory) throws Exception {
        byte[] refusal =
                response("407 Proxy Authentication Required", ENVELOPE, "Proxy-Authenticate: Digest realm=\"a\"");
        try (RawServer proxy = RawServer.responding(refusal)) {
            HttpClient client = HttpClient.newBuilder()
                    .proxy(ProxySelector.of(new InetSocketAddress(
                            InetAddress.getLoopbackAddress(), proxy.uri().getPort())))
                    .build();
            HttpRequest request = HttpRequest.newBuilder(URI.create("https://api.konpro.com/v1/avatars/7"))
                    .build();

            RemoteApiException e = assertThrows(
                    RemoteApiException.class,
                    () -> way.call(client, request, BodyHandlers.ofFile(directory.resolve("a")), ErrorLimits.DEFAULT));

            assertEquals(407, e.remoteError().status());
            assertEquals(Optional.of("Digest realm=\"a\""), e.remoteError().header("Proxy-Authenticate"));
            assertEquals(Kind.EMPTY, e.remoteError().kind());
            assertNull(way.callWithoutUs(client, request, HttpErrors.orThrow(BodyHandlers.ofString()))
                    .body());
        }
    }

    @ParameterizedTest
    @EnumSource
    void throwsACannedErrorWithItsStatusHeadersAndBody(Way way) {
        for (Object body : new Object[] {
            ENVELOPE,
            ENVELOPE.getBytes(UTF_8),
            new ByteArrayInputStream(ENVELOPE.getBytes(UTF_8)),
            Stream.of(ENVELOPE.split("(?=\"message)"))
        }) {
            RemoteError error = error(way, (request, handler) -> response(429, body, RETRY_AFTER_7))
                    .remoteError();

            assertEquals(429, error.status());
            assertEquals("No such avatar", error.message());
            assertEquals(Kind.ENVELOPE, error.kind());
            assertEquals(Optional.of(Duration.ofSeconds(7)), error.retryAdvice().delay());
        }
    }

    @ParameterizedTest
    @EnumSource
    void throwsACannedErrorWithoutABody(Way way) {
        for (Object body : new Object[] {null, 42}) {
            RemoteApiException e = error(way, (request, handler) -> response(429, body, RETRY_AFTER_7));

            assertEquals(
                    "GET http://127.0.0.1:1/: 429 RATE_LIMIT_EXCEEDED: Too Many Requests (no KonPro error: no body)",
                    e.getMessage());
            assertNull(e.getCause());
        }
    }

    @ParameterizedTest
    @EnumSource
    void throwsACannedErrorWithoutHeaders(Way way) {
        RemoteApiException e = error(way, (request, handler) -> response(404, ENVELOPE, null));

        assertEquals(Map.of(), e.remoteError().headers());
        assertEquals(Kind.ENVELOPE, e.remoteError().kind());
    }

    @ParameterizedTest
    @EnumSource
    void returnsACannedSuccess(Way way) throws Exception {
        HttpResponse<?> canned = response(200, "hello", Map.of());

        assertSame(canned, call(way, (request, handler) -> canned));
    }

    @ParameterizedTest
    @EnumSource
    void returnsTheSuccessAfterAnErrorThatTheClientRetried(Way way) throws Exception {
        try (RawServer server = inTurn(response("503 Down", ENVELOPE), response("200 OK", "hello"))) {
            HttpResponse<String> response = call(way, retrying(server, 1));

            assertEquals(200, response.statusCode());
            assertEquals("hello", response.body());
        }
    }

    @ParameterizedTest
    @EnumSource
    void throwsTheLastErrorThatTheClientReceived(Way way) throws Exception {
        byte[] second = response("503 Down", ENVELOPE.replace("req-7", "req-8"), "Retry-After: 7");
        try (RawServer server = inTurn(response("503 Down", ENVELOPE), second)) {
            RemoteError error = error(way, retrying(server, 1)).remoteError();

            assertEquals(Optional.of("req-8"), error.requestId());
            assertEquals(Optional.of(Duration.ofSeconds(7)), error.retryAdvice().delay());
        }
    }

    /** As a client does that sends two requests at once and returns the first response. */
    @ParameterizedTest
    @EnumSource
    void throwsTheErrorThatTheClientReturnsEvenIfItReceivedAnotherLater(Way way) throws Exception {
        try (RawServer server = inTurn(response("503 Down", ENVELOPE), response("503 Down", "later"))) {
            RemoteError error = error(way, (request, handler) -> {
                        HttpResponse<?> first = CLIENT.send(server.request(), handler);
                        CLIENT.send(server.request(), handler);
                        return first;
                    })
                    .remoteError();

            assertEquals(503, error.status());
            assertEquals(Kind.ENVELOPE, error.kind());
        }
    }

    @ParameterizedTest
    @EnumSource
    void throwsTheCannedErrorThatFollowsARealOne(Way way) throws Exception {
        try (RawServer server = RawServer.responding(response("503 Down", ENVELOPE))) {
            RemoteError error = error(way, (request, handler) -> {
                        CLIENT.send(server.request(), handler);
                        return response(503, null, RETRY_AFTER_7);
                    })
                    .remoteError();

            assertEquals(Kind.EMPTY, error.kind());
            assertEquals(Optional.of(Duration.ofSeconds(7)), error.retryAdvice().delay());
        }
    }

    /** As a client does that decompresses bodies, and then removes the header that says that they are compressed. */
    @ParameterizedTest
    @EnumSource
    void keepsTheBodyIfTheClientReturnsOtherHeaders(Way way) throws Exception {
        try (RawServer server = RawServer.responding(response("503 Down", ENVELOPE))) {
            RemoteError error = error(way, (request, handler) -> {
                        HttpResponse<?> received = CLIENT.send(server.request(), handler);
                        return response(received.statusCode(), received.body(), RETRY_AFTER_7);
                    })
                    .remoteError();

            assertEquals(Kind.ENVELOPE, error.kind());
            assertEquals(Optional.of(Duration.ofSeconds(7)), error.retryAdvice().delay());
        }
    }

    @ParameterizedTest
    @EnumSource
    void throwsTheExceptionOfTheLastAttempt(Way way) throws Exception {
        IOException exception = new ConnectException("refused");
        try (RawServer server = RawServer.responding(response("503 Down", ENVELOPE))) {
            assertSame(
                    exception,
                    assertThrows(
                            IOException.class,
                            () -> call(way, (request, handler) -> {
                                CLIENT.send(server.request(), handler);
                                throw exception;
                            })));
        }
    }

    @ParameterizedTest
    @EnumSource
    void throwsTheExceptionOfASuccessThatBreaksOffAfterAnError(Way way) throws Exception {
        try (RawServer server = new RawServer(connection -> {
            if (connection.requestHead().contains("X-Retry")) {
                connection.send(chunkedHead(200) + chunk("hel"));
                connection.close();
            } else {
                connection.send(fixedHead(503));
                connection.close();
            }
        })) {
            assertThrows(
                    IOException.class,
                    () -> call(way, (request, handler) -> {
                        sendInVain(server, handler);
                        return CLIENT.send(retry(server), handler);
                    }));
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepsTheStatusOfALastErrorThatBreaksOff(Way way) throws Exception {
        try (RawServer server = new RawServer(connection -> {
            if (connection.requestHead().contains("X-Retry")) {
                connection.send(fixedHead(404) + ENVELOPE.substring(0, 9));
                connection.close();
            } else {
                connection.send(response("503 Down", ENVELOPE));
            }
        })) {
            RemoteApiException e = error(way, (request, handler) -> {
                CLIENT.send(server.request(), handler);
                return CLIENT.send(retry(server), handler);
            });

            assertEquals(404, e.remoteError().status());
            assertEquals(ENVELOPE.substring(0, 9), new String(e.remoteError().body(), UTF_8));
            assertInstanceOf(IOException.class, e.getCause());
        }
    }

    /** Whether it throws is a race within the JDK's client. */
    private static void sendInVain(RawServer server, BodyHandler<?> handler) throws InterruptedException {
        try {
            assertEquals(503, CLIENT.send(server.request(), handler).statusCode());
        } catch (IOException e) {
            assertFalse(e instanceof ConnectException);
        }
    }

    private static HttpRequest retry(RawServer server) {
        return HttpRequest.newBuilder(server.uri()).header("X-Retry", "1").build();
    }

    private static RawServer inTurn(byte[]... responses) throws IOException {
        AtomicInteger next = new AtomicInteger();
        return new RawServer(connection -> connection.send(responses[next.getAndIncrement()]));
    }

    private static DecoratedClient.Script retrying(RawServer server, int retries) {
        return (request, handler) -> {
            HttpResponse<?> response = CLIENT.send(server.request(), handler);
            for (int i = 0; i < retries && response.statusCode() == 503; i++) {
                response = CLIENT.send(server.request(), handler);
            }
            return response;
        };
    }

    private static HttpResponse<String> call(Way way, DecoratedClient.Script script)
            throws IOException, InterruptedException {
        BodyHandler<String> handler = BodyHandlers.ofString();
        return way.call(new DecoratedClient(script), RawServer.NOBODY, handler, ErrorLimits.DEFAULT);
    }

    private static RemoteApiException error(Way way, DecoratedClient.Script script) {
        return assertThrows(RemoteApiException.class, () -> call(way, script));
    }
}

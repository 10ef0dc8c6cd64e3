package konpro.errors.httpclient;

import static java.nio.charset.StandardCharsets.UTF_8;
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
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import konpro.errors.RemoteApiException;
import konpro.errors.testkit.DecoratedClient;
import konpro.errors.testkit.RawServer;
import konpro.errors.testkit.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** Asserts the message after the request, the delay that the headers ask for, and that there is no cause. */
    private void assertError(String expected, DecoratedClient.Script script) {
        RemoteApiException e = error(script);
        Optional<Duration> delay = e.remoteError().retryAdvice().delay();

        assertEquals(
                "GET http://127.0.0.1:1/: " + expected,
                e.getMessage() + delay.map(time -> ", retry after " + time).orElse(""));
        assertNull(e.getCause());
    }

    // Never asks

    /** The client returns the response with a null body. */
    @Test
    void throwsTheErrorOfAProxyThatRefusesToConnect(@TempDir Path directory) throws Exception {
        server.responds("407 Proxy Authentication Required", ENVELOPE, "Proxy-Authenticate: Digest realm=\"a\"");
        int port = server.uri().getPort();
        ProxySelector proxy = ProxySelector.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        HttpClient client = HttpClient.newBuilder().proxy(proxy).build();
        URI uri = URI.create("https://api.konpro.com/");
        HttpRequest request = HttpRequest.newBuilder(uri).build();
        RemoteApiException e = error(client, request, BodyHandlers.ofFile(directory.resolve("a")));

        String expected = "407 INVALID_REQUEST: Proxy Authentication Required (no KonPro error: no body)";
        assertEquals("GET " + uri + ": " + expected, e.getMessage());
        assertEquals(Optional.of("Digest realm=\"a\""), e.remoteError().header("Proxy-Authenticate"));
        BodyHandler<?> orThrow = HttpErrors.orThrow(BodyHandlers.ofString());
        assertNull(way.callByClientAlone(client, request, orThrow).body());
    }

    static Stream<Arguments> canned() {
        String envelope = "429 RESOURCE_NOT_FOUND: No such avatar (request req-7)";
        String delayed = envelope + ", retry after PT7S";
        String empty = "429 RATE_LIMIT_EXCEEDED: Too Many Requests (no KonPro error: no body), retry after PT7S";
        return Stream.of(
                Arguments.of(ENVELOPE, RETRY_AFTER_7, delayed),
                Arguments.of(ENVELOPE.getBytes(UTF_8), RETRY_AFTER_7, delayed),
                Arguments.of(new ByteArrayInputStream(ENVELOPE.getBytes(UTF_8)), RETRY_AFTER_7, delayed),
                Arguments.of(Stream.of(ENVELOPE.split("(?=\"message)")), RETRY_AFTER_7, delayed),
                Arguments.of(ENVELOPE, null, envelope),
                Arguments.of(42, RETRY_AFTER_7, empty),
                Arguments.of(null, RETRY_AFTER_7, empty));
    }

    @ParameterizedTest
    @MethodSource("canned")
    void throwsACannedError(Object body, Map<String, List<String>> headers, String expected) {
        assertError(expected, (request, handler) -> DecoratedClient.response(429, body, headers));
    }

    @Test
    void returnsACannedSuccess() throws Exception {
        HttpResponse<?> canned = DecoratedClient.response(200, "hello", Map.of());
        assertSame(canned, call((request, handler) -> canned));
    }

    // Asks several times

    private HttpResponse<?> sendTwice(HttpRequest request, BodyHandler<?> handler)
            throws IOException, InterruptedException {
        send(handler);
        return send(handler);
    }

    @Test
    void returnsTheSuccessAfterAnErrorThatTheClientRetried() throws Exception {
        server.sendsInTurn(response("503 Down", ENVELOPE), response("200 OK", "hello"));
        HttpResponse<String> response = call(this::sendTwice);

        assertEquals(200, response.statusCode());
        assertEquals("hello", response.body());
    }

    @Test
    void throwsTheLastErrorThatTheClientReceived() {
        byte[] last = response("503 Down", ENVELOPE.replace("req-7", "req-8"), "retry-after: 7");
        server.sendsInTurn(response("503 Down", ENVELOPE), last);

        assertError("503 RESOURCE_NOT_FOUND: No such avatar (request req-8), retry after PT7S", this::sendTwice);
    }

    /** As by a client that sends two requests at once and returns the first response. */
    @Test
    void throwsTheErrorThatTheClientReturnsEvenIfItReceivedAnotherLater() {
        server.sendsInTurn(response("503 Down", ENVELOPE), response("503 Down", "later"));

        assertError("503 RESOURCE_NOT_FOUND: No such avatar (request req-7)", (request, handler) -> {
            HttpResponse<?> first = send(handler);
            send(handler);
            return first;
        });
    }

    @Test
    void throwsTheCannedErrorThatFollowsAReceivedOne() {
        String empty = "503 SERVICE_UNAVAILABLE: Service Unavailable (no KonPro error: no body), retry after PT7S";
        server.responds("503 Down", ENVELOPE);

        assertError(empty, (request, handler) -> {
            send(handler);
            return DecoratedClient.response(503, null, RETRY_AFTER_7);
        });
    }

    /** As by a client that decompresses bodies, and removes the header of the compression. */
    @Test
    void keepsTheBodyIfTheClientReturnsOtherHeaders() {
        String line = "503 RESOURCE_NOT_FOUND: No such avatar (request req-7), retry after PT7S";
        server.responds("503 Down", ENVELOPE);

        assertError(line, (request, handler) -> {
            HttpResponse<?> received = send(handler);
            return DecoratedClient.response(received.statusCode(), received.body(), RETRY_AFTER_7);
        });
    }

    @Test
    void throwsTheExceptionOfTheLastAttempt() {
        server.responds("503 Down", ENVELOPE);
        Exception circular = new IllegalStateException();
        circular.initCause(new IllegalStateException(circular));
        for (Exception exception :
                List.of(new ConnectException("refused"), new CompletionException("", null), circular)) {
            Executable call = () -> call((request, handler) -> {
                send(handler);
                throw TestServer.<IOException>sneak(exception);
            });

            assertSame(exception, assertThrows(Exception.class, call));
        }
    }

    /** The frames tell the client's parser, which java.base calls as well, from the caller's code. */
    @ParameterizedTest
    @ValueSource(strings = {"java.net.http", "java.base", "konpro.errors"})
    void isAnIOExceptionIfTheClientDoesNotUnderstandTheLength(String module) {
        HttpResponse<?> response = DecoratedClient.response(200, null, Map.of("Content-Length", List.of("-5")));
        RuntimeException exception = new IllegalArgumentException("-5");
        exception.setStackTrace(Stream.of("java.base", module)
                .map(name -> new StackTraceElement(null, name, null, "A", "b", null, 1))
                .toArray(StackTraceElement[]::new));
        Throwable thrown = assertThrows(
                Exception.class,
                () -> call((request, handler) -> {
                    handler.apply((ResponseInfo) response);
                    throw exception;
                }));

        assertSame(exception, module.equals("java.net.http") ? thrown.getCause() : thrown);
        assertEquals(module.equals("java.net.http"), thrown instanceof IOException);
    }

    @Test
    void throwsTheExceptionOfASuccessThatBreaksOffAfterAnError() {
        Executable call = () -> call((request, handler) -> {
            server.sendsAndCloses(fixedHead(503));
            try {
                send(handler);
            } catch (IOException e) {
                // or not: a race within the JDK's client
            }
            server.sendsAndCloses(chunkedHead(200) + chunk("hel"));
            return send(handler);
        });

        assertThrows(IOException.class, call);
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

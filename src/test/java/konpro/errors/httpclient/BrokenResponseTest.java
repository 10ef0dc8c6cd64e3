package konpro.errors.httpclient;

import static konpro.errors.testkit.Way.http1;
import static org.junit.jupiter.api.Assertions.*;

import java.io.IOException;
import java.net.ConnectException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import konpro.errors.ErrorLimits;
import konpro.errors.RemoteApiException;
import konpro.errors.testkit.RawServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses that break off, that the client does not understand, or that are not received at all. */
class BrokenResponseTest extends EachWay {

    /** For each of four parts: to keep the status in the wrong place is a race that 2 of 30 calls lose. */
    private static final int TRIES = 125;

    /** What a server sends of a response, and what is received of its body. */
    static Stream<Arguments> parts() {
        return Stream.of(
                Arguments.of(fixedHead(404) + BROKEN_ENVELOPE, BROKEN_ENVELOPE),
                Arguments.of(fixedHead(404), ""),
                Arguments.of(chunkedHead(404) + chunk(BROKEN_ENVELOPE), BROKEN_ENVELOPE),
                Arguments.of(chunkedHead(404) + "7f\r\n" + BROKEN_ENVELOPE, BROKEN_ENVELOPE));
    }

    @ParameterizedTest
    @MethodSource("parts")
    void theStatusSurvivesACut(String sent, String received) {
        server.sendsAndCloses(sent);
        for (int i = 0; i < TRIES; i++) {
            RemoteApiException e = error();

            assertReceived(received, e);
            assertInstanceOf(IOException.class, e.getCause());
        }
        assertEquals(TRIES, server.accepted());
    }

    private void assertReceived(String body, RemoteApiException e) {
        String found = body.isEmpty() ? "no body" : "unknown type";
        assertMessage("404 RESOURCE_NOT_FOUND: Not Found (no KonPro error: " + found + ")", e);
        assertEquals(body, body(e));
        assertFalse(e.remoteError().truncated());
    }

    /** A reset may overtake bytes that were sent, so it waits until the client has the head. */
    @ParameterizedTest
    @MethodSource("parts")
    void theStatusSurvivesAReset(String sent) {
        Semaphore headIsReceived = new Semaphore(0);
        CookieManager cookies = new CookieManager() {
            @Override
            public void put(URI uri, Map<String, List<String>> headers) {
                headIsReceived.release();
            }
        };
        HttpClient client = http1().cookieHandler(cookies).build();
        server.runs(connection -> {
            connection.send(sent);
            assertTrue(headIsReceived.tryAcquire(20, TimeUnit.SECONDS));
            connection.reset();
        });
        for (int i = 0; i < TRIES; i++) {
            RemoteApiException e = error(client);

            assertEquals(404, e.remoteError().status());
            assertInstanceOf(IOException.class, e.getCause());
        }
    }

    @Test
    void aMalformedChunkBreaksTheBodyOff() {
        server.sends(chunkedHead(503) + "zz\r\n");
        RemoteApiException e = error();

        assertMessage("503 SERVICE_UNAVAILABLE: Service Unavailable (no KonPro error: no body)", e);
        assertInstanceOf(IOException.class, e.getCause());
    }

    /** The client's two ways wrap the cause differently. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            x                     | '' | java.lang.NumberFormatException
            ''                    | '' | java.lang.NumberFormatException
            2, 2                  | '' | java.lang.NumberFormatException
            1e3                   | '' | java.lang.NumberFormatException
            99999999999999999999  | '' | java.lang.NumberFormatException
            -99999999999999999999 | '' | java.lang.NumberFormatException
            -5                    | '' | java.io.IOException
            2147483648            | {} | java.io.IOException
            4294967298            | {} | java.io.IOException
            9223372036854775807   | {} | java.io.IOException
            """)
    void aWrongLengthKeepsTheStatusOfAnErrorAndWhatWasReceived(String length, String body, Class<?> cause) {
        server.sendsAndCloses("HTTP/1.1 404 Not Found\r\nContent-Length: " + length + "\r\n\r\n{}");
        RemoteApiException e = error();

        assertReceived(body, e);
        assertTrue(causes(e).stream().anyMatch(each -> each.getClass() == cause), () -> "" + causes(e));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Length: \r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n{}",
                "HTTP/1.1 204 No Content\r\nContent-Length: x\r\n\r\n",
                "HTTP/1.1 302 Found\r\nLocation: /x\r\nContent-Length: x\r\n\r\n",
                "HTTP/1.1 302 Found\r\nLocation: http://[bad\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 302 Found\r\nLocation: %%%\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 302 Found\r\nLocation: http:///nowhere\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:99999/\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nA\u0001: b\r\n\r\n",
                "HTTP/1.1 OK\r\n\r\n",
                "HTTP/1.1 99 Low\r\n\r\n",
                "SSH-2.0-OpenSSH\r\n\r\n",
                "HTTP/1.1 404 Not Found\r\nContent-Length: 5\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhello"
            })
    void aMalformedOrIncompleteResponseStaysAnIOExceptionUnlessItIsAnError(String response) {
        HttpClient client = http1().followRedirects(Redirect.NORMAL).build();
        server.sendsAndCloses(response);

        assertThrows(IOException.class, () -> call(client));
    }

    @Test
    void aMalformedLocationIsIgnoredInAnErrorAndByAClientThatDoesNotFollow() throws Exception {
        server.sendsAndCloses("HTTP/1.1 302 Found\r\nLocation: %%%\r\nContent-Length: 0\r\n\r\n");
        assertEquals(302, call().statusCode());

        server.sendsAndCloses("HTTP/1.1 404 Not Found\r\nLocation: %%%\r\nContent-Length: 0\r\n\r\n");
        assertEquals(404, error().remoteError().status());
    }

    @Test
    void refusesNullBeforeAnythingIsSent() {
        BodyHandler<String> text = BodyHandlers.ofString();

        assertEquals("handler", refusal(() -> way.call(CLIENT, server.request(), null, ErrorLimits.DEFAULT)));
        assertEquals("limits", refusal(() -> way.call(CLIENT, server.request(), text, null)));
        refusal(() -> way.call(CLIENT, null, text, ErrorLimits.DEFAULT));
        refusal(() -> HttpErrors.sendAsync(CLIENT, null, text)); // at once, not by its future
        assertEquals("handler", refusal(() -> HttpErrors.orThrow(null)));
        assertEquals("limits", refusal(() -> HttpErrors.orThrow(text, null)));
        assertEquals(0, server.accepted());
    }

    private static String refusal(Executable call) {
        return assertThrows(NullPointerException.class, call).getMessage();
    }

    @Test
    void aRefusedOrResetConnectionStaysAnIOException() {
        server.runs(RawServer.Connection::reset);

        assertThrows(IOException.class, this::call);
        assertThrows(ConnectException.class, () -> way.call(CLIENT, RawServer.TO_NO_SERVER, BodyHandlers.ofString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 404 Not Found\r\n"})
    void aTimeoutBeforeTheEndOfTheHeadStaysAnHttpTimeoutException(String response) {
        server.sends(response);
        HttpRequest.Builder request = HttpRequest.newBuilder(server.uri()).timeout(Duration.ofMillis(200));

        assertThrows(HttpTimeoutException.class, () -> way.call(CLIENT, request.build(), BodyHandlers.ofString()));
    }

    /** Before the head, within it, and within the body of an error. */
    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 404 Not Found\r\n", "HTTP/1.1 404 \r\nContent-Length: 9\r\n\r\n"})
    void anInterruptionStaysAnInterruptedException(String response) throws Exception {
        server.sends(response);
        ErrorLimits limits = deadline(Duration.ofDays(1));
        FutureTask<?> call =
                new FutureTask<>(() -> HttpErrors.send(CLIENT, server.request(), BodyHandlers.ofString(), limits));
        Thread caller = new Thread(call);
        caller.start();
        server.awaitResponse();
        caller.interrupt();

        ExecutionException e = assertThrows(ExecutionException.class, call::get);
        assertInstanceOf(InterruptedException.class, e.getCause());
        server.awaitClosed();
    }
}

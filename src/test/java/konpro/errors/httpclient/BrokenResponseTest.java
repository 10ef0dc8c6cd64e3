package konpro.errors.httpclient;

import static konpro.errors.testkit.Responses.BROKEN_ENVELOPE;
import static konpro.errors.testkit.Responses.chunk;
import static konpro.errors.testkit.Responses.chunkedHead;
import static konpro.errors.testkit.Responses.fixedHead;
import static konpro.errors.testkit.Way.http1;
import static org.junit.jupiter.api.Assertions.*;

import java.io.IOException;
import java.net.CookieHandler;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import konpro.errors.RemoteApiException;
import konpro.errors.RemoteError.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses that break off, or whose heads the client does not understand. */
class BrokenResponseTest extends EachWay {

    // The body

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

            assertEquals(404, e.remoteError().status());
            assertEquals("RESOURCE_NOT_FOUND", e.remoteError().code());
            assertEquals(
                    received.isEmpty() ? Kind.EMPTY : Kind.FOREIGN,
                    e.remoteError().kind());
            assertEquals(received, body(e));
            assertFalse(e.remoteError().truncated());
            assertInstanceOf(IOException.class, e.getCause());
        }
        assertEquals(TRIES, server.accepted());
    }

    /** A reset may overtake bytes that were sent, so it waits until the client has the head. */
    @ParameterizedTest
    @MethodSource("parts")
    void theStatusSurvivesAReset(String sent) {
        Semaphore headIsReceived = new Semaphore(0);
        CookieHandler cookies = new CookieHandler() {
            @Override
            public Map<String, List<String>> get(URI uri, Map<String, List<String>> headers) {
                return Map.of();
            }

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

    @Test
    void aSuccessThatBreaksOffStaysAnIOException() {
        server.sendsAndCloses(fixedHead(200) + BROKEN_ENVELOPE);

        assertThrows(IOException.class, this::call);
    }

    // The head

    @ParameterizedTest
    @ValueSource(strings = {"x", "", "2, 2", "1e3", "99999999999999999999", "-99999999999999999999"})
    void aMalformedLengthKeepsTheStatusOfAnError(String length) {
        Throwable cause = causeOfLength(length);
        while (cause.getCause() != null) { // the client's two ways wrap it differently
            cause = cause.getCause();
        }
        assertEquals(NumberFormatException.class, cause.getClass());
    }

    @Test
    void aNegativeLengthKeepsTheStatusOfAnError() {
        assertEquals(IOException.class, causeOfLength("-5").getClass());
    }

    private Throwable causeOfLength(String length) {
        server.sendsAndCloses("HTTP/1.1 404 Not Found\r\nContent-Length: " + length + "\r\n\r\n{}");

        RemoteApiException e = error();

        assertMessage("404 RESOURCE_NOT_FOUND: Not Found (no KonPro error: no body)", e);
        return e.getCause();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2147483648", "4294967298", "9223372036854775807"})
    void aLengthBeyondTheBodyKeepsTheBody(String length) {
        server.sendsAndCloses("HTTP/1.1 404 Not Found\r\nContent-Length: " + length + "\r\n\r\n{}");

        RemoteApiException e = error();

        assertEquals(404, e.remoteError().status());
        assertEquals("{}", body(e));
        assertInstanceOf(IOException.class, e.getCause());
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
                "HTTP/1.1 404 Not Found\r\nContent-Length: 5\r\n"
            })
    void aMalformedOrIncompleteHeadIsAnIOExceptionUnlessOfAnError(String response) {
        HttpClient client = http1().followRedirects(Redirect.NORMAL).build();
        server.sendsAndCloses(response);

        assertThrows(IOException.class, () -> way.call(client, server.request(), BodyHandlers.ofString()));
    }

    @Test
    void aMalformedLocationIsIgnoredInAnErrorAndByAClientThatDoesNotFollow() throws Exception {
        server.sendsAndCloses("HTTP/1.1 302 Found\r\nLocation: %%%\r\nContent-Length: 0\r\n\r\n");
        assertEquals(302, call().statusCode());

        server.sendsAndCloses("HTTP/1.1 404 Not Found\r\nLocation: %%%\r\nContent-Length: 0\r\n\r\n");
        assertEquals(404, error().remoteError().status());
    }
}

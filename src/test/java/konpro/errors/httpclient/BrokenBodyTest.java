package konpro.errors.httpclient;

import static java.nio.charset.StandardCharsets.UTF_8;
import static konpro.errors.testkit.Responses.BROKEN_ENVELOPE;
import static konpro.errors.testkit.Responses.chunk;
import static konpro.errors.testkit.Responses.chunkedHead;
import static konpro.errors.testkit.Responses.fixedHead;
import static konpro.errors.testkit.Responses.withoutRequest;
import static org.junit.jupiter.api.Assertions.*;

import konpro.errors.testkit.RawServer;
import konpro.errors.testkit.Responses;
import konpro.errors.testkit.Way;
import java.io.IOException;
import java.net.CookieHandler;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import konpro.errors.ErrorLimits;
import konpro.errors.RemoteApiException;
import konpro.errors.RemoteError.Kind;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Responses that break off. */
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class BrokenBodyTest {

    /** For each of four parts: to salvage the status in the wrong place is a race that 2 of 30 calls lose. */
    private static final int TRIES = 125;

    private static final String NOTHING = "";
    private static final Map<String, String> PARTS = Map.of(
            "fixed length", fixedHead(404) + BROKEN_ENVELOPE,
            "fixed length, nothing of it", fixedHead(404),
            "chunked", chunkedHead(404) + chunk(BROKEN_ENVELOPE),
            "chunked, within a chunk", chunkedHead(404) + "7f\r\n" + BROKEN_ENVELOPE);

    static Stream<Arguments> parts() {
        return PARTS.keySet().stream()
                .sorted()
                .flatMap(part -> Stream.of(Way.values()).map(way -> Arguments.of(part, way)));
    }

    @ParameterizedTest
    @MethodSource("parts")
    void theStatusSurvivesACut(String part, Way way) throws IOException {
        try (RawServer server = new RawServer(connection -> {
            connection.send(PARTS.get(part));
            connection.close();
        })) {
            for (int i = 0; i < TRIES; i++) {
                assertSurvives(part, way.error(server.request()));
            }
            assertEquals(TRIES, server.accepted());
        }
    }

    /** A reset may overtake bytes that are under way, so it waits until the client has the head. */
    @ParameterizedTest
    @MethodSource("parts")
    void theStatusSurvivesAReset(String part, Way way) throws IOException {
        Semaphore headIsThere = new Semaphore(0);
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .cookieHandler(new CookieHandler() {
                    @Override
                    public Map<String, List<String>> get(URI uri, Map<String, List<String>> headers) {
                        return Map.of();
                    }

                    @Override
                    public void put(URI uri, Map<String, List<String>> headers) {
                        headIsThere.release();
                    }
                })
                .build();
        try (RawServer server = new RawServer(connection -> {
            connection.send(PARTS.get(part));
            assertTrue(headIsThere.tryAcquire(20, TimeUnit.SECONDS));
            connection.reset();
        })) {
            for (int i = 0; i < TRIES; i++) {
                RemoteApiException e = way.error(client, server.request(), ErrorLimits.DEFAULT);

                assertEquals(404, e.remoteError().status());
                assertInstanceOf(IOException.class, e.getCause());
            }
        }
    }

    private static void assertSurvives(String part, RemoteApiException e) {
        String received = part.endsWith("nothing of it") ? NOTHING : BROKEN_ENVELOPE;
        assertEquals(404, e.remoteError().status());
        assertEquals("RESOURCE_NOT_FOUND", e.remoteError().code());
        assertEquals(
                received.isEmpty() ? Kind.EMPTY : Kind.FOREIGN, e.remoteError().kind());
        assertEquals(received, new String(e.remoteError().body(), UTF_8));
        assertFalse(e.remoteError().truncated());
        assertInstanceOf(IOException.class, e.getCause());
    }

    @ParameterizedTest
    @EnumSource
    void aChunkThatIsNoneBreaksTheBodyOff(Way way) throws IOException {
        try (RawServer server = RawServer.responding(chunkedHead(503) + "zz\r\n")) {
            RemoteApiException e = way.error(server.request());

            assertEquals(
                    "503 SERVICE_UNAVAILABLE: Service Unavailable (no KonPro error: no body)",
                    withoutRequest(e.getMessage()));
            assertInstanceOf(IOException.class, e.getCause());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSuccessThatBreaksOffStaysAnIOException(Way way) throws IOException {
        try (RawServer server = new RawServer(connection -> {
            connection.send(fixedHead(200) + BROKEN_ENVELOPE);
            connection.close();
        })) {
            assertThrows(IOException.class, () -> way.call(server.request()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aHeadThatBreaksOffStaysAnIOException(Way way) throws IOException {
        try (RawServer server = new RawServer(connection -> {
            connection.send("HTTP/1.1 404 Not Found\r\nContent-Length: 5\r\n");
            connection.close();
        })) {
            assertThrows(IOException.class, () -> way.call(server.request()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionResetBeforeTheHeadStaysAnIOException(Way way) throws IOException {
        try (RawServer server = new RawServer(RawServer.Connection::reset)) {
            assertThrows(IOException.class, () -> way.call(server.request()));
        }
    }
}

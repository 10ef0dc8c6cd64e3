package konpro.errors.httpclient;

import static java.nio.charset.StandardCharsets.UTF_8;
import static konpro.errors.testkit.Responses.ENVELOPE;
import static konpro.errors.testkit.Responses.chunk;
import static konpro.errors.testkit.Responses.chunkedHead;
import static konpro.errors.testkit.Responses.deadline;
import static konpro.errors.testkit.Responses.fixedHead;
import static konpro.errors.testkit.Responses.limit;
import static konpro.errors.testkit.Responses.response;
import static konpro.errors.testkit.Way.CLIENT;
import static org.junit.jupiter.api.Assertions.*;

import konpro.errors.testkit.RawServer;
import konpro.errors.testkit.Responses;
import konpro.errors.testkit.Way;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import konpro.errors.ErrorLimits;
import konpro.errors.RemoteApiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class OrThrowTest {

    @ParameterizedTest
    @EnumSource
    void suppliesTheBodyOfASuccess(Way way) throws Exception {
        try (RawServer server = RawServer.responding(response("201 Created", "hello"))) {
            HttpResponse<Supplier<String>> response =
                    way.callWithoutUs(CLIENT, server.request(), HttpErrors.orThrow(BodyHandlers.ofString()));

            assertEquals(201, response.statusCode());
            assertEquals("hello", response.body().get());
            assertEquals("hello", response.body().get());
        }
    }

    @ParameterizedTest
    @EnumSource
    void suppliesNullWhereTheHandlerMadeNull(Way way) throws Exception {
        try (RawServer server = RawServer.responding(response("200 OK", "hello"))) {
            assertNull(way.callWithoutUs(
                            CLIENT,
                            server.request(),
                            HttpErrors.orThrow(head -> BodySubscribers.<String>replacing(null)))
                    .body()
                    .get());
        }
    }

    @ParameterizedTest
    @EnumSource
    void throwsTheErrorEachTimeItIsAsked(Way way, @TempDir Path directory) throws Exception {
        Path target = directory.resolve("avatar.png");
        try (RawServer server = RawServer.responding(response("404 Not Found", ENVELOPE))) {
            HttpResponse<Supplier<Path>> response =
                    way.callWithoutUs(CLIENT, server.request(), HttpErrors.orThrow(BodyHandlers.ofFile(target)));

            assertEquals(404, response.statusCode());
            RemoteApiException first = assertThrows(RemoteApiException.class, response.body()::get);
            RemoteApiException second = assertThrows(RemoteApiException.class, response.body()::get);
            assertEquals("404 RESOURCE_NOT_FOUND: No such avatar (request req-7)", first.getMessage());
            assertNull(first.getCause());
            assertEquals(first.getMessage(), second.getMessage());
            assertNotSame(first, second);
        }
        assertFalse(Files.exists(target));
    }

    @ParameterizedTest
    @EnumSource
    void endsAtTheDeadline(Way way) throws Exception {
        try (RawServer server = RawServer.responding(fixedHead(404))) {
            RemoteApiException e = error(way, server, deadline(Duration.ofMillis(200)));

            assertEquals(404, e.remoteError().status());
            assertInstanceOf(HttpTimeoutException.class, e.getCause());
            server.awaitClosed();
        }
    }

    @ParameterizedTest
    @EnumSource
    void endsAtTheLimit(Way way) throws Exception {
        try (RawServer server = RawServer.responding(response("404 Not Found", ENVELOPE))) {
            RemoteApiException e = error(way, server, limit(20));

            assertEquals(ENVELOPE.substring(0, 20), new String(e.remoteError().body(), UTF_8));
            assertTrue(e.remoteError().truncated());
        }
    }

    /** The client asks for the body on one of them, which may be long after the body has come, or was to come. */
    @ParameterizedTest
    @EnumSource
    void endsAsWellWhileTheThreadsOfTheClientAreBusy(Way way) throws Exception {
        HttpClient busy = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .executor(task -> CompletableFuture.delayedExecutor(
                                ThreadLocalRandom.current().nextInt(40), TimeUnit.MILLISECONDS)
                        .execute(task))
                .build();
        try (RawServer hangs = RawServer.responding(chunkedHead(404) + chunk(ENVELOPE))) {
            for (ErrorLimits limits : List.of(deadline(Duration.ofMillis(1)), limit(20))) {
                for (int i = 0; i < 20; i++) {
                    Supplier<String> body = way.callWithoutUs(
                                    busy, hangs.request(), HttpErrors.orThrow(BodyHandlers.ofString(), limits))
                            .body();

                    RemoteApiException e = assertThrows(RemoteApiException.class, body::get);
                    assertEquals(404, e.remoteError().status());
                }
            }
        }
    }

    private static RemoteApiException error(Way way, RawServer server, ErrorLimits limits) throws Exception {
        Supplier<String> body = way.callWithoutUs(
                        CLIENT, server.request(), HttpErrors.orThrow(BodyHandlers.ofString(), limits))
                .body();
        return assertThrows(RemoteApiException.class, body::get);
    }

    /** Whether the client fails before the supplier is there is a race, which the documentation owns up to. */
    @ParameterizedTest
    @EnumSource
    void aBodyThatBreaksOffIsTheErrorOrAnIOException(Way way) throws Exception {
        try (RawServer server = new RawServer(connection -> {
            connection.send(fixedHead(404));
            connection.close();
        })) {
            for (int i = 0; i < 50; i++) {
                try {
                    RemoteApiException e = error(way, server, ErrorLimits.DEFAULT);
                    assertEquals(404, e.remoteError().status());
                    assertInstanceOf(IOException.class, e.getCause());
                } catch (IOException e) {
                    assertTrue(e.getMessage().contains("bytes received: 0"), e.getMessage());
                }
            }
        }
    }

    @Test
    void refusesNull() {
        assertThrows(NullPointerException.class, () -> HttpErrors.orThrow(null));
        assertThrows(NullPointerException.class, () -> HttpErrors.orThrow(BodyHandlers.ofString(), null));
    }
}

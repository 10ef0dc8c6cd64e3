package konpro.errors.httpclient;

import static konpro.errors.testkit.Responses.ENVELOPE;
import static konpro.errors.testkit.Responses.chunk;
import static konpro.errors.testkit.Responses.chunkedHead;
import static konpro.errors.testkit.Responses.deadline;
import static konpro.errors.testkit.Responses.fixedHead;
import static konpro.errors.testkit.Responses.limit;
import static konpro.errors.testkit.Way.CLIENT;
import static konpro.errors.testkit.Way.http1;
import static org.junit.jupiter.api.Assertions.*;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
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
import org.junit.jupiter.api.io.TempDir;

class OrThrowTest extends EachWay {

    private <T> HttpResponse<Supplier<T>> call(BodyHandler<T> handler) throws IOException, InterruptedException {
        return way.callByClientAlone(CLIENT, server.request(), HttpErrors.orThrow(handler));
    }

    @Test
    void suppliesTheBodyOfASuccess() throws Exception {
        server.responds("201 Created", "hello");

        HttpResponse<Supplier<String>> response = call(BodyHandlers.ofString());

        assertEquals(201, response.statusCode());
        assertEquals("hello", response.body().get());
        assertEquals("hello", response.body().get());
    }

    @Test
    void suppliesNullIfTheHandlerMakesNull() throws Exception {
        server.responds("200 OK", "hello");

        assertNull(call(head -> BodySubscribers.replacing(null)).body().get());
    }

    @Test
    void throwsANewExceptionOfTheErrorEachTime(@TempDir Path directory) throws Exception {
        Path target = directory.resolve("avatar.png");
        server.responds("404 Not Found", ENVELOPE);

        HttpResponse<Supplier<Path>> response = call(BodyHandlers.ofFile(target));

        assertEquals(404, response.statusCode());
        RemoteApiException first = assertThrows(RemoteApiException.class, response.body()::get);
        RemoteApiException second = assertThrows(RemoteApiException.class, response.body()::get);
        assertEquals("404 RESOURCE_NOT_FOUND: No such avatar (request req-7)", first.getMessage());
        assertNull(first.getCause());
        assertEquals(first.getMessage(), second.getMessage());
        assertNotSame(first, second);
        assertFalse(Files.exists(target));
    }

    /** The client asks for the body on one of them, which may be long after the body was received, or was due. */
    @Test
    void endsAtDeadlineAndLimitEvenIfTheThreadsOfTheClientAreBusy() throws Exception {
        HttpClient busy = http1().executor(task -> CompletableFuture.delayedExecutor(
                                ThreadLocalRandom.current().nextInt(40), TimeUnit.MILLISECONDS)
                        .execute(task))
                .build();
        server.sends(chunkedHead(404) + chunk(ENVELOPE));
        for (ErrorLimits limits : List.of(deadline(Duration.ofMillis(1)), limit(20))) {
            for (int i = 0; i < 20; i++) {
                Supplier<String> body = way.callByClientAlone(
                                busy, server.request(), HttpErrors.orThrow(BodyHandlers.ofString(), limits))
                        .body();

                RemoteApiException e = assertThrows(RemoteApiException.class, body::get);
                assertEquals(404, e.remoteError().status());
            }
        }
    }

    /** Whether the client fails before it has the supplier is a race, which is documented. */
    @Test
    void throwsTheErrorOrAnIOExceptionIfTheBodyBreaksOff() throws Exception {
        server.sendsAndCloses(fixedHead(404));
        for (int i = 0; i < 50; i++) {
            try {
                RemoteApiException e = assertThrows(
                        RemoteApiException.class, call(BodyHandlers.ofString()).body()::get);
                assertEquals(404, e.remoteError().status());
                assertInstanceOf(IOException.class, e.getCause());
            } catch (IOException e) {
                assertTrue(e.getMessage().contains("bytes received: 0"), e.getMessage());
            }
        }
    }

    @Test
    void refusesNull() {
        assertThrows(NullPointerException.class, () -> HttpErrors.orThrow(null));
        assertThrows(NullPointerException.class, () -> HttpErrors.orThrow(BodyHandlers.ofString(), null));
    }
}

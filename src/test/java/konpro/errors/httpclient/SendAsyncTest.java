package konpro.errors.httpclient;

import static konpro.errors.testkit.Responses.ENVELOPE;
import static konpro.errors.testkit.Responses.deadline;
import static konpro.errors.testkit.Responses.fixedHead;
import static konpro.errors.testkit.Responses.response;
import static konpro.errors.testkit.Way.CLIENT;
import static org.junit.jupiter.api.Assertions.*;

import konpro.errors.testkit.DecoratedClient;
import konpro.errors.testkit.RawServer;
import konpro.errors.testkit.Responses;
import konpro.errors.testkit.Way;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import konpro.errors.RemoteApiException;
import konpro.errors.RemoteError;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class SendAsyncTest {

    @Test
    void joinGetAndStagesShowTheErrorPlainly() throws Exception {
        try (RawServer server = RawServer.responding(response("404 Not Found", ENVELOPE))) {
            CompletableFuture<HttpResponse<String>> future =
                    HttpErrors.sendAsync(CLIENT, server.request(), BodyHandlers.ofString());

            Throwable joined =
                    assertThrows(CompletionException.class, future::join).getCause();
            Throwable got = assertThrows(ExecutionException.class, future::get).getCause();
            Throwable handed = future.handle((response, exception) -> exception).join();
            assertInstanceOf(RemoteApiException.class, joined);
            assertEquals(joined, got);
            assertEquals(joined, handed);
            assertTrue(future.isCompletedExceptionally());
            assertFalse(future.isCancelled());
        }
    }

    @Test
    void joinGetAndStagesShowAFailedConnectionPlainly() {
        CompletableFuture<HttpResponse<String>> future =
                HttpErrors.sendAsync(CLIENT, RawServer.NOBODY, BodyHandlers.ofString());

        Throwable joined = assertThrows(CompletionException.class, future::join).getCause();
        Throwable got = assertThrows(ExecutionException.class, future::get).getCause();
        Throwable handed = future.handle((response, exception) -> exception).join();
        assertInstanceOf(ConnectException.class, joined);
        assertEquals(joined, got);
        assertEquals(joined, handed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 404 Not Found\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"})
    void cancellingReachesTheExchange(String response) throws Exception {
        try (RawServer server = RawServer.responding(response)) {
            CompletableFuture<HttpResponse<String>> future =
                    HttpErrors.sendAsync(CLIENT, server.request(), BodyHandlers.ofString());
            server.awaitRequest();

            assertTrue(future.cancel(true));

            server.awaitClosed();
            assertTrue(future.isCancelled());
            assertThrows(CancellationException.class, future::join);
        }
    }

    /** The status may be known by then or not: a race, and so many of them. */
    @RepeatedTest(50)
    void cancellingReachesTheExchangeWhileTheBodyOfTheErrorHangs() throws Exception {
        CountDownLatch sent = new CountDownLatch(1);
        try (RawServer server = new RawServer(connection -> {
            connection.send(fixedHead(404));
            sent.countDown();
        })) {
            CompletableFuture<HttpResponse<String>> future = HttpErrors.sendAsync(
                    CLIENT, server.request(), BodyHandlers.ofString(), deadline(Duration.ofDays(1)));
            sent.await();

            assertTrue(future.cancel(true));

            server.awaitClosed();
            assertTrue(future.isCancelled());
            assertThrows(CancellationException.class, future::join);
        }
    }

    @Test
    void cancellingAStageReachesTheExchangeAsWithTheClientAlone() throws Exception {
        try (RawServer server = RawServer.responding("")) {
            CompletableFuture<Integer> stage = HttpErrors.sendAsync(CLIENT, server.request(), BodyHandlers.ofString())
                    .thenApply(HttpResponse::statusCode);
            server.awaitRequest();

            assertTrue(stage.cancel(true));

            server.awaitClosed();
        }
    }

    /** How code other than the call completes a future or a stage. */
    static Stream<Consumer<CompletableFuture<?>>> completions() {
        return Stream.of(
                future -> future.cancel(true),
                future -> future.orTimeout(1, TimeUnit.MILLISECONDS),
                future -> future.completeOnTimeout(null, 1, TimeUnit.MILLISECONDS),
                future -> future.complete(null),
                future -> future.completeAsync(() -> null),
                future -> future.completeAsync(() -> {
                    throw new IllegalStateException("never mind");
                }),
                future -> future.completeExceptionally(new IllegalStateException("never mind")));
    }

    /** Before the head, within the body of an error, and within that of a success. */
    @ParameterizedTest
    @MethodSource("completions")
    void completingTheFutureOrAStageCancelsTheExchange(Consumer<CompletableFuture<?>> completion) throws Exception {
        for (String head : new String[] {"", fixedHead(404), fixedHead(200)}) {
            try (RawServer server = RawServer.responding(head)) {
                CompletableFuture<?> future = HttpErrors.sendAsync(CLIENT, server.request(), BodyHandlers.ofString());
                server.awaitRequest();
                completion.accept(future);
                server.awaitClosed();
            }
            try (RawServer server = RawServer.responding(head)) {
                CompletableFuture<?> stage = HttpErrors.sendAsync(CLIENT, server.request(), BodyHandlers.ofString())
                        .thenApply(HttpResponse::statusCode);
                server.awaitRequest();
                completion.accept(stage);
                server.awaitClosed();
            }
        }
    }

    @Test
    void completingItLeavesItsValueAndItsException() {
        CompletableFuture<HttpResponse<String>> future = new Call.Result<>(new CompletableFuture<>());
        IllegalStateException exception = new IllegalStateException("never mind");
        future.completeAsync(() -> {
            throw exception;
        });

        assertSame(
                exception, assertThrows(CompletionException.class, future::join).getCause());
        assertNull(new Call.Result<>(new CompletableFuture<>())
                .completeAsync(() -> null)
                .join());
        assertThrows(
                TimeoutException.class,
                () -> join(new Call.Result<>(new CompletableFuture<>()).orTimeout(1, TimeUnit.MILLISECONDS)));
    }

    private static void join(CompletableFuture<?> future) throws Throwable {
        try {
            future.join();
        } catch (CompletionException e) {
            throw e.getCause();
        }
    }

    @Test
    void aStageThatAnotherFutureCompletesLeavesTheExchange() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (RawServer server = new RawServer(connection -> {
            over.await();
            connection.send(response("200 OK", "hello"));
        })) {
            CompletableFuture<HttpResponse<String>> future =
                    HttpErrors.sendAsync(CLIENT, server.request(), BodyHandlers.ofString());
            assertNull(future.applyToEither(CompletableFuture.completedFuture(null), response -> response)
                    .join());
            over.countDown();

            assertEquals("hello", future.join().body());
        }
    }

    /** As if the response was received at that moment. */
    @Test
    void closesAResponseThatIsReceivedAfterTheFutureWasCompleted() throws Exception {
        CountDownLatch completed = new CountDownLatch(1);
        try (RawServer server = RawServer.responding(fixedHead(200))) {
            CompletableFuture<HttpResponse<InputStream>> future = HttpErrors.sendAsync(
                    new DecoratedClient((request, handler) -> {
                        completed.await();
                        return CLIENT.send(server.request(), handler);
                    }),
                    server.request(),
                    BodyHandlers.ofInputStream());
            assertTrue(future.complete(null));
            completed.countDown();

            server.awaitClosed();
        }
    }

    @Test
    void refusesAtOnceWhatTheClientRefusesAtOnce() {
        assertThrows(NullPointerException.class, () -> HttpErrors.sendAsync(CLIENT, null, BodyHandlers.ofString()));
    }

    @Test
    void keepsTheErrorsOf500CallsAtOnceApart() throws Exception {
        int calls = 500;
        CountDownLatch allAsked = new CountDownLatch(calls);
        try (RawServer server = new RawServer(connection -> {
            String id = connection.requestHead().replaceFirst("(?s).*X-Request-Id: (\\S+).*", "$1");
            allAsked.countDown();
            allAsked.await();
            connection.send(response((400 + Integer.parseInt(id) % 200) + " ", envelopeOf(id)));
        })) {
            Map<String, CompletableFuture<Throwable>> exceptions = new HashMap<>();
            for (int i = 0; i < calls; i++) {
                String id = Integer.toString(i);
                HttpRequest request = HttpRequest.newBuilder(server.uri())
                        .header("X-Request-Id", id)
                        .build();
                exceptions.put(
                        id,
                        HttpErrors.sendAsync(CLIENT, request, BodyHandlers.ofString())
                                .handle((response, exception) -> exception));
            }

            exceptions.forEach((id, exception) -> {
                RemoteError error = assertInstanceOf(RemoteApiException.class, exception.join())
                        .remoteError();
                assertEquals(400 + Integer.parseInt(id) % 200, error.status());
                assertEquals(envelopeOf(id), error.envelope().orElseThrow().toJson());
            });
            assertEquals(calls, server.accepted());
        }
    }

    /** Long enough to come in pieces. */
    private static String envelopeOf(String id) {
        return ENVELOPE.replace("req-7", id).replace("No such avatar", "No avatar " + id.repeat(5_000));
    }

    /** All timers of the JDK share one thread: whoever waits there stops the clocks of all. */
    @Test
    void whatFollowsOnAMissedDeadlineMayWait() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        CountDownLatch waiting = new CountDownLatch(1);
        try (RawServer server = RawServer.responding(fixedHead(404))) {
            CompletableFuture<Void> first = HttpErrors.sendAsync(
                            CLIENT, server.request(), BodyHandlers.ofString(), deadline(Duration.ofMillis(1)))
                    .handle((response, exception) -> {
                        waiting.countDown();
                        assertDoesNotInterrupt(over);
                        return null;
                    });
            waiting.await();

            RemoteApiException e = Way.SEND.error(server.request(), deadline(Duration.ofMillis(1)));

            assertEquals(404, e.remoteError().status());
            over.countDown();
            first.join();
        }
    }

    private static void assertDoesNotInterrupt(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void transportErrorsStayWhatTheyAre() throws IOException {
        try (RawServer server = new RawServer(RawServer.Connection::close)) {
            Throwable exception = HttpErrors.sendAsync(CLIENT, server.request(), BodyHandlers.ofString())
                    .handle((response, e) -> e)
                    .join();

            assertInstanceOf(IOException.class, exception);
        }
    }
}

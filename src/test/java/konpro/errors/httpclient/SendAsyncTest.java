package konpro.errors.httpclient;

import static org.junit.jupiter.api.Assertions.*;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import konpro.errors.ErrorLimits;
import konpro.errors.RemoteApiException;
import konpro.errors.testkit.DecoratedClient;
import konpro.errors.testkit.RawServer;
import konpro.errors.testkit.Way;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SendAsyncTest extends WithServer {

    private static final ErrorLimits LONG = deadline(Duration.ofDays(1));

    private static CompletableFuture<HttpResponse<String>> send(HttpRequest request, ErrorLimits limits) {
        return HttpErrors.sendAsync(CLIENT, request, BodyHandlers.ofString(), limits);
    }

    private static Throwable causeOfJoin(CompletableFuture<?> future) {
        return assertThrows(CompletionException.class, future::join).getCause();
    }

    @Test
    void joinGetAndStagesShowTheExceptionWithoutWrappingItTwice() {
        server.responds("404 Not Found", ENVELOPE);
        assertShown(RemoteApiException.class, server.request());
        server.runs(RawServer.Connection::close);
        assertShown(IOException.class, server.request());
        assertShown(ConnectException.class, RawServer.TO_NO_SERVER);
    }

    private static void assertShown(Class<? extends Throwable> expected, HttpRequest request) {
        CompletableFuture<HttpResponse<String>> future = send(request, ErrorLimits.DEFAULT);
        Throwable joined = causeOfJoin(future);

        assertInstanceOf(expected, joined);
        assertEquals(joined, assertThrows(ExecutionException.class, future::get).getCause());
        assertEquals(joined, future.handle((response, exception) -> exception).join());
        assertTrue(future.isCompletedExceptionally());
        assertFalse(future.isCancelled());
    }

    /** Sends a request, and waits until the server has responded. */
    private CompletableFuture<HttpResponse<String>> sent() throws InterruptedException {
        CompletableFuture<HttpResponse<String>> future = send(server.request(), LONG);
        server.awaitResponse();
        return future;
    }

    /** Before the head, within it, within the body of an error, and within that of a success. */
    static Stream<String> heads() {
        return Stream.of("", "HTTP/1.1 404 Not Found\r\n", fixedHead(404), fixedHead(200));
    }

    /** The client may know the status by then or not: a race, so it is tried often. */
    @ParameterizedTest
    @MethodSource("heads")
    void cancellingReachesTheExchange(String head) throws Exception {
        server.sends(head);
        for (int i = 0; i < 50; i++) {
            CompletableFuture<HttpResponse<String>> future = sent();

            assertTrue(future.cancel(true));
            server.awaitClosed();
            assertTrue(future.isCancelled());
            assertThrows(CancellationException.class, future::join);
        }
    }

    static Stream<Consumer<CompletableFuture<?>>> completions() {
        return Stream.of(
                future -> future.cancel(true),
                future -> future.orTimeout(1, TimeUnit.MILLISECONDS),
                future -> future.completeOnTimeout(null, 1, TimeUnit.MILLISECONDS),
                future -> future.complete(null),
                future -> future.completeAsync(() -> null),
                future -> future.completeAsync(() -> {
                    throw new IllegalStateException("ignored");
                }),
                future -> future.completeExceptionally(new IllegalStateException("ignored")));
    }

    @ParameterizedTest
    @MethodSource("completions")
    void completingTheFutureOrAStageCancelsTheExchange(Consumer<CompletableFuture<?>> completion) throws Exception {
        for (String head : heads().toList()) {
            server.sends(head);
            completion.accept(sent());
            server.awaitClosed();
            completion.accept(sent().thenApply(HttpResponse::statusCode));
            server.awaitClosed();
        }
    }

    @Test
    void completingItSetsItsValueOrException() {
        IllegalStateException exception = new IllegalStateException("thrown by a supplier");
        CompletableFuture<?> failed = new Call.Result<>(new CompletableFuture<>()).completeAsync(() -> {
            throw exception;
        });
        CompletableFuture<?> late = new Call.Result<>(new CompletableFuture<>()).orTimeout(1, TimeUnit.MILLISECONDS);
        CompletableFuture<?> done = new Call.Result<>(new CompletableFuture<>()).completeAsync(() -> null);

        assertSame(exception, causeOfJoin(failed));
        assertInstanceOf(TimeoutException.class, causeOfJoin(late));
        assertNull(done.join());
    }

    @Test
    void aStageThatAnotherFutureCompletesLeavesTheExchange() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        server.runs(connection -> {
            over.await();
            connection.send(response("200 OK", "hello"));
        });
        CompletableFuture<HttpResponse<String>> future = send(server.request(), LONG);
        assertNull(future.applyToEither(CompletableFuture.completedFuture(null), response -> response)
                .join());
        over.countDown();

        assertEquals("hello", future.join().body());
    }

    /** As if the response was received at that moment. */
    @Test
    void closesAResponseThatIsReceivedAfterTheFutureWasCompleted() throws Exception {
        CountDownLatch completed = new CountDownLatch(1);
        server.sends(fixedHead(200));
        DecoratedClient late = new DecoratedClient((request, handler) -> {
            completed.await();
            return CLIENT.send(request, handler);
        });
        CompletableFuture<HttpResponse<InputStream>> future =
                HttpErrors.sendAsync(late, server.request(), BodyHandlers.ofInputStream());
        assertTrue(future.complete(null));
        completed.countDown();

        server.awaitClosed();
    }

    @Test
    void keepsTheErrorsOf500CallsAtOnceApart() {
        int calls = 500;
        CountDownLatch allRequested = new CountDownLatch(calls);
        server.runs(connection -> {
            String header = connection.requestHead().replaceFirst("(?s).*X-Request-Id: (\\S+).*", "$1");
            int id = Integer.parseInt(header);
            allRequested.countDown();
            allRequested.await();
            connection.send(response(400 + id % 200 + " ", envelopeOf(id)));
        });
        List<CompletableFuture<HttpResponse<String>>> futures = IntStream.range(0, calls)
                .mapToObj(id -> send(server.request("X-Request-Id", "" + id), LONG))
                .toList();

        for (int id = 0; id < calls; id++) {
            RemoteApiException e = assertInstanceOf(RemoteApiException.class, causeOfJoin(futures.get(id)));
            assertEquals(400 + id % 200, e.remoteError().status());
            assertEquals(
                    envelopeOf(id), e.remoteError().envelope().orElseThrow().toJson());
        }
        assertEquals(calls, server.accepted());
    }

    /** Too long to be received at once. */
    private static String envelopeOf(int id) {
        return ENVELOPE.replace("req-7", "" + id).replace("No such avatar", ("No avatar " + id).repeat(1_500));
    }

    @Test
    void manyBodiesThatHangEndAtTheirDeadlines() {
        server.sends(fixedHead(404) + BROKEN_ENVELOPE);
        List<CompletableFuture<HttpResponse<String>>> futures = IntStream.range(0, 50)
                .mapToObj(i -> send(server.request(), deadline(Duration.ofMillis(200))))
                .toList();

        for (CompletableFuture<HttpResponse<String>> future : futures) {
            assertInstanceOf(HttpTimeoutException.class, causeOfJoin(future).getCause());
        }
    }

    /** All timers of the JDK share one thread, which a stage that blocks must not keep. */
    @Test
    void aStageThatFollowsOnAMissedDeadlineMayBlock() throws Exception {
        Semaphore over = new Semaphore(0);
        CountDownLatch blocking = new CountDownLatch(1);
        CountDownLatch followed = new CountDownLatch(1); // else this thread would run the stage
        ErrorLimits limits = deadline(Duration.ofMillis(1));
        server.runs(connection -> {
            followed.await();
            connection.send(fixedHead(404));
        });
        CompletableFuture<Void> first = send(server.request(), limits).handle((response, exception) -> {
            blocking.countDown();
            over.acquireUninterruptibly();
            return null;
        });
        followed.countDown();
        blocking.await();

        RemoteApiException e = Way.SEND.error(CLIENT, server.request(), limits);
        assertEquals(404, e.remoteError().status());
        over.release();
        first.join();
    }
}

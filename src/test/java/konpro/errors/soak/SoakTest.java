package konpro.errors.soak;

import static java.nio.charset.StandardCharsets.UTF_8;
import static konpro.errors.testkit.Responses.chunk;
import static konpro.errors.testkit.TestServer.begin;
import static org.junit.jupiter.api.Assertions.*;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorLimits;
import konpro.errors.ErrorMapper;
import konpro.errors.RemoteApiException;
import konpro.errors.RemoteError;
import konpro.errors.httpclient.HttpErrors;
import konpro.errors.httpserver.ErrorFilter;
import konpro.errors.testkit.OpenFiles;
import konpro.errors.testkit.RawClient;
import konpro.errors.testkit.RawServer;
import konpro.errors.testkit.TestServer;
import konpro.errors.testkit.Way;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.ThrowingConsumer;

/**
 * Both adapters, against each other and against peers that misbehave: every exchange ends as it should, and all of them leave no
 * thread, no socket and no memory. {@code ./mvnw test -Psoak} takes 10 minutes, with {@code -Dsoak.minutes=1} one.
 */
@Tag("soak")
class SoakTest {

    private static final int CONCURRENT = 32;
    private static final int PER_MINUTE = 20_000;
    private static final int CHEAP_PER_COSTLY = 100;
    private static final ErrorLimits LIMITS = new ErrorLimits(20_000, Duration.ofSeconds(5), Duration.ofMinutes(2));
    private static final String LONG = "0123456789".repeat(10_000);

    private final AtomicInteger missing = new AtomicInteger();
    private final List<TestServer> servers = TestServer.onEachExecutor().toList();
    private final RawServer misbehaving = new RawServer(SoakTest::misbehave);
    private final ExecutorService clientThreads = Executors.newFixedThreadPool(4);
    private final HttpClient client =
            HttpClient.newBuilder().executor(clientThreads).build();
    private final List<ThrowingConsumer<Integer>> cheap = new ArrayList<>();
    private final List<ThrowingConsumer<Integer>> costly = new ArrayList<>();

    SoakTest() throws Exception {
        ErrorMapper errors = ErrorMapper.builder() // of a client that disconnects there may be an exception, or not
                .onFailure((e, x) -> missing.addAndGet(e.envelope().requestId().equals("disconnects") ? 0 : -1))
                .build();
        for (TestServer server : servers) {
            ErrorFilter.install(server.httpServer.createContext("/", SoakTest::handle), errors);
        }
        addOurServer();
        addMisbehavingServer();
    }

    @AfterEach
    void stop() throws IOException {
        misbehaving.close();
        for (TestServer server : servers) {
            server.close();
        }
        clientThreads.shutdown();
    }

    @Test
    void leavesNothingBehind() throws Exception {
        int exchanges = (int) (PER_MINUTE * Double.parseDouble(System.getProperty("soak.minutes", "10")));
        run(0, exchanges / 10); // loads and starts what is loaded and started once
        Resources before = Resources.atRest(Integer.MAX_VALUE, Long.MAX_VALUE);
        run(exchanges / 10, exchanges);
        Resources after = Resources.atRest(before.threads(), before.files());
        assertEquals(0, missing.get(), "Notifications are missing");
        assertTrue(after.threads() <= before.threads(), () -> "" + Thread.getAllStackTraces());
        assertTrue(after.files() <= before.files(), "Files or sockets are left open");
        assertTrue(after.heapKiB() <= before.heapKiB() + 512, "The heap has grown");
    }

    /** What this process holds: the live heap after several collections, threads, open files and sockets. */
    private record Resources(long heapKiB, int threads, long files) {
        static final int PATIENCE_SECONDS = 150; // idle threads of the JDK's own pools live for a minute

        private static Resources now() throws InterruptedException {
            for (int i = 0; i < 5; i++) {
                System.gc();
                Thread.sleep(20);
            }
            Runtime runtime = Runtime.getRuntime();
            long heap = runtime.totalMemory() - runtime.freeMemory();
            return new Resources(heap >> 10, Thread.getAllStackTraces().size(), OpenFiles.count());
        }

        /** Waits until idle threads and connections have ended, and there are no more than before. */
        static Resources atRest(int threads, long files) throws InterruptedException {
            Resources now = now();
            for (int i = 0, calm = 0; i < PATIENCE_SECONDS && calm < 5; i++) {
                Thread.sleep(1_000);
                Resources next = now();
                boolean flat = next.threads == now.threads && next.files == now.files;
                calm = flat && next.threads <= threads && next.files <= files ? calm + 1 : 0;
                now = next;
            }
            System.out.println(now);
            return now;
        }
    }

    private void run(int from, int to) throws Exception {
        AtomicInteger next = new AtomicInteger(from);
        long start = System.nanoTime();
        Callable<Void> work = () -> {
            for (int n = next.getAndIncrement(); n < to; n = next.getAndIncrement()) {
                boolean isCostly = n % CHEAP_PER_COSTLY == 0;
                var kinds = isCostly ? costly : cheap;
                int index = isCostly ? n / CHEAP_PER_COSTLY : n;
                TimeUnit.NANOSECONDS.sleep(start + TimeUnit.MINUTES.toNanos(n - from) / PER_MINUTE - System.nanoTime());
                try {
                    kinds.get(index % kinds.size()).accept(index / kinds.size());
                } catch (Throwable e) {
                    next.set(to); // for the other threads
                    throw new AssertionError("Exchange " + n, e);
                }
            }
            return null;
        };
        ExecutorService workers = Executors.newFixedThreadPool(CONCURRENT);
        for (Future<Void> end : workers.invokeAll(Collections.nCopies(CONCURRENT, work), 20, TimeUnit.MINUTES)) {
            end.get();
        }
        workers.shutdown();
    }

    private void addOurServer() {
        cheap.add(n -> assertEquals("ok", call(ours(n, "success"), n)));
        cheap.add(n -> assertEquals("5", call(ours(n, "upload"), n)));
        for (ErrorCode code : ErrorCode.values()) {
            BodyPublisher none = BodyPublishers.noBody();
            addNotifying(cheap, n -> assertError(code, ours(n, code.name()), n));
            addNotifying(cheap, n -> assertError(code, ours(n, code.name()).method("HEAD", none), n));
        }
        addNotifying(cheap, n -> assertError(ErrorCode.PROCESSING_ERROR, ours(n, "unexpected"), n));
        addNotifying(cheap, n -> assertThrows(IOException.class, () -> call(ours(n, "half"), n)));
        addNotifying(cheap, n -> assertThrows(IOException.class, () -> call(ours(n, "closed"), n)));
        costly.add(n -> assertEquals(LONG, call(ours(n, "long"), n)));
        BodyPublisher mebibyte = BodyPublishers.ofByteArray(new byte[1 << 20]);
        ErrorCode keyless = ErrorCode.INVALID_API_KEY;
        addNotifying(costly, n -> assertError(keyless, ours(n, keyless.name()).POST(mebibyte), n));
        // Clients that disconnect
        for (String sent : List.of(
                "POST /success HTTP/1.1\r\nHost: local",
                "POST /upload HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nhalf",
                "POST /upload HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n10\r\nhalf",
                "POST /INVALID_API_KEY HTTP/1.1\r\nX-Request-Id: disconnects\r\nContent-Length: 1000\r\n\r\nhalf",
                "GET /unexpected HTTP/1.1\r\nX-Request-Id: disconnects\r\n\r\n",
                "GET /long HTTP/1.1\r\nHost: x\r\n\r\n")) {
            cheap.add(n -> {
                try (RawClient raw = new RawClient(uri(n).getPort(), null).send(sent)) {
                    if (n % 2 == 0) {
                        raw.reset();
                    }
                }
            });
        }
    }

    private void addNotifying(List<ThrowingConsumer<Integer>> kinds, ThrowingConsumer<Integer> exchange) {
        kinds.add(n -> {
            missing.incrementAndGet();
            exchange.accept(n);
        });
    }

    private void addMisbehavingServer() {
        cheap.add(n -> assertError(ErrorCode.RESOURCE_NOT_FOUND, theirs("envelope"), n));
        cheap.add(n -> assertEquals(502, error(theirs("page"), n).status()));
        cheap.add(n -> assertThrows(IOException.class, () -> call(theirs("closed"), n)));
        cheap.add(n -> assertThrows(IOException.class, () -> call(theirs("half"), n)));
        cheap.add(n -> {
            if (n % 4 == 2) { // orThrow may lose the status of a body that breaks off
                assertThrows(Exception.class, () -> call(theirs("broken"), n));
            } else {
                assertEquals(500, error(theirs("broken"), n).status());
            }
        });
        HttpRequest.Builder silent = theirs("silent").timeout(Duration.ofMillis(50));
        cheap.add(n -> assertThrows(HttpTimeoutException.class, () -> call(silent, n)));
        cheap.add(n -> {
            var future = HttpErrors.sendAsync(client, theirs("hanging").build(), BodyHandlers.ofString());
            Thread.sleep(n % 20);
            assertTrue(future.cancel(true));
        });
        costly.add(n -> assertEquals(500, error(theirs("hanging"), n).status())); // until the deadline
        costly.add(n -> assertTrue(error(theirs("endless"), n).truncated()));
    }

    /** What our servers do, by the path. */
    private static void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring(1);
        String body = switch (path) {
            case "success" -> "ok";
            case "upload" -> "" + exchange.getRequestBody().readAllBytes().length;
            case "long", "half" -> LONG;
            case "unexpected" -> throw new IllegalStateException("hunter2");
            case "closed" -> {
                exchange.close();
                throw new IllegalStateException("before the headers");
            }
            default -> throw new ApiException(ErrorCode.valueOf(path)).retryAfter(Duration.ofSeconds(7));
        };
        try (OutputStream out = begin(exchange, 0, body)) {
            out.flush();
            if (path.equals("half")) {
                throw new IllegalStateException("after the headers");
            }
        }
    }

    /** What the other server does, by the path. A script that returns leaves the connection open. */
    private static void misbehave(RawServer.Connection connection) throws IOException {
        String path = connection.requestHead().split(" ", -1)[1];
        String response = switch (path) {
            case "/envelope" ->
                "HTTP/1.1 404 \r\nContent-Length: 39\r\n\r\n{\"error\":{\"code\":\"RESOURCE_NOT_FOUND\"}}";
            case "/page" -> "HTTP/1.1 502 \r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>";
            case "/half" -> "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf";
            case "/closed", "/silent" -> "";
            default -> "HTTP/1.1 500 \r\nTransfer-Encoding: chunked\r\n\r\n" + chunk("{\"error\"");
        };
        connection.send(response);
        while (path.equals("/endless")) { // until the client disconnects
            connection.send(chunk("x".repeat(10_000)));
        }
        if (path.matches("/(closed|half|broken)")) {
            connection.close();
        }
    }

    /** A POST, since the client repeats a GET by itself where a connection ends without a response. */
    private HttpRequest.Builder ours(int n, String path) {
        return HttpRequest.newBuilder(uri(n).resolve("/" + path)).POST(BodyPublishers.ofString("hello"));
    }

    private HttpRequest.Builder theirs(String path) {
        return HttpRequest.newBuilder(misbehaving.uri().resolve("/" + path)).POST(BodyPublishers.noBody());
    }

    private URI uri(int n) {
        return servers.get(n / 4 % servers.size()).uri();
    }

    private void assertError(ErrorCode code, HttpRequest.Builder request, int n) {
        RemoteError error = error(request, n);
        assertEquals(code.status() + code.code(), error.status() + error.code());
    }

    private RemoteError error(HttpRequest.Builder request, int n) {
        return assertThrows(RemoteApiException.class, () -> call(request, n)).remoteError();
    }

    private String call(HttpRequest.Builder builder, int n) throws Exception {
        HttpRequest request = builder.build();
        var text = BodyHandlers.ofString();
        return switch (n % 4) {
            case 0 -> HttpErrors.send(client, request, text, LIMITS).body();
            case 1 ->
                Way.get(HttpErrors.sendAsync(client, request, text, LIMITS)).body();
            case 2 ->
                client.send(request, HttpErrors.orThrow(text, LIMITS)).body().get();
            default -> {
                var response = client.send(request, BodyHandlers.ofInputStream());
                if (response.statusCode() >= 400) {
                    throw HttpErrors.read(response, LIMITS).toException();
                }
                yield new String(response.body().readAllBytes(), UTF_8);
            }
        };
    }
}

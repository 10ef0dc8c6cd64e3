package konpro.errors.soak;

import static java.nio.charset.StandardCharsets.UTF_8;
import static konpro.errors.testkit.Responses.chunk;
import static org.junit.jupiter.api.Assertions.*;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
import konpro.errors.testkit.RawClient;
import konpro.errors.testkit.RawServer;
import konpro.errors.testkit.Threads;
import konpro.errors.testkit.Way;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Both adapters, against each other and against peers that misbehave: every exchange ends as it should, and all of them leave no
 * thread, no socket and no memory. {@code ./mvnw test -Psoak} takes 10 minutes, with {@code -Dsoak.minutes=1} one.
 */
@Tag("soak")
class SoakTest {

    private static final int CONCURRENT = 32;
    private static final int PER_MINUTE = 20_000;
    private static final int CHEAP_PER_COSTLY = 100;
    private static final long NOISE_KIB = 512;
    private static final ErrorLimits LIMITS = new ErrorLimits(20_000, Duration.ofSeconds(5), Duration.ofMinutes(2));
    private static final byte[] LONG = "0123456789".repeat(10_000).getBytes(UTF_8);

    private static final String BROKEN = "HTTP/1.1 500 \r\nTransfer-Encoding: chunked\r\n\r\n" + chunk("{\"error\"");
    private static final Map<String, String> THEIRS = Map.of(
            "/envelope", "HTTP/1.1 404 \r\nContent-Length: 39\r\n\r\n{\"error\":{\"code\":\"RESOURCE_NOT_FOUND\"}}",
            "/page", "HTTP/1.1 502 \r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>",
            "/half", "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf",
            "/closed", "",
            "/silent", "",
            "/broken", BROKEN,
            "/hanging", BROKEN,
            "/endless", BROKEN);

    private interface Exchange {
        void run(int number) throws Exception;
    }

    private final AtomicInteger notified = new AtomicInteger();
    private final AtomicInteger expected = new AtomicInteger();
    private final List<HttpServer> servers = new ArrayList<>();
    private final RawServer misbehaving = new RawServer(SoakTest::misbehave);
    private final ExecutorService clientThreads = Executors.newFixedThreadPool(4);
    private final HttpClient client =
            HttpClient.newBuilder().executor(clientThreads).build();
    private final List<Exchange> cheap = new ArrayList<>();
    private final List<Exchange> costly = new ArrayList<>();

    SoakTest() throws Exception {
        ErrorMapper errors = ErrorMapper.builder()
                .onFailure((response, x) -> {
                    if (!response.envelope().requestId().equals("disconnects")) { // its exception may come or not
                        notified.incrementAndGet();
                    }
                })
                .build();
        for (Threads threads : Threads.available()) {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 500);
            server.setExecutor(threads.executor());
            ErrorFilter.install(server.createContext("/", SoakTest::handle), errors);
            server.start();
            servers.add(server);
        }
        addOurServer();
        addDisconnectingClients();
        addMisbehavingServer();
    }

    @AfterEach
    void stop() throws IOException {
        misbehaving.close();
        servers.forEach(server -> server.stop(0));
        clientThreads.shutdown();
    }

    @Test
    void leavesNothingBehind() throws Exception {
        int exchanges = (int) (PER_MINUTE * Double.parseDouble(System.getProperty("soak.minutes", "10")));
        System.out.println(exchanges + " exchanges on " + Runtime.version());
        run(0, exchanges / 10); // loads and starts what is loaded and started once
        Resources before = Resources.atRest(Resources.ANY);
        run(exchanges / 10, exchanges);
        Resources after = Resources.atRest(before);

        assertEquals(expected.get(), notified.get());
        assertTrue(after.threads() <= before.threads(), () -> "" + Thread.getAllStackTraces());
        assertTrue(after.files() <= before.files(), "Files or sockets are left open");
        assertTrue(after.heapKiB() <= before.heapKiB() + NOISE_KIB, "The heap has grown");
    }

    private void run(int from, int to) throws InterruptedException {
        AtomicInteger next = new AtomicInteger(from);
        Queue<Throwable> thrown = new ConcurrentLinkedQueue<>();
        long start = System.nanoTime();
        ExecutorService workers = Executors.newFixedThreadPool(CONCURRENT);
        for (int i = 0; i < CONCURRENT; i++) {
            workers.execute(() -> {
                for (int n = next.getAndIncrement(); n < to && thrown.isEmpty(); n = next.getAndIncrement()) {
                    List<Exchange> kinds = n % CHEAP_PER_COSTLY == 0 ? costly : cheap;
                    int index = n % CHEAP_PER_COSTLY == 0 ? n / CHEAP_PER_COSTLY : n;
                    try {
                        long due = start + TimeUnit.MINUTES.toNanos(n - from) / PER_MINUTE;
                        TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
                        kinds.get(index % kinds.size()).run(index / kinds.size());
                    } catch (Throwable e) {
                        thrown.add(new AssertionError("Exchange " + n, e));
                    }
                }
            });
        }
        workers.shutdown();
        assertTrue(workers.awaitTermination(20, TimeUnit.MINUTES), "Exchanges do not end");
        thrown.forEach(e -> {
            throw new AssertionError(thrown.size() + " exchanges ended wrong", e);
        });
    }

    private void addOurServer() {
        cheap.add(n -> assertEquals("ok", call(ours(n, "success"), n)));
        cheap.add(n -> assertEquals("5", call(ours(n, "upload"), n)));
        for (ErrorCode code : ErrorCode.values()) {
            addNotifying(cheap, n -> assertError(code, ours(n, code.name()), n));
            addNotifying(
                    cheap, n -> assertError(code, ours(n, code.name()).method("HEAD", BodyPublishers.noBody()), n));
        }
        addNotifying(cheap, n -> assertError(ErrorCode.PROCESSING_ERROR, ours(n, "unexpected"), n));
        addNotifying(cheap, n -> assertThrows(IOException.class, () -> call(ours(n, "half"), n)));
        addNotifying(cheap, n -> assertThrows(IOException.class, () -> call(ours(n, "closed"), n)));
        costly.add(n -> assertEquals(LONG.length, call(ours(n, "long"), n).length()));
        addNotifying(costly, n -> {
            HttpRequest.Builder upload = ours(n, "INVALID_API_KEY").POST(BodyPublishers.ofByteArray(new byte[1 << 20]));
            assertError(ErrorCode.INVALID_API_KEY, upload, n);
        });
    }

    private void addNotifying(List<Exchange> kinds, Exchange exchange) {
        kinds.add(n -> {
            expected.incrementAndGet();
            exchange.run(n);
        });
    }

    private void addDisconnectingClients() {
        for (String sent : List.of(
                "POST /success HTTP/1.1\r\nHost: local",
                "POST /upload HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nhalf",
                "POST /upload HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n10\r\nhalf",
                "POST /INVALID_API_KEY HTTP/1.1\r\nX-Request-Id: disconnects\r\nContent-Length: 1000\r\n\r\nhalf",
                "GET /unexpected HTTP/1.1\r\nX-Request-Id: disconnects\r\n\r\n",
                "GET /long HTTP/1.1\r\nHost: x\r\n\r\n")) {
            cheap.add(n -> {
                try (RawClient raw = new RawClient(port(n))) {
                    raw.send(sent);
                    if (n % 2 == 0) {
                        raw.reset();
                    }
                }
            });
        }
    }

    private void addMisbehavingServer() {
        cheap.add(n -> assertError(ErrorCode.RESOURCE_NOT_FOUND, theirs("envelope"), n));
        cheap.add(n -> assertEquals(502, error(theirs("page"), n).status()));
        cheap.add(n -> assertThrows(IOException.class, () -> call(theirs("closed"), n)));
        cheap.add(n -> assertThrows(IOException.class, () -> call(theirs("half"), n)));
        cheap.add(
                n -> { // orThrow alone may lose the status of a body that breaks off
                    Exception thrown = assertThrows(Exception.class, () -> call(theirs("broken"), n));
                    assertTrue(n % 4 == 2
                            || (thrown instanceof RemoteApiException x
                                    && x.remoteError().status() == 500));
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
        byte[] body = switch (path) {
            case "success" -> "ok".getBytes(UTF_8);
            case "upload" -> ("" + exchange.getRequestBody().readAllBytes().length).getBytes(UTF_8);
            case "long", "half" -> LONG;
            case "unexpected" -> throw new IllegalStateException("hunter2");
            case "closed" -> {
                exchange.close();
                throw new IllegalStateException("before the headers");
            }
            default -> throw new ApiException(ErrorCode.valueOf(path)).retryAfter(Duration.ofSeconds(7));
        };
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
            if (path.equals("half")) {
                throw new IllegalStateException("after the headers");
            }
        }
    }

    /** What the other server does, by the path. A script that returns leaves the connection open. */
    private static void misbehave(RawServer.Connection connection) throws IOException {
        String path = connection.requestHead().split(" ", -1)[1];
        connection.send(THEIRS.get(path));
        while (path.equals("/endless")) { // until the client disconnects
            connection.send(chunk("x".repeat(10_000)));
        }
        if (path.matches("/(closed|half|broken)")) {
            connection.close();
        }
    }

    /** A POST, since the client repeats a GET by itself where a connection ends without a response. */
    private HttpRequest.Builder ours(int n, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port(n) + "/" + path))
                .POST(BodyPublishers.ofString("hello"));
    }

    private HttpRequest.Builder theirs(String path) {
        return HttpRequest.newBuilder(misbehaving.uri().resolve("/" + path)).POST(BodyPublishers.noBody());
    }

    private int port(int n) {
        return servers.get(n / 4 % servers.size()).getAddress().getPort();
    }

    private void assertError(ErrorCode code, HttpRequest.Builder request, int n) {
        RemoteError error = error(request, n);
        assertEquals(code.status() + code.code(), error.status() + error.code());
    }

    private RemoteError error(HttpRequest.Builder request, int n) {
        return assertThrows(RemoteApiException.class, () -> call(request, n)).remoteError();
    }

    /** Makes a call in one of the four ways. */
    private String call(HttpRequest.Builder builder, int n) throws Exception {
        HttpRequest request = builder.build();
        var text = BodyHandlers.ofString();
        if (n % 4 == 0) {
            return HttpErrors.send(client, request, text, LIMITS).body();
        } else if (n % 4 == 1) {
            return Way.get(HttpErrors.sendAsync(client, request, text, LIMITS)).body();
        } else if (n % 4 == 2) {
            return client.send(request, HttpErrors.orThrow(text, LIMITS)).body().get();
        }
        HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
        if (response.statusCode() >= 400) {
            throw HttpErrors.read(response, LIMITS).toException();
        }
        return new String(response.body().readAllBytes(), UTF_8);
    }
}

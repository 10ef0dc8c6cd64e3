package konpro.errors.soak;

import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorLimits;
import konpro.errors.ErrorMapper;
import konpro.errors.ErrorResponse;
import konpro.errors.httpclient.RawServer;
import konpro.errors.httpserver.ErrorFilter;
import konpro.errors.httpserver.Threads;

/**
 * Both ends: a server of ours on each kind of threads, a server that misbehaves, and the clients of all of them. What is
 * to happen stands in the path, {@code /FAILING/WITH_A_CODE/1234}: which enum, which constant, which variant.
 */
final class Loopback implements AutoCloseable {

    /** The id of a request whose client may have left before the server has seen it: of those the hook is not counted. */
    static final String LEFT = "left";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final LongAdder told = new LongAdder();
    private final ErrorMapper errors = ErrorMapper.builder()
            .map(NoSuchElementException.class, ErrorCode.RESOURCE_NOT_FOUND)
            .map(DateTimeException.class, x -> ApiException.invalid("date", "Not a date"))
            .onFailure(this::tell)
            .build();
    private final List<HttpServer> servers = new ArrayList<>();
    private final RawServer misbehaving = new RawServer(Misbehaving::speak);
    private final ExecutorService clientThreads = Executors.newFixedThreadPool(4);
    private final List<HttpClient> clients = List.of(
            client(HttpClient.Version.HTTP_1_1),
            client(HttpClient.Version.HTTP_2), // asks for it, and stays with what it gets
            client(HttpClient.Version.HTTP_1_1));

    Loopback() throws IOException, ReflectiveOperationException {
        for (Threads threads : Threads.available()) {
            servers.add(start(threads));
        }
    }

    private HttpServer start(Threads threads) throws IOException, ReflectiveOperationException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 500);
        server.setExecutor(threads.executor());
        HttpContext failing = server.createContext("/FAILING/", Failing::handle);
        ErrorFilter.install(failing, errors);
        HttpContext answering = server.createContext("/ANSWERING/", exchange -> Answering.handle(exchange, errors));
        ErrorFilter.install(answering, errors);
        server.createContext("/", ErrorFilter.notFound(errors));
        server.start();
        return server;
    }

    private HttpClient client(HttpClient.Version version) {
        return HttpClient.newBuilder().version(version).executor(clientThreads).build();
    }

    private void tell(ErrorResponse response, Throwable failure) {
        if (!response.envelope().requestId().equals(LEFT)) {
            told.increment();
        }
    }

    /** {@return how often the hook was told} */
    long told() {
        return told.sum();
    }

    /** {@return the port of one of our servers} */
    int port(Turn turn) {
        return turn.oneOf(servers).getAddress().getPort();
    }

    /** {@return a request to one of our servers} */
    HttpRequest.Builder request(Turn turn, String path, SentId id) {
        return id.on(request(URI.create("http://127.0.0.1:" + port(turn) + path)));
    }

    /** {@return a request to the server that misbehaves} */
    HttpRequest.Builder request(Misbehaving manner, Turn turn, SentId id) {
        return id.on(request(misbehaving.uri().resolve(path(manner, turn.variant()))));
    }

    private static HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri).timeout(PATIENCE);
    }

    /** {@return what one of the clients hears, on any of the roads} */
    Heard call(Turn turn, HttpRequest request, ErrorLimits limits) throws Exception {
        return turn.oneOf(Road.values()).call(client(turn), request, limits);
    }

    Heard call(Turn turn, HttpRequest request) throws Exception {
        return call(turn, request, ErrorLimits.DEFAULT);
    }

    HttpClient client(Turn turn) {
        return turn.oneOf(clients);
    }

    static String path(Enum<?> constant, int variant) {
        String name = constant.getDeclaringClass().getSimpleName().toUpperCase(Locale.ROOT);
        return "/" + name + "/" + constant.name() + "/" + variant;
    }

    static String constant(HttpExchange exchange) {
        return exchange.getRequestURI().getPath().split("/", -1)[2];
    }

    static int variant(HttpExchange exchange) {
        return Integer.parseInt(exchange.getRequestURI().getPath().split("/", -1)[3]);
    }

    @Override
    public void close() throws IOException {
        misbehaving.close();
        for (HttpServer server : servers) {
            server.stop(0);
            if (server.getExecutor() instanceof ExecutorService threads) {
                threads.shutdownNow();
            }
        }
        clientThreads.shutdown();
    }
}

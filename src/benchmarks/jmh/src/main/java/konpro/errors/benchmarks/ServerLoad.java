package konpro.errors.benchmarks;

import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorMapper;
import konpro.errors.ErrorResponse;
import konpro.errors.httpserver.ErrorFilter;

/**
 * Requests a second of the error path on the JDK's server: a handler that throws, and the filter that makes the answer,
 * with an id of its own for each; against a handler of the same server that sends the same headers and as many bytes,
 * ready made. Server and clients share the machine, over loopback; each client asks again as soon as it has its answer,
 * on a connection that stays. The two take turns, round by round.
 */
final class ServerLoad {

    private static final int CLIENTS = 2;
    private static final int REQUESTS = 10_000; // a round, of each client
    private static final int ROUNDS = 15;
    private static final int WARM_UP = 5;

    private ServerLoad() {}

    public static void main(String[] args) throws Exception {
        System.setProperty(
                "sun.net.httpserver.nodelay", "true"); // else it waits 40 ms in many an answer, on either side
        ErrorMapper errors = ErrorMapper.builder().build();
        ErrorResponse ready = errors.respond(failure(), null);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ExecutorService handlers = Executors.newFixedThreadPool(CLIENTS);
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        server.setExecutor(handlers);
        HttpContext failing = server.createContext("/failing", exchange -> {
            throw failure();
        });
        ErrorFilter.install(failing, errors);
        byte[] body = ready.body();
        server.createContext("/constant", exchange -> answer(exchange, ready.headers(), body));
        server.start();
        try {
            List<Double> filter = new ArrayList<>();
            List<Double> constant = new ArrayList<>();
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                double failingNow = requestsPerSecond("/failing", body.length, server, clients);
                double constantNow = requestsPerSecond("/constant", body.length, server, clients);
                if (round >= 0) {
                    filter.add(failingNow);
                    constant.add(constantNow);
                }
            }
            System.out.printf(
                    Locale.ROOT,
                    "Server under load, JDK %s, median of %d rounds of %,d requests: %,.0f requests a second with the"
                            + " filter, %,.0f with a constant answer: %.2f of it%n",
                    Runtime.version().feature(),
                    ROUNDS,
                    CLIENTS * REQUESTS,
                    median(filter),
                    median(constant),
                    median(filter) / median(constant));
        } finally {
            server.stop(0);
            handlers.shutdownNow();
            clients.shutdownNow();
        }
    }

    private static ApiException failure() {
        return new ApiException(ErrorCode.INVALID_REQUEST, "The request body is invalid")
                .detail("field", "avatar_id")
                .detail("reason", "Avatar ID is required");
    }

    private static void answer(HttpExchange exchange, Map<String, String> headers, byte[] body) throws IOException {
        headers.forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(400, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private static double requestsPerSecond(String path, int length, HttpServer server, ExecutorService clients)
            throws Exception {
        Callable<Void> client = () -> {
            ask(path, length, server.getAddress());
            return null;
        };
        long start = System.nanoTime();
        List<Future<Void>> all = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            all.add(clients.submit(client));
        }
        for (Future<Void> each : all) {
            each.get();
        }
        return CLIENTS * REQUESTS * 1e9 / (System.nanoTime() - start);
    }

    private static void ask(String path, int length, InetSocketAddress server) throws IOException {
        byte[] request = ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
            socket.setTcpNoDelay(true);
            OutputStream out = socket.getOutputStream();
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (int i = 0; i < REQUESTS; i++) {
                out.write(request);
                passHead(in);
                if (in.readNBytes(length).length < length) {
                    throw new EOFException();
                }
            }
        }
    }

    /** Reads to the empty line, and sees that it is a 400. */
    private static void passHead(InputStream in) throws IOException {
        String status = new String(in.readNBytes(12), StandardCharsets.US_ASCII);
        if (!status.equals("HTTP/1.1 400")) {
            throw new IOException(status);
        }
        for (int ends = 0, b = in.read(); b >= 0; b = in.read()) {
            ends = b == '\n' ? ends + 1 : b == '\r' ? ends : 0;
            if (ends == 2) {
                return;
            }
        }
        throw new EOFException();
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }
}

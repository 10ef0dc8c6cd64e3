import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorLimits;
import konpro.errors.ErrorMapper;
import konpro.errors.RemoteApiException;
import konpro.errors.RemoteError;
import konpro.errors.RetryAdvice;
import konpro.errors.httpclient.HttpErrors;
import konpro.errors.httpserver.ErrorFilter;

/** The ways to read an error, each with a server that has too much to do. */
class Client {

    static final HttpClient client = HttpClient.newHttpClient();

    public static void main(String[] args) throws IOException, InterruptedException {
        HttpServer server = busyServer();
        try {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://localhost:" + server.getAddress().getPort() + "/v1/avatars/ada"))
                    .header("X-Request-Id", "req-123456")
                    .build();
            send(request);
            sendAsync(request);
            ownSend(request);
            atHand(request);
            anyClient(request);
            HttpRequest busyOnce = HttpRequest.newBuilder(request.uri().resolve("busy-once"))
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build();
            System.out.println(
                    sendAgainIfSafe(busyOnce, BodyHandlers.ofString()).statusCode());
        } finally {
            server.stop(0);
        }
    }

    static void send(HttpRequest request) throws IOException, InterruptedException {
        Path path = Files.createTempDirectory("avatars").resolve("ada.png");
        try {
            HttpResponse<Path> response = HttpErrors.send(client, request, BodyHandlers.ofFile(path));
            System.out.println("saved " + response.body());
        } catch (RemoteApiException e) {
            System.out.println(e.getMessage()); // GET https://api.konpro.com/v1/avatars/7: 429 RATE_LIMIT_EXCEEDED: …
        }
        System.out.println(Files.exists(path) ? "a file was written" : "no file was written");
    }

    static void sendAsync(HttpRequest request) {
        CompletableFuture<HttpResponse<String>> response =
                HttpErrors.sendAsync(client, request, BodyHandlers.ofString());
        try {
            System.out.println(response.join().body());
        } catch (CompletionException e) {
            if (e.getCause() instanceof RemoteApiException remote) {
                System.out.println(remote.remoteError().code());
            }
        }
    }

    static void ownSend(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<Supplier<String>> response = client.send(request, HttpErrors.orThrow(BodyHandlers.ofString()));
        try {
            System.out.println(response.body().get());
        } catch (RemoteApiException e) {
            System.out.println(e.remoteError().details());
        }
    }

    static void atHand(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
        if (response.statusCode() >= 400) {
            RemoteError error = HttpErrors.read(response);
            System.out.println(error.requestId().orElse("no request id"));
            ErrorLimits limits = new ErrorLimits(65_536, Duration.ofSeconds(2), Duration.ofSeconds(30));
            System.out.println(HttpErrors.read(response, limits).retryAdvice());
        }
    }

    static void anyClient(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
        RemoteError error =
                RemoteError.of(response.statusCode(), response.headers().map(), response.body());
        switch (error.knownCode().orElse(ErrorCode.fallbackFor(error.status()))) {
            case RATE_LIMIT_EXCEEDED -> slowDown(error.retryAdvice());
            default -> throw error.toException();
        }
    }

    static void slowDown(RetryAdvice advice) {
        boolean isIdempotent = false;
        if (advice.retryable() && (isIdempotent || !advice.needsIdempotency())) {
            sendAgainAfter(advice.delay().orElse(Duration.ofSeconds(1)));
        }
    }

    static void sendAgainAfter(Duration delay) {
        System.out.println("again after " + delay.toSeconds() + " s");
    }

    static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "PUT", "DELETE", "OPTIONS");

    static <T> HttpResponse<T> sendAgainIfSafe(HttpRequest request, BodyHandler<T> handler)
            throws IOException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return HttpErrors.send(client, request, handler);
            } catch (RemoteApiException e) {
                RetryAdvice advice = e.remoteError().retryAdvice();
                boolean isSafe = IDEMPOTENT.contains(request.method()) || !advice.needsIdempotency();
                if (!advice.retryable() || !isSafe || attempt == 3) {
                    throw e;
                }
                Thread.sleep(advice.delay().orElse(Duration.ofSeconds(attempt)).toMillis());
            }
        }
    }

    static HttpServer busyServer() throws IOException {
        ErrorMapper errors =
                ErrorMapper.builder().onFailure((response, cause) -> {}).build();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        AtomicInteger requests = new AtomicInteger();
        ErrorFilter.install(
                server.createContext("/v1/avatars/busy-once", exchange -> {
                    if (requests.incrementAndGet() == 1) {
                        throw new ApiException(ErrorCode.RATE_LIMIT_EXCEEDED).retryAfter(Duration.ZERO);
                    }
                    exchange.sendResponseHeaders(204, -1);
                }),
                errors);
        ErrorFilter.install(
                server.createContext("/", exchange -> {
                    throw new ApiException(ErrorCode.RATE_LIMIT_EXCEEDED, "Only 10 requests a minute")
                            .detail("limit", 10)
                            .retryAfter(Duration.ofSeconds(60));
                }),
                errors);
        server.start();
        return server;
    }
}

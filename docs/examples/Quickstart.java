import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorMapper;
import konpro.errors.ErrorType;
import konpro.errors.FieldViolation;
import konpro.errors.RemoteApiException;
import konpro.errors.RemoteError;
import konpro.errors.RetryAdvice;
import konpro.errors.httpclient.HttpErrors;
import konpro.errors.httpserver.ErrorFilter;
import konpro.errors.json.JsonObject;
import konpro.errors.json.JsonParseException;
import konpro.errors.json.JsonValue;
import konpro.errors.json.JsonValueException;

/** A small avatar API and its client: what is on the wire when a call fails, and what the client makes of it. */
class Quickstart {

    // ---- The server: handlers throw, and one mapper makes the responses. ----

    static final AtomicInteger requestsForBusy = new AtomicInteger();

    static HttpServer start() throws IOException {
        ErrorMapper errors = ErrorMapper.builder()
                .map(JsonParseException.class, x -> new ApiException(ErrorCode.INVALID_REQUEST, x.getMessage()))
                .map(JsonValueException.class, x -> invalidBody(x.path(), "Expected " + x.expected()))
                .onFailure((response, cause) -> {}) // where a server would log
                .build();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ErrorFilter.install(server.createContext("/v1/avatars", Quickstart::avatars), errors);
        server.createContext("/", ErrorFilter.notFound(errors));
        server.start();
        return server;
    }

    static ApiException invalidBody(String field, String reason) {
        return new ApiException(ErrorCode.INVALID_REQUEST, "The request body is invalid")
                .detail("field", field)
                .detail("reason", reason);
    }

    static void avatars(HttpExchange exchange) throws IOException {
        String key = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        if (!key.startsWith("Bearer konpro-")) {
            throw new ApiException(ErrorCode.INVALID_API_KEY, "API key is invalid or expired");
        }
        switch (exchange.getRequestMethod()) {
            case "POST" -> send(exchange, 201, create(exchange, key));
            case "GET", "HEAD" -> send(exchange, 200, find(exchange));
            default -> {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD, POST");
                throw new ApiException(ErrorType.ofStatus(405), "Only GET, HEAD and POST");
            }
        }
    }

    static void send(HttpExchange exchange, int status, JsonObject avatar) throws IOException {
        byte[] body = avatar.toBytes();
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, exchange.getRequestMethod().equals("HEAD") ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    static JsonObject create(HttpExchange exchange, String key) throws IOException {
        if (!key.endsWith("-write")) {
            throw new ApiException(ErrorCode.INSUFFICIENT_PERMISSIONS, "API key lacks required scopes")
                    .detail("required", "avatars:write");
        }
        JsonValue avatar = JsonValue.parse(exchange.getRequestBody().readAllBytes());
        JsonValue id = avatar.tryGet("avatar_id").orElseThrow(() -> invalidBody("avatar_id", "Avatar ID is required"));
        List<FieldViolation> violations = new ArrayList<>();
        if (id.asString().isBlank()) {
            violations.add(new FieldViolation("avatar_id", "Must not be blank"));
        }
        int size = avatar.tryGet("size").map(JsonValue::asInt).orElse(64);
        if (size < 1 || size > 512) {
            violations.add(new FieldViolation("size", "Must be 1 to 512"));
        }
        if (!violations.isEmpty()) {
            throw ApiException.invalid(violations);
        }
        return JsonObject.of("avatar_id", id, "size", size);
    }

    static JsonObject find(HttpExchange exchange) {
        String id = exchange.getRequestURI().getPath().replaceFirst(".*/", "");
        return switch (id) {
            case "busy" -> {
                if (requestsForBusy.incrementAndGet() == 1) {
                    throw new ApiException(ErrorCode.RATE_LIMIT_EXCEEDED, "Only 10 requests a minute")
                            .detail("limit", 10)
                            .retryAfter(Duration.ofSeconds(1));
                }
                yield JsonObject.of("avatar_id", id, "size", 64);
            }
            case "buggy" -> throw new IllegalStateException("jdbc:postgresql://10.0.0.7/avatars?password=secret");
            case "closed" -> throw new ApiException(ErrorCode.SERVICE_UNAVAILABLE, "Back at 6 o'clock");
            default ->
                throw new ApiException(ErrorCode.RESOURCE_NOT_FOUND, "There is no avatar of that name")
                        .detail("avatar_id", id);
        };
    }

    // ---- The client: a response, or a RemoteApiException with the whole error. ----

    static void call(HttpClient client, String what, HttpRequest request) throws IOException, InterruptedException {
        System.out.println(what + ": " + request.method() + " " + request.uri().getPath());
        send(client, request, 2);
    }

    static void send(HttpClient client, HttpRequest request, int attempts) throws IOException, InterruptedException {
        try {
            print(HttpErrors.send(client, request, BodyHandlers.ofString()));
        } catch (RemoteApiException e) {
            RemoteError error = e.remoteError();
            String body = new String(error.body(), StandardCharsets.UTF_8);
            System.out.println("    wire    " + error.status() + " " + body);
            System.out.println("    client  " + understood(error));
            RetryAdvice advice = error.retryAdvice();
            if (error.is(ErrorCode.RATE_LIMIT_EXCEEDED) && advice.retryable() && attempts > 1) {
                Thread.sleep(advice.delay().orElse(Duration.ofSeconds(1)).toMillis());
                send(client, request, attempts - 1);
            }
        }
    }

    static void print(HttpResponse<String> response) {
        System.out.println("    wire    " + response.statusCode() + " " + response.body());
    }

    static String understood(RemoteError error) {
        return switch (error.knownCode().orElse(ErrorCode.fallbackFor(error.status()))) {
            case INVALID_REQUEST, VALIDATION_ERROR -> "corrects the request: " + mistakes(error);
            case INVALID_API_KEY -> "asks for another key";
            case INSUFFICIENT_PERMISSIONS ->
                "asks for the scope "
                        + error.details()
                                .tryGet("required")
                                .map(JsonValue::toString)
                                .orElse("that it lacks");
            case RESOURCE_NOT_FOUND -> "does without: " + error.message();
            case RATE_LIMIT_EXCEEDED ->
                "waits "
                        + error.retryAdvice().delay().map(Duration::toString).orElse("a second")
                        + " and sends it again";
            case SERVICE_UNAVAILABLE -> "sends it again later: " + error.message();
            case PROCESSING_ERROR -> "reports request " + error.requestId().orElse("without an id");
        };
    }

    /** Not every such error names a field: a text that is not JSON has none. */
    static String mistakes(RemoteError error) {
        List<String> mistakes = new ArrayList<>();
        for (FieldViolation violation : error.violations()) {
            mistakes.add(violation.field() + " (" + violation.reason() + ")");
        }
        return mistakes.isEmpty() ? error.message() : String.join(", ", mistakes);
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        System.setProperty("sun.net.httpserver.nodelay", "true"); // saves 40 ms a response on JDK 17
        HttpServer server = start();
        try {
            URI avatars = URI.create("http://localhost:" + server.getAddress().getPort() + "/v1/avatars");
            HttpClient client = HttpClient.newHttpClient();
            call(client, "An avatar", create(avatars, "konpro-write", "{\"avatar_id\":\"ada\"}"));
            call(client, "One without its id", create(avatars, "konpro-write", "{}"));
            call(client, "Two invalid values", create(avatars, "konpro-write", "{\"avatar_id\":\"\",\"size\":0}"));
            call(client, "No JSON", create(avatars, "konpro-write", "{oops"));
            call(client, "A wrong key", get(avatars, "ada", "stolen"));
            call(client, "A key that may not write", create(avatars, "konpro-read", "{\"avatar_id\":\"ada\"}"));
            call(client, "An unknown avatar", get(avatars, "bob", "konpro-read"));
            call(client, "The same, without a body", with("HEAD", avatars, "bob", "konpro-read"));
            call(client, "A method that there is not", with("DELETE", avatars, "ada", "konpro-write"));
            call(client, "Too many requests", get(avatars, "busy", "konpro-read"));
            call(client, "A bug in the server", get(avatars, "buggy", "konpro-read"));
            call(client, "Under maintenance", get(avatars, "closed", "konpro-read"));
        } finally {
            server.stop(0);
        }
    }

    static HttpRequest create(URI avatars, String key, String json) {
        return HttpRequest.newBuilder(avatars)
                .header("Authorization", "Bearer " + key)
                .POST(BodyPublishers.ofString(json))
                .build();
    }

    static HttpRequest get(URI avatars, String id, String key) {
        return with("GET", avatars, id, key);
    }

    static HttpRequest with(String method, URI avatars, String id, String key) {
        return HttpRequest.newBuilder(URI.create(avatars + "/" + id))
                .header("Authorization", "Bearer " + key)
                .method(method, BodyPublishers.noBody())
                .build();
    }
}

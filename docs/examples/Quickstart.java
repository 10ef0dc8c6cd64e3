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
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorMapper;
import konpro.errors.RemoteApiException;
import konpro.errors.RemoteError;
import konpro.errors.httpclient.HttpErrors;
import konpro.errors.httpserver.ErrorFilter;
import konpro.errors.json.JsonObject;
import konpro.errors.json.JsonParseException;
import konpro.errors.json.JsonValue;
import konpro.errors.json.JsonValueException;

/** A small avatar API and its client: what goes over the wire when a call fails, and what the client makes of it. */
class Quickstart {

    // ---- The server: handlers throw, and one mapper makes the answers. ----

    static HttpServer start() throws IOException {
        ErrorMapper errors = ErrorMapper.builder()
                .map(JsonParseException.class, x -> new ApiException(ErrorCode.INVALID_REQUEST, x.getMessage()))
                .map(JsonValueException.class, x -> ApiException.invalid(x.path(), "Expected " + x.expected()))
                .onFailure((response, cause) -> {}) // where a server would log
                .build();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ErrorFilter.install(server.createContext("/v1/avatars", Quickstart::avatars), errors);
        server.createContext("/", ErrorFilter.notFound(errors));
        server.start();
        return server;
    }

    static void avatars(HttpExchange exchange) throws IOException {
        String key = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        if (!key.startsWith("Bearer konpro-")) {
            throw new ApiException(ErrorCode.INVALID_API_KEY, "API key is invalid or expired");
        }
        JsonObject avatar = exchange.getRequestMethod().equals("POST") ? create(exchange, key) : find(exchange);
        byte[] body = avatar.toBytes();
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(201, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    static JsonObject create(HttpExchange exchange, String key) throws IOException {
        if (!key.endsWith("-write")) {
            throw new ApiException(ErrorCode.INSUFFICIENT_PERMISSIONS, "API key lacks required scopes")
                    .detail("required", "avatars:write");
        }
        JsonValue request = JsonValue.parse(exchange.getRequestBody().readAllBytes());
        JsonValue id = request.tryGet("avatar_id")
                .orElseThrow(() -> new ApiException(ErrorCode.INVALID_REQUEST, "The request body is invalid")
                        .detail("field", "avatar_id")
                        .detail("reason", "Avatar ID is required"));
        return JsonObject.of("avatar_id", id.asString(), "status", "created");
    }

    static JsonObject find(HttpExchange exchange) {
        String id = exchange.getRequestURI().getPath().replaceFirst(".*/", "");
        switch (id) {
            case "busy" ->
                throw new ApiException(ErrorCode.RATE_LIMIT_EXCEEDED, "Only 10 requests a minute")
                        .detail("limit", 10)
                        .retryAfter(Duration.ofSeconds(30));
            case "buggy" -> throw new IllegalStateException("jdbc:postgresql://10.0.0.7/avatars?password=secret");
            case "closed" -> throw new ApiException(ErrorCode.SERVICE_UNAVAILABLE, "Back at 6 o'clock");
            default ->
                throw new ApiException(ErrorCode.RESOURCE_NOT_FOUND, "There is no avatar of that name")
                        .detail("avatar_id", id);
        }
    }

    // ---- The client: an answer, or a RemoteApiException with all that the server said. ----

    static void call(HttpClient client, String what, HttpRequest request) throws IOException, InterruptedException {
        System.out.println(what + ": " + request.method() + " " + request.uri().getPath());
        try {
            HttpResponse<String> response = HttpErrors.send(client, request, BodyHandlers.ofString());
            System.out.println("    wire    " + response.statusCode() + " " + response.body());
            System.out.println("    client  "
                    + JsonValue.parse(response.body()).get("status").asString());
        } catch (RemoteApiException e) {
            RemoteError error = e.remoteError();
            System.out.println(
                    "    wire    " + error.status() + " " + new String(error.body(), StandardCharsets.UTF_8));
            System.out.println("    client  " + understood(error));
        }
    }

    static String understood(RemoteError error) {
        return switch (error.knownCode().orElse(ErrorCode.fallbackFor(error.status()))) {
            case INVALID_REQUEST, VALIDATION_ERROR ->
                "mends the request: "
                        + error.details().get("field").asString() + ", since "
                        + error.details().get("reason").asString();
            case INVALID_API_KEY -> "asks for another key";
            case INSUFFICIENT_PERMISSIONS ->
                "asks for the scope " + error.details().get("required").asString();
            case RESOURCE_NOT_FOUND -> "does without: " + error.message();
            case RATE_LIMIT_EXCEEDED ->
                "waits " + error.retryAdvice().delay().orElseThrow().toSeconds() + " seconds";
            case SERVICE_UNAVAILABLE -> "tries again later: " + error.message();
            case PROCESSING_ERROR -> "reports request " + error.requestId().orElseThrow();
        };
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        System.setProperty("sun.net.httpserver.nodelay", "true"); // saves 40 ms a response on JDK 17
        HttpServer server = start();
        try {
            URI avatars = URI.create("http://localhost:" + server.getAddress().getPort() + "/v1/avatars");
            HttpClient client = HttpClient.newHttpClient();
            call(client, "An avatar", create(avatars, "konpro-write", "{\"avatar_id\":\"ada\"}"));
            call(client, "One without its id", create(avatars, "konpro-write", "{}"));
            call(client, "A wrong key", get(avatars, "ada", "stolen"));
            call(client, "A key that may not write", create(avatars, "konpro-read", "{\"avatar_id\":\"ada\"}"));
            call(client, "An unknown avatar", get(avatars, "bob", "konpro-read"));
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
        return HttpRequest.newBuilder(URI.create(avatars + "/" + id))
                .header("Authorization", "Bearer " + key)
                .build();
    }
}

package avatars;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import contract.AvatarNotFound;
import contract.Avatars;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorMapper;
import konpro.errors.ErrorType;
import konpro.errors.httpserver.ErrorFilter;
import konpro.errors.json.JsonObject;
import konpro.errors.json.JsonParseException;
import konpro.errors.json.JsonValue;
import konpro.errors.json.JsonValueException;

/** The avatar API on the JDK's own server, which routes by the beginning of a path and leaves the rest to its handlers. */
final class AvatarServer {

    private static final ErrorMapper errors = ErrorMapper.builder()
            .map(AvatarNotFound.class, ErrorCode.RESOURCE_NOT_FOUND)
            .map(JsonParseException.class, x -> new ApiException(ErrorCode.INVALID_REQUEST, x.getMessage()))
            .map(
                    JsonValueException.class,
                    x -> new ApiException(ErrorCode.INVALID_REQUEST, "The request body is invalid")
                            .detail("field", x.path())
                            .detail("reason", "Expected " + x.expected()))
            .build();

    private final ExecutorService threads = Executors.newFixedThreadPool(16);
    private final HttpServer server;

    AvatarServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 500);
        server.setExecutor(threads);
        serve("/v1/avatars", AvatarServer::avatars);
        serve("/v1/avatars/", AvatarServer::avatar);
        serve("/v1/failures/", exchange -> Avatars.fail(rest(exchange)));
        serve("/v1/half", exchange -> Avatars.half(begin(exchange)));
        serve("/v1/endless", exchange -> Avatars.endless(begin(exchange)));
        serve("/v1/unwritable", AvatarServer::unwritable);
        server.createContext("/", ErrorFilter.notFound(errors));
        server.start();
    }

    private void serve(String path, HttpHandler handler) {
        ErrorFilter.install(server.createContext(path, handler), errors);
    }

    private static void avatar(HttpExchange exchange) throws IOException {
        String rest = rest(exchange);
        if (rest.endsWith("/picture")) {
            Avatars.refuse();
        } else if (rest.contains("/")) {
            throw new ApiException(ErrorCode.RESOURCE_NOT_FOUND);
        }
        allow(exchange, "GET");
        if (!rest.matches("\\d{1,9}")) {
            throw ApiException.invalid("id", "Must be a number");
        }
        send(exchange, 200, Avatars.find(Integer.parseInt(rest)));
    }

    private static void avatars(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("GET")) {
            send(exchange, 200, Avatars.list(parameter(exchange, "max_size"), parameter(exchange, "first_page")));
            return;
        }
        allow(exchange, "POST");
        byte[] body = exchange.getRequestBody().readNBytes(Avatars.MAX_BODY + 1);
        if (body.length > Avatars.MAX_BODY) {
            throw new ApiException(ErrorType.ofStatus(413), "The request body is too large");
        }
        send(exchange, 201, Avatars.create(exchange.getRequestHeaders().getFirst("Content-Type"), body));
    }

    private static void unwritable(HttpExchange exchange) throws IOException {
        List<JsonObject> beans = Avatars.unwritable(Integer.parseInt(parameter(exchange, "items"))).stream()
                .map(bean -> JsonObject.of("name", bean.getName()))
                .toList();
        send(exchange, 200, JsonValue.of(beans).toString());
    }

    /** RFC 9110, section 15.5.6: a 405 has {@code Allow}. */
    private static void allow(HttpExchange exchange, String method) {
        if (!exchange.getRequestMethod().equals(method)) {
            exchange.getResponseHeaders().set("Allow", method);
            throw new ApiException(ErrorType.ofStatus(405), "Only " + method);
        }
    }

    /** {@return the value of a query parameter, null if there is none} */
    private static String parameter(HttpExchange exchange, String name) {
        String query = exchange.getRequestURI().getQuery();
        return query == null
                ? null
                : Stream.of(query.split("&"))
                        .filter(x -> x.startsWith(name + "="))
                        .map(x -> x.substring(name.length() + 1))
                        .findFirst()
                        .orElse(null);
    }

    private static OutputStream begin(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        return exchange.getResponseBody();
    }

    /** {@return the path after that of its context} */
    private static String rest(HttpExchange exchange) {
        return exchange.getRequestURI()
                .getPath()
                .substring(exchange.getHttpContext().getPath().length());
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    URI url() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    void stop() {
        server.stop(0);
        threads.shutdown();
    }
}

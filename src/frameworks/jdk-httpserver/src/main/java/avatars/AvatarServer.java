package avatars;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import contract.AvatarNotFound;
import contract.Avatars;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorMapper;
import konpro.errors.ErrorType;
import konpro.errors.httpserver.ErrorFilter;
import konpro.errors.json.JsonParseException;
import konpro.errors.json.JsonValueException;

/** The avatar API on the JDK's own server, which routes by the beginning of a path and leaves all else to its handlers. */
final class AvatarServer {

    private static final ErrorMapper errors = ErrorMapper.builder()
            .map(AvatarNotFound.class, ErrorCode.RESOURCE_NOT_FOUND)
            .map(JsonParseException.class, x -> new ApiException(ErrorCode.INVALID_REQUEST, x.getMessage()))
            .map(JsonValueException.class, x -> ApiException.invalid(x.path(), "Expected " + x.expected()))
            .map(NumberFormatException.class, x -> ApiException.invalid("id", "Not a number"))
            .build();

    private final ExecutorService threads = Executors.newFixedThreadPool(16);
    private final HttpServer server;

    AvatarServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 500);
        server.setExecutor(threads);
        serve("/v1/avatars", AvatarServer::create);
        serve("/v1/avatars/", AvatarServer::avatar);
        serve("/v1/failures/", exchange -> Avatars.fail(rest(exchange)));
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
        send(exchange, 200, Avatars.find(Integer.parseInt(rest)));
    }

    private static void create(HttpExchange exchange) throws IOException {
        allow(exchange, "POST");
        byte[] body = exchange.getRequestBody().readNBytes(Avatars.MAX_BODY + 1);
        if (body.length > Avatars.MAX_BODY) {
            throw new ApiException(ErrorType.ofStatus(413), "The request body is too large");
        }
        send(exchange, 201, Avatars.create(exchange.getRequestHeaders().getFirst("Content-Type"), body));
    }

    /** RFC 9110, section 15.5.6: who refuses a method says which there are. */
    private static void allow(HttpExchange exchange, String method) {
        if (!exchange.getRequestMethod().equals(method)) {
            exchange.getResponseHeaders().set("Allow", method);
            throw new ApiException(ErrorType.ofStatus(405), "Only " + method);
        }
    }

    /** {@return what the path has behind that of its context} */
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

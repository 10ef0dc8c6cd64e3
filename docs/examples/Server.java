import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorMapper;
import konpro.errors.httpserver.ErrorFilter;

/** A server on com.sun.net.httpserver whose every exception becomes an envelope, authentication included. */
class Server {

    static final ErrorMapper errors =
            ErrorMapper.builder().onFailure((response, cause) -> {}).build();

    static final ExecutorService workers = Executors.newFixedThreadPool(2);

    static HttpServer start(ExecutorService executor) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(executor);
        HttpContext context = server.createContext("/v1/avatars", Server::avatars);
        ErrorFilter.install(context, errors); // first in the chain: it covers what comes after it
        context.getFilters().add(new ApiKeyFilter());
        server.createContext("/", ErrorFilter.notFound(errors)); // instead of the JDK's own page
        ErrorFilter.install(server.createContext("/v1/pictures", Server::pictures), errors);
        server.start();
        return server;
    }

    /** Authentication is a filter after the first one: what it throws gets a response like any other exception. */
    static class ApiKeyFilter extends Filter {

        @Override
        public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
            if (!"Bearer good".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                throw new ApiException(ErrorCode.INVALID_API_KEY, "API key is invalid or expired");
            }
            chain.doFilter(exchange);
        }

        @Override
        public String description() {
            return "Checks the API key";
        }
    }

    static void avatars(HttpExchange exchange) throws IOException {
        if (exchange.getRequestURI().getPath().endsWith("/7")) {
            throw new ApiException(ErrorCode.RESOURCE_NOT_FOUND);
        }
        exchange.sendResponseHeaders(204, -1);
        exchange.close();
    }

    /** Returns before there is a response. */
    static void pictures(HttpExchange exchange) {
        workers.execute(() -> {
            try {
                avatars(exchange);
            } catch (Throwable e) {
                fail(exchange, e);
            }
        });
    }

    static void fail(HttpExchange exchange, Throwable exception) {
        try {
            ErrorFilter.send(exchange, errors.respond(exception, ErrorFilter.requestId(exchange)));
        } catch (IOException e) { // another response has begun, or the client has disconnected
            exchange.close();
        }
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        ExecutorService executor = Executors.newFixedThreadPool(2);
        HttpServer server = start(executor);
        try {
            URI root = URI.create("http://localhost:" + server.getAddress().getPort());
            call(root.resolve("/v1/avatars"), "good");
            call(root.resolve("/v1/avatars"), "bad");
            call(root.resolve("/v1/pictures"), "good");
            call(root.resolve("/v1/pictures/7"), "good");
            call(root.resolve("/v2"), "good");
        } finally {
            server.stop(0);
            executor.shutdown();
            workers.shutdown();
        }
    }

    static void call(URI uri, String key) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + key)
                .header("X-Request-Id", "req-123456")
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        System.out.println(response.statusCode() + " " + response.body());
    }
}

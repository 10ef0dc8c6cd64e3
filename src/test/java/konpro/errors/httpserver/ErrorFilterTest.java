package konpro.errors.httpserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.*;

import konpro.errors.testkit.OnEachExecutor;
import konpro.errors.testkit.RawClient;
import konpro.errors.testkit.TestServer;
import konpro.errors.testkit.Threads;
import com.sun.net.httpserver.Authenticator;
import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpPrincipal;
import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import konpro.errors.testkit.RawClient.Response;
import konpro.errors.testkit.TestServer.Notification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ErrorFilterTest {

    private static final HttpHandler FINE = exchange -> exchange.sendResponseHeaders(204, -1);

    @OnEachExecutor
    void respondsToAnApiExceptionWithItsEnvelope(Threads threads) throws Exception {
        HttpHandler handler = exchange -> {
            throw new ApiException(ErrorCode.INVALID_REQUEST, "The request body is invalid")
                    .detail("field", "avatar_id")
                    .detail("reason", "Avatar ID is required");
        };
        try (TestServer server = TestServer.start(threads, handler);
                RawClient client = new RawClient(server)) {
            Response response = client.exchange("GET / HTTP/1.1", "X-Request-Id: req-123456");
            assertEquals(400, response.status());
            assertEquals("""
                    {"error":{"code":"INVALID_REQUEST","message":"The request body is invalid",\
                    "details":{"field":"avatar_id","reason":"Avatar ID is required"}},"request_id":"req-123456"}""", response.text());
            assertEquals("application/json", response.header("content-type"));
            assertEquals("no-store", response.header("cache-control"));
            assertEquals("nosniff", response.header("x-content-type-options"));
            assertEquals("req-123456", response.header("x-request-id"));
            assertEquals("INVALID_REQUEST", response.header("x-error-code"));
            assertEquals(Integer.toString(response.body().length), response.header("content-length"));
            assertEquals(
                    Set.of(
                            "cache-control",
                            "content-length",
                            "content-type",
                            "date",
                            "x-content-type-options",
                            "x-error-code",
                            "x-request-id"),
                    response.headers().keySet());
        }
    }

    static Stream<Throwable> exceptions() {
        return Stream.of(
                new IllegalStateException("secret"),
                new NumberFormatException("secret"),
                new NullPointerException(),
                new CancellationException(),
                new StackOverflowError(),
                new AssertionError("secret"),
                new OutOfMemoryError("secret"),
                new NoClassDefFoundError("com/acme/Secret"),
                new IOException("secret"),
                new NoSuchFileException("/etc/secret"),
                new InterruptedException("secret"),
                new Exception("secret"),
                new Throwable("secret"));
    }

    @OnEachExecutor
    void respondsToEveryThrowableWithProcessingErrorAndGoesOn(Threads threads) throws Exception {
        List<Throwable> exceptions = exceptions().toList();
        HttpHandler handler = exchange -> sneak(exceptions.get(
                Integer.parseInt(exchange.getRequestURI().getPath().substring(1))));
        try (TestServer server = TestServer.start(threads, handler);
                RawClient client = new RawClient(server)) {
            for (int i = 0; i < exceptions.size(); i++) {
                Response response = client.exchange("GET /" + i + " HTTP/1.1");
                assertEquals(500, response.status());
                assertEquals("PROCESSING_ERROR", response.header("x-error-code"));
                assertEquals(
                        "Server processing error", response.envelope().error().message());
                Notification notified = server.notification();
                assertSame(exceptions.get(i), notified.exception());
                assertEquals(response.text(), notified.response().envelope().toJson());
                assertEquals(Optional.empty(), server.end());
            }
            assertEquals(0, server.notificationsLeft());
        }
    }

    @OnEachExecutor
    void respondsToRunawayRecursion(Threads threads) throws Exception {
        try (TestServer server = TestServer.start(threads, new HttpHandler() {
                    @Override
                    @SuppressWarnings("InfiniteRecursion")
                    public void handle(HttpExchange exchange) throws IOException {
                        handle(exchange);
                    }
                });
                RawClient client = new RawClient(server)) {
            assertEquals(500, client.exchange("GET / HTTP/1.1").status());
            assertEquals(
                    StackOverflowError.class, server.notification().exception().getClass());
        }
    }

    @OnEachExecutor
    void respondsAndGoesOnWhereTheHandlerWasInterrupted(Threads threads) throws Exception {
        HttpHandler handler = exchange -> {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted");
        };
        try (TestServer server = TestServer.start(threads, handler)) {
            for (int i = 0; i < 3; i++) {
                try (RawClient client =
                        new RawClient(server)) { // anew, since the flag would cost the server its listening
                    assertEquals(500, client.exchange("GET / HTTP/1.1").status());
                    assertEquals(500, client.exchange("GET / HTTP/1.1").status());
                }
            }
            assertEquals(6, server.notificationsLeft());
        }
    }

    @OnEachExecutor
    void goesOnWhereAHandlerThatWasInterruptedHasResponded(Threads threads) throws Exception {
        HttpHandler handler = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write('x');
            }
            Thread.currentThread().interrupt(); // as one does who has caught an InterruptedException
        };
        try (TestServer server = TestServer.start(threads, handler)) {
            for (int i = 0; i < 3; i++) {
                try (RawClient client = new RawClient(server)) {
                    assertEquals("x", client.exchange("GET / HTTP/1.1").text());
                    assertEquals("x", client.exchange("GET / HTTP/1.1").text());
                }
            }
            assertEquals(0, server.notificationsLeft());
        }
    }

    @OnEachExecutor
    void respondsToWhatLaterFiltersThrow(Threads threads) throws Exception {
        try (TestServer server = TestServer.start(threads, FINE, authentication());
                RawClient client = new RawClient(server)) {
            Response response = client.exchange("GET / HTTP/1.1");
            assertEquals(401, response.status());
            assertEquals("INVALID_API_KEY", response.envelope().error().code());
            assertEquals("Bearer", response.header("www-authenticate"));
            assertEquals(
                    204,
                    client.exchange("GET / HTTP/1.1", "Authorization: Bearer good")
                            .status());
        }
    }

    private static Filter authentication() {
        return filter((exchange, chain) -> {
            if (!"Bearer good".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                throw new ApiException(ErrorCode.INVALID_API_KEY, "API key is invalid or expired");
            }
            chain.doFilter(exchange);
        });
    }

    @Test
    void isBeforeAllOtherFilters() throws Exception {
        try (TestServer server = TestServer.start(Threads.FIXED_POOL, FINE)) {
            HttpContext context = server.httpServer().createContext("/filtered", FINE);
            context.getFilters().add(authentication());
            ErrorFilter.install(context, server.errors());
            context.getFilters().add(filter((exchange, chain) -> {
                throw ApiException.invalid("filter", "The last one");
            }));
            assertEquals(ErrorFilter.class, context.getFilters().get(0).getClass());
            try (RawClient client = new RawClient(server)) {
                assertEquals(401, client.exchange("GET /filtered HTTP/1.1").status());
                Response last = client.exchange("GET /filtered HTTP/1.1", "Authorization: Bearer good");
                assertEquals("VALIDATION_ERROR", last.header("x-error-code"));
            }
        }
    }

    @OnEachExecutor
    void notifiesOnceWhereItIsInstalledTwice(Threads threads) throws Exception {
        HttpHandler handler = exchange -> {
            switch (exchange.getRequestURI().getPath()) {
                case "/twice/half" -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write('x');
                    exchange.getResponseBody().close();
                }
                case "/twice/read" -> exchange.getRequestBody().readAllBytes();
                default -> {}
            }
            throw new ApiException(ErrorCode.RESOURCE_NOT_FOUND);
        };
        try (TestServer server = TestServer.start(threads, handler)) {
            ErrorFilter.install(server.handle("/twice", handler), server.errors());
            try (RawClient client = new RawClient(server)) {
                assertEquals(404, client.exchange("GET /twice HTTP/1.1").status());
                assertEquals(404, server.notification().response().status());
                client.request("GET /twice/half HTTP/1.1");
                assertThrows(IOException.class, client::response);
                assertEquals(404, server.notification().response().status());
            }
            try (RawClient client = new RawClient(server)) {
                client.request("POST /twice/read HTTP/1.1", "Transfer-Encoding: chunked")
                        .send("zz\r\n");
                assertEquals(400, client.response().status());
                assertEquals(400, server.notification().response().status());
            }
            RawClient leaves = new RawClient(server);
            leaves.request("POST /twice/read HTTP/1.1", "Content-Length: 9").send("half");
            leaves.close();
            for (int i = 0; i < 4; i++) {
                server.end();
            }
            assertEquals(0, server.notificationsLeft());
        }
    }

    @Test
    void saysWhatItDoes() throws Exception {
        try (TestServer server = TestServer.start(Threads.FIXED_POOL, FINE)) {
            HttpContext context = server.httpServer().createContext("/described", FINE);
            ErrorFilter.install(context, server.errors());
            assertEquals(
                    "Responds to exceptions with error envelopes",
                    context.getFilters().get(0).description());
        }
    }

    @Test
    void doesNotCoverTheFiltersBeforeIt() throws Exception {
        try (TestServer server = TestServer.start(Threads.FIXED_POOL, FINE)) {
            HttpContext context = server.httpServer().createContext("/early", FINE);
            ErrorFilter.install(context, server.errors());
            context.getFilters().add(0, filter((exchange, chain) -> {
                throw new IllegalStateException("Before the error filter");
            }));
            try (RawClient client = new RawClient(server)) {
                assertEquals(
                        "", new String(client.request("GET /early HTTP/1.1").rest(), UTF_8));
            }
            assertEquals(0, server.notificationsLeft());
        }
    }

    /**
     * It responses by itself, empty, before the handler and after the user's filters: nothing is thrown that one could
     * catch.
     */
    @OnEachExecutor
    void leavesTheResponsesOfAnAuthenticatorAsTheyAre(Threads threads) throws Exception {
        try (TestServer server = TestServer.start(threads, FINE)) {
            server.handle("/private", FINE).setAuthenticator(new Authenticator() {
                @Override
                public Result authenticate(HttpExchange exchange) {
                    exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"private\"");
                    return new Failure(401);
                }
            });
            try (RawClient client = new RawClient(server)) {
                Response response = client.exchange("GET /private HTTP/1.1", "X-Request-Id: req-1");
                assertEquals(401, response.status());
                assertEquals("", response.text());
                assertEquals("Basic realm=\"private\"", response.header("www-authenticate"));
                assertEquals("req-1", response.header("x-request-id"));
                assertFalse(response.has("x-error-code"));
            }
            assertEquals(0, server.notificationsLeft());
        }
    }

    @OnEachExecutor
    void respondsToAnExceptionAfterAnAuthenticatorThatAccepts(Threads threads) throws Exception {
        try (TestServer server = TestServer.start(threads, FINE)) {
            server.handle("/private", exchange -> {
                        throw new ApiException(
                                ErrorCode.RESOURCE_NOT_FOUND,
                                exchange.getPrincipal().getUsername());
                    })
                    .setAuthenticator(new Authenticator() {
                        @Override
                        public Result authenticate(HttpExchange exchange) {
                            return new Success(new HttpPrincipal("ada", "private"));
                        }
                    });
            try (RawClient client = new RawClient(server)) {
                Response response = client.exchange("GET /private HTTP/1.1");
                assertEquals(404, response.status());
                assertEquals("ada", response.envelope().error().message());
            }
        }
    }

    @OnEachExecutor
    void respondsToAnUnknownPath(Threads threads) throws Exception {
        try (TestServer server = TestServer.start(threads, FINE)) {
            server.httpServer().removeContext("/");
            server.httpServer().createContext("/", ErrorFilter.notFound(server.errors()));
            server.handle("/v1/avatars", FINE);
            try (RawClient client = new RawClient(server)) {
                assertEquals(204, client.exchange("GET /v1/avatars HTTP/1.1").status());
                Response response = client.exchange("GET /v1/avatar HTTP/1.1", "X-Request-Id: req-1");
                assertEquals(404, response.status());
                assertEquals("""
                        {"error":{"code":"RESOURCE_NOT_FOUND","message":"Requested resource doesn't exist"},\
                        "request_id":"req-1"}""", response.text());
                assertEquals("req-1", response.header("x-request-id"));
                assertEquals("RESOURCE_NOT_FOUND", response.header("x-error-code"));
                assertEquals(204, client.exchange("GET /v1/avatars HTTP/1.1").status());
            }
            assertEquals(404, server.notification().response().status());
            assertEquals(0, server.notificationsLeft());
        }
    }

    /** The server has no context for these yet, and so no filter: a page of its own, and the connection closed. */
    @OnEachExecutor
    void isNotAskedAboutRequestsThatTheServerCannotRead(Threads threads) throws Exception {
        try (TestServer server = TestServer.start(threads, FINE)) {
            for (String request : List.of(
                    "GET /%zz HTTP/1.1\r\n\r\n",
                    "nonsense\r\n\r\n",
                    "POST / HTTP/1.1\r\nContent-Length: many\r\n\r\n",
                    "POST / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n")) {
                try (RawClient client = new RawClient(server)) {
                    Response response = client.send(request).response();
                    assertEquals(400, response.status(), request);
                    assertEquals("text/html", response.header("content-type"));
                    assertFalse(response.has("x-request-id"));
                    assertEquals(0, client.rest().length);
                }
            }
            assertEquals(0, server.notificationsLeft());
        }
    }

    @OnEachExecutor
    void sendsWwwAuthenticateAndRetryAfter(Threads threads) throws Exception {
        HttpHandler handler = exchange -> {
            throw switch (exchange.getRequestURI().getPath()) {
                case "/401" -> new ApiException(ErrorCode.INVALID_API_KEY, "No key");
                case "/429" ->
                    new ApiException(ErrorCode.RATE_LIMIT_EXCEEDED, "Slowly").retryAfter(Duration.ofMillis(29_001));
                default -> new ApiException(ErrorCode.SERVICE_UNAVAILABLE, "Later");
            };
        };
        try (TestServer server = TestServer.start(threads, handler);
                RawClient client = new RawClient(server)) {
            assertEquals("Bearer", client.exchange("GET /401 HTTP/1.1").header("www-authenticate"));
            Response limited = client.exchange("GET /429 HTTP/1.1");
            assertEquals("30", limited.header("retry-after"));
            assertFalse(limited.has("www-authenticate"));
            assertFalse(client.exchange("GET /503 HTTP/1.1").has("retry-after"));
        }
    }

    @OnEachExecutor
    void leavesTheHandlersRequestIdOutOfAnError(Threads threads) throws Exception {
        HttpHandler handler = exchange -> {
            exchange.getResponseHeaders().set("X-Request-Id", "of-an-upstream");
            throw new IllegalStateException("A proxy has copied all headers, and failed");
        };
        try (TestServer server = TestServer.start(threads, handler);
                RawClient client = new RawClient(server)) {
            Response response = client.exchange("GET / HTTP/1.1", "X-Request-Id: ours");
            assertEquals("ours", response.header("x-request-id"));
            assertEquals("ours", response.envelope().requestId());
        }
    }

    @OnEachExecutor
    void respondsPastTheStreamsOfLaterFilters(Threads threads) throws Exception {
        Filter scrambler = filter((exchange, chain) -> {
            exchange.getResponseHeaders().set("Content-Encoding", "x-scrambled");
            exchange.setStreams(
                    new FilterInputStream(exchange.getRequestBody()) {
                        @Override
                        public int read(byte[] bytes, int offset, int length) {
                            throw new ApiException(ErrorCode.INVALID_REQUEST, "More than this filter lets through");
                        }
                    },
                    new FilterOutputStream(exchange.getResponseBody()) {
                        @Override
                        public void write(int b) throws IOException {
                            out.write(b ^ 0x55);
                        }
                    });
            chain.doFilter(exchange);
        });
        HttpHandler handler = exchange -> exchange.getRequestBody().readAllBytes();
        byte[] upload = new byte[1 << 20];
        try (TestServer server = TestServer.start(threads, handler, scrambler);
                RawClient client = new RawClient(server)) {
            client.request("POST / HTTP/1.1", "Content-Length: " + upload.length)
                    .send(upload);
            Response response = client.response();
            assertEquals(
                    "More than this filter lets through",
                    response.envelope().error().message());
            assertFalse(response.has("content-encoding"));
            assertEquals(0, client.rest().length);
        }
    }

    @OnEachExecutor
    void sendsAResponseThatTheHandlerHasMadeByItself(Threads threads) throws Exception {
        try (TestServer server = TestServer.start(threads, FINE)) {
            server.handle("/own", exchange -> {
                exchange.getResponseHeaders().set("Content-Encoding", "gzip");
                ErrorFilter.send(
                        exchange,
                        server.errors().respond(ApiException.invalid("a", "b"), ErrorFilter.requestId(exchange)));
            });
            try (RawClient client = new RawClient(server)) {
                Response response = client.exchange("GET /own HTTP/1.1", "X-Request-Id: req-1");
                assertEquals("VALIDATION_ERROR", response.envelope().error().code());
                assertEquals("req-1", response.envelope().requestId());
                assertFalse(response.has("content-encoding"));
                assertEquals(204, client.exchange("GET / HTTP/1.1").status());
            }
        }
    }

    /** The handler's last word is then said to a closed connection, and no filter can mend that. */
    @OnEachExecutor
    void cannotRespondWhereTheHandlerHasClosedTheExchange(Threads threads) throws Exception {
        HttpHandler handler = exchange -> {
            try {
                throw new IllegalStateException("Before the headers");
            } finally {
                exchange.close();
            }
        };
        try (TestServer server = TestServer.start(threads, handler);
                RawClient client = new RawClient(server)) {
            assertEquals(0, client.request("GET / HTTP/1.1").rest().length);
            assertEquals("Before the headers", server.notification().exception().getMessage());
            assertTrue(server.end().orElseThrow() instanceof IOException);
            assertEquals(0, server.notificationsLeft());
        }
    }

    static Stream<HttpHandler> successes() {
        return Stream.of(
                exchange -> exchange.sendResponseHeaders(204, -1),
                exchange -> exchange.sendResponseHeaders(304, -1),
                exchange -> {
                    exchange.getResponseHeaders().set("ETag", "\"v1\"");
                    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
                    exchange.sendResponseHeaders(200, 5);
                    try (OutputStream out = exchange.getResponseBody()) {
                        out.write("hello".getBytes(UTF_8));
                    }
                },
                exchange -> {
                    exchange.sendResponseHeaders(404, 5);
                    exchange.getResponseBody().write("hello".getBytes(UTF_8));
                    exchange.close();
                },
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    OutputStream out = exchange.getResponseBody();
                    for (int i = 0; i < 10_000; i++) {
                        out.write(i);
                        if (i % 3_000 == 0) {
                            out.flush();
                        }
                    }
                    out.close();
                    out.close();
                    exchange.close();
                },
                exchange -> {
                    exchange.sendResponseHeaders(201, 0);
                    try (InputStream in = exchange.getRequestBody();
                            OutputStream out = exchange.getResponseBody()) {
                        in.transferTo(out);
                    }
                },
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    InputStream in = exchange.getRequestBody();
                    OutputStream out = exchange.getResponseBody();
                    out.write(in.read());
                    out.write(in.available());
                    out.write(in.readNBytes(2));
                    in.close();
                    out.close();
                },
                exchange -> {
                    try (exchange) {
                        exchange.sendResponseHeaders(200, 0);
                        exchange.getResponseBody().write('x');
                    }
                });
    }

    /** Byte by byte what the same handler says without a filter, and then the request id. */
    @ParameterizedTest
    @MethodSource("successes")
    void leavesSuccessesAsTheyAre(HttpHandler handler) throws Exception {
        for (Threads threads : Threads.available()) {
            try (TestServer server = TestServer.start(threads, handler)) {
                server.httpServer().createContext("/plain", handler);
                for (String protocol : List.of("HTTP/1.1", "HTTP/1.0")) {
                    assertEquals(
                            said(server, "POST /plain " + protocol, false), said(server, "POST / " + protocol, true));
                }
                assertEquals(0, server.notificationsLeft());
                assertEquals(Optional.empty(), server.end());
            }
        }
    }

    private static String said(TestServer server, String requestLine, boolean filtered) throws IOException {
        try (RawClient client = new RawClient(server)) {
            client.request(requestLine, "X-Request-Id: req-1", "Connection: close", "Content-Length: 6")
                    .send("abcdef")
                    .rest();
            String said = client.seen().replaceFirst("Date: [^\r]+\r\n", "");
            assertEquals(filtered, said.contains("X-request-id: req-1\r\n"));
            return said.replace("X-request-id: req-1\r\n", "");
        }
    }

    @OnEachExecutor
    void leavesAResponseThatAnotherThreadFinishesLater(Threads threads) throws Exception {
        HttpHandler handler = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            Thread later = new Thread(() -> {
                try (OutputStream out = exchange.getResponseBody()) {
                    for (int i = 0; i < 10; i++) {
                        out.write("line\n".getBytes(UTF_8));
                    }
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            later.start();
        };
        try (TestServer server = TestServer.start(threads, handler);
                RawClient client = new RawClient(server)) {
            for (int i = 0; i < 10; i++) {
                assertEquals(
                        "line\n".repeat(10), client.exchange("GET / HTTP/1.1").text());
            }
            assertEquals(0, server.notificationsLeft());
        }
    }

    private interface FilterBody {
        void doFilter(HttpExchange exchange, Filter.Chain chain) throws IOException;
    }

    private static Filter filter(FilterBody body) {
        return new Filter() {
            @Override
            public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
                body.doFilter(exchange, chain);
            }

            @Override
            public String description() {
                return "A later filter";
            }
        };
    }

    @SuppressWarnings({"unchecked", "DoNotCallSuggester"})
    static <T extends Throwable> void sneak(Throwable exception) throws T {
        throw (T) exception;
    }
}

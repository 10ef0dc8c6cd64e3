package konpro.errors.httpserver;

import static konpro.errors.testkit.TestServer.begin;
import static konpro.errors.testkit.TestServer.filter;
import static konpro.errors.testkit.TestServer.path;
import static konpro.errors.testkit.TestServer.throwing;
import static org.junit.jupiter.api.Assertions.*;

import com.sun.net.httpserver.Authenticator;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpPrincipal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import konpro.errors.testkit.OnEachExecutor;
import konpro.errors.testkit.RawClient;
import konpro.errors.testkit.RawClient.Response;
import konpro.errors.testkit.TestServer;

class ErrorFilterTest {

    private static final HttpHandler FINE = exchange -> exchange.sendResponseHeaders(204, -1);

    private static final Set<String> HEADERS =
            Set.of("cache-control content-length content-type date x-content-type-options x-error-code x-request-id"
                    .split(" ", -1));

    @OnEachExecutor
    void respondsToAnApiExceptionWithItsEnvelope(TestServer server) throws Exception {
        RawClient client =
                server.serve(throwing(new ApiException(ErrorCode.INVALID_REQUEST, "The request body is invalid")
                        .detail("field", "avatar_id")
                        .detail("reason", "Avatar ID is required")));
        Response response = client.get("/", "X-Request-Id: req-123456");
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
        assertEquals(HEADERS, response.headers().keySet());
    }

    @OnEachExecutor
    void respondsToAnUnknownPath(TestServer server) throws Exception {
        server.httpServer().createContext("/", ErrorFilter.notFound(server.errors()));
        server.handle("/v1/avatars", FINE);
        RawClient client = server.client();
        assertEquals(204, client.get("/v1/avatars").status());
        Response response = client.get("/v1/avatar", "X-Request-Id: req-1");
        assertEquals(404, response.status());
        assertEquals("""
                {"error":{"code":"RESOURCE_NOT_FOUND","message":"Requested resource doesn't exist"},\
                "request_id":"req-1"}""", response.text());
        assertEquals("req-1", response.header("x-request-id"));
        assertEquals("RESOURCE_NOT_FOUND", response.header("x-error-code"));
        assertEquals(204, client.get("/v1/avatars").status());
        assertEquals(404, server.notification().response().status());
        assertEquals(0, server.notificationsLeft());
    }

    /** The server has no context for these yet, and so no filter: it sends a page of its own, and closes the connection. */
    @OnEachExecutor
    void isNotCalledForRequestsThatTheServerCannotRead(TestServer server) throws Exception {
        server.serve(FINE);
        for (String request : List.of(
                "GET /%zz HTTP/1.1\r\n\r\n",
                "nonsense\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: many\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n")) {
            RawClient client = server.client().send(request);
            Response response = client.response();
            assertEquals(400, response.status(), request);
            assertEquals("text/html", response.header("content-type"));
            assertFalse(response.has("x-request-id"));
            client.assertEnd();
        }
        assertEquals(0, server.notificationsLeft());
    }

    // Other filters

    @OnEachExecutor
    void isBeforeAllOtherFilters(TestServer server) throws Exception {
        HttpContext context = server.httpServer().createContext("/", FINE);
        context.getFilters().add(filter((exchange, chain) -> {
            if (!"Bearer good".equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                throw new ApiException(ErrorCode.INVALID_API_KEY, "API key is invalid or expired");
            }
            chain.doFilter(exchange);
        }));
        ErrorFilter.install(context, server.errors());
        context.getFilters().add(filter((exchange, chain) -> {
            if (path(exchange).equals("/refused")) {
                throw ApiException.invalid("filter", "The last one");
            }
            chain.doFilter(exchange);
        }));
        assertEquals(ErrorFilter.class, context.getFilters().get(0).getClass());
        assertEquals(
                "Responds to exceptions with error envelopes",
                context.getFilters().get(0).description());
        RawClient client = server.client();
        Response response = client.get("/");
        assertEquals(401, response.status());
        assertEquals("INVALID_API_KEY", response.code());
        assertEquals("Bearer", response.header("www-authenticate"));
        assertEquals(
                "VALIDATION_ERROR",
                client.get("/refused", "Authorization: Bearer good").code());
        assertEquals(204, client.get("/", "Authorization: Bearer good").status());
    }

    @OnEachExecutor
    void doesNotCoverAFilterThatIsPutBeforeIt(TestServer server) throws Exception {
        HttpContext context = server.httpServer().createContext("/", FINE);
        ErrorFilter.install(context, server.errors());
        context.getFilters()
                .add(
                        0,
                        filter((exchange, chain) ->
                                throwing(new IllegalStateException()).handle(exchange)));
        server.client().request("GET / HTTP/1.1").assertEnd();
        assertEquals(0, server.notificationsLeft());
    }

    @OnEachExecutor
    void notifiesOnceWhereItIsInstalledTwice(TestServer server) throws Exception {
        HttpHandler handler = exchange -> {
            if (path(exchange).equals("/half")) {
                begin(exchange, 0, "x").close();
            }
            exchange.getRequestBody().readAllBytes();
            throw new ApiException(ErrorCode.RESOURCE_NOT_FOUND);
        };
        ErrorFilter.install(server.handle("/", handler), server.errors());
        RawClient client = server.client();
        assertEquals(404, client.get("/").status());
        assertEquals(404, server.notification().response().status());
        client.request("GET /half HTTP/1.1").assertBroken();
        assertEquals(404, server.notification().response().status());
        assertEquals(400, server.client().uploadChunks("zz\r\n").response().status());
        assertEquals(400, server.notification().response().status());
        server.client()
                .request("POST / HTTP/1.1", "Content-Length: 9")
                .send("half")
                .close();
        for (int i = 0; i < 4; i++) {
            server.end();
        }
        assertEquals(0, server.notificationsLeft());
    }

    /** It sends an empty response by itself, after the user's filters and before the handler: there is nothing to catch. */
    @OnEachExecutor
    void leavesTheResponseOfAnAuthenticatorAndRespondsAfterIt(TestServer server) throws Exception {
        HttpHandler handler = exchange -> {
            throw new ApiException(
                    ErrorCode.RESOURCE_NOT_FOUND, exchange.getPrincipal().getUsername());
        };
        server.handle("/", handler).setAuthenticator(new Authenticator() {
            @Override
            public Result authenticate(HttpExchange exchange) {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"private\"");
                return path(exchange).equals("/refused")
                        ? new Failure(401)
                        : new Success(new HttpPrincipal("ada", "private"));
            }
        });
        RawClient client = server.client();
        Response refused = client.get("/refused", "X-Request-Id: req-1");
        assertEquals(401, refused.status());
        assertEquals("", refused.text());
        assertEquals("Basic realm=\"private\"", refused.header("www-authenticate"));
        assertEquals("req-1", refused.header("x-request-id"));
        assertFalse(refused.has("x-error-code"));
        assertEquals(0, server.notificationsLeft());
        Response accepted = client.get("/");
        assertEquals(404, accepted.status());
        assertEquals("ada", accepted.message());
    }

    /** A filter may have replaced the streams. */
    @OnEachExecutor
    void respondsPastTheStreamsOfLaterFilters(TestServer server) throws Exception {
        RawClient client = server.serve(exchange -> {
            InputStream closed = InputStream.nullInputStream();
            closed.close();
            exchange.setStreams(closed, OutputStream.nullOutputStream());
            exchange.getResponseHeaders().set("Content-Encoding", "x-none");
            throw new ApiException(ErrorCode.INVALID_REQUEST, "More than the filter lets through");
        });
        Response response = client.upload(new byte[1 << 20]).response();
        assertEquals("More than the filter lets through", response.message());
        assertFalse(response.has("content-encoding"));
        client.assertEnd();
        server.assertKept();
    }

    // Responses of the handler's own

    @OnEachExecutor
    void sendsAResponseThatTheHandlerHasMadeByItself(TestServer server) throws Exception {
        server.handle("/fine", FINE);
        RawClient client = server.serve(exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            String id = ErrorFilter.requestId(exchange);
            ErrorFilter.send(exchange, server.errors().respond(ApiException.invalid("a", "b"), id));
        });
        Response response = client.get("/", "X-Request-Id: req-1");
        assertEquals("VALIDATION_ERROR", response.code());
        assertEquals("req-1", response.envelope().requestId());
        assertFalse(response.has("content-encoding"));
        assertEquals(204, client.get("/fine").status());
    }

    /** Such a handler has closed the connection, and no filter can fix that. */
    @OnEachExecutor
    void cannotRespondWhereTheHandlerHasClosedTheExchange(TestServer server) throws Exception {
        RawClient client = server.serve(exchange -> {
            try (exchange) {
                throw new IllegalStateException("Before the headers");
            }
        });
        client.request("GET / HTTP/1.1").assertEnd();
        assertEquals("Before the headers", server.exception().getMessage());
        server.assertClosed();
        assertEquals(0, server.notificationsLeft());
    }

    private static final List<HttpHandler> SUCCESSES = List.of(
            FINE,
            exchange -> exchange.sendResponseHeaders(304, -1),
            exchange -> {
                exchange.getResponseHeaders().set("ETag", "\"v1\"");
                exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
                begin(exchange, 5, "hello").close();
            },
            exchange -> {
                begin(exchange, 5, "hello");
                exchange.close();
            },
            exchange -> {
                exchange.sendResponseHeaders(404, 0);
                OutputStream out = exchange.getResponseBody();
                exchange.getRequestBody().transferTo(out);
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
                InputStream in = exchange.getRequestBody();
                OutputStream out = begin(exchange, 0, "");
                out.write(in.read());
                out.write(in.available());
                out.write(in.readNBytes(2));
                in.close();
                out.close();
            },
            exchange -> {
                try (exchange) {
                    begin(exchange, 0, "x");
                }
            });

    /** Byte by byte what the same handler sends without a filter, and the request id. */
    @OnEachExecutor
    void leavesSuccessesAsTheyAre(TestServer server) throws Exception {
        for (HttpHandler handler : SUCCESSES) {
            server.serve(handler);
            HttpContext plain = server.httpServer().createContext("/plain", handler);
            for (String protocol : List.of("HTTP/1.1", "HTTP/1.0")) {
                String filtered = sent(server, "POST / " + protocol);
                assertTrue(filtered.contains("X-request-id: req-1\r\n"), filtered);
                assertEquals(sent(server, "POST /plain " + protocol), filtered.replace("X-request-id: req-1\r\n", ""));
                server.assertKept();
            }
            server.httpServer().removeContext(plain);
        }
        assertEquals(0, server.notificationsLeft());
    }

    private static String sent(TestServer server, String requestLine) throws IOException {
        RawClient client = server.client();
        client.request(requestLine, "X-Request-Id: req-1", "Connection: close", "Content-Length: 6")
                .send("abcdef")
                .rest();
        return client.seen().replaceFirst("Date: [^\r]+\r\n", "");
    }

    // Headers that a handler had set before it threw

    private static final String[] DROPPED = """
            Content-Type Content-Encoding Content-Length Content-Language Content-Location Content-Disposition Content-Range
            Content-MD5 Content-Digest Repr-Digest Digest ETag Last-Modified Expires Age Accept-Ranges Trailer Transfer-Encoding
            Cache-Control CDN-Cache-Control Cloudflare-CDN-Cache-Control Surrogate-Control Edge-Control X-Accel-Expires
            X-Accel-Redirect X-Sendfile X-Lighttpd-Send-File Location Refresh Link Retry-After Pragma Signature Signature-Input
            SourceMap X-SourceMap X-Error-Code""".split("\\s", -1);

    private static final String[] KEPT = """
            Content-Security-Policy Content-Security-Policy-Report-Only Access-Control-Allow-Origin Access-Control-Expose-Headers
            Strict-Transport-Security Set-Cookie Vary Allow X-Powered-By""".split("\\s", -1);

    @OnEachExecutor
    void dropsHeadersThatDescribeOtherContentAndKeepsTheOthers(TestServer server) throws Exception {
        RawClient client = server.serve(exchange -> {
            for (String name : DROPPED) {
                exchange.getResponseHeaders().set(name, "dropped");
            }
            for (String name : KEPT) {
                exchange.getResponseHeaders().set(name, "kept " + name);
            }
            throw new ApiException(ErrorCode.RESOURCE_NOT_FOUND, "No such avatar");
        });
        Response response = client.get("/");
        assertEquals("RESOURCE_NOT_FOUND", response.code());
        assertFalse(client.seen().contains("dropped"), client.seen());
        Set<String> expected = new TreeSet<>(HEADERS);
        for (String name : KEPT) {
            expected.add(name.toLowerCase(Locale.ROOT));
            assertEquals("kept " + name, response.header(name.toLowerCase(Locale.ROOT)));
        }
        assertEquals(expected, response.headers().keySet());
    }

    @OnEachExecutor
    void skipsHeadersThatAreNull(TestServer server) throws Exception {
        RawClient client = server.serve(exchange -> {
            Headers headers = exchange.getResponseHeaders();
            headers.add("X-Kept", "kept");
            headers.get("X-Kept").add(0, null);
            headers.set("X-Null-List", "");
            headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase("X-Null-List"))
                    .forEach(header -> header.setValue(null));
            headers.add("WWW-Authenticate", "");
            headers.get("WWW-Authenticate").set(0, null);
            if (path(exchange).equals("/sent")) {
                exchange.sendResponseHeaders(204, -1); // it throws an exception in the middle of the headers
            }
            throw new ApiException(ErrorCode.INVALID_API_KEY);
        });
        Response thrown = client.get("/");
        assertEquals("INVALID_API_KEY", thrown.code());
        assertEquals("kept", thrown.header("x-kept"));
        assertEquals("Bearer", thrown.header("www-authenticate"));
        assertFalse(thrown.has("x-null-list"));
        Response sent = client.get("/sent");
        assertEquals("PROCESSING_ERROR", sent.code());
        assertEquals("kept", sent.header("x-kept"));
    }

    /** RFC 9110, section 11.6.1: a client chooses among all challenges. */
    @OnEachExecutor
    void sendsRetryAfterAndAChallengeWhereTheHandlerHasNone(TestServer server) throws Exception {
        RawClient client = server.serve(exchange -> {
            Headers headers = exchange.getResponseHeaders();
            switch (path(exchange)) {
                case "/two" -> headers.put("WWW-Authenticate", List.of("Basic realm=\"x\"", "Digest realm=\"y\""));
                case "/empty" -> headers.put("WWW-Authenticate", new ArrayList<>());
                case "/429" ->
                    throw new ApiException(ErrorCode.RATE_LIMIT_EXCEEDED, "Slowly")
                            .retryAfter(Duration.ofMillis(29_001));
                case "/503" -> throw new ApiException(ErrorCode.SERVICE_UNAVAILABLE, "Later");
                default -> {}
            }
            throw new ApiException(ErrorCode.INVALID_API_KEY, "No key");
        });
        assertEquals(
                List.of("Basic realm=\"x\"", "Digest realm=\"y\""),
                client.get("/two").headers().get("www-authenticate"));
        assertEquals("Bearer", client.get("/empty").header("www-authenticate"));
        assertEquals("Bearer", client.get("/").header("www-authenticate"));
        Response limited = client.get("/429");
        assertEquals("30", limited.header("retry-after"));
        assertFalse(limited.has("www-authenticate"));
        assertFalse(client.get("/503").has("retry-after"));
    }
}

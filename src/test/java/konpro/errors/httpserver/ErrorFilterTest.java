package konpro.errors.httpserver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static konpro.errors.testkit.TestServer.begin;
import static konpro.errors.testkit.TestServer.filter;
import static konpro.errors.testkit.TestServer.path;
import static konpro.errors.testkit.TestServer.throwing;
import static org.junit.jupiter.api.Assertions.*;

import com.sun.net.httpserver.Authenticator;
import com.sun.net.httpserver.Filter;
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
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import konpro.errors.testkit.CapturedLog;
import konpro.errors.testkit.OnEachExecutor;
import konpro.errors.testkit.RawClient;
import konpro.errors.testkit.RawClient.Response;
import konpro.errors.testkit.TestServer;
import konpro.errors.testkit.TestServer.Notification;
import konpro.errors.testkit.Threads;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;

class ErrorFilterTest {

    private static final HttpHandler FINE = exchange -> exchange.sendResponseHeaders(204, -1);
    private static final HttpHandler NOT_FOUND = throwing(new ApiException(ErrorCode.RESOURCE_NOT_FOUND));
    private static final String NOT_FOUND_ERROR = "404 RESOURCE_NOT_FOUND: Requested resource doesn't exist";

    private static final Set<String> HEADERS =
            Set.of("cache-control content-length content-type date x-content-type-options x-error-code x-request-id"
                    .split(" ", -1));

    @OnEachExecutor
    void respondsToAnApiExceptionWithItsEnvelope(TestServer server) throws Exception {
        ApiException exception = ApiException.invalid("avatar_id", "Avatar ID is required");
        Response response = server.serve(throwing(exception)).get("/", "X-Request-Id: req-123456");
        assertEquals("""
                {"error":{"code":"VALIDATION_ERROR","message":"Request validation failed",\
                "details":{"field":"avatar_id","reason":"Avatar ID is required"}},"request_id":"req-123456"}""", response.text());
        String length = "content-length: " + response.body().length;
        response.expect(400, "content-type: application/json", "x-content-type-options: nosniff", length);
        assertEquals("400 VALIDATION_ERROR: Request validation failed", response.error());
        assertEquals(HEADERS, response.headers().keySet());
    }

    @OnEachExecutor
    void respondsToAnUnknownPath(TestServer server) throws Exception {
        server.httpServer.createContext("/", ErrorFilter.notFound(server.errors));
        server.handle("/v1/avatars", FINE);
        RawClient client = server.client();
        client.get("/v1/avatars").expect(204);
        Response response = client.get("/v1/avatar", "X-Request-Id: req-1").expect(404, "x-request-id: req-1");
        assertEquals(NOT_FOUND_ERROR, response.error());
        client.get("/v1/avatars").expect(204);
        assertEquals(404, server.notification().response().status());
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
            client.response().expect(400, "content-type: text/html", "no x-request-id");
            client.assertEnd();
        }
        server.assertNotNotified();
    }

    @OnEachExecutor
    void closesTheConnectionWhereTheClientKeepsNone(TestServer server) throws Exception {
        RawClient client = server.serve(NOT_FOUND);
        client.request("HEAD / HTTP/1.1", "Connection: close").response().expect(404);
        client.assertEnd();
        client = server.client();
        assertEquals(
                NOT_FOUND_ERROR, client.request("PUT / HTTP/1.0").response().error());
        client.assertEnd();
    }

    @OnEachExecutor
    void respondsToHeadAsToGetWithoutTheBody(TestServer server) throws Exception {
        RawClient client = server.serve(throwing(new ApiException(ErrorCode.RESOURCE_NOT_FOUND, "Nie ma: żółw")));
        server.httpServer.createContext("/nowhere", ErrorFilter.notFound(server.errors));
        try (CapturedLog log = CapturedLog.of("com.sun.net.httpserver")) {
            for (String path : List.of("/", "/nowhere", "/", "/nowhere")) {
                Response head = client.request("HEAD " + path + " HTTP/1.1", "X-Request-Id: req-1")
                        .response();
                Response get = client.get(path, "X-Request-Id: req-1");
                head.expect(404, "x-error-code: RESOURCE_NOT_FOUND", "content-length: " + get.body().length);
                assertEquals(withoutDate(get), withoutDate(head));
                assertEquals("req-1", get.envelope().requestId());
            }
            System.getLogger("com.sun.net.httpserver").log(System.Logger.Level.WARNING, "The last one");
            log.entries().removeIf(entry -> entry.level().startsWith("FINE"));
            assertEquals("The last one", log.entry().message());
        }
    }

    private static Map<String, List<String>> withoutDate(Response response) {
        Map<String, List<String>> headers = new TreeMap<>(response.headers());
        headers.remove("date");
        return headers;
    }

    // Other filters

    @OnEachExecutor
    void isBeforeAllOtherFilters(TestServer server) throws Exception {
        HttpContext context = server.httpServer.createContext("/", FINE);
        context.getFilters().add(filter((exchange, chain) -> {
            if (path(exchange).equals("/first")) {
                throw new ApiException(ErrorCode.INVALID_API_KEY, "Of a filter that was there");
            }
            chain.doFilter(exchange);
        }));
        ErrorFilter.install(context, server.errors);
        context.getFilters().add(filter((exchange, chain) -> {
            if (path(exchange).equals("/last")) {
                throw new ApiException(ErrorCode.INVALID_REQUEST, "Of a filter that came later");
            }
            chain.doFilter(exchange);
        }));
        Filter first = context.getFilters().get(0);
        assertEquals(ErrorFilter.class, first.getClass());
        assertEquals("Responds to exceptions with error envelopes", first.description());
        RawClient client = server.client();
        assertEquals(
                "401 INVALID_API_KEY: Of a filter that was there",
                client.get("/first").error());
        assertEquals(
                "400 INVALID_REQUEST: Of a filter that came later",
                client.get("/last").error());
        client.get("/").expect(204);
    }

    @OnEachExecutor
    void doesNotCoverAFilterThatIsPutBeforeIt(TestServer server) throws Exception {
        HttpContext context = server.httpServer.createContext("/", FINE);
        ErrorFilter.install(context, server.errors);
        context.getFilters().add(0, filter((exchange, chain) -> NOT_FOUND.handle(exchange)));
        server.client().request("GET / HTTP/1.1").assertEnd();
        server.assertNotNotified();
    }

    @OnEachExecutor
    void notifiesOnceWhereItIsInstalledTwice(TestServer server) throws Exception {
        HttpHandler handler = exchange -> {
            if (path(exchange).equals("/half")) {
                begin(exchange, 0, "x").close();
            }
            exchange.getRequestBody().readAllBytes();
            NOT_FOUND.handle(exchange);
        };
        ErrorFilter.install(server.handle("/", handler), server.errors);
        RawClient client = server.client();
        client.get("/").expect(404);
        assertEquals(404, server.notification().response().status());
        client.request("GET /half HTTP/1.1").assertBroken();
        assertEquals(404, server.notification().response().status());
        server.client().uploadChunks("zz|").response().expect(400);
        assertEquals(400, server.notification().response().status());
        RawClient disconnects = server.client().request("POST / HTTP/1.1", "Content-Length: 9");
        disconnects.send("half").close();
        for (int i = 0; i < 4; i++) {
            server.end();
        }
    }

    /** It sends an empty response by itself, after the user's filters and before the handler: there is nothing to catch. */
    @OnEachExecutor
    void leavesTheResponseOfAnAuthenticatorAndRespondsAfterIt(TestServer server) throws Exception {
        server.handle("/", exchange -> {
                    throw ApiException.invalid(exchange.getPrincipal().getUsername(), "Refused");
                })
                .setAuthenticator(new Authenticator() {
                    @Override
                    public Result authenticate(HttpExchange exchange) {
                        exchange.getResponseHeaders().set("WWW-Authenticate", "Basic");
                        boolean accepts = path(exchange).equals("/");
                        return accepts ? new Success(new HttpPrincipal("ada", "private")) : new Failure(401);
                    }
                });
        RawClient client = server.client();
        Response refused = client.get("/refused", "X-Request-Id: req-1");
        assertEquals(
                "",
                refused.expect(401, "www-authenticate: Basic", "x-request-id: req-1", "no x-error-code")
                        .text());
        assertEquals(
                "ada", client.get("/").envelope().error().violations().get(0).field());
    }

    @OnEachExecutor
    void respondsPastTheStreamsOfLaterFilters(TestServer server) throws Exception {
        RawClient client = server.serve(NOT_FOUND, filter((exchange, chain) -> {
            InputStream closed = InputStream.nullInputStream();
            closed.close();
            exchange.setStreams(closed, OutputStream.nullOutputStream());
            chain.doFilter(exchange);
        }));
        assertEquals(
                NOT_FOUND_ERROR, client.upload(new byte[1 << 20]).response().error());
        client.assertEnd();
        assertInstanceOf(ApiException.class, server.exception());
        server.assertKept();
    }

    // Responses of the handler's own

    @OnEachExecutor
    void sendsAResponseThatTheHandlerHasMadeByItself(TestServer server) throws Exception {
        server.handle("/fine", FINE);
        RawClient client = server.serve(exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            String id = ErrorFilter.requestId(exchange);
            ErrorFilter.send(exchange, server.errors.respond(ApiException.invalid("a", "b"), id));
        });
        Response response =
                client.get("/", "X-Request-Id: req-1").expect(400, "x-request-id: req-1", "no content-encoding");
        assertEquals("400 VALIDATION_ERROR: Request validation failed", response.error());
        client.get("/fine").expect(204);
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
            HttpContext plain = server.httpServer.createContext("/plain", handler);
            for (String protocol : List.of("HTTP/1.1", "HTTP/1.0")) {
                String filtered = sent(server, "POST / " + protocol);
                assertTrue(filtered.contains("X-request-id: req-1\r\n"), filtered);
                assertEquals(sent(server, "POST /plain " + protocol), filtered.replace("X-request-id: req-1\r\n", ""));
                server.assertKept();
            }
            server.httpServer.removeContext(plain);
        }
    }

    private static String sent(TestServer server, String requestLine) throws IOException {
        RawClient client = server.client();
        client.request(requestLine, "X-Request-Id: req-1", "Connection: close", "Content-Length: 6");
        client.send("abcdef").rest();
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
            NOT_FOUND.handle(exchange);
        });
        Response response = client.get("/");
        assertEquals(NOT_FOUND_ERROR, response.error());
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
            headers.set("X-null-list", "");
            for (Map.Entry<String, List<String>> header : headers.entrySet()) {
                header.setValue(header.getKey().equals("X-null-list") ? null : header.getValue());
            }
            headers.add("WWW-Authenticate", "");
            headers.get("WWW-Authenticate").set(0, null);
            if (path(exchange).equals("/sent")) {
                exchange.sendResponseHeaders(204, -1); // it throws an exception in the middle of the headers
            }
            throw new ApiException(ErrorCode.INVALID_API_KEY);
        });
        Response thrown = client.get("/").expect(401, "x-kept: kept", "www-authenticate: Bearer", "no x-null-list");
        assertEquals("401 INVALID_API_KEY: API key is invalid or expired", thrown.error());
        Response sent = client.get("/sent").expect(500, "x-kept: kept");
        assertEquals("500 PROCESSING_ERROR: Server processing error", sent.error());
    }

    /** RFC 9110, section 11.6.1: a client chooses among all challenges. */
    @OnEachExecutor
    void sendsRetryAfterAndAChallengeWhereTheHandlerHasNone(TestServer server) throws Exception {
        ApiException limited = new ApiException(ErrorCode.RATE_LIMIT_EXCEEDED).retryAfter(Duration.ofMillis(29_001));
        RawClient client = server.serve(exchange -> {
            Headers headers = exchange.getResponseHeaders();
            switch (path(exchange)) {
                case "/two" -> headers.put("WWW-Authenticate", List.of("Basic realm=\"x\"", "Digest realm=\"y\""));
                case "/empty" -> headers.put("WWW-Authenticate", new ArrayList<>());
                case "/429" -> throw limited;
                case "/503" -> throw new ApiException(ErrorCode.SERVICE_UNAVAILABLE, "Later");
                default -> {}
            }
            throw new ApiException(ErrorCode.INVALID_API_KEY, "No key");
        });
        List<String> two = client.get("/two").headers().get("www-authenticate");
        assertEquals(List.of("Basic realm=\"x\"", "Digest realm=\"y\""), two);
        client.get("/empty").expect(401, "www-authenticate: Bearer");
        client.get("/").expect(401, "www-authenticate: Bearer");
        client.get("/429").expect(429, "retry-after: 30", "no www-authenticate");
        client.get("/503").expect(503, "no retry-after");
    }

    // Request ids

    private static final String OWN = "req-[0-9a-f]{32}";

    /** Responds at {@code /}, and throws at any other path: the body or the exception's message is the id. */
    private static final HttpHandler ID = exchange -> {
        String id = ErrorFilter.requestId(exchange);
        assertEquals(id, ErrorFilter.requestId(exchange));
        if (!path(exchange).equals("/")) {
            throw new IllegalStateException(id);
        }
        begin(exchange, id.length(), id).close();
    };

    private static String idOfSuccess(RawClient client, String... headers) throws Exception {
        Response response = client.get("/", headers);
        return response.expect(200, "x-request-id: " + response.text()).text();
    }

    /** {@return the id of an error, which is the same in header and envelope, and for handler and hook} */
    private static String idOfError(TestServer server, RawClient client, String... headers) throws Exception {
        Response response = client.get("/fail", headers);
        Notification notified = server.notification();
        String id = response.header("x-request-id");
        assertEquals("500 PROCESSING_ERROR: Server processing error", response.error());
        assertEquals(id, notified.response().envelope().requestId());
        assertEquals(id, notified.exception().getMessage());
        return id;
    }

    @OnEachExecutor
    void keepsAGoodRequestId(TestServer server) throws Exception {
        RawClient client = server.serve(ID);
        for (String id : List.of("req-123456", "A", "0.9_z-Z", "a".repeat(128))) {
            assertEquals(id, idOfSuccess(client, "x-request-ID: " + id));
            assertEquals(id, idOfError(server, client, "X-Request-Id: " + id));
        }
        assertEquals("first", idOfError(server, client, "X-Request-Id: first", "X-Request-Id: second"));
    }

    /** The new one is not that of an earlier request: the attributes of an exchange were its context's until JDK 25. */
    @OnEachExecutor
    void replacesAHostileRequestId(TestServer server) throws Exception {
        String cutDown = utf8("evil\u010d\u010aSet-Cookie:evil|\u010d\u010a\u010d\u010aevil"); // to bytes it is CR LF
        String[] hostile =
                ("| |evil id|evil\tid|evil\r\n\tid|evil\"id|<evil>|evil,id|evil/../id|evil\u00e9|evil\u0085id"
                                + "|evil\u0000id|evil\u001b[31m|evil\u007f|evil id\r\nX-Request-Id: req-1|"
                                + "a".repeat(129) + "|" + cutDown)
                        .split("\\|", -1);
        RawClient client = server.serve(ID);
        assertEquals("earlier", idOfSuccess(client, "X-Request-Id: earlier"));
        Set<String> ids = new HashSet<>(Set.of(idOfSuccess(client), idOfError(server, client)));
        for (String id : hostile) {
            ids.add(idOfSuccess(client, "X-Request-Id: " + id));
            ids.add(idOfError(server, client, "X-Request-Id: " + id));
        }
        ids.forEach(id -> assertTrue(id.matches(OWN), id));
        assertEquals(2 * hostile.length + 2, ids.size());
        assertFalse(client.seen().contains("evil"), client.seen());
        assertFalse(client.seen().contains("a".repeat(100)), client.seen());
    }

    private static String utf8(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }

    @OnEachExecutor
    void takesTheRequestIdOfAnEarlierFilter(TestServer server) throws Exception {
        for (String set : List.of("outer-1", "not an id", "a".repeat(129), "")) {
            RawClient client = server.serve(ID);
            HttpContext context = server.handle("/fail", ID);
            context.getFilters().add(0, filter((exchange, chain) -> {
                exchange.getResponseHeaders().set("X-Request-Id", set);
                chain.doFilter(exchange);
            }));
            String id = idOfError(server, client, "X-Request-Id: ours");
            assertTrue(set.equals("outer-1") ? id.equals(set) : id.matches(OWN), id);
            server.httpServer.removeContext(context);
        }
    }

    /** A proxy that copies all headers of another server's response, and fails. */
    @OnEachExecutor
    void doesNotTakeTheRequestIdThatTheHandlerSets(TestServer server) throws Exception {
        RawClient client = server.serve(exchange -> {
            exchange.getResponseHeaders().set("X-Request-Id", "of-another-server");
            throw new IllegalStateException("ours");
        });
        assertEquals("ours", idOfError(server, client, "X-Request-Id: ours"));
    }

    @Property(tries = 300)
    void sendsARequestIdWhateverWasReceived(
            @ForAll @CharRange(from = ' ', to = '\u00ff') @StringLength(max = 140) String sent) throws Exception {
        try (TestServer server = new TestServer(Threads.SERVERS_OWN_ONE, null)) {
            String id = idOfError(server, server.serve(ID), "X-Request-Id: " + sent);
            assertTrue((id.equals(sent.strip()) && id.matches("[A-Za-z0-9._-]{1,128}")) || id.matches(OWN), id);
        }
    }
}

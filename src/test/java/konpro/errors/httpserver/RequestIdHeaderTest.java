package konpro.errors.httpserver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.*;

import konpro.errors.testkit.OnEachExecutor;
import konpro.errors.testkit.RawClient;
import konpro.errors.testkit.TestServer;
import konpro.errors.testkit.Threads;
import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import konpro.errors.ErrorCode;
import konpro.errors.testkit.RawClient.Response;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RequestIdHeaderTest {

    private static final String OWN = "req-[0-9a-f]{32}";

    /** Fine at {@code /}, failing at any other path; the body of either says the id that the handler sees. */
    private static final HttpHandler HANDLER = exchange -> {
        String id = ErrorFilter.requestId(exchange);
        if (!exchange.getRequestURI().getPath().equals("/")) {
            throw new IllegalStateException();
        }
        exchange.sendResponseHeaders(200, id.length());
        exchange.getResponseBody().write(id.getBytes(UTF_8));
        exchange.close();
    };

    @OnEachExecutor
    void keepsAGoodOneInSuccessAndError(Threads threads) throws Exception {
        try (TestServer server = TestServer.start(threads, HANDLER);
                RawClient client = new RawClient(server)) {
            for (String id : List.of("req-123456", "A", "0.9_z-Z", "a".repeat(128))) {
                Response fine = client.exchange("GET / HTTP/1.1", "x-request-ID: " + id);
                assertEquals(id, fine.text());
                assertEquals(id, fine.header("x-request-id"));
                Response failed = client.exchange("GET /fail HTTP/1.1", "X-Request-Id: " + id);
                assertEquals(id, failed.envelope().requestId());
                assertEquals(id, failed.header("x-request-id"));
                assertEquals(id, server.notification().response().envelope().requestId());
            }
        }
    }

    @OnEachExecutor
    void replacesAHostileOne(Threads threads) throws Exception {
        List<String> hostile = List.of(
                "",
                " ",
                "evil id",
                "evil\tid",
                "evil\r\n\tid",
                "evil\"id",
                "<evil>",
                "evil,id",
                "evil/../id",
                "a".repeat(129),
                utf8("evil\u010d\u010aSet-Cookie:evil"), // U+010D U+010A cut down to bytes are CR LF
                utf8("\u010d\u010a\u010d\u010aevil"),
                "evil\u00e9",
                "evil\u0085id",
                "evil\u0000id",
                "evil\u001b[31m",
                "evil\u007f");
        try (TestServer server = TestServer.start(threads, HANDLER);
                RawClient client = new RawClient(server)) {
            Set<String> ids = new HashSet<>();
            for (String id : hostile) {
                ids.add(assertReplaced(client, "X-Request-Id: " + id));
            }
            ids.add(assertReplaced(client));
            ids.add(assertReplaced(client, "X-Request-Id: evil id", "X-Request-Id: req-1"));
            assertEquals(hostile.size() + 2, ids.size());
            assertEquals(-1, client.seen().indexOf("evil"), client.seen());
            assertEquals(-1, client.seen().indexOf("a".repeat(100)));
        }
    }

    private static String assertReplaced(RawClient client, String... headers) throws IOException {
        Response fine = client.exchange("GET / HTTP/1.1", headers);
        String id = fine.header("x-request-id");
        assertTrue(id.matches(OWN), id);
        assertEquals(id, fine.text());
        Response failed = client.exchange("GET /fail HTTP/1.1", headers);
        assertTrue(failed.header("x-request-id").matches(OWN));
        assertEquals(failed.header("x-request-id"), failed.envelope().requestId());
        assertNotEquals(id, failed.envelope().requestId());
        return id;
    }

    @OnEachExecutor
    void isTheSameForTheHandlerTheResponseAndTheHook(Threads threads) throws Exception {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        HttpHandler handler = exchange -> {
            seen.add(ErrorFilter.requestId(exchange));
            seen.add(ErrorFilter.requestId(exchange));
            throw new IllegalStateException();
        };
        try (TestServer server = TestServer.start(threads, handler);
                RawClient client = new RawClient(server)) {
            for (int i = 0; i < 3; i++) {
                String id = client.exchange("GET / HTTP/1.1").envelope().requestId();
                assertEquals(id, seen.remove());
                assertEquals(id, seen.remove());
                assertEquals(id, server.notification().response().envelope().requestId());
            }
        }
    }

    @OnEachExecutor
    void takesTheFirstOfSeveral(Threads threads) throws Exception {
        try (TestServer server = TestServer.start(threads, HANDLER);
                RawClient client = new RawClient(server)) {
            Response response = client.exchange("GET /fail HTTP/1.1", "X-Request-Id: first", "X-Request-Id: second");
            assertEquals("first", response.header("x-request-id"));
            assertEquals("first", response.envelope().requestId());
        }
    }

    @OnEachExecutor
    void isThatOfAnOuterFilterWhereItIsAnId(Threads threads) throws Exception {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        HttpHandler handler = exchange -> {
            seen.add(ErrorFilter.requestId(exchange));
            throw new IllegalStateException();
        };
        try (TestServer server = TestServer.start(threads, HANDLER)) {
            for (String set : List.of("outer-1", "not an id", "a".repeat(129), "")) {
                HttpContext context = server.httpServer().createContext("/outer", handler);
                ErrorFilter.install(context, server.errors());
                context.getFilters().add(0, new Filter() {
                    @Override
                    public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
                        exchange.getResponseHeaders().set("X-Request-Id", set);
                        chain.doFilter(exchange);
                    }

                    @Override
                    public String description() {
                        return "Sets a request id";
                    }
                });
                try (RawClient client = new RawClient(server)) {
                    Response response = client.exchange("GET /outer HTTP/1.1", "X-Request-Id: ours");
                    String id = response.header("x-request-id");
                    assertTrue(set.equals("outer-1") ? id.equals(set) : id.matches(OWN), id);
                    assertEquals(id, seen.remove());
                    assertEquals(id, response.envelope().requestId());
                    assertEquals(id, server.notification().response().envelope().requestId());
                }
                server.httpServer().removeContext(context);
            }
        }
    }

    /** The attributes of an exchange were its context's until JDK 25. */
    @OnEachExecutor
    void isNeverThatOfTheRequestBefore(Threads threads) throws Exception {
        try (TestServer server = TestServer.start(threads, HANDLER);
                RawClient client = new RawClient(server)) {
            assertEquals(
                    "first",
                    client.exchange("GET / HTTP/1.1", "X-Request-Id: first").text());
            String second = client.exchange("GET / HTTP/1.1").text();
            assertTrue(second.matches(OWN), second);
            Response third = client.exchange("GET /fail HTTP/1.1");
            assertNotEquals(second, third.envelope().requestId());
            assertNotEquals("first", third.envelope().requestId());
            assertNotEquals(
                    third.envelope().requestId(),
                    client.exchange("GET /fail HTTP/1.1").envelope().requestId());
        }
    }

    @Property(tries = 300)
    void isAnIdWhateverWasSent(@ForAll @CharRange(from = ' ', to = '\u00ff') @StringLength(max = 140) String sent)
            throws Exception {
        try (TestServer server = TestServer.start(Threads.SERVERS_OWN_ONE, HANDLER);
                RawClient client = new RawClient(server)) {
            Response response = client.exchange("GET /fail HTTP/1.1", "X-Request-Id: " + sent);
            String id = response.header("x-request-id");
            assertTrue((id.equals(sent.strip()) && id.matches("[A-Za-z0-9._-]{1,128}")) || id.matches(OWN), id);
            assertEquals(id, response.envelope().requestId());
            assertTrue(response.envelope().error().is(ErrorCode.PROCESSING_ERROR));
        }
    }

    private static String utf8(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }
}

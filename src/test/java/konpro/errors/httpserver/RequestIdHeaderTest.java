package konpro.errors.httpserver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static konpro.errors.testkit.TestServer.begin;
import static konpro.errors.testkit.TestServer.filter;
import static konpro.errors.testkit.TestServer.path;
import static org.junit.jupiter.api.Assertions.*;

import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpHandler;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

class RequestIdHeaderTest {

    private static final String OWN = "req-[0-9a-f]{32}";

    /** Responds at {@code /}, and throws at any other path: the body or the exception's message is the id. */
    private static final HttpHandler HANDLER = exchange -> {
        String id = ErrorFilter.requestId(exchange);
        assertEquals(id, ErrorFilter.requestId(exchange));
        if (!path(exchange).equals("/")) {
            throw new IllegalStateException(id);
        }
        begin(exchange, id.length(), id).close();
    };

    private static String idOfSuccess(RawClient client, String... headers) throws Exception {
        Response response = client.get("/", headers);
        String id = response.header("x-request-id");
        assertEquals("200 " + id, response.status() + " " + response.text());
        return id;
    }

    /** {@return the id of an error, which is the same in header and envelope, and for handler and hook} */
    private static String idOfError(TestServer server, RawClient client, String... headers) throws Exception {
        Response response = client.get("/fail", headers);
        Notification notified = server.notification();
        String id = response.header("x-request-id");
        assertEquals(
                "PROCESSING_ERROR " + id,
                response.code() + " " + response.envelope().requestId());
        assertEquals(id, notified.response().envelope().requestId());
        assertEquals(id, notified.exception().getMessage());
        return id;
    }

    @OnEachExecutor
    void keepsAGoodOne(TestServer server) throws Exception {
        RawClient client = server.serve(HANDLER);
        for (String id : List.of("req-123456", "A", "0.9_z-Z", "a".repeat(128))) {
            assertEquals(id, idOfSuccess(client, "x-request-ID: " + id));
            assertEquals(id, idOfError(server, client, "X-Request-Id: " + id));
        }
        assertEquals("first", idOfError(server, client, "X-Request-Id: first", "X-Request-Id: second"));
    }

    /** Nor is it that of an earlier request: the attributes of an exchange were its context's until JDK 25. */
    @OnEachExecutor
    void replacesAHostileOne(TestServer server) throws Exception {
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
                "evil\u007f",
                "evil id\r\nX-Request-Id: req-1");
        RawClient client = server.serve(HANDLER);
        assertEquals("earlier", idOfSuccess(client, "X-Request-Id: earlier"));
        Set<String> ids = new HashSet<>(Set.of(idOfSuccess(client), idOfError(server, client)));
        for (String id : hostile) {
            ids.add(idOfSuccess(client, "X-Request-Id: " + id));
            ids.add(idOfError(server, client, "X-Request-Id: " + id));
        }
        ids.forEach(id -> assertTrue(id.matches(OWN), id));
        assertEquals(2 * hostile.size() + 2, ids.size());
        assertEquals(-1, client.seen().indexOf("evil"), client.seen());
        assertEquals(-1, client.seen().indexOf("a".repeat(100)));
    }

    private static String utf8(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }

    @OnEachExecutor
    void isThatOfAnEarlierFilterWhereItIsAnId(TestServer server) throws Exception {
        for (String set : List.of("outer-1", "not an id", "a".repeat(129), "")) {
            RawClient client = server.serve(HANDLER);
            HttpContext context = server.handle("/fail", HANDLER);
            context.getFilters().add(0, filter((exchange, chain) -> {
                exchange.getResponseHeaders().set("X-Request-Id", set);
                chain.doFilter(exchange);
            }));
            String id = idOfError(server, client, "X-Request-Id: ours");
            assertTrue(set.equals("outer-1") ? id.equals(set) : id.matches(OWN), id);
            server.httpServer().removeContext(context);
        }
    }

    /** A proxy that copies all headers of another server's response, and fails. */
    @OnEachExecutor
    void isNotThatWhichTheHandlerSets(TestServer server) throws Exception {
        RawClient client = server.serve(exchange -> {
            exchange.getResponseHeaders().set("X-Request-Id", "of-another-server");
            throw new IllegalStateException("ours");
        });
        assertEquals("ours", idOfError(server, client, "X-Request-Id: ours"));
    }

    @Property(tries = 300)
    void isAnIdWhateverWasSent(@ForAll @CharRange(from = ' ', to = '\u00ff') @StringLength(max = 140) String sent)
            throws Exception {
        try (TestServer server = new TestServer(Threads.SERVERS_OWN_ONE, null)) {
            String id = idOfError(server, server.serve(HANDLER), "X-Request-Id: " + sent);
            assertTrue((id.equals(sent.strip()) && id.matches("[A-Za-z0-9._-]{1,128}")) || id.matches(OWN), id);
        }
    }
}

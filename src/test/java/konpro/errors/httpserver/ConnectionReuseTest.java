package konpro.errors.httpserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.*;

import konpro.errors.testkit.OnEachExecutor;
import konpro.errors.testkit.RawClient;
import konpro.errors.testkit.TestServer;
import konpro.errors.testkit.Threads;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import konpro.errors.testkit.RawClient.Response;
import org.junit.jupiter.api.Timeout;

/**
 * One connection, and what is sent over it after an error: a request that was not read, or a response to HEAD, must not
 * be in the way.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ConnectionReuseTest {

    private static final int SHORT = 65_536;

    private static final HttpHandler UNREAD = exchange -> {
        if (!exchange.getRequestMethod().equals("GET")) {
            throw new ApiException(ErrorCode.INVALID_REQUEST, "Only GET");
        }
        exchange.sendResponseHeaders(200, 4);
        exchange.getResponseBody().write("fine".getBytes(UTF_8));
        exchange.close();
    };

    private static final HttpHandler READ = exchange -> {
        try (InputStream in = exchange.getRequestBody()) {
            in.readAllBytes();
        }
        UNREAD.handle(exchange);
    };

    @OnEachExecutor
    void goesOnAfterAnErrorWithoutABody(Threads threads) throws Exception {
        try (TestServer server = TestServer.start(threads, UNREAD);
                RawClient client = new RawClient(server)) {
            for (int i = 0; i < 10; i++) {
                assertRefusedAndGoesOn(client.request("DELETE / HTTP/1.1"));
            }
        }
    }

    @OnEachExecutor
    void keepsTheConnectionAfterAShortBodyThatIsNotRead(Threads threads) throws Exception {
        try (TestServer server = TestServer.start(threads, UNREAD);
                RawClient client = new RawClient(server)) {
            for (int length : new int[] {1, 1_000, SHORT - 1, SHORT}) {
                client.request("POST / HTTP/1.1", "Content-Length: " + length).send(new byte[length]);
                assertRefusedAndGoesOn(client);
            }
        }
    }

    @OnEachExecutor
    void goesOnAfterABodyThatTheHandlerHasRead(Threads threads) throws Exception {
        try (TestServer server = TestServer.start(threads, READ);
                RawClient client = new RawClient(server)) {
            for (int length : new int[] {1, SHORT + 1, 1_000_000}) {
                client.request("POST / HTTP/1.1", "Content-Length: " + length).send(new byte[length]);
                assertRefusedAndGoesOn(client);
                client.request("POST / HTTP/1.1", "Transfer-Encoding: chunked")
                        .send(Integer.toHexString(length) + "\r\n")
                        .send(new byte[length])
                        .send("\r\n0\r\n\r\n");
                assertRefusedAndGoesOn(client);
            }
        }
    }

    /** And has never asked whether there is more. */
    @OnEachExecutor
    void goesOnAfterABodyThatTheHandlerHasReadByLength(Threads threads) throws Exception {
        HttpHandler handler = exchange -> {
            if (exchange.getRequestMethod().equals("POST")) {
                InputStream in = exchange.getRequestBody();
                for (int i = 0; i < 100_000; i++) {
                    in.read();
                }
                in.readNBytes(new byte[100_000], 0, 100_000);
            }
            UNREAD.handle(exchange);
        };
        try (TestServer server = TestServer.start(threads, handler);
                RawClient client = new RawClient(server)) {
            client.request("POST / HTTP/1.1", "Content-Length: 200000").send(new byte[200_000]);
            assertRefusedAndGoesOn(client);
        }
    }

    private static void assertRefusedAndGoesOn(RawClient client) throws IOException {
        Response refused = client.response();
        assertEquals("Only GET", refused.envelope().error().message());
        assertFalse(refused.has("connection"), "Connection: close");
        assertEquals("fine", client.exchange("GET / HTTP/1.1").text());
    }

    @OnEachExecutor
    void closesTheConnectionAfterALongerBodyThatIsNotRead(Threads threads) throws Exception {
        try (TestServer server = TestServer.start(threads, UNREAD)) {
            for (String length : List.of("Content-Length: " + (SHORT + 1), "Transfer-Encoding: chunked")) {
                try (RawClient client = new RawClient(server)) {
                    client.request("POST / HTTP/1.1", length);
                    Response refused = client.response(); // before the body, which may or may not come
                    assertEquals("Only GET", refused.envelope().error().message());
                    assertEquals("close", refused.header("connection"));
                    client.shutdownOutput();
                    assertEquals(0, client.rest().length);
                }
            }
        }
    }

    @OnEachExecutor
    void respondsToHeadAsToGetWithoutTheBody(Threads threads) throws Exception {
        HttpHandler handler = exchange -> {
            throw new ApiException(ErrorCode.RESOURCE_NOT_FOUND, "Nie ma: żółw");
        };
        try (TestServer server = TestServer.start(threads, handler);
                RawClient client = new RawClient(server)) {
            server.httpServer().createContext("/nowhere", ErrorFilter.notFound(server.errors()));
            List<String> warnings = warningsWhile(() -> {
                for (String path : List.of("/", "/nowhere")) {
                    for (int i = 0; i < 3; i++) {
                        Response head = client.exchange("HEAD " + path + " HTTP/1.1", "X-Request-Id: req-1");
                        Response get = client.exchange("GET " + path + " HTTP/1.1", "X-Request-Id: req-1");
                        assertEquals(404, head.status());
                        assertEquals("RESOURCE_NOT_FOUND", head.header("x-error-code"));
                        assertEquals(withoutDate(get), withoutDate(head));
                        assertEquals(Integer.toString(get.body().length), head.header("content-length"));
                        assertEquals("req-1", get.envelope().requestId());
                    }
                }
            });
            assertEquals(List.of(), warnings);
        }
    }

    @OnEachExecutor
    void endsAfterAResponseToHeadWhereThatWasAsked(Threads threads) throws Exception {
        try (TestServer server = TestServer.start(threads, UNREAD);
                RawClient client = new RawClient(server)) {
            assertEquals(
                    400, client.exchange("HEAD / HTTP/1.1", "Connection: close").status());
            assertArrayEquals(new byte[0], client.rest());
        }
    }

    @OnEachExecutor
    void endsAfterAnErrorInHttp10(Threads threads) throws Exception {
        try (TestServer server = TestServer.start(threads, UNREAD);
                RawClient client = new RawClient(server)) {
            Response response = client.exchange("PUT / HTTP/1.0");
            assertEquals("Only GET", response.envelope().error().message());
            assertArrayEquals(new byte[0], client.rest());
        }
    }

    private static Map<String, List<String>> withoutDate(Response response) {
        Map<String, List<String>> headers = new TreeMap<>(response.headers());
        headers.remove("date");
        return headers;
    }

    private interface Run {
        void run() throws Exception;
    }

    /**
     * What the JDK's server logs meanwhile. By reflection, since neither this module nor its tests require
     * java.logging.
     */
    private static List<String> warningsWhile(Run run) throws Exception {
        Class<?> logging = Class.forName("java.util.logging.Logger");
        Class<?> filter = Class.forName("java.util.logging.Filter");
        Class<?> logRecord = Class.forName("java.util.logging.LogRecord");
        ConcurrentLinkedQueue<String> warnings = new ConcurrentLinkedQueue<>();
        Object listener = Proxy.newProxyInstance(
                ConnectionReuseTest.class.getClassLoader(), new Class<?>[] {filter}, (proxy, method, arguments) -> {
                    warnings.add((String) logRecord.getMethod("getMessage").invoke(arguments[0]));
                    return false;
                });
        Object logger = logging.getMethod("getLogger", String.class).invoke(null, "com.sun.net.httpserver");
        logging.getMethod("setFilter", filter).invoke(logger, listener);
        try {
            logging.getMethod("warning", String.class).invoke(logger, "The listener hears");
            run.run();
        } finally {
            logging.getMethod("setFilter", filter).invoke(logger, (Object) null);
        }
        assertEquals("The listener hears", warnings.remove());
        return List.copyOf(warnings);
    }
}

package konpro.errors.httpserver;

import static konpro.errors.testkit.TestServer.begin;
import static konpro.errors.testkit.TestServer.throwing;
import static org.junit.jupiter.api.Assertions.*;

import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import konpro.errors.testkit.OnEachExecutor;
import konpro.errors.testkit.RawClient;
import konpro.errors.testkit.RawClient.Response;
import konpro.errors.testkit.TestServer;

/** What is sent over a connection after an error: no request that was not read, and no response to HEAD, is in its way. */
class ConnectionReuseTest {

    private static final int SHORT = 65_536;

    private static final HttpHandler UNREAD = exchange -> {
        if (!exchange.getRequestMethod().equals("GET")) {
            throw new ApiException(ErrorCode.INVALID_REQUEST, "Only GET");
        }
        begin(exchange, 4, "fine");
        exchange.close();
    };

    private static final HttpHandler READ = exchange -> {
        try (InputStream in = exchange.getRequestBody()) {
            in.readAllBytes();
        }
        UNREAD.handle(exchange);
    };

    /** It does not ask whether there is more. */
    private static final HttpHandler READ_BY_LENGTH = exchange -> {
        if (exchange.getRequestMethod().equals("POST")) {
            InputStream in = exchange.getRequestBody();
            for (int i = 0; i < 100_000; i++) {
                in.read();
            }
            in.readNBytes(new byte[100_000], 0, 100_000);
        }
        UNREAD.handle(exchange);
    };

    private static void assertRefusedAndGoesOn(RawClient client) throws IOException {
        Response refused = client.response();
        assertEquals("Only GET", refused.message());
        assertFalse(refused.has("connection"), "Connection: close");
        assertEquals("fine", client.get("/").text());
    }

    @OnEachExecutor
    void goesOnAfterAnErrorWithoutABody(TestServer server) throws Exception {
        RawClient client = server.serve(UNREAD);
        for (int i = 0; i < 10; i++) {
            assertRefusedAndGoesOn(client.request("DELETE / HTTP/1.1"));
        }
    }

    @OnEachExecutor
    void goesOnAfterAShortBodyThatIsNotRead(TestServer server) throws Exception {
        RawClient client = server.serve(UNREAD);
        for (int length : new int[] {1, 1_000, SHORT - 1, SHORT}) {
            assertRefusedAndGoesOn(client.upload(new byte[length]));
        }
    }

    @OnEachExecutor
    void goesOnAfterABodyThatTheHandlerHasRead(TestServer server) throws Exception {
        RawClient client = server.serve(READ);
        for (int length : new int[] {1, SHORT + 1, 1_000_000}) {
            assertRefusedAndGoesOn(client.upload(new byte[length]));
            assertRefusedAndGoesOn(
                    client.uploadChunks("").sendChunk(new byte[length]).send("0\r\n\r\n"));
        }
        assertRefusedAndGoesOn(server.serve(READ_BY_LENGTH).upload(new byte[200_000]));
    }

    @OnEachExecutor
    void closesTheConnectionAfterALongerBodyThatIsNotRead(TestServer server) throws Exception {
        server.serve(UNREAD);
        for (String length : List.of("Content-Length: " + (SHORT + 1), "Transfer-Encoding: chunked")) {
            RawClient client = server.client().request("POST / HTTP/1.1", length);
            Response refused = client.response(); // before the body, which may or may not be sent
            assertEquals("Only GET", refused.message());
            assertEquals("close", refused.header("connection"));
            client.shutdownOutput();
            client.assertEnd();
        }
    }

    @OnEachExecutor
    void closesTheConnectionWhereTheClientKeepsNone(TestServer server) throws Exception {
        RawClient client = server.serve(UNREAD);
        assertEquals(
                400, client.exchange("HEAD / HTTP/1.1", "Connection: close").status());
        client.assertEnd();
        client = server.client();
        assertEquals("Only GET", client.exchange("PUT / HTTP/1.0").message());
        client.assertEnd();
    }

    @OnEachExecutor
    void respondsToHeadAsToGetWithoutTheBody(TestServer server) throws Exception {
        RawClient client = server.serve(throwing(new ApiException(ErrorCode.RESOURCE_NOT_FOUND, "Nie ma: żółw")));
        server.httpServer().createContext("/nowhere", ErrorFilter.notFound(server.errors()));
        Object logger = Class.forName("java.util.logging.Logger")
                .getMethod("getLogger", String.class)
                .invoke(null, "com.sun.net.httpserver");
        List<Object> warnings = new CopyOnWriteArrayList<>();
        setFilter(logger, (proxy, method, arguments) -> {
            warnings.add(arguments[0].getClass().getMethod("getMessage").invoke(arguments[0]));
            return false;
        });
        try {
            for (String path : List.of("/", "/nowhere", "/", "/nowhere")) {
                Response head = client.exchange("HEAD " + path + " HTTP/1.1", "X-Request-Id: req-1");
                Response get = client.get(path, "X-Request-Id: req-1");
                assertEquals(404, head.status());
                assertEquals("RESOURCE_NOT_FOUND", head.header("x-error-code"));
                assertEquals(withoutDate(get), withoutDate(head));
                assertEquals(Integer.toString(get.body().length), head.header("content-length"));
                assertEquals("req-1", get.envelope().requestId());
            }
            logger.getClass().getMethod("warning", String.class).invoke(logger, "The last one");
        } finally {
            setFilter(logger, null);
        }
        assertEquals(List.of("The last one"), warnings);
    }

    private static Map<String, List<String>> withoutDate(Response response) {
        Map<String, List<String>> headers = new TreeMap<>(response.headers());
        headers.remove("date");
        return headers;
    }

    /** By reflection, since neither this module nor its tests require java.logging. */
    private static void setFilter(Object logger, InvocationHandler filter) throws ReflectiveOperationException {
        Class<?> type = Class.forName("java.util.logging.Filter");
        Object proxy =
                filter == null ? null : Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, filter);
        logger.getClass().getMethod("setFilter", type).invoke(logger, proxy);
    }
}

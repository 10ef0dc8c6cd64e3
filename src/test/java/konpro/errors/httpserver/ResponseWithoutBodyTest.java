package konpro.errors.httpserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.*;

import konpro.errors.testkit.OnEachExecutor;
import konpro.errors.testkit.RawClient;
import konpro.errors.testkit.TestServer;
import konpro.errors.testkit.Threads;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import konpro.errors.testkit.RawClient.Response;
import org.junit.jupiter.api.Timeout;

/** What a handler writes to a response without a body is discarded: a good response is not reported. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ResponseWithoutBodyTest {

    private static void writeAll(OutputStream out) throws IOException {
        out.write(new byte[0]);
        out.write('x');
        out.write("hello".getBytes(UTF_8));
        out.flush();
        out.close();
        out.write(new byte[0]);
        out.write("hello".getBytes(UTF_8));
        out.flush();
        out.close();
    }

    @OnEachExecutor
    void discardsWritesWhereTheStatusHasNoBody(Threads threads) throws Exception {
        HttpHandler handler = exchange -> {
            exchange.sendResponseHeaders(
                    Integer.parseInt(exchange.getRequestURI().getPath().substring(1)), -1);
            writeAll(exchange.getResponseBody());
            exchange.close();
        };
        try (TestServer server = TestServer.start(threads, handler);
                RawClient client = new RawClient(server)) {
            for (int i = 0; i < 5; i++) {
                for (int status : new int[] {204, 304}) {
                    assertEquals(
                            status,
                            client.exchange("GET /" + status + " HTTP/1.1").status());
                    assertEquals(Optional.empty(), server.end());
                }
            }
            assertEquals(0, server.notificationsLeft());
        }
    }

    @OnEachExecutor
    void discardsTheBodyThatAGetHandlerWritesToHead(Threads threads) throws Exception {
        HttpHandler handler = exchange -> {
            exchange.sendResponseHeaders(200, exchange.getRequestURI().getPath().equals("/chunked") ? 0 : 5);
            try (OutputStream out = exchange.getResponseBody()) {
                for (byte b : "hello".getBytes(UTF_8)) {
                    out.write(b);
                }
                out.flush();
            }
        };
        try (TestServer server = TestServer.start(threads, handler);
                RawClient client = new RawClient(server)) {
            for (String path : List.of("/", "/chunked")) {
                for (int i = 0; i < 3; i++) {
                    assertEquals(
                            200, client.exchange("HEAD " + path + " HTTP/1.1").status());
                    assertEquals(
                            "hello",
                            client.exchange("GET " + path + " HTTP/1.1").text());
                }
            }
            assertEquals(0, server.notificationsLeft());
        }
    }

    @OnEachExecutor
    void ignoresWhatAddsNoByteToACompleteResponse(Threads threads) throws Exception {
        HttpHandler handler = exchange -> {
            boolean empty = exchange.getRequestURI().getPath().equals("/empty");
            exchange.sendResponseHeaders(200, empty ? -1 : 5);
            OutputStream out = exchange.getResponseBody();
            if (!empty) {
                out.write("hello".getBytes(UTF_8));
                out.close();
            }
            out.write(new byte[0]);
            out.flush();
            out.close();
        };
        try (TestServer server = TestServer.start(threads, handler);
                RawClient client = new RawClient(server)) {
            for (int i = 0; i < 3; i++) {
                assertEquals("hello", client.exchange("GET / HTTP/1.1").text());
                Response empty = client.exchange("GET /empty HTTP/1.1");
                assertEquals("0", empty.header("content-length"));
            }
            assertEquals(0, server.notificationsLeft());
        }
    }

    @OnEachExecutor
    void stillNotifiesOfBytesBeyondAnEmptyBody(Threads threads) throws Exception {
        HttpHandler handler = exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.getResponseBody().write(new byte[1]);
        };
        try (TestServer server = TestServer.start(threads, handler);
                RawClient client = new RawClient(server)) {
            assertEquals(200, client.exchange("GET / HTTP/1.1").status());
            assertEquals(IOException.class, server.notification().exception().getClass());
        }
    }

    @OnEachExecutor
    void stillNotifiesOfBytesBeforeTheHeaders(Threads threads) throws Exception {
        HttpHandler handler = exchange -> {
            assertThrows(IOException.class, () -> exchange.getResponseBody().close());
            exchange.getResponseBody().write(new byte[0]);
        };
        try (TestServer server = TestServer.start(threads, handler);
                RawClient client = new RawClient(server)) {
            for (String method : List.of("GET", "HEAD")) {
                assertEquals(500, client.exchange(method + " / HTTP/1.1").status());
                assertEquals(
                        "response headers not sent yet",
                        server.notification().exception().getMessage());
            }
        }
    }
}

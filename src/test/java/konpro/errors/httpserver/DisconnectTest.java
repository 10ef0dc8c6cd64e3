package konpro.errors.httpserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.*;

import konpro.errors.testkit.OnEachExecutor;
import konpro.errors.testkit.RawClient;
import konpro.errors.testkit.TestServer;
import konpro.errors.testkit.Threads;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;

/**
 * Whose fault an IOException is: the client's, which need not be answered, or the handler's, of which the hook is to
 * know.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DisconnectTest {

    private static final byte[] MEBIBYTE = new byte[1 << 20];

    private static void writeWithoutEnd(HttpExchange exchange, long declared) throws IOException {
        exchange.sendResponseHeaders(200, declared);
        OutputStream out = exchange.getResponseBody();
        for (int i = 0; i < 4_000; i++) {
            out.write(MEBIBYTE);
        }
    }

    @OnEachExecutor
    void doesNotNotifyOfAResponseThatTheClientLeaves(Threads threads) throws Exception {
        for (long declared : new long[] {0, 4_000L << 20}) {
            try (TestServer server = TestServer.start(threads, exchange -> writeWithoutEnd(exchange, declared))) {
                RawClient resets = new RawClient(server);
                resets.request("GET / HTTP/1.1");
                resets.reset();
                assertInstanceOf(IOException.class, server.end().orElseThrow());
                RawClient closes = new RawClient(server);
                closes.request("GET / HTTP/1.1");
                closes.close();
                assertInstanceOf(IOException.class, server.end().orElseThrow());
                assertEquals(0, server.notificationsLeft());
            }
        }
    }

    @OnEachExecutor
    void doesNotNotifyWhereTheHandlerWrapsTheReason(Threads threads) throws Exception {
        HttpHandler handler = exchange -> {
            try (OutputStream out = exchange.getResponseBody()) {
                writeWithoutEnd(exchange, 0);
                out.flush();
            } catch (IOException e) {
                throw new IllegalStateException("Export failed", new UncheckedIOException(e));
            }
        };
        try (TestServer server = TestServer.start(threads, handler)) {
            RawClient client = new RawClient(server);
            client.request("GET / HTTP/1.1");
            client.reset();
            IOException end = assertInstanceOf(IOException.class, server.end().orElseThrow());
            assertEquals("Export failed", end.getCause().getMessage());
            assertEquals(0, server.notificationsLeft());
        }
    }

    /** JDK 17 writes the headers out at once, and fails there. */
    @OnEachExecutor
    void doesNotNotifyOfAClientThatLeavesBeforeTheResponse(Threads threads) throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        HttpHandler handler = exchange -> {
            await(gone);
            exchange.sendResponseHeaders(200, 5);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write("hello".getBytes(UTF_8));
            }
        };
        try (TestServer server = TestServer.start(threads, handler)) {
            RawClient client = new RawClient(server);
            client.request("GET / HTTP/1.1");
            client.reset();
            gone.countDown();
            assertInstanceOf(IOException.class, server.end().orElseThrow());
            assertEquals(0, server.notificationsLeft());
        }
    }

    @OnEachExecutor
    void doesNotNotifyOfAnUploadThatIsCutOff(Threads threads) throws Exception {
        HttpHandler handler = exchange -> exchange.getRequestBody().readAllBytes();
        try (TestServer server = TestServer.start(threads, handler)) {
            for (String upload : new String[] {
                "Content-Length: 1000\r\n\r\nhalf", "Transfer-Encoding: chunked\r\n\r\n100\r\nhalf",
                "Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n", "Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n1"
            }) {
                try (RawClient silent = new RawClient(server)) {
                    silent.send("POST / HTTP/1.1\r\n" + upload).shutdownOutput();
                    assertEquals(0, silent.rest().length);
                    assertInstanceOf(IOException.class, server.end().orElseThrow());
                }
                RawClient resets = new RawClient(server);
                resets.send("POST / HTTP/1.1\r\n" + upload).reset();
                assertInstanceOf(IOException.class, server.end().orElseThrow());
            }
            assertEquals(0, server.notificationsLeft());
        }
    }

    @OnEachExecutor
    void notifiesOnceOfTheHandlersOwnExceptionAfterADisconnect(Threads threads) throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        HttpHandler handler = exchange -> {
            await(gone);
            throw new IllegalStateException("Of the handler's own");
        };
        try (TestServer server = TestServer.start(threads, handler)) {
            RawClient client = new RawClient(server);
            client.request("GET / HTTP/1.1");
            client.reset();
            gone.countDown();
            assertEquals(
                    "Of the handler's own", server.notification().exception().getMessage());
            assertInstanceOf(IOException.class, server.end().orElseThrow());
            assertEquals(0, server.notificationsLeft());
        }
    }

    @OnEachExecutor
    void notifiesOfWhatTheHandlerThrowsAfterADisconnect(Threads threads) throws Exception {
        HttpHandler handler = exchange -> {
            assertThrows(IOException.class, () -> writeWithoutEnd(exchange, 0));
            throw new IllegalStateException("Of the handler's own");
        };
        try (TestServer server = TestServer.start(threads, handler)) {
            RawClient client = new RawClient(server);
            client.request("GET / HTTP/1.1");
            client.reset();
            assertEquals(
                    "Of the handler's own", server.notification().exception().getMessage());
        }
    }

    @OnEachExecutor
    void notifiesOfTheServersComplaintsAboutAHandler(Threads threads) throws Exception {
        assertNotified(threads, "too many bytes to write to stream", exchange -> {
            exchange.sendResponseHeaders(200, 1);
            exchange.getResponseBody().write(new byte[2]);
        });
        assertNotified(threads, "insufficient bytes written to stream", exchange -> {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write(new byte[1]);
            exchange.getResponseBody().close();
        });
        assertNotified(threads, "headers already sent", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.sendResponseHeaders(200, 0);
        });
        assertNotified(threads, "The response is complete", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().close();
            exchange.getResponseBody().write(new byte[1]);
        });
        assertNotified(threads, "The response is complete", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().close();
            exchange.getResponseBody().write(1);
        });
    }

    private static void assertNotified(Threads threads, String complaint, HttpHandler handler) throws Exception {
        try (TestServer server = TestServer.start(threads, handler);
                RawClient client = new RawClient(server)) {
            client.request("GET / HTTP/1.1");
            assertThrows(IOException.class, client::response);
            assertEquals(complaint, server.notification().exception().getMessage());
            assertInstanceOf(IOException.class, server.end().orElseThrow());
            assertEquals(0, server.notificationsLeft());
        }
    }

    /** Nothing has been sent then: this one can be answered. */
    @OnEachExecutor
    void notifiesAndRespondsWhereAHandlerForgetsTheHeaders(Threads threads) throws Exception {
        HttpHandler handler = exchange -> exchange.getResponseBody().write(1);
        try (TestServer server = TestServer.start(threads, handler);
                RawClient client = new RawClient(server)) {
            assertEquals(500, client.exchange("GET / HTTP/1.1").status());
            assertEquals(
                    "response headers not sent yet",
                    server.notification().exception().getMessage());
        }
    }

    @OnEachExecutor
    void notifiesWhereAnInterruptHasClosedTheConnection(Threads threads) throws Exception {
        HttpHandler handler = exchange -> {
            Thread.currentThread().interrupt();
            writeWithoutEnd(exchange, 0);
        };
        try (TestServer server = TestServer.start(threads, handler)) {
            for (int i = 0; i < 2; i++) {
                try (RawClient client = new RawClient(server)) {
                    client.request("GET / HTTP/1.1");
                    assertThrows(IOException.class, client::response);
                }
                assertInstanceOf(
                        ClosedByInterruptException.class, server.notification().exception());
                assertInstanceOf(IOException.class, server.end().orElseThrow());
            }
            assertEquals(0, server.notificationsLeft());
        }
    }

    @OnEachExecutor
    void notifiesOfAWriteToAConnectionThatAnInterruptHasClosed(Threads threads) throws Exception {
        HttpHandler handler = exchange -> {
            Thread.currentThread().interrupt();
            assertThrows(ClosedByInterruptException.class, () -> writeWithoutEnd(exchange, 0));
            Thread.interrupted();
            exchange.getResponseBody().write(MEBIBYTE);
        };
        try (TestServer server = TestServer.start(threads, handler);
                RawClient client = new RawClient(server)) {
            client.request("GET / HTTP/1.1");
            assertThrows(IOException.class, client::response);
            assertInstanceOf(ClosedChannelException.class, server.notification().exception());
        }
    }

    @OnEachExecutor
    void notifiesWhereAConnectionOfTheHandlerIsReset(Threads threads) throws Exception {
        HttpHandler socket = exchange -> {
            try (ServerSocket elsewhere = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                    Socket own = new Socket(InetAddress.getLoopbackAddress(), elsewhere.getLocalPort())) {
                reset(elsewhere.accept());
                own.getInputStream().read();
            }
        };
        HttpHandler channel = exchange -> {
            try (ServerSocketChannel elsewhere = ServerSocketChannel.open()
                            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                    SocketChannel own = SocketChannel.open(elsewhere.getLocalAddress())) {
                reset(elsewhere.accept().socket());
                own.read(ByteBuffer.allocate(1));
            }
        };
        for (HttpHandler handler : new HttpHandler[] {socket, channel}) {
            try (TestServer server = TestServer.start(threads, handler);
                    RawClient client = new RawClient(server)) {
                assertEquals(500, client.exchange("GET / HTTP/1.1").status());
                assertEquals(
                        "Connection reset", server.notification().exception().getMessage());
            }
        }
    }

    @OnEachExecutor
    void notifiesOfAnExceptionWithCircularCauses(Threads threads) throws Exception {
        IllegalStateException first = new IllegalStateException("first");
        first.initCause(new IllegalStateException("second", first));
        HttpHandler handler = exchange -> {
            throw first;
        };
        try (TestServer server = TestServer.start(threads, handler);
                RawClient client = new RawClient(server)) {
            assertEquals(500, client.exchange("GET / HTTP/1.1").status());
            assertEquals("first", server.notification().exception().getMessage());
        }
    }

    private static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}

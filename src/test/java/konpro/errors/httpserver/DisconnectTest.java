package konpro.errors.httpserver;

import static konpro.errors.testkit.TestServer.begin;
import static org.junit.jupiter.api.Assertions.*;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.Semaphore;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import konpro.errors.testkit.RawClient;
import konpro.errors.testkit.RawClient.Response;
import konpro.errors.testkit.TestServer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Why there is an exception: the client has disconnected, which needs no response, or the handler has an error of its own. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DisconnectTest {

    private static final String TRANSPORTS = "konpro.errors.testkit.TestServer#onEachTransport";

    private static final String GET = "GET / HTTP/1.1\r\n\r\n";
    private static final byte[] MEBIBYTE = new byte[1 << 20];

    private interface Disconnect {
        void disconnect(RawClient client) throws IOException;
    }

    private static final List<Disconnect> DISCONNECTS = List.of(
            RawClient::reset,
            RawClient::close, // over TLS without a close_notify
            client -> {
                client.shutdownOutput();
                client.close();
            });

    private final Semaphore entered = new Semaphore(0);
    private final Semaphore disconnected = new Semaphore(0);

    /** Disconnects after the handler has been called. */
    private void disconnect(TestServer server, Disconnect way, String request, HttpHandler handler) throws Exception {
        disconnected.drainPermits();
        RawClient client = server.serve(exchange -> {
            entered.release();
            handler.handle(exchange);
        });
        client.send(request);
        entered.acquire();
        way.disconnect(client);
        disconnected.release();
    }

    private static void writeWithoutEnd(HttpExchange exchange, long declared) throws IOException {
        OutputStream out = begin(exchange, declared, "");
        for (int i = 0; i < 4_000; i++) {
            out.write(MEBIBYTE);
        }
    }

    // The client has disconnected.

    @ParameterizedTest
    @MethodSource(TRANSPORTS)
    void doesNotNotifyOfAResponseThatIsNotRead(TestServer server) throws Exception {
        for (Disconnect way : DISCONNECTS) {
            for (long declared : new long[] {0, 4_000L << 20}) {
                disconnect(server, way, GET, exchange -> writeWithoutEnd(exchange, declared));
                server.assertClosed();
            }
            disconnect(server, way, GET, exchange -> {
                try (OutputStream out = exchange.getResponseBody()) {
                    writeWithoutEnd(exchange, 0);
                    out.flush();
                } catch (IOException e) {
                    throw new IllegalStateException("Export failed", new UncheckedIOException(e));
                }
            });
            assertEquals("Export failed", server.assertClosed().getCause().getMessage());
        }
    }

    @ParameterizedTest
    @MethodSource(TRANSPORTS)
    void doesNotNotifyOfAResponseThatCannotBegin(TestServer server) throws Exception {
        for (Disconnect way : DISCONNECTS) {
            disconnect(server, way, GET, exchange -> {
                disconnected.acquireUninterruptibly();
                for (int i = 0; i < 1_000; i++) {
                    exchange.getResponseHeaders().add("X-Long", "x".repeat(10_000));
                }
                exchange.sendResponseHeaders(200, -1);
            });
            server.assertClosed();
        }
        disconnect(server, RawClient::reset, GET, exchange -> {
            disconnected.acquireUninterruptibly();
            begin(exchange, 5, "hello").close(); // JDK 17 sends the headers at once, which throws the exception
        });
        server.assertClosed();
    }

    @ParameterizedTest
    @MethodSource(TRANSPORTS)
    void doesNotNotifyOfAnIncompleteUpload(TestServer server) throws Exception {
        HttpHandler handler = exchange -> exchange.getRequestBody().readAllBytes();
        List<Disconnect> ways = List.of(RawClient::reset, RawClient::close, client -> {
            client.shutdownOutput();
            client.assertEnd();
        });
        for (String upload : "1000||half 5 5| 4|ha 100|half 4|half| 4|half|1 4|half|0 4|half".split(" ", -1)) {
            String length = upload.startsWith("1000") ? "Content-Length: " : "Transfer-Encoding: chunked||";
            // An orderly end in the middle of a line end is malformed to the server.
            int malformed = !upload.equals("4|half") ? 0 : server.httpServer instanceof HttpsServer ? 1 : 2;
            for (Disconnect way : ways.subList(0, 3 - malformed)) {
                disconnect(server, way, ("POST / HTTP/1.1|" + length + upload).replace("|", "\r\n"), handler);
                server.assertClosed();
            }
        }
    }

    // The handler has an error of its own.

    @ParameterizedTest
    @MethodSource(TRANSPORTS)
    void respondsAndKeepsTheConnection(TestServer server) throws Exception {
        RawClient client = server.serve(exchange -> {
            exchange.getRequestBody().readAllBytes();
            throw new ApiException(ErrorCode.RESOURCE_NOT_FOUND);
        });
        for (int i = 0; i < 3; i++) {
            Response response = client.uploadChunks("4|half|0||").response().expect(404);
            assertEquals(server.notification().response().envelope(), response.envelope());
            server.assertKept();
        }
    }

    @ParameterizedTest
    @MethodSource(TRANSPORTS)
    void notifiesOnceOfAnExceptionAfterADisconnect(TestServer server) throws Exception {
        for (Disconnect way : DISCONNECTS) {
            disconnect(server, way, GET, exchange -> {
                assertThrows(IOException.class, () -> writeWithoutEnd(exchange, 0));
                throw new IllegalStateException("Of the handler's own");
            });
            assertEquals("Of the handler's own", server.exception().getMessage());
            server.assertClosed();
        }
        disconnect(server, RawClient::reset, GET, exchange -> {
            disconnected.acquireUninterruptibly();
            throw new IllegalStateException("Of the handler's own");
        });
        assertEquals("Of the handler's own", server.exception().getMessage());
        server.assertClosed();
    }

    private static Throwable assertNotified(TestServer server, String message, HttpHandler handler) throws Exception {
        server.serve(handler).request("GET / HTTP/1.1").assertBroken();
        Throwable exception = server.exception();
        assertEquals(message, exception.getMessage());
        server.assertClosed();
        return exception;
    }

    @ParameterizedTest
    @MethodSource(TRANSPORTS)
    void notifiesOfWhatTheServerRefusesToAHandler(TestServer server) throws Exception {
        assertNotified(server, "too many bytes to write to stream", exchange -> begin(exchange, 1, "xx"));
        assertNotified(
                server,
                "insufficient bytes written to stream",
                exchange -> begin(exchange, 2, "x").close());
        assertNotified(server, "headers already sent", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.sendResponseHeaders(200, 0);
        });
        assertNotified(server, "The response is complete", exchange -> {
            begin(exchange, 0, "").close();
            exchange.getResponseBody().write(new byte[1]);
        });
        assertNotified(server, "The response is complete", exchange -> {
            begin(exchange, 0, "").close();
            exchange.getResponseBody().write(1);
        });
    }

    @ParameterizedTest
    @MethodSource(TRANSPORTS)
    void notifiesWhereAnInterruptHasClosedTheConnection(TestServer server) throws Exception {
        for (int i = 0; i < 2; i++) {
            Throwable closed = assertNotified(server, null, exchange -> {
                Thread.currentThread().interrupt();
                writeWithoutEnd(exchange, 0);
            });
            assertInstanceOf(ClosedByInterruptException.class, closed);
        }
        Throwable closed = assertNotified(server, null, exchange -> {
            Thread.currentThread().interrupt();
            assertThrows(ClosedByInterruptException.class, () -> writeWithoutEnd(exchange, 0));
            Thread.interrupted();
            exchange.getResponseBody().write(MEBIBYTE);
        });
        assertInstanceOf(ClosedChannelException.class, closed);
        RawClient client = server.serve(exchange -> {
            Thread.currentThread().interrupt();
            exchange.getRequestBody().readAllBytes();
        });
        client.request("POST / HTTP/1.1", "Content-Length: 9").assertBroken();
        assertInstanceOf(ClosedByInterruptException.class, server.exception());
        server.assertClosed();
    }

    @ParameterizedTest
    @MethodSource(TRANSPORTS)
    void notifiesWhereAConnectionOfTheHandlerIsReset(TestServer server) throws Exception {
        for (boolean blocking : new boolean[] {true, false}) {
            RawClient client = server.serve(exchange -> {
                try (ServerSocketChannel elsewhere = ServerSocketChannel.open()
                                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                        SocketChannel channel = SocketChannel.open(elsewhere.getLocalAddress());
                        Socket socket = new Socket(
                                channel.socket().getInetAddress(),
                                channel.socket().getPort())) {
                    for (int i = 0; i < 2; i++) {
                        elsewhere
                                .accept()
                                .setOption(StandardSocketOptions.SO_LINGER, 0)
                                .close();
                    }
                    int unused = blocking ? socket.getInputStream().read() : channel.read(ByteBuffer.allocate(1));
                }
            });
            client.get("/").expect(500);
            assertEquals("Connection reset", server.exception().getMessage());
        }
    }
}

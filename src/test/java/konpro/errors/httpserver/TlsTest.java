package konpro.errors.httpserver;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.*;

import konpro.errors.testkit.OnEachExecutor;
import konpro.errors.testkit.RawClient;
import konpro.errors.testkit.TestServer;
import konpro.errors.testkit.Threads;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import konpro.errors.testkit.RawClient.Response;
import konpro.errors.testkit.TestServer.Notification;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** On HttpsServer, where a client that disconnects shows in other exceptions. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TlsTest {

    private static final List<String> PROTOCOLS = List.of("TLSv1.2", "TLSv1.3");
    private static final char[] PASSWORD = "changeit".toCharArray();

    private static SSLContext tls;

    @BeforeAll
    static void makeCertificate(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "localhost",
                        "-dname",
                        "CN=localhost",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        String output = new String(keytool.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, keytool.waitFor(), output);
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(keys);
        tls = SSLContext.getInstance("TLS");
        tls.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
    }

    /** A connection whose TCP socket can be closed without a close_notify. */
    private record Connection(Socket tcp, SSLSocket socket) {

        static Connection open(TestServer server, String protocol) throws IOException {
            Socket tcp =
                    new Socket(InetAddress.getLoopbackAddress(), server.uri().getPort());
            SSLSocket socket = (SSLSocket) tls.getSocketFactory()
                    .createSocket(tcp, "localhost", server.uri().getPort(), false);
            socket.setEnabledProtocols(new String[] {protocol});
            socket.startHandshake();
            assertEquals(protocol, socket.getSession().getProtocol());
            return new Connection(tcp, socket);
        }

        void send(String request) throws IOException {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(US_ASCII));
            out.flush();
        }

        void close(boolean reset) throws IOException {
            if (reset) {
                tcp.setSoLinger(true, 0);
            }
            tcp.close();
        }
    }

    @OnEachExecutor
    void respondsAndKeepsTheConnection(Threads threads) throws Exception {
        HttpHandler handler = exchange -> {
            exchange.getRequestBody().readAllBytes();
            throw new ApiException(ErrorCode.RESOURCE_NOT_FOUND);
        };
        try (TestServer server = TestServer.start(threads, tls, handler)) {
            for (String protocol : PROTOCOLS) {
                try (RawClient client =
                        new RawClient(Connection.open(server, protocol).socket())) {
                    for (int i = 0; i < 3; i++) {
                        client.request("POST / HTTP/1.1", "Transfer-Encoding: chunked")
                                .send("4\r\nhalf\r\n0\r\n\r\n");
                        Response response = client.response();
                        assertEquals(404, response.status());
                        assertEquals(server.notification().response().envelope(), response.envelope());
                        assertEquals(Optional.empty(), server.end());
                    }
                }
            }
        }
    }

    @OnEachExecutor
    void doesNotNotifyOfAnUploadThatTheClientEndsWithoutCloseNotify(Threads threads) throws Exception {
        Semaphore entered = new Semaphore(0);
        HttpHandler handler = exchange -> {
            entered.release();
            exchange.getRequestBody().readAllBytes();
        };
        try (TestServer server = TestServer.start(threads, tls, handler)) {
            for (String protocol : PROTOCOLS) {
                for (boolean reset : new boolean[] {false, true}) {
                    for (String upload : List.of(
                            "Content-Length: 1000\r\n\r\nhalf",
                            "Transfer-Encoding: chunked\r\n\r\n100\r\nhalf",
                            "Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n",
                            "Transfer-Encoding: chunked\r\n\r\n4\r\nha",
                            "Transfer-Encoding: chunked\r\n\r\n4\r\nhalf")) {
                        Connection connection = Connection.open(server, protocol);
                        connection.send("POST / HTTP/1.1\r\nHost: localhost\r\n" + upload);
                        assertTrue(entered.tryAcquire(20, TimeUnit.SECONDS));
                        connection.close(reset);
                        assertInstanceOf(IOException.class, server.end().orElseThrow());
                    }
                }
            }
            assertEquals(0, server.notificationsLeft());
        }
    }

    @OnEachExecutor
    void doesNotNotifyOfAResponseThatTheClientLeaves(Threads threads) throws Exception {
        HttpHandler handler = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            for (int i = 0; i < 4_000; i++) {
                out.write(new byte[1 << 20]);
            }
        };
        try (TestServer server = TestServer.start(threads, tls, handler)) {
            for (String protocol : PROTOCOLS) {
                for (boolean reset : new boolean[] {false, true}) {
                    Connection connection = Connection.open(server, protocol);
                    connection.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
                    connection.socket().getInputStream().read();
                    connection.close(reset);
                    assertInstanceOf(IOException.class, server.end().orElseThrow());
                }
                Connection connection = Connection.open(server, protocol);
                connection.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
                connection.socket().getInputStream().read();
                connection.socket().shutdownOutput(); // with a close_notify
                connection.close(false);
                assertInstanceOf(IOException.class, server.end().orElseThrow());
            }
            assertEquals(0, server.notificationsLeft());
        }
    }

    @OnEachExecutor
    void doesNotNotifyOfHeadersThatTheClientDoesNotWaitFor(Threads threads) throws Exception {
        for (String protocol : PROTOCOLS) {
            for (boolean reset : new boolean[] {false, true}) {
                CountDownLatch entered = new CountDownLatch(1);
                CountDownLatch gone = new CountDownLatch(1);
                HttpHandler handler = exchange -> {
                    entered.countDown();
                    await(gone);
                    exchange.getRequestBody().readAllBytes();
                    for (int i = 0; i < 1_000; i++) {
                        exchange.getResponseHeaders().add("X-Long", "x".repeat(10_000));
                    }
                    exchange.sendResponseHeaders(200, -1);
                };
                try (TestServer server = TestServer.start(threads, tls, handler)) {
                    Connection connection = Connection.open(server, protocol);
                    connection.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
                    await(entered);
                    connection.close(reset);
                    gone.countDown();
                    assertInstanceOf(IOException.class, server.end().orElseThrow());
                    assertEquals(0, server.notificationsLeft());
                }
            }
        }
    }

    @OnEachExecutor
    void notifiesOfTheHandlersOwnErrors(Threads threads) throws Exception {
        HttpHandler handler = exchange -> {
            exchange.sendResponseHeaders(200, 1);
            exchange.getResponseBody().write(new byte[2]);
        };
        try (TestServer server = TestServer.start(threads, tls, handler)) {
            for (String protocol : PROTOCOLS) {
                Connection connection = Connection.open(server, protocol);
                connection.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
                Notification notified = server.notification();
                assertEquals(
                        "too many bytes to write to stream",
                        notified.exception().getMessage());
                connection.close(false);
            }
            assertEquals(0, server.notificationsLeft());
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}

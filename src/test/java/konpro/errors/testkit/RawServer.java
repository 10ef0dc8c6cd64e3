package konpro.errors.testkit;

import static org.junit.jupiter.api.Assertions.*;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server on a bare socket: it reads the head of a request, then does what the test says, byte for byte. A script that
 * just returns leaves the connection open, for the next request or to hang.
 */
public final class RawServer implements AutoCloseable {

    public interface Script {
        void response(Connection connection) throws IOException, InterruptedException;
    }

    /** Where no server is. The port of one that was closed may still accept, or be another's by now. */
    public static final HttpRequest NOBODY =
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:1/")).build();

    private final Script script;
    private final ServerSocket socket = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
    private final AtomicInteger accepted = new AtomicInteger();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final Semaphore closed = new Semaphore(0);

    public RawServer(Script script) throws IOException {
        this.script = script;
        start(this::accept);
    }

    /** A server that responses every request with these bytes, and leaves the connection open. */
    public static RawServer responding(byte[] bytes) throws IOException {
        return new RawServer(connection -> connection.send(bytes));
    }

    public static RawServer responding(String text) throws IOException {
        return responding(text.getBytes(StandardCharsets.UTF_8));
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/v1/avatars/7");
    }

    public HttpRequest request() {
        return HttpRequest.newBuilder(uri()).build();
    }

    /** How many connections there were. */
    public int accepted() {
        return accepted.get();
    }

    /** Waits until a request is there. */
    public void awaitRequest() throws InterruptedException {
        assertTrue(asked.await(20, TimeUnit.SECONDS), "no request came");
    }

    /** Waits until a client has closed its connection. */
    public void awaitClosed() throws InterruptedException {
        awaitClosed(1);
    }

    /** Waits until clients have closed so many connections. */
    public void awaitClosed(int connections) throws InterruptedException {
        if (closed.tryAcquire(connections, 20, TimeUnit.SECONDS)) {
            closed.release(connections);
        } else {
            fail("Of " + connections + " connections " + closed.availablePermits() + " were closed");
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = socket.accept();
                accepted.incrementAndGet();
                start(() -> serve(client));
            }
        } catch (IOException e) {
            // the test is over
        }
    }

    private void serve(Socket client) {
        try (client) {
            Connection connection = new Connection(client);
            try {
                for (String head = connection.readHead(); !head.isEmpty(); head = connection.readHead()) {
                    connection.requestHead = head;
                    asked.countDown();
                    script.response(connection);
                }
            } catch (IOException e) {
                // the client has gone, which is no news to the script
            }
            if (!client.isClosed()) {
                closed.release();
            }
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "raw server");
        thread.setDaemon(true);
        thread.start();
    }

    public static final class Connection {

        private final Socket client;
        private String requestHead;

        private Connection(Socket client) throws IOException {
            this.client = client;
            client.setTcpNoDelay(true);
        }

        /** The request line and the header fields. */
        public String requestHead() {
            return requestHead;
        }

        public InputStream in() throws IOException {
            return client.getInputStream();
        }

        public void send(String text) throws IOException {
            send(text.getBytes(StandardCharsets.UTF_8));
        }

        public void send(byte[] bytes) throws IOException {
            client.getOutputStream().write(bytes);
        }

        /** Ends the connection with FIN. */
        public void close() throws IOException {
            client.close();
        }

        /** Ends the connection with RST. */
        public void reset() throws IOException {
            client.setSoLinger(true, 0);
            client.close();
        }

        /** Empty at the end of the connection. */
        private String readHead() throws IOException {
            if (client.isClosed()) {
                return "";
            }
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            for (int b; (b = in().read()) >= 0; ) {
                head.write(b);
                if (b == '\n' && head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                    return head.toString(StandardCharsets.ISO_8859_1);
                }
            }
            return "";
        }
    }
}

package konpro.errors.testkit;

import static org.junit.jupiter.api.Assertions.*;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server on a raw socket: it reads the head of a request, then does what the test says, byte for byte. A script that returns
 * leaves the connection open, for the next request or to hang.
 */
public final class RawServer implements AutoCloseable {

    public interface Script {
        void respond(Connection connection) throws IOException, InterruptedException;
    }

    /** To a port without a server. The port of a server that was closed may still accept, or be used again. */
    public static final HttpRequest TO_NO_SERVER =
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:1/")).build();

    private final ServerSocket socket;
    private final AtomicInteger accepted = new AtomicInteger();
    private final Semaphore responded = new Semaphore(0);
    private final Semaphore closed = new Semaphore(0);
    private volatile Script script;

    public RawServer(Script script) {
        this.script = script;
        try {
            socket = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start(this::accept);
    }

    public RawServer() {
        this(connection -> {});
    }

    public void runs(Script script) {
        this.script = script;
    }

    /** Sends this in response to each request, and leaves the connection open. */
    public void sends(byte[] bytes) {
        runs(connection -> connection.send(bytes));
    }

    public void sends(String text) {
        sends(text.getBytes(StandardCharsets.UTF_8));
    }

    public void sendsAndCloses(String text) {
        runs(connection -> {
            connection.send(text);
            connection.close();
        });
    }

    /** Sends a head, then a chunk again and again, until the client closes the connection. */
    public void sendsEndlessly(String head, String chunk, int pauseMillis) {
        runs(connection -> {
            connection.send(head);
            while (true) {
                connection.send(chunk);
                Thread.sleep(pauseMillis);
            }
        });
    }

    /** Sends to each request the next response. */
    public void sendsInTurn(byte[]... responses) {
        AtomicInteger next = new AtomicInteger();
        runs(connection -> connection.send(responses[next.getAndIncrement()]));
    }

    public void responds(String statusLine, String body, String... headers) {
        sends(Responses.response(statusLine, body, headers));
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/v1/avatars/7");
    }

    public HttpRequest request(String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri());
        return (headers.length == 0 ? request : request.headers(headers)).build();
    }

    public int accepted() {
        return accepted.get();
    }

    /** Waits until the script has run for one more request. */
    public void awaitResponse() throws InterruptedException {
        assertTrue(responded.tryAcquire(20, TimeUnit.SECONDS), "no response was sent");
    }

    /** Waits until the client has closed one more connection. */
    public void awaitClosed() throws InterruptedException {
        assertTrue(closed.tryAcquire(20, TimeUnit.SECONDS), "a connection was not closed");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private Void accept() throws IOException {
        while (true) {
            Socket client = socket.accept();
            accepted.incrementAndGet();
            start(() -> serve(client));
        }
    }

    private Void serve(Socket client) throws IOException, InterruptedException {
        try {
            client.setTcpNoDelay(true);
            for (String head = readHead(client); !head.isEmpty(); head = readHead(client)) {
                script.respond(new Connection(client, head));
                responded.release();
            }
        } finally {
            if (!client.isClosed()) {
                closed.release();
            }
            client.close();
        }
        return null;
    }

    /** Empty at the end of the connection. */
    private static String readHead(Socket client) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        for (int b; !client.isClosed() && (b = client.getInputStream().read()) >= 0; ) {
            head.write(b);
            if (b == '\n' && head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                return head.toString(StandardCharsets.ISO_8859_1);
            }
        }
        return "";
    }

    /** Ignores exceptions: the test is over, or the client has disconnected. */
    private static void start(Callable<?> work) {
        Thread thread = new Thread(new FutureTask<>(work));
        thread.setDaemon(true);
        thread.start();
    }

    /** A connection after the head of a request, which is the request line and the header fields. */
    public record Connection(Socket socket, String requestHead) {

        public void send(String text) throws IOException {
            send(text.getBytes(StandardCharsets.UTF_8));
        }

        public void send(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
        }

        public void close() throws IOException {
            socket.close();
        }

        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }
}

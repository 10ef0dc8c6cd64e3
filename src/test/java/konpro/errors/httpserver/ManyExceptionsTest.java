package konpro.errors.httpserver;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.*;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorEnvelope;
import konpro.errors.testkit.OnEachExecutor;
import konpro.errors.testkit.OpenFiles;
import konpro.errors.testkit.RawClient;
import konpro.errors.testkit.RawClient.Response;
import konpro.errors.testkit.TestServer;
import konpro.errors.testkit.TestServer.Notification;
import konpro.errors.testkit.Threads;
import konpro.errors.testkit.Together;

class ManyExceptionsTest {

    private static final int CLIENTS = 50;
    private static final int EACH = 40;

    @OnEachExecutor
    void eachGetAResponseAndLeaveNothingOpen(TestServer server) throws Exception {
        server.handle("/", exchange -> {
            String sent = new String(exchange.getRequestBody().readAllBytes(), US_ASCII);
            throw new ApiException(ErrorCode.INVALID_REQUEST, "Not " + sent).detail("sent", sent);
        });
        if (server.threads() == Threads.VIRTUAL) {
            waitOnASocket();
        }
        failAll(server, "warm-up"); // loads and starts what is loaded and started once
        Set<Thread> threadsBefore = serverThreads();
        long filesBefore = settled();

        Set<String> ids = failAll(server, "counted");

        assertEquals(CLIENTS * EACH, ids.size());
        for (int i = 0; i < 2 * CLIENTS * EACH; i++) {
            Notification notified = server.notification();
            String id = notified.response().envelope().requestId();
            assertEquals(
                    "400 INVALID_REQUEST: Not sent-by-" + id,
                    notified.exception().getMessage());
            server.end();
        }
        assertEquals(0, server.notificationsLeft());
        assertEquals(threadsBefore, serverThreads());
        for (int patience = 0; patience < 400 && OpenFiles.count() > filesBefore; patience++) {
            Thread.sleep(50);
        }
        assertTrue(OpenFiles.count() <= filesBefore, () -> OpenFiles.count() + " open files, before: " + filesBefore);
        server.close();
        for (Thread thread : serverThreads()) {
            thread.join(20_000);
        }
        assertEquals(Set.of(), serverThreads());
    }

    /**
     * The JDK opens the pollers of virtual threads, four files, when the first of these has to wait on a socket. That may be
     * never in the warm-up and in the middle of what is counted.
     */
    private static void waitOnASocket() throws Exception {
        ExecutorService readers = (ExecutorService) Threads.VIRTUAL.executor();
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket near = new Socket(listener.getInetAddress(), listener.getLocalPort());
                Socket far = listener.accept()) {
            CompletableFuture<Thread> reader = new CompletableFuture<>();
            Future<Integer> read = readers.submit(() -> {
                reader.complete(Thread.currentThread());
                return near.getInputStream().read();
            });
            while (reader.get().getState() != Thread.State.WAITING) {
                Thread.sleep(1);
            }
            far.getOutputStream().write(7);
            assertEquals(7, read.get());
        } finally {
            readers.shutdown();
        }
    }

    /** Half of the clients keep their connections, the others take a new one for each request. */
    private static Set<String> failAll(TestServer server, String name) throws Exception {
        Set<String> ids = ConcurrentHashMap.newKeySet();
        Together.PLATFORM.run(CLIENTS, number -> {
            RawClient client = server.client();
            for (int i = 0; i < EACH; i++) {
                ids.add(failOnce(client, name + "-" + number + "-" + i));
                if (number % 2 == 0) {
                    client.close();
                    client = server.client();
                }
            }
            client.close();
            return null;
        });
        return ids;
    }

    private static String failOnce(RawClient client, String id) throws Exception {
        String sent = "sent-by-" + id;
        client.request("POST / HTTP/1.1", "X-Request-Id: " + id, "Content-Length: " + sent.length())
                .send(sent);
        Response response = client.response();
        assertEquals(400, response.status());
        assertEquals(id, response.header("x-request-id"));
        assertEquals(
                ErrorEnvelope.of(ErrorCode.INVALID_REQUEST, "Not " + sent, id).withDetail("sent", sent),
                response.envelope());
        return response.envelope().requestId();
    }

    /** {@return the threads of servers and of their pools that are alive} */
    private static Set<Thread> serverThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("HTTP-Dispatcher|handler-.*"))
                .collect(Collectors.toSet());
    }

    /** {@return the open files, once there are no fewer from one look to the next} */
    private static long settled() throws InterruptedException {
        long files = OpenFiles.count();
        Thread.sleep(300);
        return OpenFiles.count() < files ? settled() : files;
    }
}

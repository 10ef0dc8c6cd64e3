package konpro.errors.httpserver;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.*;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
        long filesBefore;
        Set<Thread> threadsBefore;
        int round = 0;
        do { // what the JDK opens or starts once, it may do so in any round, and in one only
            filesBefore = OpenFiles.count();
            threadsBefore = serverThreads();
            assertEquals(CLIENTS * EACH, failAll(server, "round-" + round).size());
            for (int i = 0; i < CLIENTS * EACH; i++) {
                Notification notified = server.notification();
                String id = notified.response().envelope().requestId();
                assertEquals(
                        "400 INVALID_REQUEST: Not sent-by-" + id,
                        notified.exception().getMessage());
                server.end();
            }
            for (int patience = 0; patience < 200 && OpenFiles.count() > filesBefore; patience++) {
                Thread.sleep(50);
            }
            round++;
        } while (round < 2 || (round < 5 && OpenFiles.count() > filesBefore));
        assertTrue(OpenFiles.count() <= filesBefore, OpenFiles.count() + " open files, before: " + filesBefore);
        assertEquals(threadsBefore, serverThreads());
        server.close();
        for (Thread thread : serverThreads()) {
            thread.join(20_000);
        }
        assertEquals(Set.of(), serverThreads());
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
        Response response = client.response().expect(400, "x-request-id: " + id);
        ErrorEnvelope expected = ErrorEnvelope.of(ErrorCode.INVALID_REQUEST, "Not " + sent, id);
        assertEquals(expected.withDetail("sent", sent), response.envelope());
        return response.envelope().requestId();
    }

    /** {@return the threads of servers and of their pools that are alive} */
    private static Set<Thread> serverThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("HTTP-Dispatcher|handler-.*"))
                .collect(Collectors.toSet());
    }
}

package avatars;

import static konpro.errors.ErrorCode.PROCESSING_ERROR;
import static konpro.errors.ErrorCode.RATE_LIMIT_EXCEEDED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import contract.Avatars;
import contract.ErrorContract;
import contract.Logged;
import contract.Response;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MicronautTest extends ErrorContract {

    /**
     * The first logs what it then has the recipe respond to. The second sometimes logs "onNext before request?" where a client has
     * disconnected from a stream.
     */
    private final List<Logger> silent = List.of(
            Logger.getLogger("io.micronaut.http.server.RouteExecutor"),
            Logger.getLogger("io.netty.util.concurrent.AbstractEventExecutor"));

    private final EmbeddedServer server;

    MicronautTest() {
        silent.forEach(x -> x.setLevel(Level.OFF));
        server = ApplicationContext.run(
                EmbeddedServer.class,
                Map.of(
                        "micronaut.server.host",
                        "localhost",
                        "micronaut.server.port",
                        -1,
                        "micronaut.server.max-request-size",
                        Avatars.MAX_BODY,
                        "micronaut.security.reject-not-found",
                        false));
    }

    @AfterAll
    void stop() {
        server.stop();
    }

    @Override
    protected URI baseUrl() {
        return server.getURI();
    }

    @ParameterizedTest
    @ValueSource(strings = {"empty", "row", "invalid-row", "invalid-response", "service", "stage/exception", "mono"})
    void logsErrorsOfOurOwn(String slip) throws Exception {
        try (Logged log = new Logged()) {
            get("/slips/" + slip).envelope(PROCESSING_ERROR);

            assertEquals(1, log.lines().size(), () -> "" + log.lines());
            assertEquals(1, log.errors().size());
        }
    }

    @Test
    void logsClassThatCannotBeRead() throws Exception {
        try (Logged log = new Logged()) {
            postTo("/slips/abstract", "{}").envelope(PROCESSING_ERROR);

            assertEquals(1, log.errors().size(), () -> "" + log.lines());
        }
    }

    @Test
    void namesTheBodyIfThereIsNone() throws Exception {
        post("").assertInvalid("body");
    }

    @Test
    void namesMembersOfLists() throws Exception {
        postTo("/slips/rows", "[{\"name\":\"a\"},{\"name\":[]}]").assertInvalid("[1].name");
        postTo("/slips/rows", "[{\"name\":\"a\"},{\"name\":\"\"}]").assertInvalid("[1].name");
    }

    @Test
    void namesHeadersAndVariables() throws Exception {
        get("/slips/header").assertInvalid("X-Max-Size");
        get("/slips/positive/0").assertInvalid("max_size");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wrapped/completion", "wrapped/status", "wrapped-later/completion", "wrapped-later/status"})
    void sendsApiExceptionWhateverWrapsIt(String path) throws Exception {
        try (Logged log = new Logged()) {
            Response response = get("/slips/" + path);

            response.envelope(RATE_LIMIT_EXCEEDED);
            response.assertHeader("Retry-After", "30");
            assertEquals(List.of(), log.lines());
        }
    }

    @Test
    void keepsStatusAndRedirects() throws Exception {
        get("/slips/conflict").envelope(409);
        assertEquals(307, get("/slips/moved").http().statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/half", "/slips/half"})
    void logsHalfAResponseOnce(String path) throws Exception {
        try (Logged log = new Logged()) {
            readHalf(path);

            assertEquals(1, log.lines().size(), () -> "" + log.lines());
        }
    }

    @Test
    void logsNothingOfAnUploadThatIsBrokenOff() throws Exception {
        try (Logged log = new Logged()) {
            for (int i = 0; i < 5; i++) {
                try (Socket client = new Socket("localhost", baseUrl().getPort())) {
                    client.setSoLinger(true, 0);
                    String request = "POST /v1/avatars HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                            + "Content-Length: 1000\r\n\r\n{\"name\":";
                    client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                    Thread.sleep(50);
                }
            }
            Thread.sleep(300);

            assertEquals(List.of(), log.lines());
        }
    }

    /** Sends a request once: the JDK's client repeats a GET whose connection breaks. */
    private void readHalf(String path) throws IOException {
        try (Socket socket = new Socket("localhost", baseUrl().getPort())) {
            socket.setSoTimeout(20_000);
            String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertFalse(response.endsWith("\r\n0\r\n\r\n"));
        } catch (SocketException reset) {
            // the connection is broken
        }
    }

    private Response postTo(String path, String json) throws IOException, InterruptedException {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }
}

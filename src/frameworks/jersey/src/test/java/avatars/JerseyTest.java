package avatars;

import static konpro.errors.ErrorCode.INSUFFICIENT_PERMISSIONS;
import static konpro.errors.ErrorCode.PROCESSING_ERROR;
import static konpro.errors.ErrorCode.RATE_LIMIT_EXCEEDED;
import static konpro.errors.ErrorCode.SERVICE_UNAVAILABLE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import contract.ErrorContract;
import contract.Logged;
import contract.Response;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import konpro.errors.ApiError;
import konpro.errors.ErrorEnvelope;
import org.glassfish.jersey.jackson.JacksonFeature;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JerseyTest extends ErrorContract {

    private final AvatarServer server;

    JerseyTest() throws IOException {
        server = new AvatarServer(AvatarServer.application()
                .registerClasses(SlipsResource.class)
                .property("jersey.config.jsonFeature", "JacksonFeature") // JSON-B is on the class path
                .register(JacksonFeature.withoutExceptionMappers()));
    }

    @AfterAll
    void stop() {
        server.stop();
    }

    @Override
    protected URI baseUrl() {
        return server.url();
    }

    /** The path of a parameter that cannot be converted is unknown (Jakarta REST, section 3.2). */
    @Override
    protected int statusOfMalformedId() {
        return 404;
    }

    @ParameterizedTest
    @ValueSource(strings = {"empty", "row", "invalid-row", "invalid-response", "async/exception"})
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
    void namesMembersOfListsAndBeans() throws Exception {
        postTo("/slips/rows", "[{\"name\":\"a\"},{\"name\":\"\"}]").assertInvalid("[1].name");
        postTo("/slips/rows", "[{\"name\":\"a\"},{\"name\":[]}]").assertInvalid("[1].name");
        get("/slips/page?max_size=0").assertInvalid("max_size");
        get("/slips/page?max_size=internal").assertInvalid("max_size");
        get("/slips/header").assertInvalid("X-Max-Size");
        send(request("/slips/header").header("X-Max-Size", "internal")).assertInvalid("X-Max-Size");
        get("/slips/positive/0").assertInvalid("max_size");
    }

    @ParameterizedTest
    @ValueSource(strings = {"completion", "processing", "mappable", "web"})
    void sendsApiExceptionWhateverWrapsIt(String wrapper) throws Exception {
        Response response = get("/slips/wrapped/" + wrapper);

        response.envelope(RATE_LIMIT_EXCEEDED);
        response.assertHeader("Retry-After", "30");
    }

    @Test
    void keepsWhatWebApplicationExceptionSays() throws Exception {
        Response moved = get("/slips/moved");
        Response conflict = get("/slips/conflict");

        assertEquals(307, moved.http().statusCode());
        moved.assertHeader("Location", baseUrl() + "/v1/avatars/7");
        conflict.envelope(409);
        conflict.assertHeader("X-Conflict", "name");
        get("/v1/secret").assertHeader("WWW-Authenticate", "Bearer realm=\"avatars\"");
        assertEquals("{}", new String(get("/slips/entity").http().body(), StandardCharsets.UTF_8));
    }

    @Test
    void sendsErrorOfAsynchronousResponse() throws Exception {
        get("/slips/async/stage").envelope(INSUFFICIENT_PERMISSIONS);
        get("/slips/async/timeout").envelope(SERVICE_UNAVAILABLE);
        get("/slips/events/refused").envelope(INSUFFICIENT_PERMISSIONS);
        get("/slips/events/half").envelope(PROCESSING_ERROR); // no event has been sent
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/half", "/slips/async/half"})
    void logsHalfAResponseOnce(String path) throws Exception {
        try (Logged log = new Logged()) {
            readHalf(path);

            assertEquals(1, log.lines().size(), () -> "" + log.lines());
            assertEquals(1, log.errors().size());
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

    /** No client of the JDK sends such a path. */
    @Test
    void revealsNothingOfWhatFailsBeforeJersey() throws IOException {
        try (Socket socket = new Socket("localhost", baseUrl().getPort())) {
            socket.setSoTimeout(10_000);
            String request =
                    "GET /v1/avatars/%zz HTTP/1.1\r\nHost: x\r\nX-Request-Id: req-1\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertEquals(
                    new ErrorEnvelope(ApiError.of(PROCESSING_ERROR, PROCESSING_ERROR.message()), "req-1"),
                    ErrorEnvelope.parse(response.substring(response.indexOf("\r\n\r\n") + 4)));
            assertTrue(response.contains("X-Error-Code: PROCESSING_ERROR\r\n"), response);
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

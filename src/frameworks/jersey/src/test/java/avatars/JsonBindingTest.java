package avatars;

import static org.junit.jupiter.api.Assertions.assertEquals;

import contract.Logged;
import contract.Response;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import konpro.errors.ErrorCode;
import org.glassfish.jersey.jsonb.JsonBindingFeature;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same recipe where JSON-B reads and writes. */
@TestInstance(Lifecycle.PER_CLASS)
class JsonBindingTest {

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AvatarServer server =
            new AvatarServer(AvatarServer.application().register(JsonBindingFeature.class));

    JsonBindingTest() throws IOException {}

    @AfterAll
    void stop() {
        server.stop();
    }

    @Test
    void sendsProcessingErrorIfAResponseCannotBeWritten() throws Exception {
        try (Logged log = new Logged()) {
            send(request("/v1/unwritable?items=0")).envelope(ErrorCode.PROCESSING_ERROR);

            // Yasson logs an error of its own
            assertEquals(
                    1,
                    log.errors().stream()
                            .filter(x -> x.getLoggerName().equals("konpro.errors"))
                            .count(),
                    () -> "" + log.lines());
        }
    }

    @Test
    void neverSendsHalfAnObjectAsAWholeOne() throws Exception {
        Response response;
        try {
            response = send(request("/v1/unwritable?items=50000"));
        } catch (IOException broken) {
            return;
        }
        response.envelope(ErrorCode.PROCESSING_ERROR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"name\":\"internal\",", "", "[]", "{\"name\":\"internal\",\"max_size\":[\"internal\"]}"})
    void refusesMalformedBodyWithoutRepeatingIt(String body) throws Exception {
        send(request("/v1/avatars").header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)))
                .envelope(400);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(server.url().resolve(path));
    }

    private Response send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return new Response(client.send(request.build(), BodyHandlers.ofByteArray()));
    }
}

package avatars;

import static konpro.errors.ErrorCode.PROCESSING_ERROR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import contract.ErrorContract;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import konpro.errors.ApiError;
import konpro.errors.ErrorEnvelope;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class JerseyTest extends ErrorContract {

    private final AvatarServer server;

    JerseyTest() throws IOException {
        server = new AvatarServer();
    }

    @AfterAll
    void stop() {
        server.stop();
    }

    @Override
    protected URI baseUrl() {
        return server.url();
    }

    /** A parameter that does not convert is a path that is not there (Jakarta REST, section 3.2). */
    @Override
    protected int statusOfAMalformedId() {
        return 404;
    }

    /** No client of the JDK's sends such a path. */
    @Test
    void tellsNothingOfWhatFailsBeforeJerseyHasIt() throws IOException {
        try (Socket socket = new Socket("localhost", baseUrl().getPort())) {
            socket.setSoTimeout(10_000);
            String request =
                    "GET /v1/avatars/%zz HTTP/1.1\r\nHost: x\r\nX-Request-Id: req-1\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertEquals(
                    new ErrorEnvelope(ApiError.of(PROCESSING_ERROR, PROCESSING_ERROR.message()), "req-1"),
                    ErrorEnvelope.parse(answer.substring(answer.indexOf("\r\n\r\n") + 4)));
            assertTrue(answer.contains("X-Error-Code: PROCESSING_ERROR\r\n"), answer);
        }
    }
}

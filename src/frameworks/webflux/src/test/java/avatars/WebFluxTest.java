package avatars;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Socket;
import java.net.URI;
import konpro.errors.ErrorCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

class WebFluxTest extends SpringContract {

    private final ConfigurableApplicationContext application = SpringApplication.run(AvatarApplication.class);

    @AfterAll
    void stop() {
        application.close();
    }

    @Override
    protected URI baseUrl() {
        return URI.create("http://localhost:" + application.getEnvironment().getProperty("local.server.port"));
    }

    /** Reactor throws them through every operator, out of the scheduler's task: there is no response at all. */
    @Override
    protected boolean respondsToErrorsOfTheJvm() {
        return false;
    }

    /** Reactor Netty sometimes releases a buffer twice, in a task of its own. */
    @Override
    protected boolean isFaultOfTheFramework(String line) {
        return line.contains("reactor.core.publisher.Operators") && line.contains("IllegalReferenceCountException");
    }

    @Test
    void sendsWhatCorsRefuses() throws Exception {
        send(request("/slips/shared").header("Origin", "https://elsewhere.example"))
                .envelope(ErrorCode.INSUFFICIENT_PERMISSIONS);
    }

    /** No handler gets it. */
    @Test
    void leavesWhatNettyRefuses() throws Exception {
        try (Socket client = new Socket(baseUrl().getHost(), baseUrl().getPort())) {
            client.getOutputStream().write("GET  / HTTP/1.1 x\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
            String response = new String(client.getInputStream().readAllBytes(), US_ASCII);

            assertTrue(response.startsWith("HTTP/1.1 400 ") && response.endsWith("\r\n\r\n"), response);
        }
    }
}

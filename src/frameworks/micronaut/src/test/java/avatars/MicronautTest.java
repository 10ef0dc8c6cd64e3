package avatars;

import contract.Avatars;
import contract.ErrorContract;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;

class MicronautTest extends ErrorContract {

    private final EmbeddedServer server = ApplicationContext.run(
            EmbeddedServer.class,
            Map.of(
                    "micronaut.server.host",
                    "localhost",
                    "micronaut.server.port",
                    -1,
                    "micronaut.server.max-request-size",
                    Avatars.MAX_BODY));

    @AfterAll
    void stop() {
        server.stop();
    }

    @Override
    protected URI baseUrl() {
        return server.getURI();
    }
}

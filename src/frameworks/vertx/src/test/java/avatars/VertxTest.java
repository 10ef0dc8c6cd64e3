package avatars;

import contract.ErrorContract;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class VertxTest extends ErrorContract {

    private static AvatarServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new AvatarServer();
    }

    @AfterAll
    static void stop() throws Exception {
        server.stop();
    }

    @Override
    protected URI baseUrl() {
        return server.url();
    }
}

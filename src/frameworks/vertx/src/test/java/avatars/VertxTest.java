package avatars;

import contract.ErrorContract;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;

class VertxTest extends ErrorContract {

    private final AvatarServer server = new AvatarServer();

    @AfterAll
    void stop() {
        server.stop();
    }

    @Override
    protected URI baseUrl() {
        return server.url();
    }
}

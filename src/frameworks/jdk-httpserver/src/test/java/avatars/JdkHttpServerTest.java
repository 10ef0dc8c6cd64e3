package avatars;

import contract.ErrorContract;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class JdkHttpServerTest extends ErrorContract {

    private static AvatarServer server;

    @BeforeAll
    static void start() throws IOException {
        server = new AvatarServer();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    protected URI baseUrl() {
        return server.url();
    }
}

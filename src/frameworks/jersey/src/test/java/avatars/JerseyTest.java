package avatars;

import contract.ErrorContract;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class JerseyTest extends ErrorContract {

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

    /** A parameter that does not convert is a path that is not there (Jakarta REST, section 3.2). */
    @Override
    protected int statusOfAMalformedId() {
        return 404;
    }
}

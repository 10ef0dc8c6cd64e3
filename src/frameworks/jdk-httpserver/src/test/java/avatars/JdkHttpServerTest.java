package avatars;

import contract.ErrorContract;
import java.io.IOException;
import java.net.URI;
import konpro.errors.ErrorCode;
import org.junit.jupiter.api.AfterAll;

class JdkHttpServerTest extends ErrorContract {

    private final AvatarServer server;

    JdkHttpServerTest() throws IOException {
        server = new AvatarServer();
    }

    @AfterAll
    void stop() {
        server.stop();
    }

    /** The handler reads the body as a JsonValue. */
    @Override
    protected ErrorCode codeOfAWrongType() {
        return ErrorCode.INVALID_REQUEST;
    }

    @Override
    protected URI baseUrl() {
        return server.url();
    }

    /** Its {@code Authenticator} responds by itself, before any filter: docs/server.md says not to use it. */
    @Override
    protected boolean hasSecurity() {
        return false;
    }
}

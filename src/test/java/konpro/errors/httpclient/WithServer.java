package konpro.errors.httpclient;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.http.HttpClient;
import konpro.errors.RemoteApiException;
import konpro.errors.RemoteError;
import konpro.errors.testkit.RawServer;
import konpro.errors.testkit.Responses;
import konpro.errors.testkit.Way;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Tests with a server on a raw socket, which has the same name in all of them. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
abstract class WithServer extends Responses {

    static final HttpClient CLIENT = Way.CLIENT;

    @AutoClose
    final RawServer server = new RawServer();

    static String body(RemoteApiException e) {
        return body(e.remoteError());
    }

    static String body(RemoteError error) {
        return new String(error.body(), UTF_8);
    }
}

package konpro.errors.httpclient;

import static java.nio.charset.StandardCharsets.UTF_8;
import static konpro.errors.testkit.Way.CLIENT;
import static org.junit.jupiter.api.Assertions.*;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import konpro.errors.ErrorLimits;
import konpro.errors.RemoteApiException;
import konpro.errors.testkit.RawServer;
import konpro.errors.testkit.Way;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Calls of a server, whose tests run with each way to make them. */
@ParameterizedClass
@EnumSource(Way.class)
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
abstract class EachWay {

    @Parameter
    Way way;

    @AutoClose
    final RawServer server = new RawServer();

    HttpResponse<String> call(String... headers) throws IOException, InterruptedException {
        return way.call(CLIENT, server.request(headers), BodyHandlers.ofString());
    }

    RemoteApiException error() {
        return error(CLIENT, server.request(), BodyHandlers.ofString());
    }

    RemoteApiException error(HttpClient client) {
        return error(client, server.request(), BodyHandlers.ofString());
    }

    RemoteApiException error(HttpClient client, HttpRequest request, BodyHandler<?> handler) {
        return assertThrows(RemoteApiException.class, () -> way.call(client, request, handler));
    }

    /** Asserts the whole message, which begins with the request. */
    void assertMessage(String expected, RemoteApiException e) {
        assertEquals("GET " + server.uri() + ": " + expected, e.getMessage());
    }

    /** {@return the exception of a call and its causes, which are the same as those of the client alone} */
    List<Throwable> failure(HttpRequest request, BodyHandler<?> handler, ErrorLimits limits) {
        List<Throwable> alone =
                causes(assertThrows(Throwable.class, () -> way.callByClientAlone(CLIENT, request, handler)));
        List<Throwable> failure =
                causes(assertThrows(Throwable.class, () -> way.call(CLIENT, request, handler, limits)));
        assertEquals(alone.toString(), failure.toString());
        return failure;
    }

    private static List<Throwable> causes(Throwable exception) {
        return Stream.iterate(exception, Objects::nonNull, Throwable::getCause).toList();
    }

    static String body(RemoteApiException e) {
        return new String(e.remoteError().body(), UTF_8);
    }
}

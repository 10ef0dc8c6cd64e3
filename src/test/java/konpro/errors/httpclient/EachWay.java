package konpro.errors.httpclient;

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
import konpro.errors.testkit.Way;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests that run with each way to call the server. */
@ParameterizedClass
@EnumSource(Way.class)
abstract class EachWay extends WithServer {

    @Parameter
    Way way;

    HttpResponse<String> call() throws IOException, InterruptedException {
        return call(CLIENT);
    }

    HttpResponse<String> call(HttpClient client) throws IOException, InterruptedException {
        return way.call(client, server.request(), BodyHandlers.ofString());
    }

    RemoteApiException error() {
        return error(CLIENT);
    }

    RemoteApiException error(HttpClient client) {
        return error(client, server.request(), response -> {
            throw new AssertionError("The handler was asked about " + response.statusCode());
        });
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
        Throwable alone = assertThrows(Throwable.class, () -> way.callByClientAlone(CLIENT, request, handler));
        Throwable thrown = assertThrows(Throwable.class, () -> way.call(CLIENT, request, handler, limits));
        assertEquals(causes(alone).toString(), causes(thrown).toString());
        return causes(thrown);
    }

    static List<Throwable> causes(Throwable exception) {
        return Stream.iterate(exception, Objects::nonNull, Throwable::getCause).toList();
    }
}

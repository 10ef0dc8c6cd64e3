package konpro.errors.testkit;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.function.Supplier;
import konpro.errors.ErrorLimits;
import konpro.errors.RemoteApiException;
import konpro.errors.httpclient.HttpErrors;

/** The ways to read an error, which must read the same. */
public enum Reading {
    SEND,
    SEND_ASYNC,
    OR_THROW,
    OR_THROW_ASYNC,
    READ;

    /** {@return the error that a server responds with, in an exception; in that of {@code READ} there is no cause} */
    public RemoteApiException error(HttpClient client, HttpRequest request, ErrorLimits limits)
            throws IOException, InterruptedException {
        return switch (this) {
            case SEND -> Way.SEND.error(client, request, limits);
            case SEND_ASYNC -> Way.SEND_ASYNC.error(client, request, limits);
            case OR_THROW -> supplied(Way.SEND, client, request, limits);
            case OR_THROW_ASYNC -> supplied(Way.SEND_ASYNC, client, request, limits);
            case READ ->
                HttpErrors.read(client.send(request, BodyHandlers.ofInputStream()), limits)
                        .toException();
        };
    }

    private static RemoteApiException supplied(Way way, HttpClient client, HttpRequest request, ErrorLimits limits)
            throws IOException, InterruptedException {
        Supplier<String> body = way.callByClientAlone(
                        client, request, HttpErrors.orThrow(BodyHandlers.ofString(), limits))
                .body();
        return assertThrows(RemoteApiException.class, body::get);
    }
}

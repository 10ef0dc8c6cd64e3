package konpro.errors.testkit;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import konpro.errors.ErrorLimits;
import konpro.errors.RemoteApiException;
import konpro.errors.httpclient.HttpErrors;

/** The two ways to make a call, which must end alike. */
public enum Way {
    SEND,
    SEND_ASYNC;

    public static final HttpClient CLIENT = http1().build();

    public static HttpClient.Builder http1() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
    }

    public <T> HttpResponse<T> call(HttpClient client, HttpRequest request, BodyHandler<T> handler, ErrorLimits limits)
            throws IOException, InterruptedException {
        return this == SEND
                ? HttpErrors.send(client, request, handler, limits)
                : get(HttpErrors.sendAsync(client, request, handler, limits));
    }

    public <T> HttpResponse<T> call(HttpClient client, HttpRequest request, BodyHandler<T> handler)
            throws IOException, InterruptedException {
        return this == SEND
                ? HttpErrors.send(client, request, handler)
                : get(HttpErrors.sendAsync(client, request, handler));
    }

    public <T> HttpResponse<T> callByClientAlone(HttpClient client, HttpRequest request, BodyHandler<T> handler)
            throws IOException, InterruptedException {
        return this == SEND ? client.send(request, handler) : get(client.sendAsync(request, handler));
    }

    public <T> HttpResponse<Supplier<T>> callOrThrow(
            HttpClient client, HttpRequest request, BodyHandler<T> handler, ErrorLimits limits)
            throws IOException, InterruptedException {
        return callByClientAlone(client, request, HttpErrors.orThrow(handler, limits));
    }

    public RemoteApiException error(HttpClient client, HttpRequest request, ErrorLimits limits) {
        return assertThrows(RemoteApiException.class, () -> call(client, request, BodyHandlers.ofString(), limits));
    }

    /** {@return the result of a future} Its exception is thrown as it is. */
    public static <T> T get(CompletableFuture<T> future) throws IOException, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw sneaky(e.getCause());
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> RuntimeException sneaky(Throwable exception) throws E {
        throw (E) exception;
    }
}

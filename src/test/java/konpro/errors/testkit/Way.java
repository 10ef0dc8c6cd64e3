package konpro.errors.testkit;

import static org.junit.jupiter.api.Assertions.assertThrows;

import konpro.errors.httpclient.HttpErrors;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import konpro.errors.ErrorLimits;
import konpro.errors.RemoteApiException;

/** The two ways to make a call, which must end alike. */
public enum Way {
    SEND {
        @Override
        public <T> HttpResponse<T> call(HttpClient client, HttpRequest request, BodyHandler<T> handler, ErrorLimits limits)
                throws IOException, InterruptedException {
            return HttpErrors.send(client, request, handler, limits);
        }

        @Override
        public <T> HttpResponse<T> callWithoutUs(HttpClient client, HttpRequest request, BodyHandler<T> handler)
                throws IOException, InterruptedException {
            return client.send(request, handler);
        }
    },
    SEND_ASYNC {
        @Override
        public <T> HttpResponse<T> call(HttpClient client, HttpRequest request, BodyHandler<T> handler, ErrorLimits limits)
                throws IOException, InterruptedException {
            return get(HttpErrors.sendAsync(client, request, handler, limits));
        }

        @Override
        public <T> HttpResponse<T> callWithoutUs(HttpClient client, HttpRequest request, BodyHandler<T> handler)
                throws IOException, InterruptedException {
            return get(client.sendAsync(request, handler));
        }
    };

    public static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public abstract <T> HttpResponse<T> call(
            HttpClient client, HttpRequest request, BodyHandler<T> handler, ErrorLimits limits)
            throws IOException, InterruptedException;

    public abstract <T> HttpResponse<T> callWithoutUs(HttpClient client, HttpRequest request, BodyHandler<T> handler)
            throws IOException, InterruptedException;

    public HttpResponse<String> call(HttpRequest request) throws IOException, InterruptedException {
        return call(CLIENT, request, BodyHandlers.ofString(), ErrorLimits.DEFAULT);
    }

    public RemoteApiException error(HttpRequest request) {
        return error(request, ErrorLimits.DEFAULT);
    }

    public RemoteApiException error(HttpRequest request, ErrorLimits limits) {
        return error(CLIENT, request, limits);
    }

    public RemoteApiException error(HttpClient client, HttpRequest request, ErrorLimits limits) {
        return assertThrows(RemoteApiException.class, () -> call(client, request, BodyHandlers.ofString(), limits));
    }

    /** {@return the result of a future} What it ended with is thrown as it is. */
    public static <T> T get(CompletableFuture<T> future) throws IOException, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException exception) {
                throw exception;
            }
            if (e.getCause() instanceof RuntimeException exception) {
                throw exception;
            }
            throw new AssertionError(e.getCause());
        }
    }
}

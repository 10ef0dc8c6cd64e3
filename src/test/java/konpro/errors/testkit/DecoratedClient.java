package konpro.errors.testkit;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.net.http.HttpResponse.ResponseInfo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** A client around {@link Way#CLIENT}, as an application writes it to retry, or as a stub for a unit test. */
public final class DecoratedClient extends HttpClient {

    /** How the client responds. The response has the body that the handler makes, or one of the script's own. */
    public interface Script {
        HttpResponse<?> respond(HttpRequest request, BodyHandler<?> handler) throws IOException, InterruptedException;
    }

    private final Script script;

    public DecoratedClient(Script script) {
        this.script = script;
    }

    /** A response that no server sent, without a request. It is its own {@link ResponseInfo}. */
    public static HttpResponse<?> response(int status, Object body, Map<String, List<String>> headers) {
        return (HttpResponse<?>) Proxy.newProxyInstance(
                DecoratedClient.class.getClassLoader(),
                new Class<?>[] {HttpResponse.class, ResponseInfo.class},
                (response, method, arguments) -> switch (method.getName()) {
                    case "statusCode" -> status;
                    case "body" -> body;
                    case "headers" -> headers == null ? null : HttpHeaders.of(headers, (name, value) -> true);
                    default -> null;
                });
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
            throws IOException, InterruptedException {
        return (HttpResponse<T>) script.respond(request, handler);
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> handler) {
        CompletableFuture<HttpResponse<T>> future = new CompletableFuture<>() {
            @Override
            public boolean cancel(boolean mayInterruptIfRunning) {
                return false; // too late
            }
        };
        new Thread(() -> {
                    try {
                        future.complete(send(request, handler));
                    } catch (Throwable e) {
                        future.completeExceptionally(e);
                    }
                })
                .start();
        return future;
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request, BodyHandler<T> handler, PushPromiseHandler<T> pushPromiseHandler) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<CookieHandler> cookieHandler() {
        return Optional.empty();
    }

    @Override
    public Optional<Duration> connectTimeout() {
        return Optional.empty();
    }

    @Override
    public Redirect followRedirects() {
        return Redirect.NEVER;
    }

    @Override
    public Optional<ProxySelector> proxy() {
        return Optional.empty();
    }

    @Override
    public SSLContext sslContext() {
        throw new UnsupportedOperationException();
    }

    @Override
    public SSLParameters sslParameters() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Authenticator> authenticator() {
        return Optional.empty();
    }

    @Override
    public Version version() {
        return Version.HTTP_1_1;
    }

    @Override
    public Optional<Executor> executor() {
        return Optional.empty();
    }
}

package konpro.errors.httpclient;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import konpro.errors.ErrorLimits;
import konpro.errors.RemoteApiException;
import konpro.errors.RemoteError;

/**
 * Calls with {@link HttpClient} that end with the body asked for, or with the error that the server responded with.
 *
 * <pre>{@code
 * try {
 *     HttpResponse<Path> response = HttpErrors.send(client, request, BodyHandlers.ofFile(path));
 *     System.out.println("saved " + response.body());
 * } catch (RemoteApiException e) {
 *     System.out.println(e.getMessage()); // GET https://api.konpro.com/v1/avatars/7: 429 RATE_LIMIT_EXCEEDED: …
 * }
 * }</pre>
 *
 * <p>A status of 400 or more is an error, and {@code send} and {@code sendAsync} never lose its status, whatever becomes
 * of the body: that is read as a {@link RemoteError}, within {@link ErrorLimits}, and not by the caller's body handler. The status
 * of the response that the client returns decides, also if the client repeats requests by itself, or responds without a server.
 * A call whose last attempt got no status ends with the exception of the client. Any other response is the caller's own: the
 * given body handler gets it as if this class were not there.
 */
@SuppressWarnings("exports") // users of this package require java.net.http themselves
public final class HttpErrors {

    private HttpErrors() {}

    /**
     * Sends a request, within the {@linkplain ErrorLimits#DEFAULT default limits} for errors.
     *
     * @param <T> the type of the body
     * @param client the client to send with
     * @param request the request
     * @param handler for the body of a response that is not an error
     * @return the response, with a status below 400
     * @throws RemoteApiException if the status is 400 or more; with a cause if its body broke off or took too long
     * @throws IOException as {@link HttpClient#send} throws it, or if the server's response is malformed
     * @throws InterruptedException as {@link HttpClient#send} throws it
     */
    public static <T> HttpResponse<T> send(HttpClient client, HttpRequest request, BodyHandler<T> handler)
            throws IOException, InterruptedException {
        return send(client, request, handler, ErrorLimits.DEFAULT);
    }

    /**
     * Sends a request.
     *
     * @param <T> the type of the body
     * @param client the client to send with
     * @param request the request
     * @param handler for the body of a response that is not an error
     * @param limits for errors
     * @return the response, with a status below 400
     * @throws RemoteApiException if the status is 400 or more; with a cause if its body broke off or took too long
     * @throws IOException as {@link HttpClient#send} throws it, or if the server's response is malformed
     * @throws InterruptedException as {@link HttpClient#send} throws it
     */
    public static <T> HttpResponse<T> send(
            HttpClient client, HttpRequest request, BodyHandler<T> handler, ErrorLimits limits)
            throws IOException, InterruptedException {
        Call<T> call = new Call<>(request, handler, limits);
        HttpResponse<T> response;
        try {
            response = client.send(request, call);
        } catch (IOException | RuntimeException exception) {
            call.throwInsteadOf(exception);
            throw exception;
        }
        return call.result(response);
    }

    /**
     * Sends a request, within the {@linkplain ErrorLimits#DEFAULT default limits} for errors.
     *
     * @param <T> the type of the body
     * @param client the client to send with
     * @param request the request
     * @param handler for the body of a response that is not an error
     * @return completes with the response, with a status below 400, or with what {@link #send(HttpClient, HttpRequest,
     *     BodyHandler) send} throws; completed by anything else, such as {@code cancel(true)} or {@code orTimeout}, it cancels
     *     the exchange
     */
    public static <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpClient client, HttpRequest request, BodyHandler<T> handler) {
        return sendAsync(client, request, handler, ErrorLimits.DEFAULT);
    }

    /**
     * Sends a request.
     *
     * @param <T> the type of the body
     * @param client the client to send with
     * @param request the request
     * @param handler for the body of a response that is not an error
     * @param limits for errors
     * @return completes with the response, with a status below 400, or with what {@link #send(HttpClient, HttpRequest,
     *     BodyHandler, ErrorLimits) send} throws; completed by anything else, such as {@code cancel(true)} or
     *     {@code orTimeout}, it cancels the exchange
     */
    @SuppressWarnings("FutureReturnValueIgnored") // the result has all exceptions
    public static <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpClient client, HttpRequest request, BodyHandler<T> handler, ErrorLimits limits) {
        Call<T> call = new Call<>(request, handler, limits);
        CompletableFuture<HttpResponse<T>> exchange = client.sendAsync(request, call);
        CompletableFuture<HttpResponse<T>> result = new Call.Result<>(exchange);
        exchange.whenComplete((response, exception) -> {
            try {
                if (exception != null) {
                    Throwable cause = exception.getCause();
                    Throwable thrown = exception instanceof CompletionException && cause != null ? cause : exception;
                    call.throwInsteadOf(thrown);
                    result.completeExceptionally(thrown);
                } else if (!result.complete(call.result(response))) {
                    ResponseBody.close(response.body());
                }
            } catch (Throwable thrown) {
                result.completeExceptionally(thrown);
            }
        });
        return result;
    }

    /**
     * For code that owns its own sending, within the {@linkplain ErrorLimits#DEFAULT default limits} for errors: see
     * {@link #orThrow(BodyHandler, ErrorLimits)}.
     *
     * @param <T> the type of the body
     * @param handler for the body of a response that is not an error
     * @return a handler whose body is a supplier, which returns the given handler's body, or throws a {@link RemoteApiException}
     *     if the status is 400 or more
     */
    public static <T> BodyHandler<Supplier<T>> orThrow(BodyHandler<T> handler) {
        return orThrow(handler, ErrorLimits.DEFAULT);
    }

    /**
     * For code that must call the client's own {@code send}. Unlike with {@link #send send}, the status is lost in two cases. If the
     * body of an error breaks off, the client may throw an {@link IOException} instead of returning the supplier. If the client
     * returns an error without asking its handler, such as the 407 of a proxy for {@code CONNECT}, then {@code response.body()}
     * is {@code null}.
     *
     * @param <T> the type of the body
     * @param handler for the body of a response that is not an error
     * @param limits for errors
     * @return a handler whose body is a supplier, which returns the given handler's body, or throws a {@link RemoteApiException}
     *     if the status is 400 or more
     */
    public static <T> BodyHandler<Supplier<T>> orThrow(BodyHandler<T> handler, ErrorLimits limits) {
        Objects.requireNonNull(handler, "handler");
        Objects.requireNonNull(limits, "limits");
        return response -> Call.isError(response.statusCode())
                ? BodySubscribers.mapping(new ErrorSubscriber(response, limits), HttpErrors::throwing)
                : BodySubscribers.mapping(handler.apply(response), body -> () -> body);
    }

    private static <T> Supplier<T> throwing(ErrorSubscriber error) {
        return () -> {
            throw Call.exception(error.error(), error.cause());
        };
    }

    /**
     * Reads the error in a response that was already received, within the {@linkplain ErrorLimits#DEFAULT default limits}: see
     * {@link #read(HttpResponse, ErrorLimits)}.
     *
     * @param response the response
     * @return the error
     */
    public static RemoteError read(HttpResponse<?> response) {
        return read(response, ErrorLimits.DEFAULT);
    }

    /**
     * Reads the error in a response that was already received. A body of type {@code byte[]}, {@code String}, {@code InputStream}
     * or {@code Stream<String>} is read, a stream until its end, an exception, the limit or the deadline; a line is read as a
     * whole. Any other body is not read. A body that is {@code AutoCloseable} is closed, and a {@code Flow.Publisher} cancelled,
     * on a thread of its own. If closing a stream does not end a {@code read} that blocks, this method waits until that
     * returns.
     *
     * @param response the response
     * @param limits for the error
     * @return the error
     */
    public static RemoteError read(HttpResponse<?> response, ErrorLimits limits) {
        HttpHeaders headers = response.headers(); // null in some stubs, as is the request
        RemoteError error = RemoteError.of(
                response.statusCode(),
                headers == null ? null : headers.map(),
                ResponseBody.read(response.body(), limits),
                limits);
        HttpRequest request = response.request();
        return request == null ? error : error.withRequest(request.method(), request.uri());
    }
}

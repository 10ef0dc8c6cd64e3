package konpro.errors.httpclient;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import konpro.errors.ErrorLimits;
import konpro.errors.RemoteApiException;
import konpro.errors.RemoteError;

/**
 * Calls with {@link HttpClient} that end with the body asked for, or with what the server said instead.
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
 * <p>A status of 400 or more is an error, and its status is never lost, whatever becomes of the body: that is read as a
 * {@link RemoteError}, never by the caller's body handler, and no further than {@link ErrorLimits} say. A call that fails
 * before there is a status stays the {@link IOException} that it was. Any other response is the caller's own: the given body
 * handler gets it as if this class were not there.
 */
@SuppressWarnings("exports") // java.net.http is for those who use this package to require
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
        } catch (IOException failure) {
            call.throwIfError(Optional.of(failure));
            throw failure;
        } catch (RuntimeException failure) {
            call.throwIfError(Optional.of(failure));
            call.throwIfMalformed(
                    Optional.ofNullable(failure.getCause())); // the client has wrapped it into another of its class
            throw failure;
        }
        call.throwIfError(Optional.empty());
        return response;
    }

    /**
     * Sends a request, within the {@linkplain ErrorLimits#DEFAULT default limits} for errors.
     *
     * @param <T> the type of the body
     * @param client the client to send with
     * @param request the request
     * @param handler for the body of a response that is not an error
     * @return completes with the response, with a status below 400, or with what {@link #send(HttpClient, HttpRequest,
     *     BodyHandler) send} throws; {@code cancel(true)} cancels the exchange
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
     *     BodyHandler, ErrorLimits) send} throws; {@code cancel(true)} cancels the exchange
     */
    @SuppressWarnings("FutureReturnValueIgnored") // the result has all that goes wrong
    public static <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpClient client, HttpRequest request, BodyHandler<T> handler, ErrorLimits limits) {
        Call<T> call = new Call<>(request, handler, limits);
        CompletableFuture<HttpResponse<T>> exchange = client.sendAsync(request, call);
        CompletableFuture<HttpResponse<T>> result = new CallFuture<>(exchange);
        exchange.whenComplete((response, reported) -> {
            Optional<Throwable> failure = Optional.ofNullable(reported).map(HttpErrors::withoutWrapper);
            try {
                call.throwIfError(failure);
                call.throwIfMalformed(failure);
                if (failure.isPresent()) {
                    throw failure.get();
                }
                result.complete(response);
            } catch (Throwable outcome) {
                result.completeExceptionally(outcome);
            }
        });
        return result;
    }

    private static Throwable withoutWrapper(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /**
     * For code that owns its own sending, within the {@linkplain ErrorLimits#DEFAULT default limits} for errors.
     *
     * @param <T> the type of the body
     * @param handler for the body of a response that is not an error
     * @return a handler whose body is a supplier: of what the given handler made, or of a {@link RemoteApiException} where
     *     the status is 400 or more
     */
    public static <T> BodyHandler<Supplier<T>> orThrow(BodyHandler<T> handler) {
        return orThrow(handler, ErrorLimits.DEFAULT);
    }

    /**
     * For code that owns its own sending. Should the body of an error break off, the client may fail with an
     * {@link IOException} before the supplier is there; only {@code send} and {@code sendAsync} keep the status then too.
     *
     * @param <T> the type of the body
     * @param handler for the body of a response that is not an error
     * @param limits for errors
     * @return a handler whose body is a supplier: of what the given handler made, or of a {@link RemoteApiException} where
     *     the status is 400 or more
     */
    public static <T> BodyHandler<Supplier<T>> orThrow(BodyHandler<T> handler, ErrorLimits limits) {
        Objects.requireNonNull(handler, "handler");
        Objects.requireNonNull(limits, "limits");
        return response -> {
            if (!Call.isError(response)) {
                return BodySubscribers.mapping(handler.apply(response), body -> () -> body);
            }
            ErrorSubscriber<Supplier<T>> error = new ErrorSubscriber<>(response, limits);
            return BodySubscribers.mapping(error, none -> () -> {
                throw error.toException(null, Optional.empty());
            });
        };
    }

    /**
     * Reads the error in a response that is at hand already, within the {@linkplain ErrorLimits#DEFAULT default limits}.
     *
     * @param response a response with a body of type {@code byte[]}, {@code String} or {@code InputStream}
     * @return the error; without a body if that is of any other type
     */
    public static RemoteError read(HttpResponse<?> response) {
        return read(response, ErrorLimits.DEFAULT);
    }

    /**
     * Reads the error in a response that is at hand already. A stream is read until its end, until it fails, to the limit or
     * to the deadline, and is closed.
     *
     * @param response a response with a body of type {@code byte[]}, {@code String} or {@code InputStream}
     * @param limits for the error
     * @return the error; without a body if that is of any other type
     */
    public static RemoteError read(HttpResponse<?> response, ErrorLimits limits) {
        RemoteError error =
                RemoteError.of(response.statusCode(), response.headers().map(), bytes(response.body(), limits), limits);
        HttpRequest request = response.request(); // null in the responses of some stubs
        return request == null ? error : error.withRequest(request.method(), request.uri());
    }

    private static byte[] bytes(Object body, ErrorLimits limits) {
        if (body instanceof byte[] bytes) {
            return bytes;
        }
        if (body instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        return body instanceof InputStream in ? BodyStream.read(in, limits) : new byte[0];
    }
}

package konpro.errors.httpclient;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import konpro.errors.ErrorLimits;
import konpro.errors.RemoteApiException;
import konpro.errors.RemoteError;
import konpro.errors.json.impl.Nullable;

/**
 * One call: the status decides who reads the body, and how the call ends. A client may ask for a subscriber several times, if it
 * repeats the request by itself, or not at all.
 */
final class Call<T> implements BodyHandler<T> {

    private static final int MAX_CAUSES = 100; // a chain of causes may be circular

    private final HttpRequest request;
    private final BodyHandler<T> handler;
    private final ErrorLimits limits;
    private volatile @Nullable ResponseInfo lastResponse;
    private volatile @Nullable ErrorSubscriber lastError;

    Call(HttpRequest request, BodyHandler<T> handler, ErrorLimits limits) {
        this.request = request;
        this.handler = Objects.requireNonNull(handler, "handler");
        this.limits = Objects.requireNonNull(limits, "limits");
    }

    static boolean isError(int status) {
        return status >= 400;
    }

    @Override
    @SuppressWarnings("unchecked") // its body is the subscriber itself, which result() looks for and never returns
    public BodySubscriber<T> apply(ResponseInfo response) {
        ErrorSubscriber error = isError(response.statusCode()) ? new ErrorSubscriber(response, limits) : null;
        lastResponse = response;
        lastError = error;
        return error == null ? handler.apply(response) : (BodySubscriber<T>) (BodySubscriber<?>) error;
    }

    /**
     * {@return the response that the client has returned}
     *
     * @throws RemoteApiException if it is an error, whoever read its body
     */
    HttpResponse<T> result(HttpResponse<T> response) {
        Object body = response.body();
        if (body instanceof ErrorSubscriber || isError(response.statusCode())) {
            Throwable cause = body instanceof ErrorSubscriber subscriber ? subscriber.cause() : null;
            throw exception(withRequest(HttpErrors.read(response, limits)), cause);
        }
        return response;
    }

    /**
     * Throws a more exact exception than that of the client, if there is one: the error, if its body broke off, or an
     * {@link IOException}, if the response could not be parsed.
     */
    void throwInsteadOf(Throwable exception) throws IOException {
        ErrorSubscriber error = lastError;
        if (error != null && !error.isWhole()) {
            throw exception(withRequest(error.error()), error.cause() == null ? exception : error.cause());
        }
        Throwable thrown = exception;
        for (int i = 0; i < MAX_CAUSES && thrown.getCause() instanceof RuntimeException cause; i++) {
            thrown = cause; // send() wraps it into another one of its class
        }
        boolean unchecked = thrown instanceof IllegalArgumentException || thrown instanceof UncheckedIOException;
        if (unchecked && !isUnderstood(lastResponse) && isThrownByClient(thrown)) {
            throw new IOException(thrown);
        }
    }

    private RemoteError withRequest(RemoteError error) {
        return error.withRequest(request.method(), request.uri());
    }

    static RemoteApiException exception(RemoteError error, @Nullable Throwable cause) {
        RemoteApiException exception = error.toException();
        if (cause != null) {
            exception.initCause(cause);
        }
        return exception;
    }

    /** {@return whether there is a response with a valid length} The client does not catch what parsing a length throws. */
    private static boolean isUnderstood(@Nullable ResponseInfo response) {
        try {
            return response != null
                    && response.headers().firstValueAsLong("Content-Length").orElse(0) >= 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    /** Not by code that the client calls, such as a body publisher. Frames of {@code java.base}, which both call, are skipped. */
    private static boolean isThrownByClient(Throwable thrown) {
        for (StackTraceElement frame : thrown.getStackTrace()) {
            if (!"java.base".equals(frame.getModuleName())) {
                return "java.net.http".equals(frame.getModuleName());
            }
        }
        return false;
    }

    /** The result of a call. If it, or a stage made from it, is completed from outside, then the exchange is cancelled. */
    static final class Result<T> extends CompletableFuture<T> {

        private final Future<?> exchange;

        Result(Future<?> exchange) {
            this.exchange = exchange;
        }

        @Override
        public <U> CompletableFuture<U> newIncompleteFuture() {
            return new Result<>(exchange);
        }

        @Override
        public boolean complete(T value) {
            return cancelExchange(super.complete(value), true);
        }

        @Override
        public boolean completeExceptionally(Throwable exception) {
            return cancelExchange(super.completeExceptionally(exception), true);
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            return cancelExchange(super.cancel(mayInterruptIfRunning), mayInterruptIfRunning);
        }

        @Override
        @SuppressWarnings("FutureReturnValueIgnored") // its exception is that of this future
        public CompletableFuture<T> completeAsync(Supplier<? extends T> supplier, Executor executor) {
            super.completeAsync(supplier, executor);
            minimalCompletionStage().whenComplete((value, exception) -> exchange.cancel(true));
            return this;
        }

        /** Called after this is completed: an exchange that is cancelled first would complete it. One that is over stays so. */
        private boolean cancelExchange(boolean completed, boolean mayInterruptIfRunning) {
            exchange.cancel(mayInterruptIfRunning);
            return completed;
        }
    }
}

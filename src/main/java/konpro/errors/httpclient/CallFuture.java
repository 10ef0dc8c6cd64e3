package konpro.errors.httpclient;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** The result of a call. If it, or a stage made from it, is completed from outside, then the exchange is cancelled. */
final class CallFuture<T> extends CompletableFuture<T> {

    private final Future<?> exchange;

    CallFuture(Future<?> exchange) {
        this.exchange = exchange;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CallFuture<>(exchange);
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

    /** After this is completed: cancelled first, the exchange would complete it. Does nothing if the exchange is over. */
    private boolean cancelExchange(boolean completed, boolean mayInterruptIfRunning) {
        exchange.cancel(mayInterruptIfRunning);
        return completed;
    }
}

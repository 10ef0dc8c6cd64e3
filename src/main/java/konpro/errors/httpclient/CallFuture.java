package konpro.errors.httpclient;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** What a call will end with. Cancelling it, or a stage made from it, cancels the exchange, as with the client's own. */
final class CallFuture<T> extends CompletableFuture<T> {

    private final Future<?> exchange;

    CallFuture(Future<?> exchange) {
        this.exchange = exchange;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new CallFuture<>(exchange);
    }

    /** This first: the exchange may end with an error that has come by then. */
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        exchange.cancel(mayInterruptIfRunning);
        return cancelled;
    }
}

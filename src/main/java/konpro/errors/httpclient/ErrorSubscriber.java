package konpro.errors.httpclient;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import konpro.errors.ErrorLimits;
import konpro.errors.RemoteApiException;
import konpro.errors.RemoteError;
import konpro.errors.json.impl.Nullable;

/**
 * Gathers the body of an error until its end, or until it breaks off, passes the limit or misses the deadline. Status
 * and bytes can be asked for at any time, so that they survive whatever becomes of the call.
 *
 * @param <T> what the caller wants of a success; here the body is always {@code null}
 */
final class ErrorSubscriber<T> implements BodySubscriber<T> {

    private static final int SECONDS_TO_ASK = 10;
    private static final Duration MOMENT = Duration.ofMillis(20);

    private final ResponseInfo response;
    private final ErrorLimits limits;
    private final Deadline deadline = new Deadline();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(); // it has a lock of its own
    private final CompletableFuture<T> body = new CompletableFuture<>();
    private final CompletableFuture<Void> asked = new CompletableFuture<>();

    @SuppressWarnings("NullAway.Init") // onSubscribe comes first (java.util.concurrent.Flow.Subscriber)
    private volatile Subscription subscription;

    private volatile Optional<Throwable> reason = Optional.empty();

    ErrorSubscriber(ResponseInfo response, ErrorLimits limits) {
        this.response = response;
        this.limits = limits;
    }

    @Override
    public CompletionStage<T> getBody() {
        asked.complete(null);
        return body;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        this.subscription = subscription;
        deadline.start(limits.bodyDeadline(), this::missDeadline);
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            byte[] chunk = new byte[(int) Math.min(buffer.remaining(), room())];
            buffer.get(chunk);
            bytes.writeBytes(chunk);
        }
        if (room() == 0 && end(Optional.empty())) {
            cancel();
        }
    }

    /** One byte more than is let in, so that the cut can be told. */
    private long room() {
        return limits.maxBodyBytes() + 1L - bytes.size();
    }

    @Override
    public void onComplete() {
        end(Optional.empty());
    }

    @Override
    public void onError(Throwable failure) {
        end(Optional.of(failure));
    }

    /** {@return whether it was this that has ended it} */
    private boolean end(Optional<Throwable> reason) {
        boolean met = deadline.meet();
        if (met) {
            complete(reason);
        }
        return met;
    }

    private void missDeadline() {
        complete(Optional.of(
                new HttpTimeoutException("The body of the error was not there after " + limits.bodyDeadline())));
        cancel();
    }

    /**
     * The client asks for the body in a task of its own, which waits while its threads are busy. Cancelled before it has the
     * body, the call would fail (JDK 25): so the client is given ten seconds to ask, and a moment to take it.
     */
    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for it
    private void cancel() {
        if (asked.isDone()) {
            subscription.cancel();
        } else {
            asked.completeOnTimeout(null, SECONDS_TO_ASK, TimeUnit.SECONDS)
                    .thenRun(() -> new Deadline().start(MOMENT, subscription::cancel));
        }
    }

    /** Before the subscription is cancelled, never after: the other order fails the call (JDK 25). */
    private void complete(Optional<Throwable> reason) {
        this.reason = reason;
        body.complete(null);
    }

    /**
     * {@return the error as far as it has come}
     *
     * @param request the request, if it is known
     * @param failure why the call failed, if it did
     */
    RemoteApiException toException(@Nullable HttpRequest request, Optional<Throwable> failure) {
        RemoteError error =
                RemoteError.of(response.statusCode(), response.headers().map(), bytes.toByteArray(), limits);
        RemoteApiException exception =
                (request == null ? error : error.withRequest(request.method(), request.uri())).toException();
        reason.or(() -> failure).ifPresent(exception::initCause);
        return exception;
    }
}

package konpro.errors.httpclient;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import konpro.errors.ErrorLimits;
import konpro.errors.RemoteError;
import konpro.errors.json.impl.Nullable;

/**
 * Collects the body of an error until its end, or until it breaks off, exceeds the limit or misses the deadline. The error can be
 * asked for at any time, so that its status is known whatever becomes of the call. The response's body is this subscriber, so
 * that a response shows which subscriber has read it.
 */
final class ErrorSubscriber implements BodySubscriber<ErrorSubscriber> {

    private static final int SECONDS_TO_ASK = 10;
    private static final Duration MOMENT = Duration.ofMillis(20);

    private final ResponseInfo response;
    private final ErrorLimits limits;
    private final Deadline deadline = new Deadline();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(); // has its own lock
    private final CompletableFuture<ErrorSubscriber> body = new CompletableFuture<>();
    private final CompletableFuture<Void> asked = new CompletableFuture<>();

    @SuppressWarnings("NullAway.Init") // onSubscribe is called first (java.util.concurrent.Flow.Subscriber)
    private volatile Subscription subscription;

    private volatile boolean whole;
    private volatile @Nullable Throwable cause;

    ErrorSubscriber(ResponseInfo response, ErrorLimits limits) {
        this.response = response;
        this.limits = limits;
    }

    @Override
    public CompletionStage<ErrorSubscriber> getBody() {
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
            byte[] chunk = new byte[(int) Math.min(buffer.remaining(), remaining())];
            buffer.get(chunk);
            bytes.writeBytes(chunk);
        }
        if (remaining() == 0 && deadline.meet()) {
            body.complete(this);
            cancel();
        }
    }

    /** {@return how many bytes to keep yet} One more than the limit in all, to distinguish a cut body from a whole one. */
    private long remaining() {
        return limits.maxBodyBytes() + 1L - bytes.size();
    }

    @Override
    public void onComplete() {
        if (deadline.meet()) {
            whole = true;
            body.complete(this);
        }
    }

    @Override
    public void onError(Throwable exception) {
        if (deadline.meet()) {
            cause = exception;
            body.complete(this);
        }
    }

    private void missDeadline() {
        cause = new HttpTimeoutException("The body of the error did not end within " + limits.bodyDeadline());
        body.complete(this);
        cancel();
    }

    /**
     * Called after the body is complete. The client calls {@link #getBody} in a task, which may wait for a thread, and if the
     * subscription is cancelled before the client has the body, the call fails (JDK 25). So the client has ten seconds to ask for
     * the body, and then a moment, nearly always enough, to get it.
     */
    @SuppressWarnings("FutureReturnValueIgnored") // no caller waits for it
    private void cancel() {
        asked.completeOnTimeout(null, SECONDS_TO_ASK, TimeUnit.SECONDS)
                .thenRun(() -> new Deadline().start(MOMENT, subscription::cancel));
    }

    /** {@return whether the client has handed over all of the body} A later exception is then not that of this exchange. */
    boolean isWhole() {
        return whole;
    }

    /** {@return why the body is not whole, or null if that is unknown or the limit is the reason} */
    @Nullable
    Throwable cause() {
        return cause;
    }

    /** {@return what was received until now} */
    byte[] bytes() {
        return bytes.toByteArray();
    }

    /** {@return the error as far as it was received until now} */
    RemoteError error() {
        return RemoteError.of(response.statusCode(), response.headers().map(), bytes(), limits);
    }
}

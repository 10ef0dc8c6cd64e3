package konpro.errors.httpclient;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import konpro.errors.ErrorLimits;
import konpro.errors.RemoteApiException;
import konpro.errors.RemoteError;

/**
 * Gathers the body of an error until its end, or until it breaks off, reaches the limit or misses the deadline. Status and
 * bytes can be asked for at any time, so that they survive whatever becomes of the call.
 *
 * @param <T> what the caller wants of a success; here the body is always {@code null}
 */
final class ErrorSubscriber<T> implements BodySubscriber<T> {

    private final ResponseInfo response;
    private final ErrorLimits limits;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(); // it has a lock of its own
    private final CompletableFuture<T> body = new CompletableFuture<>();
    private final CompletableFuture<Void> deadline = new CompletableFuture<>();
    private volatile Subscription subscription;
    private volatile Throwable reason;

    ErrorSubscriber(ResponseInfo response, ErrorLimits limits) {
        this.response = response;
        this.limits = limits;
        deadline.thenRun(this::missDeadline);
        deadline.completeOnTimeout(null, TimeUnit.NANOSECONDS.convert(limits.bodyDeadline()), TimeUnit.NANOSECONDS);
    }

    @Override
    public CompletionStage<T> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        this.subscription = subscription;
        if (body.isDone()) {
            subscription.cancel();
        } else {
            subscription.request(Long.MAX_VALUE);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            byte[] chunk = new byte[(int) Math.min(buffer.remaining(), room())];
            buffer.get(chunk);
            bytes.writeBytes(chunk);
        }
        if (room() == 0) {
            giveUp();
        }
    }

    /** One byte more than is let in, so that the cut can be told. */
    private long room() {
        return limits.maxBodyBytes() + 1L - bytes.size();
    }

    @Override
    public void onComplete() {
        end();
    }

    @Override
    public void onError(Throwable failure) {
        reason = failure;
        end();
    }

    private void missDeadline() {
        reason = new HttpTimeoutException("The body of the error was not there after " + limits.bodyDeadline());
        giveUp();
    }

    /** The subscription is cancelled only when the body is complete: the other order fails the call (JDK 25). */
    private void giveUp() {
        end();
        Subscription open = subscription;
        if (open != null) {
            open.cancel();
        }
    }

    private void end() {
        deadline.cancel(false);
        body.complete(null);
    }

    /**
     * {@return the error as far as it has come}
     *
     * @param failure why the call failed, or {@code null} if it did not
     */
    RemoteApiException toException(Throwable failure) {
        RemoteError error =
                RemoteError.of(response.statusCode(), response.headers().map(), bytes.toByteArray(), limits);
        RemoteApiException exception = error.toException();
        Throwable cause = failure != null ? failure : reason;
        if (cause != null) {
            exception.initCause(cause);
        }
        return exception;
    }
}

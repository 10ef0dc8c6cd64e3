package konpro.errors.httpclient;

import static java.nio.charset.StandardCharsets.UTF_8;
import static konpro.errors.httpclient.Answers.deadline;
import static konpro.errors.httpclient.Answers.limit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse.ResponseInfo;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow.Subscription;
import java.util.stream.Stream;
import konpro.errors.ErrorLimits;
import konpro.errors.RemoteApiException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** The order of what happens, which a server cannot dictate. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class ErrorSubscriberTest {

    private final ErrorSubscriber<String> subscriber = subscriber(ErrorLimits.DEFAULT);
    private final Upstream upstream = new Upstream();

    @Test
    void asksForAll() {
        subscriber.onSubscribe(upstream);

        assertEquals(Long.MAX_VALUE, upstream.requested);
        assertFalse(isComplete(subscriber));
    }

    @Test
    void isCompleteAtTheEnd() {
        subscriber.onSubscribe(upstream);
        subscriber.onNext(bytes("No", " such"));
        subscriber.onNext(bytes(" avatar"));
        subscriber.onComplete();

        RemoteApiException e = subscriber.toException(null, Optional.empty());
        assertTrue(isComplete(subscriber));
        assertEquals("404 RESOURCE_NOT_FOUND: No such avatar (no KonPro error: unknown type)", e.getMessage());
        assertNull(e.getCause());
        assertFalse(upstream.cancelled);
    }

    /** The client may fail the call before it tells its subscriber. */
    @Test
    void canBeAskedBeforeTheEnd() {
        subscriber.onSubscribe(upstream);
        subscriber.onNext(bytes("No such"));
        IOException failure = new IOException();

        RemoteApiException e = subscriber.toException(null, Optional.of(failure));

        assertEquals("404 RESOURCE_NOT_FOUND: No such (no KonPro error: unknown type)", e.getMessage());
        assertSame(failure, e.getCause());
    }

    @Test
    void canBeAskedBeforeTheBeginning() {
        assertEquals(
                "404 RESOURCE_NOT_FOUND: Not Found (no KonPro error: no body)",
                subscriber.toException(null, Optional.empty()).getMessage());
    }

    @Test
    void isCompleteWhereTheBodyBreaksOffAndTellsWhy() {
        subscriber.onSubscribe(upstream);
        IOException reason = new IOException("reset");
        subscriber.onError(reason);

        assertTrue(isComplete(subscriber));
        assertFalse(subscriber.getBody().toCompletableFuture().isCompletedExceptionally());
        assertSame(reason, subscriber.toException(null, Optional.empty()).getCause());
        assertSame(
                reason,
                subscriber
                        .toException(null, Optional.of(new IOException(reason)))
                        .getCause());
    }

    /** The other order fails the call, on JDK 25. */
    @Test
    void isCompleteBeforeItCancelsAtTheLimit() {
        ErrorSubscriber<String> limited = subscriber(limit(4));
        Upstream limitedUpstream = new Upstream(limited);
        limited.onSubscribe(limitedUpstream);
        limited.onNext(bytes("abcd"));
        assertFalse(isComplete(limited));

        limited.onNext(bytes("ef", "gh"));

        assertTrue(limitedUpstream.cancelled);
        assertTrue(limitedUpstream.wasCompleteWhenCancelled);
        RemoteApiException e = limited.toException(null, Optional.empty());
        assertEquals("abcd", new String(e.remoteError().body(), UTF_8));
        assertTrue(e.remoteError().truncated());
    }

    /** The client may ask late, and would fail the call if it was cancelled by then. */
    @Test
    void waitsWithCancellingUntilTheBodyIsAskedFor() throws InterruptedException {
        ErrorSubscriber<String> limited = subscriber(limit(4));
        Upstream limitedUpstream = new Upstream(limited);
        limited.onSubscribe(limitedUpstream);
        limited.onNext(bytes("abcde"));
        Thread.sleep(100);
        assertFalse(limitedUpstream.cancelled);

        assertTrue(limited.getBody().toCompletableFuture().isDone());
        limitedUpstream.awaitCancelled();
    }

    /** A client that never asks, and takes no more, must not hold the connection. */
    @Test
    @Tag("slow")
    void waitsNoLongerThanTenSecondsForThat() throws InterruptedException {
        ErrorSubscriber<String> limited = subscriber(limit(4));
        limited.onSubscribe(upstream);
        limited.onNext(bytes("abcde"));

        upstream.awaitCancelled();
    }

    @Test
    void isCompleteBeforeItCancelsAtTheDeadline() throws InterruptedException {
        ErrorSubscriber<String> hurried = subscriber(deadline(Duration.ofMillis(1)));
        Upstream hurriedUpstream = new Upstream(hurried);
        hurried.getBody();
        hurried.onSubscribe(hurriedUpstream);
        hurriedUpstream.awaitCancelled();

        assertTrue(hurriedUpstream.wasCompleteWhenCancelled);
        assertInstanceOf(
                HttpTimeoutException.class,
                hurried.toException(null, Optional.empty()).getCause());
    }

    @Test
    void whatCameBeforeTheDeadlineIsKept() throws InterruptedException {
        ErrorSubscriber<String> hurried = subscriber(deadline(Duration.ofMillis(1)));
        Upstream hurriedUpstream = new Upstream(hurried) {
            @Override
            public void request(long n) {
                hurried.onNext(bytes("No such"));
            }
        };
        hurried.getBody();
        hurried.onSubscribe(hurriedUpstream);
        hurriedUpstream.awaitCancelled();

        assertEquals(
                "404 RESOURCE_NOT_FOUND: No such (no KonPro error: unknown type)",
                hurried.toException(null, Optional.empty()).getMessage());
    }

    @Test
    void keepsTheFirstReasonItEndedFor() {
        IOException first = new IOException("first");
        subscriber.onSubscribe(upstream);
        subscriber.onError(first);
        subscriber.onError(new IOException("second"));
        subscriber.onComplete();

        assertSame(first, subscriber.toException(null, Optional.empty()).getCause());
    }

    @Test
    void noReasonIsHeldAgainstABodyThatWasCutAtTheLimit() {
        ErrorSubscriber<String> limited = subscriber(limit(4));
        limited.onSubscribe(upstream);
        limited.onNext(bytes("abcde"));
        limited.onError(new IOException("cancelled"));

        assertNull(limited.toException(null, Optional.empty()).getCause());
    }

    /** Cancelling takes time: what is under way still comes. */
    @Test
    void takesNoMoreThanTheLimitHoweverMuchComesAfterIt() {
        ErrorSubscriber<String> limited = subscriber(limit(4));
        limited.onSubscribe(upstream);
        limited.onNext(bytes("abcde"));
        limited.onNext(bytes("x".repeat(1_000_000)));

        assertEquals(
                4, limited.toException(null, Optional.empty()).remoteError().body().length);
    }

    private static ErrorSubscriber<String> subscriber(ErrorLimits limits) {
        return new ErrorSubscriber<>(new NotFound(), limits);
    }

    private static List<ByteBuffer> bytes(String... texts) {
        return Stream.of(texts)
                .map(text -> ByteBuffer.wrap(text.getBytes(UTF_8)).asReadOnlyBuffer())
                .toList();
    }

    private static boolean isComplete(ErrorSubscriber<String> subscriber) {
        return subscriber.getBody().toCompletableFuture().isDone();
    }

    private static final class NotFound implements ResponseInfo {
        @Override
        public int statusCode() {
            return 404;
        }

        @Override
        public HttpHeaders headers() {
            return HttpHeaders.of(Map.of(), (name, value) -> true);
        }

        @Override
        public HttpClient.Version version() {
            return HttpClient.Version.HTTP_1_1;
        }
    }

    private static class Upstream implements Subscription {

        private final ErrorSubscriber<String> subscriber;
        private final CountDownLatch cancelling = new CountDownLatch(1);
        private long requested;
        private boolean cancelled;
        private boolean wasCompleteWhenCancelled;

        Upstream() {
            this(null);
        }

        Upstream(ErrorSubscriber<String> subscriber) {
            this.subscriber = subscriber;
        }

        void awaitCancelled() throws InterruptedException {
            cancelling.await();
        }

        @Override
        public void request(long n) {
            requested = n;
        }

        @Override
        public void cancel() {
            wasCompleteWhenCancelled = subscriber != null && isComplete(subscriber);
            cancelled = true;
            cancelling.countDown();
        }
    }
}

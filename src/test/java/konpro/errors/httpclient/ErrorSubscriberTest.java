package konpro.errors.httpclient;

import static java.nio.charset.StandardCharsets.UTF_8;
import static konpro.errors.testkit.Responses.deadline;
import static konpro.errors.testkit.Responses.limit;
import static org.junit.jupiter.api.Assertions.*;

import konpro.errors.testkit.Responses;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse.ResponseInfo;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow.Subscription;
import java.util.stream.Stream;
import konpro.errors.ErrorLimits;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** The order of events, which a server cannot decide. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class ErrorSubscriberTest {

    private final ErrorSubscriber subscriber = subscriber(ErrorLimits.DEFAULT);
    private final Upstream upstream = new Upstream();

    @Test
    void requestsAll() {
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

        assertTrue(isComplete(subscriber));
        assertEquals("No such avatar", subscriber.error().message());
        assertNull(subscriber.cause());
        assertTrue(subscriber.isWhole());
        assertFalse(upstream.cancelled);
    }

    /** The client may fail the call before it notifies its subscriber. */
    @Test
    void hasTheErrorBeforeTheEnd() {
        subscriber.onSubscribe(upstream);
        subscriber.onNext(bytes("No such"));

        assertEquals("No such", subscriber.error().message());
        assertNull(subscriber.cause());
        assertFalse(subscriber.isWhole());
    }

    @Test
    void hasTheErrorBeforeTheBeginning() {
        assertEquals(
                "404 RESOURCE_NOT_FOUND: Not Found (no KonPro error: no body)",
                subscriber.error().toString());
        assertFalse(subscriber.isWhole());
    }

    @Test
    void isCompleteIfTheBodyBreaksOffAndHasTheCause() {
        subscriber.onSubscribe(upstream);
        IOException reason = new IOException("reset");
        subscriber.onError(reason);

        assertTrue(isComplete(subscriber));
        assertFalse(subscriber.getBody().toCompletableFuture().isCompletedExceptionally());
        assertSame(reason, subscriber.cause());
        assertFalse(subscriber.isWhole());
    }

    /** The other order fails the call, on JDK 25. */
    @Test
    void isCompleteBeforeItCancelsAtTheLimit() {
        ErrorSubscriber limited = subscriber(limit(4));
        Upstream limitedUpstream = new Upstream(limited);
        limited.onSubscribe(limitedUpstream);
        limited.onNext(bytes("abcd"));
        assertFalse(isComplete(limited));

        limited.onNext(bytes("ef", "gh"));

        assertTrue(limitedUpstream.cancelled);
        assertTrue(limitedUpstream.wasCompleteWhenCancelled);
        assertEquals("abcd", new String(limited.error().body(), UTF_8));
        assertTrue(limited.error().truncated());
        assertFalse(limited.isWhole());
    }

    /** The client may ask late, and would fail the call if the subscription was cancelled before. */
    @Test
    void cancelsAfterTheBodyIsAskedFor() throws InterruptedException {
        ErrorSubscriber limited = subscriber(limit(4));
        Upstream limitedUpstream = new Upstream(limited);
        limited.onSubscribe(limitedUpstream);
        limited.onNext(bytes("abcde"));
        Thread.sleep(100);
        assertFalse(limitedUpstream.cancelled);

        assertTrue(limited.getBody().toCompletableFuture().isDone());
        limitedUpstream.awaitCancelled();
    }

    /** A client that never asks for it must not keep the connection. */
    @Test
    @Tag("slow")
    void cancelsAfterTenSecondsIfTheBodyIsNotAskedFor() throws InterruptedException {
        ErrorSubscriber limited = subscriber(limit(4));
        limited.onSubscribe(upstream);
        limited.onNext(bytes("abcde"));

        upstream.awaitCancelled();
    }

    @Test
    void isCompleteBeforeItCancelsAtTheDeadline() throws InterruptedException {
        ErrorSubscriber hurried = subscriber(deadline(Duration.ofMillis(1)));
        Upstream hurriedUpstream = new Upstream(hurried);
        hurried.getBody();
        hurried.onSubscribe(hurriedUpstream);
        hurriedUpstream.awaitCancelled();

        assertTrue(hurriedUpstream.wasCompleteWhenCancelled);
        assertInstanceOf(HttpTimeoutException.class, hurried.cause());
        assertFalse(hurried.isWhole());
    }

    @Test
    void keepsWhatWasReceivedBeforeTheDeadline() throws InterruptedException {
        ErrorSubscriber hurried = subscriber(deadline(Duration.ofMillis(1)));
        Upstream hurriedUpstream = new Upstream(hurried) {
            @Override
            public void request(long n) {
                hurried.onNext(bytes("No such"));
            }
        };
        hurried.getBody();
        hurried.onSubscribe(hurriedUpstream);
        hurriedUpstream.awaitCancelled();

        assertEquals("No such", hurried.error().message());
    }

    @Test
    void keepsTheFirstCause() {
        IOException first = new IOException("first");
        subscriber.onSubscribe(upstream);
        subscriber.onError(first);
        subscriber.onError(new IOException("second"));
        subscriber.onComplete();

        assertSame(first, subscriber.cause());
        assertFalse(subscriber.isWhole());
    }

    @Test
    void hasNoCauseIfTheBodyWasCutAtTheLimit() {
        ErrorSubscriber limited = subscriber(limit(4));
        limited.onSubscribe(upstream);
        limited.onNext(bytes("abcde"));
        limited.onError(new IOException("cancelled"));

        assertNull(limited.cause());
    }

    /** Cancelling takes time: more may be received until then. */
    @Test
    void keepsNoMoreThanTheLimit() {
        ErrorSubscriber limited = subscriber(limit(4));
        limited.onSubscribe(upstream);
        limited.onNext(bytes("abcde"));
        limited.onNext(bytes("x".repeat(1_000_000)));

        assertEquals(4, limited.error().body().length);
    }

    private static ErrorSubscriber subscriber(ErrorLimits limits) {
        return new ErrorSubscriber(new NotFound(), limits);
    }

    private static List<ByteBuffer> bytes(String... texts) {
        return Stream.of(texts)
                .map(text -> ByteBuffer.wrap(text.getBytes(UTF_8)).asReadOnlyBuffer())
                .toList();
    }

    private static boolean isComplete(ErrorSubscriber subscriber) {
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

        private final ErrorSubscriber subscriber;
        private final CountDownLatch cancelling = new CountDownLatch(1);
        private long requested;
        private boolean cancelled;
        private boolean wasCompleteWhenCancelled;

        Upstream() {
            this(null);
        }

        Upstream(ErrorSubscriber subscriber) {
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

package konpro.errors.httpclient;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.*;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.http.HttpResponse.ResponseInfo;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow.Subscription;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import konpro.errors.ErrorLimits;
import konpro.errors.testkit.DecoratedClient;
import konpro.errors.testkit.Responses;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** The order of events, which a server cannot decide. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class ErrorSubscriberTest extends Responses {

    private final CountDownLatch cancelled = new CountDownLatch(1);
    private ErrorSubscriber subscriber;
    private long requested;
    private boolean wasCompleteWhenCancelled;
    private long cancelledAt;

    private void start(ErrorLimits limits) {
        subscriber = new ErrorSubscriber((ResponseInfo) DecoratedClient.response(404, null, Map.of()), limits);
        subscriber.onSubscribe(new Subscription() {
            @Override
            public void request(long n) {
                requested = n;
            }

            @Override
            public void cancel() {
                wasCompleteWhenCancelled = isComplete();
                cancelledAt = System.nanoTime();
                cancelled.countDown();
            }
        });
    }

    private void receive(String... texts) {
        subscriber.onNext(Stream.of(texts)
                .map(text -> ByteBuffer.wrap(text.getBytes(UTF_8)).asReadOnlyBuffer())
                .toList());
    }

    /** Asks for the body. */
    private boolean isComplete() {
        return subscriber.getBody().toCompletableFuture().isDone();
    }

    static void awaitDeadline(Duration time) throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        new Deadline().start(time, over::countDown);
        over.await();
    }

    @Test
    void isCompleteAtTheEndAndThenHasNoDeadline() throws InterruptedException {
        start(deadline(Duration.ofMillis(500)));
        assertEquals(Long.MAX_VALUE, requested);
        receive("No", " such");
        receive(" avatar");
        assertFalse(isComplete());
        subscriber.onComplete();
        awaitDeadline(Duration.ofMillis(600));

        assertTrue(isComplete());
        assertEquals("No such avatar", subscriber.error().message());
        assertNull(subscriber.cause());
        assertTrue(subscriber.isWhole());
        assertEquals(1, cancelled.getCount());
    }

    /** The client may fail the call before it notifies its subscriber. */
    @Test
    void hasTheErrorBeforeTheEnd() {
        start(ErrorLimits.DEFAULT);
        String nothing = "404 RESOURCE_NOT_FOUND: Not Found (no KonPro error: no body)";
        assertEquals(nothing, subscriber.error().toString());
        receive("No such");

        assertEquals("No such", subscriber.error().message());
        assertNull(subscriber.cause());
        assertFalse(subscriber.isWhole());
    }

    @Test
    void isCompleteIfTheBodyBreaksOffAndKeepsTheFirstCause() {
        start(ErrorLimits.DEFAULT);
        IOException first = new IOException("first");
        subscriber.onError(first);
        subscriber.onError(new IOException("second"));
        subscriber.onComplete();

        assertTrue(isComplete());
        assertSame(subscriber, subscriber.getBody().toCompletableFuture().join());
        assertSame(first, subscriber.cause());
        assertFalse(subscriber.isWhole());
    }

    /** Any other order fails the call, on JDK 25: a client that has asked for the body needs a moment to get it. */
    @Test
    void isCompleteBeforeItCancelsAtTheLimitAndKeepsNoMore() throws InterruptedException {
        start(limit(4));
        receive("abcd");
        assertFalse(isComplete());
        long before = System.nanoTime();
        receive("ef", "gh");
        cancelled.await();
        assertTrue(wasCompleteWhenCancelled && cancelledAt - before >= 10_000_000);
        receive("x".repeat(1_000_000)); // cancelling takes time
        subscriber.onError(new IOException("cancelled"));

        assertEquals("abcd", new String(subscriber.error().body(), UTF_8));
        assertTrue(subscriber.error().truncated());
        assertNull(subscriber.cause());
        assertFalse(subscriber.isWhole());
    }

    /** The client may ask late, and would fail the call if the subscription was cancelled before. */
    @Test
    void cancelsAfterTheBodyIsAskedFor() throws InterruptedException {
        start(limit(4));
        receive("abcde");
        Thread.sleep(100);
        assertEquals(1, cancelled.getCount());

        assertTrue(isComplete());
        cancelled.await();
    }

    /** A client that never asks for it must not keep the connection. */
    @Test
    @Tag("slow")
    void cancelsAfterTenSecondsIfTheBodyIsNotAskedFor() throws InterruptedException {
        start(limit(4));
        receive("abcde");

        cancelled.await();
    }

    @Test
    void isCompleteBeforeItCancelsAtTheDeadlineAndKeepsWhatWasReceived() throws InterruptedException {
        start(deadline(Duration.ofMillis(1)));
        subscriber.getBody();
        receive("No such");
        cancelled.await();
        subscriber.onComplete();

        assertTrue(wasCompleteWhenCancelled);
        assertInstanceOf(HttpTimeoutException.class, subscriber.cause());
        assertEquals("No such", subscriber.error().message());
        assertFalse(subscriber.isWhole());
    }

    /** What a timer still holds is not garbage. */
    @Test
    void aDeadlineLeavesNoTimerIfItIsMet() throws InterruptedException {
        List<WeakReference<?>> timed = IntStream.range(0, 100)
                .<WeakReference<?>>mapToObj(i -> {
                    Deadline deadline = new Deadline();
                    deadline.start(Duration.ofDays(1), () -> {});
                    deadline.meet();
                    return new WeakReference<>(deadline.met);
                })
                .toList();

        while (timed.stream().anyMatch(met -> met.get() != null)) {
            System.gc();
            Thread.sleep(10);
        }
    }
}

package konpro.errors.httpclient;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.*;

import java.io.IOException;
import java.lang.ref.WeakReference;
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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import konpro.errors.ErrorLimits;
import konpro.errors.testkit.Responses;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** The order of events, which a server cannot decide. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class ErrorSubscriberTest extends Responses {

    @Test
    void isCompleteAtTheEndAndThenHasNoDeadline() throws InterruptedException {
        Exchange exchange = Exchange.start(deadline(Duration.ofMillis(50)));
        assertEquals(Long.MAX_VALUE, exchange.requested);
        exchange.receive("No", " such");
        exchange.receive(" avatar");
        assertFalse(exchange.isComplete());
        exchange.subscriber.onComplete();
        awaitDeadline(Duration.ofMillis(100));

        assertTrue(exchange.isComplete());
        assertEquals("No such avatar", exchange.subscriber.error().message());
        assertNull(exchange.subscriber.cause());
        assertTrue(exchange.subscriber.isWhole());
        assertFalse(exchange.isCancelled());
    }

    static void awaitDeadline(Duration time) throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        new Deadline().start(time, over::countDown);
        over.await();
    }

    /** The client may fail the call before it notifies its subscriber. */
    @Test
    void hasTheErrorBeforeTheEndAndEvenBeforeTheBeginning() {
        Exchange exchange = new Exchange(ErrorLimits.DEFAULT);
        String nothing = "404 RESOURCE_NOT_FOUND: Not Found (no KonPro error: no body)";
        assertEquals(nothing, exchange.subscriber.error().toString());
        assertFalse(exchange.subscriber.isWhole());

        exchange.subscriber.onSubscribe(exchange);
        exchange.receive("No such");

        assertEquals("No such", exchange.subscriber.error().message());
        assertNull(exchange.subscriber.cause());
        assertFalse(exchange.subscriber.isWhole());
    }

    @Test
    void isCompleteIfTheBodyBreaksOffAndKeepsTheFirstCause() {
        Exchange exchange = Exchange.start(ErrorLimits.DEFAULT);
        IOException first = new IOException("first");
        exchange.subscriber.onError(first);
        exchange.subscriber.onError(new IOException("second"));
        exchange.subscriber.onComplete();

        assertTrue(exchange.isComplete());
        assertSame(
                exchange.subscriber,
                exchange.subscriber.getBody().toCompletableFuture().join());
        assertSame(first, exchange.subscriber.cause());
        assertFalse(exchange.subscriber.isWhole());
    }

    // The limit

    /** The other order fails the call, on JDK 25. */
    @Test
    void isCompleteBeforeItCancelsAtTheLimitAndKeepsNoMore() {
        Exchange exchange = Exchange.start(limit(4));
        exchange.receive("abcd");
        assertFalse(exchange.isComplete());

        exchange.receive("ef", "gh");

        assertTrue(exchange.isCancelled());
        assertTrue(exchange.wasCompleteWhenCancelled);
        exchange.receive("x".repeat(1_000_000)); // cancelling takes time
        exchange.subscriber.onError(new IOException("cancelled"));

        assertEquals("abcd", new String(exchange.subscriber.error().body(), UTF_8));
        assertTrue(exchange.subscriber.error().truncated());
        assertNull(exchange.subscriber.cause());
        assertFalse(exchange.subscriber.isWhole());
    }

    /** The client may ask late, and would fail the call if the subscription was cancelled before. */
    @Test
    void cancelsAfterTheBodyIsAskedFor() throws InterruptedException {
        Exchange exchange = Exchange.start(limit(4));
        exchange.receive("abcde");
        Thread.sleep(100);
        assertFalse(exchange.isCancelled());

        assertTrue(exchange.isComplete());
        exchange.cancelled.await();
    }

    /** A client that never asks for it must not keep the connection. */
    @Test
    @Tag("slow")
    void cancelsAfterTenSecondsIfTheBodyIsNotAskedFor() throws InterruptedException {
        Exchange exchange = Exchange.start(limit(4));
        exchange.receive("abcde");

        exchange.cancelled.await();
    }

    // The deadline

    @Test
    void isCompleteBeforeItCancelsAtTheDeadlineAndKeepsWhatWasReceived() throws InterruptedException {
        Exchange exchange = new Exchange(deadline(Duration.ofMillis(1)));
        exchange.subscriber.getBody();
        exchange.subscriber.onSubscribe(exchange);
        exchange.receive("No such");
        exchange.cancelled.await();
        exchange.subscriber.onComplete();

        assertTrue(exchange.wasCompleteWhenCancelled);
        assertInstanceOf(HttpTimeoutException.class, exchange.subscriber.cause());
        assertEquals("No such", exchange.subscriber.error().message());
        assertFalse(exchange.subscriber.isWhole());
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

    /** An exchange of a subscriber, in the hand of a test. */
    private static final class Exchange implements Subscription {

        private final ErrorSubscriber subscriber;
        private final CountDownLatch cancelled = new CountDownLatch(1);
        private long requested;
        private boolean wasCompleteWhenCancelled;

        Exchange(ErrorLimits limits) {
            subscriber = new ErrorSubscriber(new Head(404), limits);
        }

        static Exchange start(ErrorLimits limits) {
            Exchange exchange = new Exchange(limits);
            exchange.subscriber.onSubscribe(exchange);
            return exchange;
        }

        void receive(String... texts) {
            subscriber.onNext(Stream.of(texts)
                    .map(text -> ByteBuffer.wrap(text.getBytes(UTF_8)).asReadOnlyBuffer())
                    .toList());
        }

        /** Asks for the body. */
        boolean isComplete() {
            return subscriber.getBody().toCompletableFuture().isDone();
        }

        boolean isCancelled() {
            return cancelled.getCount() == 0;
        }

        @Override
        public void request(long n) {
            requested = n;
        }

        @Override
        public void cancel() {
            wasCompleteWhenCancelled = isComplete();
            cancelled.countDown();
        }
    }

    /** The head of a response that no server sent. */
    record Head(int statusCode) implements ResponseInfo {
        @Override
        public HttpHeaders headers() {
            return HttpHeaders.of(Map.of(), (name, value) -> true);
        }

        @Override
        public HttpClient.Version version() {
            return HttpClient.Version.HTTP_1_1;
        }
    }
}

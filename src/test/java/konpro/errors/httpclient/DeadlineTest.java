package konpro.errors.httpclient;

import static org.junit.jupiter.api.Assertions.*;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class DeadlineTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 1_000_000})
    void isMissedWhenTheTimeIsOver(long nanos) throws InterruptedException {
        CountDownLatch missed = new CountDownLatch(1);
        Deadline deadline = new Deadline();
        deadline.start(Duration.ofNanos(nanos), missed::countDown);

        missed.await();

        assertFalse(deadline.meet());
    }

    @Test
    void isMetOnceAndThenNeverMissed() throws InterruptedException {
        AtomicBoolean missed = new AtomicBoolean();
        Deadline deadline = new Deadline();
        deadline.start(Duration.ofMillis(50), () -> missed.set(true));
        assertTrue(deadline.meet());
        assertFalse(deadline.meet());

        CountDownLatch later = new CountDownLatch(1);
        new Deadline().start(Duration.ofMillis(100), later::countDown);
        later.await();

        assertFalse(missed.get());
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE / 1_000_000_000, Long.MAX_VALUE})
    void mayBeFartherThanAnyClockReaches(long seconds) throws InterruptedException {
        AtomicBoolean missed = new AtomicBoolean();
        Deadline deadline = new Deadline();
        deadline.start(Duration.ofSeconds(seconds), () -> missed.set(true));

        CountDownLatch later = new CountDownLatch(1);
        new Deadline().start(Duration.ofMillis(50), later::countDown);
        later.await();

        assertFalse(missed.get());
        assertTrue(deadline.meet());
    }

    /** What a timer still holds is no garbage. */
    @Test
    void leavesNoTimerBehindWhereItIsMet() throws InterruptedException {
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

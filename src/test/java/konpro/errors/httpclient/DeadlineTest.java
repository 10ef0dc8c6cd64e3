package konpro.errors.httpclient;

import static org.junit.jupiter.api.Assertions.*;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class DeadlineTest {

    private final CountDownLatch missed = new CountDownLatch(1);

    private Deadline start(Duration time) {
        Deadline deadline = new Deadline();
        deadline.start(time, missed::countDown);
        return deadline;
    }

    /** Waits for a later deadline. */
    static void await(Duration time) throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        new Deadline().start(time, over::countDown);
        over.await();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 1_000_000})
    void isMissedWhenTheTimeIsOver(long nanos) throws InterruptedException {
        Deadline deadline = start(Duration.ofNanos(nanos));

        missed.await();

        assertFalse(deadline.meet());
    }

    @Test
    void isMetOnceAndThenNeverMissed() throws InterruptedException {
        Deadline deadline = start(Duration.ofMillis(50));
        assertTrue(deadline.meet());
        assertFalse(deadline.meet());

        await(Duration.ofMillis(100));

        assertEquals(1, missed.getCount());
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE / 1_000_000_000, Long.MAX_VALUE})
    void mayBeFartherThanAnyClockReaches(long seconds) throws InterruptedException {
        Deadline deadline = start(Duration.ofSeconds(seconds));

        await(Duration.ofMillis(50));

        assertEquals(1, missed.getCount());
        assertTrue(deadline.meet());
    }

    /** What a timer still holds is not garbage. */
    @Test
    void leavesNoTimerIfItIsMet() throws InterruptedException {
        List<WeakReference<?>> timed = IntStream.range(0, 100)
                .<WeakReference<?>>mapToObj(i -> {
                    Deadline deadline = start(Duration.ofDays(1));
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

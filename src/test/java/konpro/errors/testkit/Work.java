package konpro.errors.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.function.IntFunction;

/**
 * What it takes to do something: processor time and memory, both of one thread, so that it hardly matters what else the machine is
 * busy with. (With -XX:+AlwaysPreTouch: the first use of a page takes its thread 2 to 30 microseconds.) Who counts them is called
 * by reflection, since neither this module nor its tests require java.management.
 */
public final class Work {

    private static final int FACTOR = 16;

    /** Of what is linear: 16, and two or three times that where the smaller input fits into a cache. Quadratic: 256. */
    private static final double MOST_TIME = 100;

    /** Of what is linear: 16, and twice that where an array has just been doubled. Quadratic: 256. */
    private static final double MOST_MEMORY = 40;

    private static final int TRIES = 8;
    private static final long WARM_UP = 10_000_000;
    private static final long MEASURABLE = 500_000;

    /** Less is too little to be compared: what is refused at once, or never leaves the fastest cache. */
    private static final double LITTLE_TIME = 50_000;

    private static final double LITTLE_MEMORY = 10_000;

    private static final Object THREADS = threads();

    private final double nanos;
    private final double bytes;

    private Work(double nanos, double bytes) {
        this.nanos = nanos;
        this.bytes = bytes;
    }

    /**
     * Asserts that 16 times as much takes about 16 times the time and the memory, and not 256 times: the least of some tries each,
     * after a warm-up.
     *
     * @param size of the larger input
     * @param task makes an input of a size, and then it is what to do with that
     */
    public static void assertLinear(int size, IntFunction<Runnable> task) {
        Work small = leastOf(task.apply(size / FACTOR));
        Runnable large = task.apply(size);
        double time = Double.MAX_VALUE;
        double memory = Double.MAX_VALUE;
        for (int i = 0; i < TRIES && (time > MOST_TIME || memory > MOST_MEMORY); i++) {
            Work work = of(large, 1);
            time = Math.min(time, work.nanos / Math.max(small.nanos, LITTLE_TIME));
            memory = Math.min(memory, work.bytes / Math.max(small.bytes, LITTLE_MEMORY));
        }
        String growth = String.format(
                Locale.ROOT, "%.1f times the time, %.1f times the memory, for 16 times as much", time, memory);
        assertTrue(time <= MOST_TIME && memory <= MOST_MEMORY, growth);
    }

    /** Repeated until it can be measured, and until the virtual machine has compiled what can be. */
    private static Work leastOf(Runnable task) {
        int rounds = 1;
        while (of(task, rounds).nanos * rounds < MEASURABLE) {
            rounds *= 2;
        }
        Work least = of(task, rounds);
        long start = time();
        while (time() - start < WARM_UP) {
            Work again = of(task, rounds);
            least = new Work(Math.min(least.nanos, again.nanos), Math.min(least.bytes, again.bytes));
        }
        return least;
    }

    private static Work of(Runnable task, int rounds) {
        long bytes = memory();
        long nanos = time();
        for (int i = 0; i < rounds; i++) {
            task.run();
        }
        nanos = time() - nanos;
        return new Work((double) nanos / rounds, (double) (memory() - bytes) / rounds);
    }

    private static long time() {
        return ask("getCurrentThreadCpuTime");
    }

    private static long memory() {
        return ask("getCurrentThreadAllocatedBytes");
    }

    private static long ask(String method) {
        try {
            return (long) Class.forName("com.sun.management.ThreadMXBean")
                    .getMethod(method)
                    .invoke(THREADS);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }

    private static Object threads() {
        try {
            return Class.forName("java.lang.management.ManagementFactory")
                    .getMethod("getThreadMXBean")
                    .invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }
}

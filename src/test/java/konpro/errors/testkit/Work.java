package konpro.errors.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.function.IntFunction;

/**
 * The cost of a task: processor time and memory, both of one thread, so that it hardly matters what else the machine is busy with.
 * (With -XX:+AlwaysPreTouch: the first use of a page takes its thread 2 to 30 microseconds.)
 *
 * @param nanos the time of one run
 * @param bytes the memory that one run allocates
 */
public record Work(double nanos, double bytes) {

    private static final int FACTOR = 16;

    /** Linear: 16, and two or three times that where the smaller input fits into a cache. Quadratic: 256. */
    private static final double MAX_TIME = 100;

    /** Linear: 16, and twice that where an array has just been doubled. Quadratic: 256. */
    private static final double MAX_MEMORY = 40;

    /** Less is too little to be compared: what is refused at once, or never leaves the fastest cache. */
    private static final double MIN_NANOS = 50_000;

    private static final double MIN_BYTES = 10_000;

    private static final int TRIES = 8;
    private static final long WARM_UP = 10_000_000;
    private static final long MEASURABLE = 500_000;

    /**
     * Asserts that 16 times as much takes about 16 times the time and the memory, and not 256 times: the least of some tries each,
     * after a warm-up.
     *
     * @param size of the larger input
     * @param task makes an input of a size, and returns what to do with it
     */
    public static void assertLinear(int size, IntFunction<Runnable> task) {
        Work small = leastOf(task.apply(size / FACTOR));
        Runnable large = task.apply(size);
        double time = Double.MAX_VALUE;
        double memory = Double.MAX_VALUE;
        for (int i = 0; i < TRIES && (time > MAX_TIME || memory > MAX_MEMORY); i++) {
            Work work = of(large, 1);
            time = Math.min(time, work.nanos / Math.max(small.nanos, MIN_NANOS));
            memory = Math.min(memory, work.bytes / Math.max(small.bytes, MIN_BYTES));
        }
        String growth = String.format(
                Locale.ROOT, "%.1f times the time, %.1f times the memory, for 16 times as much", time, memory);
        assertTrue(time <= MAX_TIME && memory <= MAX_MEMORY, growth);
    }

    /** Repeats the task until it can be measured, and until the virtual machine has compiled it. */
    private static Work leastOf(Runnable task) {
        int rounds = 1;
        while (of(task, rounds).nanos * rounds < MEASURABLE) {
            rounds *= 2;
        }
        Work least = of(task, rounds);
        long start = thread("getCurrentThreadCpuTime");
        while (thread("getCurrentThreadCpuTime") - start < WARM_UP) {
            Work again = of(task, rounds);
            least = new Work(Math.min(least.nanos, again.nanos), Math.min(least.bytes, again.bytes));
        }
        return least;
    }

    private static Work of(Runnable task, int rounds) {
        long bytes = thread("getCurrentThreadAllocatedBytes");
        long nanos = thread("getCurrentThreadCpuTime");
        for (int i = 0; i < rounds; i++) {
            task.run();
        }
        nanos = thread("getCurrentThreadCpuTime") - nanos;
        bytes = thread("getCurrentThreadAllocatedBytes") - bytes;
        return new Work((double) nanos / rounds, (double) bytes / rounds);
    }

    /** By reflection: neither the module nor its tests require java.management. */
    private static long thread(String counter) {
        try {
            Class<?> factory = Class.forName("java.lang.management.ManagementFactory");
            Object threads = factory.getMethod("getThreadMXBean").invoke(null);
            return (long) Class.forName("com.sun.management.ThreadMXBean")
                    .getMethod(counter)
                    .invoke(threads);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }
}

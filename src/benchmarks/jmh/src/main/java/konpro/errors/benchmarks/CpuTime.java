package konpro.errors.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * CPU time per operation, for JMH's {@code -prof}: wall time also counts what the machine gives to others.
 *
 * <ul>
 *   <li>{@code cpu.thread}: of the thread that runs the benchmark. The garbage that it leaves to other threads is not
 *       in it.
 *   <li>{@code cpu.process}: of all threads, those of the garbage collector and the compiler included. It is counted in
 *       steps of 10 ms, which is a twentieth of an iteration.
 * </ul>
 *
 * <p>Either is divided by all operations of the iteration, those before and after the measured span included, as JMH
 * does with allocated bytes.
 */
public final class CpuTime implements InternalProfiler {

    static final String THREAD = "cpu.thread";
    static final String PROCESS = "cpu.process";

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private long thread;
    private long process;

    @Override
    public String getDescription() {
        return "CPU time per operation, of the benchmark's thread and of the process";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        thread = threadNanos();
        process = SYSTEM.getProcessCpuTime();
    }

    @Override
    public Collection<? extends Result> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        long operations = result.getMetadata().getAllOps();
        return List.of(
                result(THREAD, threadNanos() - thread, operations),
                result(PROCESS, SYSTEM.getProcessCpuTime() - process, operations));
    }

    /** The worker does not stand before the first iteration, and has used nothing then. */
    private static long threadNanos() {
        long nanos = 0;
        for (ThreadInfo info : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
            if (info != null && info.getThreadName().contains("-jmh-worker-")) {
                nanos += THREADS.getThreadCpuTime(info.getThreadId());
            }
        }
        return nanos;
    }

    private static ScalarResult result(String name, long nanos, long operations) {
        return new ScalarResult(name, (double) nanos / operations, "ns/op", AggregationPolicy.AVG);
    }
}

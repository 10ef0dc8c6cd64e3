package konpro.errors.benchmarks;

import java.util.concurrent.TimeUnit;
import konpro.errors.ErrorEnvelope;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What no writer can do without: one {@code clone} of the bytes that it would write. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 15, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms3g", "-Xmx3g", "-XX:+AlwaysPreTouch"})
public class CopyFloor {

    @Param({"TYPICAL", "MINIMAL", "UNICODE", "VIOLATIONS", "LARGE", "LARGE_QUARTER", "LARGE_4", "LARGE_16"})
    public Document document;

    private byte[][] written;
    private int turn;

    @Setup
    public void writeAll() {
        written = document.samples().stream()
                .map(sample -> ErrorEnvelope.parse(sample.json()).toBytes())
                .toArray(byte[][]::new);
    }

    @Benchmark
    public byte[] copy() {
        turn = turn + 1 < written.length ? turn + 1 : 0;
        return written[turn].clone();
    }
}

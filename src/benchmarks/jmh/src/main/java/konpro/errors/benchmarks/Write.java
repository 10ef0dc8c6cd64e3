package konpro.errors.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;
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

/** Envelope, as its library has read it, to a fresh {@code byte[]}. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 15, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms3g", "-Xmx3g", "-XX:+AlwaysPreTouch"})
public class Write {

    /** Indented or shuffled, the typical one is the same envelope. */
    @Param({"TYPICAL", "MINIMAL", "UNICODE", "VIOLATIONS", "LARGE", "LARGE_QUARTER", "LARGE_4", "LARGE_16"})
    public Document document;

    @Param
    public Library library;

    private Contestant<Object> contestant;
    private Object[] envelopes;
    private int turn;

    @Setup
    public void checkThenTakeInTurn() throws Exception {
        List<Document.Sample> samples = document.samples();
        contestant = library.contestant();
        Meaning.check(contestant, samples);
        envelopes = new Object[samples.size()];
        for (int i = 0; i < envelopes.length; i++) {
            envelopes[i] = contestant.read(samples.get(i).json());
        }
    }

    @Benchmark
    public byte[] write() throws Exception {
        turn = turn + 1 < envelopes.length ? turn + 1 : 0;
        return contestant.write(envelopes[turn]);
    }
}

package konpro.errors.benchmarks;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.Warmup;

/** The first envelope that a JVM reads and writes, once in each of many: its library is loaded and set up in it. */
@BenchmarkMode(Mode.SingleShotTime)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(9)
public class ColdStart extends Measured {

    @Param("TYPICAL")
    public Document document;

    @Param
    public Library library;

    private byte[] json;

    @Setup
    public void read() throws Exception {
        json = document.instances()[0];
    }

    @Benchmark
    public Object first() throws Exception {
        Library.Contestant<Object> contestant = library.contestant();
        return contestant.writer().apply(contestant.reader().apply(json));
    }
}

package konpro.errors.benchmarks;

import konpro.errors.ErrorEnvelope;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** The steps: {@code byte[]} to an envelope, and an envelope to a new {@code byte[]}. */
public class Steps extends Measured {

    @Param
    public Document document;

    @Param
    public Library library;

    private Library.Contestant<Object> contestant;
    private byte[][] documents;
    private Object[] envelopes;
    private int turn;

    @Setup
    public void checkFirst() throws Exception {
        contestant = library.contestant();
        documents = document.instances();
        envelopes = new Object[documents.length];
        for (int i = 0; i < documents.length; i++) {
            envelopes[i] = contestant.reader().apply(documents[i]);
            byte[] written = contestant.writer().apply(envelopes[i]);
            ErrorEnvelope expected = ErrorEnvelope.parse(documents[i]);
            ErrorEnvelope found = ErrorEnvelope.parse(written);
            if (!found.equals(expected) || written == contestant.writer().apply(envelopes[i])) {
                throw new IllegalStateException("Expected %.999s but found %.999s".formatted(expected, found));
            }
        }
    }

    @Benchmark
    public Object read() throws Exception {
        turn = turn + 1 < documents.length ? turn + 1 : 0;
        return contestant.reader().apply(documents[turn]);
    }

    @Benchmark
    public Object write() throws Exception {
        turn = turn + 1 < envelopes.length ? turn + 1 : 0;
        return contestant.writer().apply(envelopes[turn]);
    }
}

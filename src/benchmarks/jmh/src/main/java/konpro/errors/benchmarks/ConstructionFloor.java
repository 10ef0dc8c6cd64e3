package konpro.errors.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import konpro.errors.ApiError;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorEnvelope;
import konpro.errors.json.JsonObject;
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

/**
 * What no reader can do without: the construction of the objects that the result consists of, with not a byte of the
 * document looked at. The places of the texts are known beforehand; the code, a message that is the code's own and the
 * names {@code field} and {@code reason} stand ready; every other text is a {@code new String} of a range of the bytes.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 15, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms3g", "-Xmx3g", "-XX:+AlwaysPreTouch"})
public class ConstructionFloor {

    @Param({"TYPICAL", "MINIMAL"})
    public Document document;

    private Places[] documents;
    private int turn;

    @Setup
    public void find() {
        if (document != Document.TYPICAL && document != Document.MINIMAL) {
            throw new IllegalArgumentException("There is no such floor for " + document);
        }
        documents = document.samples().stream().map(Places::new).toArray(Places[]::new);
    }

    /**
     * By the public API. That is a little more than the bare construction: the constructors check for null, for an
     * empty code or id and for the depth, and {@code JsonObject.of} takes an array of names and values, looks at the
     * type of each, looks for duplicate names and wraps the strings.
     */
    @Benchmark
    public Object objects() {
        Places at = next();
        JsonObject details = at.hasDetails()
                ? JsonObject.of("field", at.text(Places.FIELD), "reason", at.text(Places.REASON))
                : JsonObject.of();
        return new ErrorEnvelope(new ApiError(at.code, at.message(), details), at.text(Places.REQUEST_ID));
    }

    /**
     * By look-alikes that check nothing: an envelope, an error, an object of an array of its names and texts. An
     * implementation of the API could not do with fewer.
     */
    @Benchmark
    public Object shapes() {
        Places at = next();
        Details details = at.hasDetails()
                ? new Details(new Object[] {"field", at.text(Places.FIELD), "reason", at.text(Places.REASON)})
                : Details.NONE;
        return new Envelope(new Error(at.code, at.message(), details), at.text(Places.REQUEST_ID));
    }

    private Places next() {
        turn = turn + 1 < documents.length ? turn + 1 : 0;
        return documents[turn];
    }

    private record Envelope(Error error, String requestId) {}

    private record Error(String code, String message, Details details) {}

    private record Details(Object[] members) {
        static final Details NONE = new Details(new Object[0]);
    }

    /** Where the texts of a document stand in its bytes. */
    private static final class Places {

        static final int MESSAGE = 0;
        static final int FIELD = 2;
        static final int REASON = 4;
        static final int REQUEST_ID = 6;

        final byte[] json;
        final int[] places = new int[8]; // start and length of each
        final String code;
        final String ownMessage; // null when it is another one

        Places(Document.Sample sample) {
            ErrorEnvelope envelope = ErrorEnvelope.parse(sample.json());
            Map<String, Object> details = envelope.error().details().toJava();
            ErrorCode type = envelope.error().knownCode().orElseThrow();
            json = sample.json();
            code = type.code();
            ownMessage = envelope.error().message().equals(type.message()) ? type.message() : null;
            find(MESSAGE, envelope.error().message());
            find(REQUEST_ID, envelope.requestId());
            if (!details.isEmpty()) {
                find(FIELD, (String) details.get("field"));
                find(REASON, (String) details.get("reason"));
            }
        }

        private void find(int which, String text) {
            places[which] = new String(json, StandardCharsets.ISO_8859_1).indexOf(":\"" + text + "\"") + 2;
            places[which + 1] = text.length();
            if (!text(which).equals(text)) {
                throw new AssertionError(text);
            }
        }

        boolean hasDetails() {
            return places[FIELD] > 0;
        }

        String message() {
            return ownMessage != null ? ownMessage : text(MESSAGE);
        }

        String text(int which) {
            return new String(json, places[which], places[which + 1], StandardCharsets.ISO_8859_1);
        }
    }
}

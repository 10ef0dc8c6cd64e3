package konpro.errors.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A kind of envelope to read and write. Each comes in several instances of equal kind and different content, the same
 * ones in every run; they are taken in turn, so that no branch predictor learns one by heart.
 */
public enum Document {
    /** As the documented example: {@code field} and {@code reason}. */
    TYPICAL(64, words -> compact(words.typical())),
    /** Without details, half of them with the code's own message. */
    MINIMAL(64, words -> compact(words.minimal())),
    /** German, Japanese and emoji, some of it escaped. */
    UNICODE(64, words -> {
        Map<String, Object> meaning = words.unicode();
        return new Sample(JsonText.escaped(meaning, words.random()), meaning);
    }),
    /** The typical one, indented. */
    PRETTY(64, words -> {
        Map<String, Object> meaning = words.typical();
        return new Sample(JsonText.indented(meaning), meaning);
    }),
    /** The typical one with its members in any order, and members of other names and several types between them. */
    SHUFFLED(64, words -> {
        Map<String, Object> meaning = words.typical();
        return new Sample(JsonText.compact(words.shuffled(meaning)), meaning);
    }),
    /** 64 of them, about 6 KB. */
    VIOLATIONS(16, words -> compact(words.violations(64))),
    /** 1 MB of nested objects, arrays, strings, numbers, booleans and nulls. */
    LARGE(8, words -> compact(words.large(1 << 20))),
    /** The same, 1/4 MB. */
    LARGE_QUARTER(16, words -> compact(words.large(1 << 18))),
    /** The same, 4 MB. */
    LARGE_4(4, words -> compact(words.large(4 << 20))),
    /** The same, 16 MB. */
    LARGE_16(2, words -> compact(words.large(16 << 20)));

    private final int count;
    private final Function<Words, Sample> kind;
    private double size; // 0 until it is asked for

    Document(int count, Function<Words, Sample> kind) {
        this.count = count;
        this.kind = kind;
    }

    /**
     * One instance.
     *
     * @param meaning what it says, without what is not an envelope's
     */
    record Sample(byte[] json, Map<String, Object> meaning) {}

    List<Sample> samples() {
        Words words = new Words(20_260_101 + ordinal());
        return Stream.generate(() -> kind.apply(words)).limit(count).toList();
    }

    /** The instances' mean size, in bytes. */
    double size() {
        if (size == 0) {
            size = samples().stream()
                    .mapToInt(sample -> sample.json().length)
                    .average()
                    .orElseThrow();
        }
        return size;
    }

    boolean isLarge() {
        return name().startsWith("LARGE");
    }

    private static Sample compact(Map<String, Object> meaning) {
        return new Sample(JsonText.compact(meaning), meaning);
    }
}

package konpro.errors.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Stream;

/** A kind of envelope: instances of the same shape and different content, so that no branch is learned by heart. */
public enum Document {
    /** Like the documented example, with {@code field} and {@code reason}. */
    TYPICAL,
    /** Without details. */
    MINIMAL,
    /** The typical one, indented. */
    PRETTY,
    /** The typical one with its members in any order, and unknown members between them. */
    SHUFFLED,
    /** German, Japanese and emoji, some of it escaped. */
    UNICODE,
    /** With 64 violations. */
    VIOLATIONS,
    /** 1 MB of nested objects, arrays, strings, numbers, booleans and nulls; then 1/4, 4 and 16 MB. */
    LARGE,
    LARGE_QUARTER,
    LARGE_4,
    LARGE_16;

    byte[][] instances() throws IOException {
        return switch (this) {
            case LARGE_QUARTER -> large(1);
            case LARGE -> large(4);
            case LARGE_4 -> large(16);
            case LARGE_16 -> large(64);
            default ->
                Stream.of(resource(name()).split("\n(?=\\{)")) // only the first line of each begins with a brace
                        .map(text -> text.getBytes(StandardCharsets.UTF_8))
                        .toArray(byte[][]::new);
        };
    }

    /** A document of 1/4 MB, with the lines between its first and its last repeated. */
    private static byte[][] large(int times) throws IOException {
        String text = resource("LARGE");
        int first = text.indexOf('\n');
        int last = text.lastIndexOf('\n');
        String items = text.substring(first, last).repeat(times);
        return new byte[][] {(text.substring(0, first) + items + text.substring(last)).getBytes(StandardCharsets.UTF_8)
        };
    }

    private static String resource(String name) throws IOException {
        String file = "/documents/" + name.toLowerCase(Locale.ROOT) + ".txt";
        try (InputStream in = Document.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
        }
    }
}

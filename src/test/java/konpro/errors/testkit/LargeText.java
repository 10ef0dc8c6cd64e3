package konpro.errors.testkit;

import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** JSON texts of any size, most of them of kinds that have brought down parsers. */
public enum LargeText {
    MEMBERS(1_000_000, size -> object(size, i -> "name" + i)),
    MEMBERS_OF_ONE_HASH_CODE(1 << 16, size -> object(size, LargeText::colliding)),
    MEMBERS_OF_ONE_NAME(1_000_000, size -> object(size, i -> "name")),
    MEMBERS_OF_A_HUNDRED_NAMES(500_000, size -> object(size, i -> "name" + i % 100)),
    MEMBERS_OF_A_HUNDRED_NAMES_OF_ONE_HASH_CODE(100_000, size -> object(size, i -> colliding(i % 100))),
    LONG_NAMES(1_000, size -> object(size, i -> "x".repeat(1_000) + i)),
    OBJECTS_OF_MANY_MEMBERS(5_000, size -> array(size, i -> object(40, j -> "name" + j))),
    ELEMENTS(1_000_000, size -> array(size, i -> "0")),
    EMPTY_ELEMENTS(500_000, size -> array(size, i -> i % 2 == 0 ? "[]" : "{}")),
    DEEP_ELEMENTS(5_000, size -> array(size, i -> "[".repeat(127) + "]".repeat(127))),
    STRINGS(500_000, size -> array(size, i -> "\"" + i + "\"")),
    LONG_NUMBERS(5_000, size -> array(size, i -> "9".repeat(1_000))),
    ONE_LONG_NUMBER(1_000_000, size -> "9".repeat(size)),
    DEEP_ARRAYS(1_000_000, size -> "[".repeat(size) + "]".repeat(size)),
    DEEP_OBJECTS(1_000_000, size -> "{\"a\":".repeat(size) + "0" + "}".repeat(size)),
    DEEP_AT_THE_END(500_000, size -> "[" + "0,".repeat(size) + "[".repeat(size)),
    LONG_STRING(16_000_000, size -> string("x".repeat(size))),
    LONG_STRING_OF_ESCAPES(1_000_000, size -> string("\\n".repeat(size))),
    LONG_STRING_OF_LONE_SURROGATES(300_000, size -> string("\\ud83d".repeat(size))),
    LONG_STRING_IN_GERMAN(1_000_000, size -> string("ä".repeat(size))),
    LONG_STRING_IN_JAPANESE(1_000_000, size -> string("ア".repeat(size))),
    LONG_STRING_OF_EMOJI(500_000, size -> string("😀".repeat(size))),
    MEMBER_NAME(2_000_000, size -> "{" + string("\\u0041".repeat(size)) + ":0}"),
    LINES(1_000_000, size -> "\n".repeat(size) + "0"),
    LINES_OF_SPACE(10_000, size -> array(size, i -> "\n" + " ".repeat(100) + "0")),
    WITHOUT_END(1_000_000, size -> "[" + "0,\n".repeat(size)),
    STRING_WITHOUT_END(4_000_000, size -> "\"" + "x".repeat(size)),
    JAPANESE_WITHOUT_END(1_000_000, size -> "\"" + "ア".repeat(size));

    private final int size;

    @SuppressWarnings("ImmutableEnumChecker") // a function that keeps nothing
    private final IntFunction<String> text;

    LargeText(int size, IntFunction<String> text) {
        this.size = size;
        this.text = text;
    }

    /** {@return a size at which quadratic work would be noticed, and linear work takes milliseconds} */
    public int size() {
        return size;
    }

    public String text(int size) {
        return text.apply(size);
    }

    /** {@return one of 65,536 names that have the same hash code} */
    public static String colliding(int number) {
        StringBuilder name = new StringBuilder();
        for (int bit = 15; bit >= 0; bit--) {
            name.append((number >> bit & 1) == 0 ? "Aa" : "BB");
        }
        return name.toString();
    }

    private static String object(int size, IntFunction<String> name) {
        return IntStream.range(0, size)
                .mapToObj(i -> string(name.apply(i)) + ":" + i)
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String array(int size, IntFunction<String> element) {
        return IntStream.range(0, size).mapToObj(element).collect(Collectors.joining(",", "[", "]"));
    }

    private static String string(String escaped) {
        return "\"" + escaped + "\"";
    }
}

package konpro.errors.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.*;

import konpro.errors.testkit.BothInputs;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Strings: their escapes, and surrogates with and without a partner. */
class JsonStringTest {

    private static final String HIGH = "\ud83d";
    private static final String LOW = "\ude00";

    static Stream<Arguments> escapes() {
        return Stream.of(
                Arguments.of("\\\"", "\""),
                Arguments.of("\\\\", "\\"),
                Arguments.of("\\/", "/"),
                Arguments.of("\\b", "\b"),
                Arguments.of("\\f", "\f"),
                Arguments.of("\\n", "\n"),
                Arguments.of("\\r", "\r"),
                Arguments.of("\\t", "\t"),
                Arguments.of("\\u0000", "\0"),
                Arguments.of("\\u001f", "\037"),
                Arguments.of("\\u0022", "\""),
                Arguments.of("\\u005C", "\\"),
                Arguments.of("\\u007f", "\177"),
                Arguments.of("\\u00E9", "é"),
                Arguments.of("\\u20aC", "€"),
                Arguments.of("\\ufFfF", "\uffff"),
                Arguments.of("\\ud83d\\ude00", "😀"),
                Arguments.of("\\\\u0041", "\\u0041"),
                Arguments.of("\\u00410", "A0"),
                Arguments.of("\\\\\\\"", "\\\""));
    }

    @ParameterizedTest
    @MethodSource("escapes")
    void readsEscapesWhereverTheyStand(String escape, String meaning) {
        assertEquals(meaning, string(escape));
        assertEquals("a" + meaning, string("a" + escape));
        assertEquals(meaning + "b", string(escape + "b"));
        assertEquals("é" + meaning + "😀" + meaning, string("é" + escape + "😀" + escape));
    }

    @ParameterizedTest
    @MethodSource("escapes")
    void readsEscapedMemberNames(String escape, String meaning) {
        assertEquals(
                7,
                BothInputs.parse("{\"a" + escape + "\":7}").get("a" + meaning).asInt());
    }

    @Tag("large")
    @Test
    void readsEveryEscapedCodeUnit() {
        for (int unit = 0; unit <= 0xFFFF; unit++) {
            String meaning = String.valueOf((char) unit);
            assertEquals(meaning, string(String.format(Locale.ROOT, "\\u%04x", unit)));
            assertEquals(meaning, string(String.format(Locale.ROOT, "\\u%04X", unit)));
        }
    }

    /** What is read, and what is written: a pair as the one character that it is, a lone surrogate as an escape. */
    @ParameterizedTest
    @CsvSource({
        "\\ud83d\\ude00,               😀",
        "\\uD83D\\uDE00,               😀",
        "\\ude00\\ud83d,               \\ude00\\ud83d",
        "\\ud83d\\ud83d,               \\ud83d\\ud83d",
        "\\ude00\\ude00,               \\ude00\\ude00",
        "\\ud83d\\ud83d\\ude00,        \\ud83d😀",
        "\\ud83d\\ude00\\ude00,        😀\\ude00",
        "\\ud83d,                      \\ud83d",
        "\\ude00,                      \\ude00",
        "\\uD800,                      \\ud800",
        "\\uDBFF,                      \\udbff",
        "\\uDC00,                      \\udc00",
        "\\uDFFF,                      \\udfff",
        "\\ud800\\udc00,               \ud800\udc00",
        "\\udbff\\udfff,               \udbff\udfff",
        "\\ud83d😀,                    \\ud83d😀",
        "😀\\ude00,                    😀\\ude00",
        "😀\\ud83d😀,                  😀\\ud83d😀",
        "\\ude00😀\\ud83d,             \\ude00😀\\ud83d",
        "\\ud83da\\ude00,              \\ud83da\\ude00",
        "\\ud83d\\n\\ude00,            \\ud83d\\n\\ude00",
        "a\\ud83d,                     a\\ud83d",
        "\\ud83da,                     \\ud83da",
        "é\\ude00é,                    é\\ude00é",
    })
    void keepsSurrogatesInEveryOrder(String escaped, String written) {
        JsonValue value = BothInputs.parse("\"" + escaped + "\"");
        JsonValue named = BothInputs.parse("{\"" + escaped + "\":1}");

        assertEquals("\"" + written + "\"", value.toString());
        assertEquals(value, BothInputs.parse(value.toBytes()));
        assertEquals(value, BothInputs.parse(value.toString()));
        assertEquals("{\"" + written + "\":1}", named.toString());
        assertEquals(named, BothInputs.parse(named.toBytes()));
        assertEquals(1, named.get(value.asString()).asInt());
    }

    /** The part of the text before the surrogate, and behind it. */
    static Stream<Arguments> rawSurrogates() {
        return Stream.of(
                Arguments.of("\"", HIGH, "\"", 1, 1, 2),
                Arguments.of("\"", LOW, "\"", 1, 1, 2),
                Arguments.of("\"", HIGH, HIGH + LOW + "\"", 1, 1, 2),
                Arguments.of("\"", LOW, HIGH + "\"", 1, 1, 2),
                Arguments.of("\"" + HIGH + LOW, LOW, "\"", 5, 1, 3),
                Arguments.of("\"ab", HIGH, "c\"", 3, 1, 4),
                Arguments.of("\"é€😀", HIGH, "", 10, 1, 5),
                Arguments.of("\"\\ud83d", LOW, "\"", 7, 1, 8),
                Arguments.of("\"", HIGH, "\\ude00\"", 1, 1, 2),
                Arguments.of("\"\\n", LOW, "\"", 3, 1, 4),
                Arguments.of("{\"a", HIGH, "\":1}", 3, 1, 4),
                Arguments.of("{\n\"€\":\r\n\"", LOW, "\"}", 11, 3, 2),
                Arguments.of("\"", "\ud800", "\"", 1, 1, 2),
                Arguments.of("\"", "\udbff", "\"", 1, 1, 2),
                Arguments.of("\"", "\udc00", "\"", 1, 1, 2),
                Arguments.of("\"", "\udfff", "\"", 1, 1, 2));
    }

    @ParameterizedTest
    @MethodSource("rawSurrogates")
    void refusesARawUnpairedSurrogateAtItsOffset(
            String before, String surrogate, String after, int offset, int line, int column) {
        JsonParseException refusal =
                assertThrows(JsonParseException.class, () -> BothInputs.parse(before + surrogate + after));

        assertEquals(
                "Expected well-formed UTF-8 but found byte 0xED at line " + line + ", column " + column + " (byte "
                        + offset + ")",
                refusal.getMessage());
        assertEquals(offset, refusal.offset());
        assertEquals(line, refusal.line());
        assertEquals(column, refusal.column());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {HIGH, LOW, "1" + HIGH, "[" + LOW + "]", "{" + HIGH + ":1}", "\"\\" + LOW + "\"", "1\n" + HIGH})
    void refusesARawUnpairedSurrogateOutsideOfStrings(String json) {
        JsonParseException refusal = assertThrows(JsonParseException.class, () -> BothInputs.parse(json));

        String before = json.replaceFirst("(?s)[\ud800-\udfff].*", "");
        assertEquals(before.getBytes(UTF_8).length, refusal.offset());
    }

    @Test
    void refusesWhatIsWrongBeforeAnUnpairedSurrogateFirst() {
        JsonParseException refusal =
                assertThrows(JsonParseException.class, () -> BothInputs.parse("[1,,\"" + HIGH + "\"]"));

        assertEquals("Expected a JSON value but found ',' at line 1, column 4 (byte 3)", refusal.getMessage());
    }

    @Test
    void readsALongString() {
        String text = "abcdefgh".repeat(100_000);

        assertEquals(text, string(text));
        assertEquals(text + "\n" + text, string(text + "\\n" + text));
        assertEquals(text + "é" + text, string(text + "é" + text));
    }

    /** A long string is read in pieces. The lengths of these units are odd: each of their places comes to be the end of one. */
    @ParameterizedTest
    @CsvSource({
        "éx\\n\\u00e9\\\\, éx\\u000Aé\\u005C",
        "é€😀x\\n\\u00e9x, é€😀x\\u000Aéx",
        "\\ud83d€xx€€😀😀, \\uD83D€xx€€😀😀"
    })
    void readsALongStringWhateverIsAtTheEndsOfItsParts(String escaped, String unescaped) {
        String meaning = string(unescaped);
        String json = "[\"" + escaped.repeat(120_000) + "\",\"é\",\"" + escaped.repeat(90_000) + "\"]";

        assertEquals(1, escaped.getBytes(UTF_8).length % 2);
        assertEquals(
                JsonValue.of(List.of(meaning.repeat(120_000), "é", meaning.repeat(90_000))), BothInputs.parse(json));
    }

    @Test
    void readsALongStringWhosePiecesEndWithAPair() {
        String text = ("x".repeat(8_191) + "😀").repeat(130);

        assertEquals(text, string(text));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 31, 32, 33})
    void readsWhatIsNotPlainAtEveryDistanceFromTheStart(int distance) {
        String plain = "x".repeat(distance);
        for (int more = 0; more < 9; more++) {
            String rest = "y".repeat(more);
            assertEquals(plain + "\n" + rest, string(plain + "\\n" + rest));
            assertEquals(plain + "é" + rest, string(plain + "é" + rest));
            assertEquals(plain + "\"" + rest, string(plain + "\\\"" + rest));
            assertEquals(plain + "😀" + rest, string(plain + "😀" + rest));
            String control = "\"" + plain + "\t" + rest + "\"";
            assertEquals(
                    distance + 1,
                    assertThrows(JsonParseException.class, () -> BothInputs.parse(control))
                            .offset());
        }
    }

    @Test
    void isEqualByText() {
        assertEquals(BothInputs.parse("\"a\\u0062\""), JsonValue.of("ab"));
        assertEquals(
                BothInputs.parse("\"a\\u0062\"").hashCode(), JsonValue.of("ab").hashCode());
        assertNotEquals(JsonValue.of("ab"), JsonValue.of("aB"));
        assertNotEquals(JsonValue.of("1"), JsonValue.of(1));
        assertNotEquals(JsonValue.of("e\u0301"), JsonValue.of("\u00e9"));
        assertEquals("ab", ((JsonString) JsonValue.of("ab")).asString());
    }

    private static String string(String escaped) {
        return BothInputs.parse("\"" + escaped + "\"").asString();
    }
}

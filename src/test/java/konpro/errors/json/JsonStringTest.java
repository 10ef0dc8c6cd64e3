package konpro.errors.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static konpro.errors.testkit.BothInputs.parse;
import static konpro.errors.testkit.BothInputs.refusal;
import static org.junit.jupiter.api.Assertions.*;

import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Strings: their escapes, and surrogates with and without a partner. */
class JsonStringTest {

    private static final String HIGH = "\ud83d";
    private static final String LOW = "\ude00";

    private static String string(String escaped) {
        return parse("\"" + escaped + "\"").asString();
    }

    /** The second column has Java's escapes. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            \\"            | "
            \\\\           | \\\\
            \\/            | /
            \\b            | \\b
            \\f            | \\f
            \\n            | \\n
            \\r            | \\r
            \\t            | \\t
            \\u0000        | \\0
            \\u001f        | \\37
            \\u0022        | "
            \\u005C        | \\\\
            \\u007f        | \\177
            \\u00E9        | é
            \\u20aC        | €
            \\ufFfF        | \uffff
            \\ud83d\\ude00 | 😀
            \\\\u0041      | \\\\u0041
            \\u00410       | A0
            \\\\\\"        | \\\\"
            """)
    void readsEscapesWhereverTheyAre(String escape, String java) {
        String meaning = java.translateEscapes();

        assertEquals(meaning, string(escape));
        assertEquals("a" + meaning, string("a" + escape));
        assertEquals(meaning + "b", string(escape + "b"));
        assertEquals("é" + meaning + "😀" + meaning, string("é" + escape + "😀" + escape));
        assertEquals(7, parse("{\"a" + escape + "\":7}").get("a" + meaning).asInt());
    }

    @Test
    void readsEveryEscapedCodeUnit() {
        StringBuilder meaning = new StringBuilder();
        StringBuilder escapes = new StringBuilder();
        for (int unit = 0; unit <= 0xFFFF; unit++) {
            String digits = HexFormat.of().toHexDigits((char) unit);
            meaning.append((char) unit).append('|').append((char) unit).append('|');
            escapes.append("\\u" + digits + "|\\u" + digits.toUpperCase(Locale.ROOT) + "|");
        }
        assertEquals(meaning.toString(), string(escapes.toString()));
    }

    /** What is read, and what is written: a pair as the one character that it is, an unpaired surrogate as an escape. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            \\ud83d\\ude00,          😀
            \\uD83D\\uDE00,          😀
            \\ude00\\ud83d,          \\ude00\\ud83d
            \\ud83d\\ud83d,          \\ud83d\\ud83d
            \\ude00\\ude00,          \\ude00\\ude00
            \\ud83d\\ud83d\\ude00,   \\ud83d😀
            \\ud83d\\ude00\\ude00,   😀\\ude00
            \\ud83d,                 \\ud83d
            \\ude00,                 \\ude00
            \\uD800,                 \\ud800
            \\uDBFF,                 \\udbff
            \\uDC00,                 \\udc00
            \\uDFFF,                 \\udfff
            \\ud800\\udc00,          \ud800\udc00
            \\udbff\\udfff,          \udbff\udfff
            \\ud83d😀,               \\ud83d😀
            😀\\ude00,               😀\\ude00
            😀\\ud83d😀,             😀\\ud83d😀
            \\ude00😀\\ud83d,        \\ude00😀\\ud83d
            \\ud83da\\ude00,         \\ud83da\\ude00
            \\ud83d\\n\\ude00,       \\ud83d\\n\\ude00
            a\\ud83d,                a\\ud83d
            \\ud83da,                \\ud83da
            é\\ude00é,               é\\ude00é
            """)
    void keepsSurrogatesInEveryOrder(String escaped, String written) {
        JsonValue value = parse("\"" + escaped + "\"");
        JsonValue named = parse("{\"" + escaped + "\":1}");

        assertEquals("\"" + written + "\"", value.toString());
        assertEquals(value, parse(value.toBytes()));
        assertEquals(value, parse(value.toString()));
        assertEquals("{\"" + written + "\":1}", named.toString());
        assertEquals(named, parse(named.toBytes()));
        assertEquals(1, named.get(value.asString()).asInt());
    }

    @Test
    void refusesARawUnpairedSurrogateAtItsOffset() {
        for (String surrogate : List.of(HIGH, LOW, "\ud800", "\udbff", "\udc00", "\udfff")) {
            assertRefused("\"", surrogate + "\"", "line 1, column 2 (byte 1)");
        }
        assertRefused("\"", HIGH + HIGH + LOW + "\"", "line 1, column 2 (byte 1)");
        assertRefused("\"", LOW + HIGH + "\"", "line 1, column 2 (byte 1)");
        assertRefused("\"" + HIGH + LOW, LOW + "\"", "line 1, column 3 (byte 5)");
        assertRefused("\"ab", HIGH + "c\"", "line 1, column 4 (byte 3)");
        assertRefused("\"é€😀", HIGH, "line 1, column 5 (byte 10)");
        assertRefused("\"\\ud83d", LOW + "\"", "line 1, column 8 (byte 7)");
        assertRefused("\"", HIGH + "\\ude00\"", "line 1, column 2 (byte 1)");
        assertRefused("\"\\n", LOW + "\"", "line 1, column 4 (byte 3)");
        assertRefused("{\"a", HIGH + "\":1}", "line 1, column 4 (byte 3)");
        assertRefused("{\n\"€\":\r\n\"", LOW + "\"}", "line 3, column 2 (byte 11)");
        assertEquals(3, refusal("[1,,\"" + HIGH + "\"]").offset());
    }

    private static void assertRefused(String before, String after, String position) {
        assertEquals(
                "Expected well-formed UTF-8 but found byte 0xED at " + position,
                refusal(before + after).getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {HIGH, LOW, "1" + HIGH, "[" + LOW + "]", "{" + HIGH + ":1}", "\"\\" + LOW + "\"", "1\n" + HIGH})
    void refusesARawUnpairedSurrogateOutsideOfStrings(String json) {
        String before = json.replaceFirst("(?s)[\ud800-\udfff].*", "");

        assertEquals(before.getBytes(UTF_8).length, refusal(json).offset());
    }

    @Test
    void readsALongString() {
        String text = "abcdefgh".repeat(100_000);
        String pairs = ("x".repeat(8_191) + "😀").repeat(130);

        assertEquals(text, string(text));
        assertEquals(text + "\n" + text, string(text + "\\n" + text));
        assertEquals(text + "é" + text, string(text + "é" + text));
        assertEquals(pairs, string(pairs));
    }

    /** Of two long strings in one text. The lengths of these units are odd, so that each of their parts is at each offset. */
    @ParameterizedTest
    @CsvSource({
        "éx\\n\\u00e9\\\\, éx\\u000Aé\\u005C",
        "é€😀x\\n\\u00e9x, é€😀x\\u000Aéx",
        "\\ud83d€xx€€😀😀, \\uD83D€xx€€😀😀"
    })
    void readsLongStringsOfEscapesAndLongCharacters(String escaped, String unescaped) {
        String meaning = string(unescaped);
        String json = "[\"" + escaped.repeat(120_000) + "\",\"é\",\"" + escaped.repeat(90_000) + "\"]";

        assertEquals(1, escaped.getBytes(UTF_8).length % 2);
        assertEquals(JsonValue.of(List.of(meaning.repeat(120_000), "é", meaning.repeat(90_000))), parse(json));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 31, 32, 33})
    void readsWhatNeedsDecodingAtEveryDistanceFromTheStart(int distance) {
        String before = "x".repeat(distance);
        for (int length = 0; length < 9; length++) {
            String after = "y".repeat(length);
            assertEquals(before + "\n" + after, string(before + "\\n" + after));
            assertEquals(before + "é" + after, string(before + "é" + after));
            assertEquals(before + "\"" + after, string(before + "\\\"" + after));
            assertEquals(before + "😀" + after, string(before + "😀" + after));
            assertEquals(
                    distance + 1, refusal("\"" + before + "\t" + after + "\"").offset());
        }
    }

    @Test
    void isEqualByText() {
        assertEquals(parse("\"a\\u0062\""), JsonValue.of("ab"));
        assertEquals(parse("\"a\\u0062\"").hashCode(), JsonValue.of("ab").hashCode());
        assertNotEquals(JsonValue.of("ab"), JsonValue.of("aB"));
        assertNotEquals(JsonValue.of("1"), JsonValue.of(1));
        assertNotEquals(JsonValue.of("e\u0301"), JsonValue.of("\u00e9"));
        assertEquals("ab", ((JsonString) JsonValue.of("ab")).asString());
    }
}

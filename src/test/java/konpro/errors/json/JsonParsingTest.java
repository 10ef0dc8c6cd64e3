package konpro.errors.json;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.*;

import konpro.errors.testkit.BothInputs;
import konpro.errors.testkit.JsonTexts;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import konpro.errors.testkit.JsonTexts.Broken;
import konpro.errors.testkit.JsonTexts.Valid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is JSON and what is not, and what the refusal says. */
class JsonParsingTest {

    private static final String MARK = "\ufeff";

    /** The offset of a refusal: a text, then the offset, line and column of its first letter x. */
    static final List<Arguments> POSITIONS = List.of(
            position("at the start", "x", 0, 1, 1),
            position("behind blanks and tabs", " \t x", 3, 1, 4),
            position("behind a line feed", "\nx", 1, 2, 1),
            position("behind a carriage return", "\rx", 1, 2, 1),
            position("behind both", "\r\nx", 2, 2, 1),
            position("behind both the other way round", "\n\rx", 2, 3, 1),
            position("behind two line feeds", "\n\nx", 2, 3, 1),
            position("behind two carriage returns", "\r\rx", 2, 3, 1),
            position("behind two of both", "\r\n\r\nx", 4, 3, 1),
            position("behind all sorts", "\r\r\n\n \n\r x", 8, 6, 2),
            position("in a line of an object", "{\r\n  \"a\": 1,\r\n  x", 16, 3, 3),
            position("behind a character of two bytes", "[\"é\",x", 6, 1, 6),
            position("behind a character of three bytes", "[\"€\",x", 7, 1, 6),
            position("behind a character of four bytes", "[\"😀\",x", 8, 1, 6),
            position("behind a character and its accent", "[\"e\u0301\",x", 7, 1, 7),
            position("in a line behind such characters", "[\"é€😀\",\n\"é€😀\",x", 26, 2, 7),
            position("behind an escaped line break", "[\"\\n\",x", 6, 1, 7),
            position("behind a line separator, which ends no line", "[\"\u2028\",x", 7, 1, 6),
            position("behind a next line, which ends no line", "[\"\u0085\",x", 6, 1, 6));

    private static Arguments position(String name, String json, int offset, int line, int column) {
        return Arguments.of(name, json, offset, line, column);
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("konpro.errors.json.JsonTexts#VALID")
    void reads(Valid text) {
        assertEquals(text.compact(), BothInputs.written(BothInputs.parse(text.json())));
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("konpro.errors.json.JsonTexts#VALID")
    void readsTheSameFromBytesAndBehindAByteOrderMark(Valid text) {
        JsonValue value = BothInputs.parse(text.json());

        assertEquals(value, BothInputs.parse(text.json().getBytes(UTF_8)));
        assertEquals(value, BothInputs.parse((MARK + text.json()).getBytes(UTF_8)));
        assertEquals(value, BothInputs.parse(MARK + text.json()));
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("konpro.errors.json.JsonTexts#VALID")
    void readsWithinAnArrayAndAnObject(Valid text) {
        assertEquals("[" + text.compact() + "]", BothInputs.written(BothInputs.parse("[" + text.json() + "]")));
        assertEquals(
                "{\"a\":" + text.compact() + "}", BothInputs.written(BothInputs.parse("{\"a\":" + text.json() + "}")));
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("konpro.errors.json.JsonTexts#BROKEN")
    void refuses(Broken text) {
        assertRefused(text.message(), text.expected(), text.offset(), 1, text.column(), text.json());
        assertRefused(
                text.message(),
                text.expected(),
                text.offset(),
                1,
                text.column(),
                text.json().getBytes(UTF_8));
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("konpro.errors.json.JsonTexts#BROKEN")
    void refusesTheSameBehindAByteOrderMarkWhichCountsAsBytesOnly(Broken text) {
        String message = text.message().replace("(byte " + text.offset(), "(byte " + (text.offset() + 3));
        String marked = MARK + text.json();

        assertRefused(message, text.expected(), text.offset() + 3, 1, text.column(), marked);
        assertRefused(message, text.expected(), text.offset() + 3, 1, text.column(), marked.getBytes(UTF_8));
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("konpro.errors.json.JsonTexts#BROKEN")
    void countsLinesBeforeWhatItRefuses(Broken text) {
        JsonParseException refusal = refusal("\r\n\t\n" + text.json());

        assertEquals(3, refusal.line());
        assertEquals(4 + text.offset(), refusal.offset());
        assertEquals(text.column(), refusal.column());
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("POSITIONS")
    void saysWhereTheTextGoesWrong(String name, String json, int offset, int line, int column) {
        JsonParseException refusal = refusal(json);

        assertEquals(offset, refusal.offset(), "offset");
        assertEquals(line, refusal.line(), "line");
        assertEquals(column, refusal.column(), "column");
        assertEquals(
                "Expected " + refusal.expected() + " but found 'x' at line " + line + ", column " + column + " (byte "
                        + offset + ")",
                refusal.getMessage());
    }

    static Stream<Arguments> messages() {
        return Stream.of(
                Arguments.of("", "Expected a JSON value but found the end of the text at line 1, column 1 (byte 0)"),
                Arguments.of(MARK, "Expected a JSON value but found the end of the text at line 1, column 1 (byte 3)"),
                Arguments.of(
                        MARK + MARK + "1", "Expected a JSON value but found byte 0xEF at line 1, column 1 (byte 3)"),
                Arguments.of("{\"a\":1 x", "Expected ',' or '}' but found 'x' at line 1, column 8 (byte 7)"),
                Arguments.of("[1\n2]", "Expected ',' or ']' but found '2' at line 2, column 1 (byte 3)"),
                Arguments.of("{\r\n\"é\",", "Expected ':' but found ',' at line 2, column 4 (byte 7)"),
                Arguments.of("{a", "Expected a member name in quotes but found 'a' at line 1, column 2 (byte 1)"),
                Arguments.of("[tru]", "Expected 'true' but found ']' at line 1, column 5 (byte 4)"),
                Arguments.of("[fALSE]", "Expected 'false' but found 'A' at line 1, column 3 (byte 2)"),
                Arguments.of("nul\t", "Expected 'null' but found byte 0x09 at line 1, column 4 (byte 3)"),
                Arguments.of("{} {", "Expected the end of the text but found '{' at line 1, column 4 (byte 3)"),
                Arguments.of("-x", "Expected a digit but found 'x' at line 1, column 2 (byte 1)"),
                Arguments.of(
                        "012", "Expected no digit after a leading zero but found '1' at line 1, column 2 (byte 1)"),
                Arguments.of(
                        "1".repeat(1_001),
                        "Expected a number of at most 1000 characters but found '1' at line 1, column 1001 (byte 1000)"),
                Arguments.of(
                        "[".repeat(129),
                        "Expected at most 128 nested arrays and objects but found '[' at line 1, column 129 (byte 128)"),
                Arguments.of(
                        "\"😀", "Expected a closing quote but found the end of the text at line 1, column 3 (byte 5)"),
                Arguments.of(
                        "\"\177\033\"",
                        "Expected an escaped control character but found byte 0x1B at line 1, column 3 (byte 2)"),
                Arguments.of(
                        "\"\\\177",
                        "Expected one of \" \\ / b f n r t u after a backslash but found byte 0x7F at line 1, column 3 (byte 2)"),
                Arguments.of(
                        "\"\\u12\"",
                        "Expected four hexadecimal digits after \\u but found '\"' at line 1, column 6 (byte 5)"));
    }

    @ParameterizedTest
    @MethodSource("messages")
    void saysWhatItExpectedWhatItFoundAndWhere(String json, String message) {
        assertEquals(message, refusal(json).getMessage());
    }

    @Test
    void readsEachTypeOfValue() {
        assertInstanceOf(JsonObject.class, BothInputs.parse("{}"));
        assertInstanceOf(JsonArray.class, BothInputs.parse("[]"));
        assertInstanceOf(JsonString.class, BothInputs.parse("\"\""));
        assertInstanceOf(JsonNumber.class, BothInputs.parse("0"));
        assertInstanceOf(JsonBoolean.class, BothInputs.parse("true"));
        assertInstanceOf(JsonNull.class, BothInputs.parse("null"));
    }

    static Stream<Charset> otherEncodings() {
        return Stream.of(UTF_16BE, UTF_16LE, Charset.forName("UTF-32BE"), Charset.forName("UTF-32LE"));
    }

    @ParameterizedTest
    @MethodSource("otherEncodings")
    void refusesOtherEncodingsWithOrWithoutTheirMarks(Charset encoding) {
        assertThrows(JsonParseException.class, () -> BothInputs.parse("[1]".getBytes(encoding)));
        assertThrows(JsonParseException.class, () -> BothInputs.parse((MARK + "[1]").getBytes(encoding)));
    }

    @Test
    void refusesACutByteOrderMark() {
        assertEquals(
                "Expected a JSON value but found byte 0xEF at line 1, column 1 (byte 0)",
                assertThrows(JsonParseException.class, () -> BothInputs.parse(new byte[] {(byte) 0xEF, (byte) 0xBB}))
                        .getMessage());
    }

    @Test
    void refusesEveryPrefixOfADocument() {
        byte[] json = "{\"é\":[1.5e-3,true,\"\\ud83d😀\\\"\",{\"b\":null}],\"c\":false}".getBytes(UTF_8);
        for (int length = 0; length < json.length; length++) {
            byte[] prefix = Arrays.copyOf(json, length);
            assertThrows(JsonParseException.class, () -> BothInputs.parse(prefix), () -> new String(prefix, UTF_8));
        }
    }

    @Test
    void keepsNothingOfTheBytes() {
        byte[] json = "{\"a\":\"b\",\"c\":12}".getBytes(UTF_8);
        JsonValue value = BothInputs.parse(json);
        Arrays.fill(json, (byte) 'x');

        assertEquals("{\"a\":\"b\",\"c\":12}", value.toString());
    }

    private static JsonParseException refusal(String json) {
        return assertThrows(JsonParseException.class, () -> BothInputs.parse(json));
    }

    private static void assertRefused(String message, String expected, int offset, int line, int column, Object json) {
        JsonParseException refusal = assertThrows(JsonParseException.class, () -> {
            if (json instanceof byte[] bytes) {
                BothInputs.parse(bytes);
            } else {
                BothInputs.parse((String) json);
            }
        });
        assertEquals(message, refusal.getMessage());
        assertEquals(expected, refusal.expected());
        assertEquals(offset, refusal.offset(), "offset");
        assertEquals(line, refusal.line(), "line");
        assertEquals(column, refusal.column(), "column");
    }
}

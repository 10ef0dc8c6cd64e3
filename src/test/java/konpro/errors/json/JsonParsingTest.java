package konpro.errors.json;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static konpro.errors.testkit.BothInputs.parse;
import static konpro.errors.testkit.BothInputs.refusal;
import static konpro.errors.testkit.BothInputs.written;
import static org.junit.jupiter.api.Assertions.*;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import konpro.errors.json.JsonTexts.Broken;
import konpro.errors.json.JsonTexts.Valid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** What is JSON and what is not, and what the exception says. */
class JsonParsingTest {

    private static final String MARK = "\ufeff";

    @ParameterizedTest
    @FieldSource("konpro.errors.json.JsonTexts#VALID")
    void reads(Valid text) {
        assertEquals(text.compact(), written(parse(text.json())));
        assertEquals("[" + text.compact() + "]", written(parse("[" + text.json() + "]")));
        assertEquals("{\"a\":" + text.compact() + "}", written(parse("{\"a\":" + text.json() + "}")));
    }

    @ParameterizedTest
    @FieldSource("konpro.errors.json.JsonTexts#BROKEN")
    void refuses(Broken text) {
        assertEquals(text.message(0, 0), refusal(text.json()).getMessage());
        assertEquals(text.message(4, 2), refusal("\r\n\t\n" + text.json()).getMessage());
    }

    /** The text, and the line, column and offset of its first letter x. */
    static final List<Arguments> POSITIONS = List.of(
            Arguments.of("x", "line 1, column 1 (byte 0)"),
            Arguments.of(" \t x", "line 1, column 4 (byte 3)"),
            Arguments.of("\nx", "line 2, column 1 (byte 1)"),
            Arguments.of("\rx", "line 2, column 1 (byte 1)"),
            Arguments.of("\r\nx", "line 2, column 1 (byte 2)"),
            Arguments.of("\n\rx", "line 3, column 1 (byte 2)"),
            Arguments.of("\n\nx", "line 3, column 1 (byte 2)"),
            Arguments.of("\r\rx", "line 3, column 1 (byte 2)"),
            Arguments.of("\r\n\r\nx", "line 3, column 1 (byte 4)"),
            Arguments.of("\r\r\n\n \n\r x", "line 6, column 2 (byte 8)"),
            Arguments.of("{\r\n  \"a\": 1,\r\n  x", "line 3, column 3 (byte 16)"),
            Arguments.of("[\"é\",x", "line 1, column 6 (byte 6)"),
            Arguments.of("[\"€\",x", "line 1, column 6 (byte 7)"),
            Arguments.of("[\"😀\",x", "line 1, column 6 (byte 8)"),
            Arguments.of("[\"e\u0301\",x", "line 1, column 7 (byte 7)"),
            Arguments.of("[\"é€😀\",\n\"é€😀\",x", "line 2, column 7 (byte 26)"),
            Arguments.of("[\"\\n\",x", "line 1, column 7 (byte 6)"),
            Arguments.of("[\"\u2028\",x", "line 1, column 6 (byte 7)"), // a line separator is no end of a line
            Arguments.of("[\"\u0085\",x", "line 1, column 6 (byte 6)")); // nor is a next line

    @ParameterizedTest
    @FieldSource("POSITIONS")
    void saysWhereTheTextIsWrong(String json, String position) {
        String message = refusal(json).getMessage();

        assertTrue(message.endsWith(" but found 'x' at " + position), message);
    }

    /** Messages as a whole; {@link Broken} composes its own. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            ~~           | Expected a JSON value but found the end of the text at line 1, column 1 (byte 0)
            {"a":1 x     | Expected ',' or '}' but found 'x' at line 1, column 8 (byte 7)
            ~[1\n2]~     | Expected ',' or ']' but found '2' at line 2, column 1 (byte 3)
            ~{\r\n"é",~  | Expected ':' but found ',' at line 2, column 4 (byte 7)
            {a           | Expected a member name in quotes but found 'a' at line 1, column 2 (byte 1)
            [tru]        | Expected 'true' but found ']' at line 1, column 5 (byte 4)
            [fALSE]      | Expected 'false' but found 'A' at line 1, column 3 (byte 2)
            ~nul\t~      | Expected 'null' but found byte 0x09 at line 1, column 4 (byte 3)
            {} {         | Expected the end of the text but found '{' at line 1, column 4 (byte 3)
            -x           | Expected a digit but found 'x' at line 1, column 2 (byte 1)
            012          | Expected no digit after a leading zero but found '1' at line 1, column 2 (byte 1)
            "😀           | Expected a closing quote but found the end of the text at line 1, column 3 (byte 5)
            "\177\033"   | Expected an escaped control character but found byte 0x1B at line 1, column 3 (byte 2)
            "\\\177      | Expected one of " \\ / b f n r t u after a backslash but found byte 0x7F at line 1, column 3 (byte 2)
            "\\u12"      | Expected four hexadecimal digits after \\u but found '"' at line 1, column 6 (byte 5)
            """)
    void saysWhatItExpectedWhatItFoundAndWhere(String json, String message) {
        assertEquals(message, refusal(json).getMessage());
    }

    @Test
    void readsEachTypeOfValue() {
        assertInstanceOf(JsonObject.class, parse("{}"));
        assertInstanceOf(JsonArray.class, parse("[]"));
        assertInstanceOf(JsonString.class, parse("\"\""));
        assertInstanceOf(JsonNumber.class, parse("0"));
        assertInstanceOf(JsonNull.class, parse("null"));
        assertTrue(((JsonBoolean) parse("true")).asBoolean());
        assertFalse(((JsonBoolean) parse("false")).asBoolean());
    }

    @Test
    void refusesOtherEncodingsWithOrWithoutTheirMarks() {
        Charset[] encodings = {UTF_16BE, UTF_16LE, Charset.forName("UTF-32BE"), Charset.forName("UTF-32LE")};
        for (Charset encoding : encodings) {
            refusal("[1]".getBytes(encoding));
            refusal((MARK + "[1]").getBytes(encoding));
        }
    }

    @Test
    void skipsOneByteOrderMarkThatIsWhole() {
        String message = "Expected a JSON value but found %s at line 1, column 1 (byte %s)";

        assertEquals(message.formatted("the end of the text", 3), refusal(MARK).getMessage());
        assertEquals(
                message.formatted("byte 0xEF", 3), refusal(MARK + MARK + "1").getMessage());
        assertEquals(
                message.formatted("byte 0xEF", 0),
                refusal(new byte[] {(byte) 0xEF, (byte) 0xBB}).getMessage());
    }

    @Test
    void refusesEveryPrefixOfADocument() {
        byte[] json = "{\"é\":[1.5e-3,true,\"\\ud83d😀\\\"\",{\"b\":null}],\"c\":false}".getBytes(UTF_8);
        for (int length = 0; length < json.length; length++) {
            refusal(Arrays.copyOf(json, length));
        }
    }

    @Test
    void keepsNothingOfTheBytes() {
        byte[] json = "{\"a\":\"b\",\"c\":12}".getBytes(UTF_8);
        JsonValue value = parse(json);
        Arrays.fill(json, (byte) 'x');

        assertEquals("{\"a\":\"b\",\"c\":12}", value.toString());
    }
}

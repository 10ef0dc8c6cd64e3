package konpro.errors.json;

import static konpro.errors.testkit.BothInputs.parse;
import static konpro.errors.testkit.BothInputs.written;
import static org.junit.jupiter.api.Assertions.*;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PipedOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import konpro.errors.json.JsonTexts.Valid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Writing: exact bytes, the same by every method, and JSON as it is shown to people. */
class JsonWritingTest {

    private static final JsonObject NESTED = (JsonObject) parse("""
            {"a":[1,[],{},[true,{"b":null}]],"":{"é\\n\\ud83d":"\\"€😀"},"c":{},"d":-0.50}""");

    @Test
    void writesAsciiAsItIsButControlCharactersQuoteAndBackslash() {
        for (char c = 0; c < 0x80; c++) {
            String character = String.valueOf(c);
            int named = "\b\t\n\f\r\"\\".indexOf(c);
            String number = "\\u" + HexFormat.of().toHexDigits(c);
            String written = named >= 0 ? "\\" + "btnfr\"\\".charAt(named) : c < 0x20 ? number : character;

            assertEquals("\"a" + written + "b\"", written(JsonValue.of("a" + c + "b")));
            assertEquals("{\"" + written + "\":1}", written(JsonObject.of(character, 1)));
        }
    }

    /** A text's characters and the bytes between the quotes, in hexadecimal. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            0080,         c280
            00e9,         c3a9
            07ff,         dfbf
            0800,         e0a080
            20ac,         e282ac
            2028,         e280a8
            2029,         e280a9
            d7ff,         ed9fbf
            e000,         ee8080
            feff,         efbbbf
            ffff,         efbfbf
            d800dc00,     f0908080
            d83dde00,     f09f9880
            dbffdfff,     f48fbfbf
            d83d0022de00, 5c75643833645c225c7564653030
            """)
    void writesTheseBytes(String characters, String bytes) {
        String text = ByteBuffer.wrap(HexFormat.of().parseHex(characters))
                .asCharBuffer()
                .toString();

        assertEquals("22" + bytes + "22", hex(JsonValue.of(text)));
        assertEquals("2278" + bytes + "7922", hex(JsonValue.of("x" + text + "y")));
        assertEquals("7b22" + bytes + "223a317d", hex(JsonObject.of(text, 1)));
        assertEquals(
                "7b226669656c64223a22" + bytes + "222c22726561736f6e223a22" + bytes + "227d",
                hex(JsonObject.of("field", text, "reason", text)));
    }

    private static String hex(JsonValue value) {
        return HexFormat.of().formatHex(value.toBytes());
    }

    @ParameterizedTest
    @FieldSource("konpro.errors.json.JsonTexts#VALID")
    void writesTheSameByEveryMethod(Valid text) throws IOException {
        JsonValue value = parse(text.json());
        List<String> calls = new ArrayList<>();
        ByteArrayOutputStream out = new ByteArrayOutputStream() {
            @Override
            public synchronized void write(byte[] bytes, int offset, int length) {
                calls.add("write");
                super.write(bytes, offset, length);
            }

            @Override
            public void flush() {
                calls.add("flush");
            }

            @Override
            public void close() {
                calls.add("close");
            }
        };
        value.writeTo(out);

        assertEquals(text.compact(), written(value));
        assertEquals(text.compact().replace("\u007F", "\\u007f"), value.toString());
        assertArrayEquals(value.toBytes(), out.toByteArray());
        assertEquals(List.of("write"), calls);
    }

    @Test
    void passesOnTheStreamsException() {
        OutputStream out = new PipedOutputStream();

        assertEquals(
                "Pipe not connected",
                assertThrows(IOException.class, () -> NESTED.writeTo(out)).getMessage());
    }

    @Test
    void returnsNewBytes() {
        byte[] bytes = NESTED.toBytes();
        byte[] before = bytes.clone();
        bytes[0] = 'x';

        assertArrayEquals(before, NESTED.toBytes());
    }

    @Test
    void writesLongTexts() {
        String text = "abcé€😀\n".repeat(20_000);
        String written = "\"" + "abcé€😀\\n".repeat(20_000) + "\"";

        assertEquals(written, JsonValue.of(text).toString());
        assertEquals("[" + written + "]", written(JsonValue.of(List.of(text))));
    }

    @Test
    void printsForPeople() {
        assertEquals("""
                {
                  "a": [
                    1,
                    [],
                    {},
                    [
                      true,
                      {
                        "b": null
                      }
                    ]
                  ],
                  "": {
                    "é\\n\\ud83d": "\\"€😀"
                  },
                  "c": {},
                  "d": -0.50
                }""", NESTED.toPrettyString());
        assertEquals(NESTED, parse(NESTED.toPrettyString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "true", "null", "1.50", "\"a\\nb\""})
    void printsInOneLineWhatHasNothingWithin(String json) {
        assertEquals(json, parse(json).toPrettyString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u007F", "\u0080", "\u009F"})
    void escapesControlCharactersThatJsonMayContain(String text) {
        String escape = "\\u" + HexFormat.of().toHexDigits(text.charAt(0));
        for (JsonValue value : List.of(JsonValue.of(text), JsonObject.of(text, "x"), JsonValue.of(List.of(text)))) {
            assertTrue(value.toString().contains(escape), value::toString);
            assertTrue(value.toPrettyString().contains(escape), value::toString);
            assertTrue(written(value).contains(text));
            assertEquals(value, JsonValue.parse(value.toString()));
        }
    }

    /** docs/security.md says so: for each element of two characters, a line of two spaces for each of 128 levels. */
    @Test
    void indentsDeepElementsToAtMost130TimesTheirSize() {
        String json = "[".repeat(128) + "1" + ",1".repeat(50_000) + "]".repeat(128);
        int length = JsonValue.parse(json).toPrettyString().length();

        assertTrue(length > 128 * json.length() && length <= 130 * json.length(), () -> "" + length);
    }
}

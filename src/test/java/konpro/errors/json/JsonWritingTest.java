package konpro.errors.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.*;

import konpro.errors.testkit.BothInputs;
import konpro.errors.testkit.JsonTexts;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Writing: exact bytes, the same by every way. */
class JsonWritingTest {

    private static final String DOCUMENTED = """
            {"error":{"code":"INVALID_REQUEST","message":"The request body is invalid",\
            "details":{"field":"avatar_id","reason":"Avatar ID is required"}},"request_id":"req-123456"}""";

    private static final JsonObject NESTED = (JsonObject) BothInputs.parse("""
            {"a":[1,[],{},[true,{"b":null}]],"":{"é\\n\\ud83d":"\\"€😀"},"c":{},"d":-0.50}""");

    @Test
    void writesControlCharactersInTheirShortestForm() {
        for (char c = 0; c < 0x20; c++) {
            String escape = switch (c) {
                case '\b' -> "\\b";
                case '\t' -> "\\t";
                case '\n' -> "\\n";
                case '\f' -> "\\f";
                case '\r' -> "\\r";
                default -> String.format(Locale.ROOT, "\\u%04x", (int) c);
            };
            assertEquals("\"a" + escape + "b\"", JsonValue.of("a" + c + "b").toString());
            assertEquals(
                    "{\"" + escape + "\":1}",
                    JsonObject.of(String.valueOf(c), 1).toString());
        }
    }

    @Test
    void writesEveryOtherCharacterOfAsciiAsItIsButQuoteAndBackslash() {
        for (char c = 0x20; c < 0x80; c++) {
            String written = c == '"' || c == '\\' ? "\\" + c : String.valueOf(c);
            assertEquals(
                    "\"" + written + "\"",
                    new String(JsonValue.of(String.valueOf(c)).toBytes(), UTF_8));
        }
    }

    /** A text's characters and the bytes between the quotes, in hexadecimal. */
    @ParameterizedTest
    @CsvSource({
        "0022, 5c22",
        "005c, 5c5c",
        "002f, 2f",
        "007f, 7f",
        "0000, 5c7530303030",
        "001f, 5c7530303166",
        "0009, 5c74",
        "0080, c280",
        "00e9, c3a9",
        "07ff, dfbf",
        "0800, e0a080",
        "20ac, e282ac",
        "2028, e280a8",
        "2029, e280a9",
        "d7ff, ed9fbf",
        "e000, ee8080",
        "feff, efbbbf",
        "ffff, efbfbf",
        "d800dc00, f0908080",
        "d83dde00, f09f9880",
        "dbffdfff, f48fbfbf",
        "d83d, 5c7564383364",
        "de00, 5c7564653030",
        "de00d83d, 5c75646530305c7564383364",
        "d83dd83dde00, 5c7564383364f09f9880",
        "d83dde00de00, f09f98805c7564653030",
        "d83d0061, 5c756438336461",
        "d83d0022de00, 5c75643833645c225c7564653030",
    })
    void writesTheseBytes(String characters, String bytes) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < characters.length(); i += 4) {
            text.append((char) HexFormat.fromHexDigits(characters, i, i + 4));
        }

        assertEquals("22" + bytes + "22", hex(JsonValue.of(text)));
        assertEquals("2278" + bytes + "7922", hex(JsonValue.of("x" + text + "y")));
        assertEquals("7b22" + bytes + "223a317d", hex(JsonObject.of(text.toString(), 1)));
        assertEquals(
                "7b226669656c64223a22" + bytes + "222c22726561736f6e223a22" + bytes + "227d",
                hex(JsonObject.of("field", text.toString(), "reason", text.toString())));
    }

    private static String hex(JsonValue value) {
        return HexFormat.of().formatHex(value.toBytes());
    }

    @Test
    void writesTheDocumentedEnvelope() {
        JsonObject details = JsonObject.of("field", "avatar_id", "reason", "Avatar ID is required");
        JsonObject error =
                JsonObject.of("code", "INVALID_REQUEST", "message", "The request body is invalid", "details", details);

        assertEquals(
                DOCUMENTED,
                JsonObject.of("error", error, "request_id", "req-123456").toString());
    }

    /** A field and a reason are written at one go: what is nearly that, is not. */
    @Test
    void writesWhatIsNearlyAViolationAsAnythingElse() {
        assertEquals(
                "{\"reason\":\"r\",\"field\":\"f\"}",
                JsonObject.of("reason", "r", "field", "f").toString());
        assertEquals(
                "{\"field\":1,\"reason\":\"r\"}",
                JsonObject.of("field", 1, "reason", "r").toString());
        assertEquals(
                "{\"field\":\"f\",\"reason\":[]}",
                JsonObject.of("field", "f", "reason", List.of()).toString());
        assertEquals(
                "{\"fields\":\"f\",\"reason\":\"r\"}",
                JsonObject.of("fields", "f", "reason", "r").toString());
        assertEquals(
                "{\"field\":\"f\",\"because\":\"r\"}",
                JsonObject.of("field", "f", "because", "r").toString());
        assertEquals("{\"field\":\"f\"}", JsonObject.of("field", "f").toString());
        assertEquals(
                "{\"field\":\"f\",\"reason\":\"r\",\"x\":\"y\"}",
                JsonObject.of("field", "f", "reason", "r", "x", "y").toString());
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("konpro.errors.json.JsonTexts#VALID")
    void writesTheSameByEveryMethod(JsonTexts.Valid text) throws IOException {
        JsonValue value = BothInputs.parse(text.json());
        Recorder out = new Recorder();
        value.writeTo(out);

        assertArrayEquals(text.compact().getBytes(UTF_8), value.toBytes());
        assertEquals(text.compact().replace("\u007F", "\\u007f"), value.toString());
        assertEquals(1, out.writes.size());
        assertArrayEquals(value.toBytes(), out.writes.get(0));
    }

    @Test
    void neitherFlushesNorClosesTheStream() throws IOException {
        Recorder out = new Recorder();
        NESTED.writeTo(out);

        assertEquals(List.of(), out.others);
    }

    @Test
    void passesOnTheStreamsException() {
        IOException broken = new IOException("Broken pipe");
        OutputStream out = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw broken;
            }
        };

        assertSame(broken, assertThrows(IOException.class, () -> NESTED.writeTo(out)));
    }

    @Test
    void givesBytesThatAreTheCallersOwn() {
        byte[] bytes = NESTED.toBytes();
        byte[] before = bytes.clone();
        bytes[0] = 'x';

        assertNotSame(bytes, NESTED.toBytes());
        assertArrayEquals(before, NESTED.toBytes());
    }

    @Test
    void writesLongTexts() {
        String text = "abcé€😀\n".repeat(20_000);
        String written = "abcé€😀\\n".repeat(20_000);

        assertEquals("\"" + written + "\"", JsonValue.of(text).toString());
        assertEquals(
                "[\"" + written + "\"]", new String(JsonValue.of(List.of(text)).toBytes(), UTF_8));
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
        assertEquals(NESTED, BothInputs.parse(NESTED.toPrettyString()));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\0',
            value = {"{}", "[]", "true", "null", "1.50", "\"a\\nb\""})
    void printsInOneLineWhatHasNothingWithin(String json) {
        assertEquals(json, BothInputs.parse(json).toPrettyString());
    }

    /** A stream that remembers how it was called. */
    private static final class Recorder extends OutputStream {

        private final List<byte[]> writes = new ArrayList<>();
        private final List<String> others = new ArrayList<>();

        @Override
        public void write(int b) {
            writes.add(new byte[] {(byte) b});
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            writes.add(Arrays.copyOfRange(bytes, offset, offset + length));
        }

        @Override
        public void flush() {
            others.add("flush");
        }

        @Override
        public void close() {
            others.add("close");
        }
    }
}

package konpro.errors.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.*;

import konpro.errors.testkit.BothInputs;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** UTF-8 by RFC 3629: every class of malformed sequence, at every place of a JSON text. */
class Utf8Test {

    /** Each line is a class of malformed sequences, in hexadecimal. */
    private static final String MALFORMED = """
            overlong, 2 bytes:             c080 c0af c1bf c081 c180
            overlong, 3 bytes:             e08080 e080af e081bf e09fbf
            overlong, 4 bytes:             f0808080 f08080af f087bfbf f08fbfbf
            surrogate:                     eda080 edadbf edaebf edafbf edb080 edbe80 edbfbf
            surrogate pair as of CESU-8:   eda080edb080 eda0bdedb880 edafbfedbfbf
            surrogates the wrong way:      edb080eda080
            beyond U+10FFFF:               f4908080 f4a08080 f4bfbfbf
            lead for beyond U+10FFFF:      f5808080 f6bfbfbf f7bfbfbf
            five and six bytes:            f888808080 fbbfbfbfbf fc8480808080 fdbfbfbfbfbf
            FE and FF:                     fe ff fefe fffe feff
            cut after 1 of 2 bytes:        c2 c3 df
            cut after 1 of 3 bytes:        e0 e1 ec ed ee ef
            cut after 2 of 3 bytes:        e0a0 e0bf e180 ecbf ed80 ed9f ee80 efbf efbb
            cut after 1 of 4 bytes:        f0 f1 f3 f4
            cut after 2 of 4 bytes:        f090 f0bf f180 f3bf f480 f48f
            cut after 3 of 4 bytes:        f09080 f0bfbf f18080 f3bfbf f48080 f48fbf
            cut by a letter:               c341 e241 e28241 f041 f09f41 f09f9841
            cut by another character:      c3c3a9 e2c3a9 e282c3a9 f0c3a9 f09fc3a9 f09f98c3a9
            cut by a lead byte:            c2c2 e1e1 e180e1 f1f1 f180f1 f18080f1
            """;

    /** Where a malformed sequence may stand: a text with {@code #} in its place, and what is expected there. */
    private static final String PLACES = """
            "#bc"            | well-formed UTF-8
            "ab#cd"          | well-formed UTF-8
            "ab#"            | well-formed UTF-8
            "#"              | well-formed UTF-8
            "ab#             | well-formed UTF-8
            "#               | well-formed UTF-8
            "\\n#b"          | well-formed UTF-8
            "é#€"            | well-formed UTF-8
            "😀\\"#😀        | well-formed UTF-8
            {"#":1}          | well-formed UTF-8
            {"ab#cd":1}      | well-formed UTF-8
            {"a":1,"b#":2}   | well-formed UTF-8
            {"a#             | well-formed UTF-8
            ["a",["b#"]]     | well-formed UTF-8
            "\\#"            | one of " \\ / b f n r t u after a backslash
            "\\u#041"        | four hexadecimal digits after \\u
            "\\u004#"        | four hexadecimal digits after \\u
            #                | a JSON value
            #1               | a JSON value
            [#]              | a JSON value
            {"a":#1}         | a JSON value
            {#"a":1}         | a member name in quotes
            {"a"#:1}         | ':'
            {"a":1#}         | ',' or '}'
            [1#]             | ',' or ']'
            [1#              | ',' or ']'
            1#               | the end of the text
            "a" #            | the end of the text
            -#               | a digit
            1.#              | a digit
            1e#              | a digit
            tr#ue            | 'true'
            fals#            | 'false'
            #null            | a JSON value
            nul#             | 'null'
            """;

    /** Bytes on both sides of every bound in RFC 3629's grammar. */
    private static final byte[] TELLING =
            HexFormat.of().parseHex("417f80818f909fa0a1bebfc0c1c2c3dfe0e1ecedeeeff0f1f3f4f5f8feff");

    static Stream<Arguments> places() {
        return PLACES.lines().map(place -> Arguments.of((Object[]) place.split(" +\\| ", 2)));
    }

    private static List<String> sequences() {
        List<String> sequences = new ArrayList<>();
        MALFORMED
                .lines()
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .forEach(line -> sequences.addAll(List.of(line.split(" "))));
        IntStream.rangeClosed(0x80, 0xC1).mapToObj(Utf8Test::hex).forEach(sequences::add);
        IntStream.rangeClosed(0xF5, 0xFF).mapToObj(Utf8Test::hex).forEach(sequences::add);
        return sequences;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("places")
    void refusesEveryMalformedSequenceWhereItBegins(String place, String expected) {
        assertAll(sequences().stream().map(sequence -> () -> assertRefused(place, sequence, expected)));
    }

    private static void assertRefused(String place, String sequence, String expected) {
        byte[] bytes = HexFormat.of().parseHex(sequence);
        String before = place.substring(0, place.indexOf('#'));

        JsonParseException refusal = refusal(bytes(before, bytes, place.substring(place.indexOf('#') + 1)));

        int offset = before.getBytes(UTF_8).length;
        int column = before.codePointCount(0, before.length()) + 1;
        assertEquals(
                "Expected " + expected + " but found byte 0x" + hex(bytes[0]).toUpperCase(Locale.ROOT)
                        + " at line 1, column " + column + " (byte " + offset + ")",
                refusal.getMessage(),
                sequence);
        assertEquals(expected, refusal.expected(), sequence);
        assertEquals(offset, refusal.offset(), sequence);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0x7F, 0x80, 0x7FF, 0x800, 0xFFF, 0x1000, 0xD7FF, 0xE000, 0xFFFD, 0xFFFE, 0xFFFF, 0x10000, 0x3FFFF,
                0x40000, 0xFFFFF, 0x100000, 0x10FFFF
            })
    void readsTheFirstAndTheLastCharacterOfEachLength(int codePoint) {
        String character = Character.toString(codePoint);
        byte[] raw = character.getBytes(UTF_8);

        assertEquals(character, BothInputs.parse(bytes("\"", raw, "\"")).asString());
        assertEquals(
                "a" + character + "\n",
                BothInputs.parse(bytes("\"a", raw, "\\n\"")).asString());
        assertEquals(
                1, BothInputs.parse(bytes("{\"", raw, "\":1}")).get(character).asInt());
    }

    @Test
    void readsEveryCharacter() {
        int[] all = IntStream.rangeClosed(0x20, Character.MAX_CODE_POINT)
                .filter(c -> c != '"' && c != '\\' && !(c >= 0xD800 && c <= 0xDFFF))
                .toArray();
        String text = new String(all, 0, all.length);

        assertEquals(
                text, BothInputs.parse(("\"" + text + "\"").getBytes(UTF_8)).asString());
        assertEquals(
                "\n" + text,
                BothInputs.parse(("\"\\n" + text + "\"").getBytes(UTF_8)).asString());
    }

    @Tag("large")
    @Test
    void agreesWithTheJdksDecoderOnAllPairsOfBytes() {
        for (int pair = 0; pair < 0x10000; pair++) {
            byte first = (byte) (pair >> 8);
            byte second = (byte) pair;
            if (isPlain(first) && isPlain(second)) {
                assertReadsAsTheJdkDoes(new byte[] {first, second});
            }
        }
    }

    @Tag("large")
    @Test
    void agreesWithTheJdksDecoderOnAllSequencesOfFourTellingBytes() {
        byte[] sequence = new byte[4];
        for (byte first : TELLING) {
            sequence[0] = first;
            for (byte second : TELLING) {
                sequence[1] = second;
                for (byte third : TELLING) {
                    sequence[2] = third;
                    for (byte fourth : new byte[] {0x41, (byte) 0x80, (byte) 0xBF, (byte) 0xC0}) {
                        sequence[3] = fourth;
                        assertReadsAsTheJdkDoes(sequence);
                    }
                }
            }
        }
    }

    private static boolean isPlain(byte b) {
        return (b & 0xFF) >= 0x20 && b != '"' && b != '\\';
    }

    private static void assertReadsAsTheJdkDoes(byte[] sequence) {
        byte[] json = bytes("\"", sequence, "\"");
        String expected;
        try {
            expected = UTF_8.newDecoder().decode(ByteBuffer.wrap(sequence)).toString();
        } catch (CharacterCodingException malformed) {
            assertEquals(
                    "well-formed UTF-8",
                    refusal(json).expected(),
                    () -> HexFormat.of().formatHex(sequence));
            return;
        }
        assertEquals(expected, BothInputs.parse(json).asString());
        assertArrayEquals(json, BothInputs.parse(json).toBytes());
    }

    private static JsonParseException refusal(byte[] json) {
        return assertThrows(
                JsonParseException.class,
                () -> BothInputs.parse(json),
                () -> HexFormat.of().formatHex(json));
    }

    private static byte[] bytes(String before, byte[] raw, String after) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(before.getBytes(UTF_8));
        bytes.writeBytes(raw);
        bytes.writeBytes(after.getBytes(UTF_8));
        return bytes.toByteArray();
    }

    private static String hex(int b) {
        return HexFormat.of().toHexDigits((byte) b);
    }
}

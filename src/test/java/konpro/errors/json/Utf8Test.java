package konpro.errors.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static konpro.errors.testkit.BothInputs.bytes;
import static konpro.errors.testkit.BothInputs.parse;
import static konpro.errors.testkit.BothInputs.refusal;
import static org.junit.jupiter.api.Assertions.*;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import konpro.errors.testkit.BothInputs;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** UTF-8 by RFC 3629: every class of malformed sequence, at every position in a JSON text. */
class Utf8Test {

    /** Each line is a class of malformed sequences, in hexadecimal. */
    private static final String MALFORMED = """
            overlong, 2 bytes:             c080 c0af c1bf c081 c180
            overlong, 3 bytes:             e08080 e080af e081bf e09fbf
            overlong, 4 bytes:             f0808080 f08080af f087bfbf f08fbfbf
            surrogate:                     eda080 edadbf edaebf edafbf edb080 edbe80 edbfbf
            surrogate pair as of CESU-8:   eda080edb080 eda0bdedb880 edafbfedbfbf
            low before high surrogate:     edb080eda080
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

    /** What is expected, and texts with {@code #} where a malformed sequence is. */
    private static final String POSITIONS = """
            well-formed UTF-8         "#bc"  "ab#cd"  "ab#"  "#"  "ab#  "#  "\\n#b"  "é#€"  "😀\\"#😀
            well-formed UTF-8         {"#":1}  {"ab#cd":1}  {"a":1,"b#":2}  {"a#  ["a",["b#"]]
            one of " \\ / b f n r t u after a backslash  "\\#"
            four hexadecimal digits after \\u            "\\u#041"  "\\u004#"
            a JSON value              #  #1  [#]  {"a":#1}  #null
            a member name in quotes   {#"a":1}
            ':'                       {"a"#:1}
            ',' or '}'                {"a":1#}
            ',' or ']'                [1#]  [1#
            the end of the text       1#  "a" #
            a digit                   -#  1.#  1e#
            'true'                    tr#ue
            'false'                   fals#
            'null'                    nul#
            """;

    /** Bytes on both sides of every bound in RFC 3629's grammar. */
    private static final byte[] BOUNDS =
            HexFormat.of().parseHex("417f80818f909fa0a1bebfc0c1c2c3dfe0e1ecedeeeff0f1f3f4f5f8feff");

    private static List<String> sequences() {
        List<String> sequences = new ArrayList<>();
        MALFORMED.lines().forEach(line -> sequences.addAll(List.of(line.split(": +", -1)[1].split(" ", -1))));
        IntStream.rangeClosed(0x80, 0xC1).mapToObj(Utf8Test::hex).forEach(sequences::add);
        IntStream.rangeClosed(0xF5, 0xFF).mapToObj(Utf8Test::hex).forEach(sequences::add);
        return sequences;
    }

    static Stream<Arguments> positions() {
        return POSITIONS.lines().flatMap(line -> {
            String[] cells = line.split("  +", -1);
            return Arrays.stream(cells).skip(1).map(text -> Arguments.of(text, cells[0]));
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("positions")
    void refusesEveryMalformedSequenceWhereItBegins(String text, String expected) {
        String before = text.substring(0, text.indexOf('#'));
        String after = text.substring(text.indexOf('#') + 1);
        int column = before.codePointCount(0, before.length()) + 1;

        assertAll(sequences().stream().map(sequence -> () -> {
            String found = sequence.substring(0, 2).toUpperCase(Locale.ROOT);
            assertEquals(
                    "Expected " + expected + " but found byte 0x" + found + " at line 1, column " + column + " (byte "
                            + before.getBytes(UTF_8).length + ")",
                    refusal(bytes(before, HexFormat.of().parseHex(sequence), after))
                            .getMessage(),
                    sequence);
        }));
    }

    @Test
    void readsEveryCharacter() {
        int[] all = IntStream.rangeClosed(0x20, Character.MAX_CODE_POINT)
                .filter(c -> c != '"' && c != '\\' && !(c >= 0xD800 && c <= 0xDFFF))
                .toArray();
        String text = new String(all, 0, all.length);

        assertEquals(text, parse("\"" + text + "\"").asString());
        assertEquals("\n" + text, parse("\"\\n" + text + "\"").asString());
        assertEquals(1, parse("{\"" + text + "\":1}").get(text).asInt());
    }

    @Tag("large")
    @Test
    void agreesWithTheJdksDecoderOnAllPairsOfBytes() {
        for (int pair = 0; pair < 0x10000; pair++) {
            if (isUnescaped(pair >> 8) && isUnescaped(pair & 0xFF)) {
                assertReadsAsTheJdkDoes(new byte[] {(byte) (pair >> 8), (byte) pair}, BothInputs::parse);
            }
        }
    }

    private static boolean isUnescaped(int b) {
        return b >= 0x20 && b != '"' && b != '\\';
    }

    @Tag("large")
    @Test
    void agreesWithTheJdksDecoderOnAllSequencesOfFourBounds() {
        for (byte first : BOUNDS) {
            for (byte second : BOUNDS) {
                for (byte third : BOUNDS) {
                    for (byte fourth : new byte[] {0x41, (byte) 0x80, (byte) 0xBF, (byte) 0xC0}) {
                        assertReadsAsTheJdkDoes(new byte[] {first, second, third, fourth}, JsonValue::parse);
                    }
                }
            }
        }
    }

    private static void assertReadsAsTheJdkDoes(byte[] sequence, Function<byte[], JsonValue> parse) {
        byte[] json = bytes("\"", sequence, "\"");
        String expected;
        try {
            expected = UTF_8.newDecoder().decode(ByteBuffer.wrap(sequence)).toString();
        } catch (CharacterCodingException malformed) {
            JsonParseException refusal = assertThrows(JsonParseException.class, () -> parse.apply(json));
            assertEquals("well-formed UTF-8", refusal.expected());
            return;
        }
        assertEquals(expected, parse.apply(json).asString());
        assertArrayEquals(json, JsonValue.parse(json).toBytes());
    }

    private static String hex(int b) {
        return HexFormat.of().toHexDigits((byte) b);
    }
}

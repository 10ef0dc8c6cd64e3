package konpro.errors.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static konpro.errors.testkit.Envelopes.once;
import static net.jqwik.api.Arbitraries.chars;
import static net.jqwik.api.Arbitraries.frequencyOf;
import static net.jqwik.api.Arbitraries.integers;
import static net.jqwik.api.Combinators.combine;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import konpro.errors.json.impl.LocatedValue;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Arbitrary texts and values, with many that are special. */
abstract class JsonArbitraries {

    private static final BigInteger BEYOND_LONG = BigInteger.ONE.shiftLeft(64);

    /** Strings of pieces: unescaped, to be escaped, of every length in UTF-8, and surrogates with and without a partner. */
    private Arbitrary<String> texts() {
        Arbitrary<String> pieces = frequencyOf(
                Tuple.of(8, chars().range(' ', '~').map(String::valueOf)),
                Tuple.of(3, Arbitraries.of("\"", "\\", "/", "\b", "\t", "\n", "\f", "\r", "\0", "\177")),
                Tuple.of(1, chars().range('\0', '\037').map(String::valueOf)),
                Tuple.of(2, oneOf("\u0080 é \u07ff \u0800 € \u2028 \u2029 \ufeff \uffff")),
                Tuple.of(2, oneOf("😀 \ud800\udc00 \udbff\udfff")),
                Tuple.of(2, oneOf("\ud83d \ude00 \ud800 \udbff \udc00 \udfff")),
                Tuple.of(1, chars().all().map(String::valueOf)));
        return once(joined(pieces, 8));
    }

    private static Arbitrary<String> oneOf(String texts) {
        return Arbitraries.of(texts.split(" ", -1));
    }

    private static Arbitrary<String> joined(Arbitrary<String> pieces, int maxSize) {
        return pieces.list().ofMaxSize(maxSize).map(some -> String.join("", some));
    }

    /** Names that come again, are empty, or have the same hash code. */
    private Arbitrary<String> names() {
        return frequencyOf(
                Tuple.of(3, Arbitraries.of("", "a", "b", "field", "reason", "AaAa", "BBBB", "AaBB", "BBAa")),
                Tuple.of(1, integers().between(0, 20).map(i -> "name" + i)),
                Tuple.of(2, texts()));
    }

    @Provide
    Arbitrary<List<String>> memberNames() {
        return Arbitraries.oneOf(names(), integers().between(0, 99).map(i -> "n" + i))
                .list()
                .ofMaxSize(90);
    }

    /** Numbers of parts, so that they have every form. */
    @Provide
    Arbitrary<String> numbers() {
        Arbitrary<String> digits =
                Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(25);
        Arbitrary<String> integer = frequencyOf(
                Tuple.of(1, Arbitraries.of("0")),
                Tuple.of(3, digits.map(some -> some.replaceFirst("^0+", "")).filter(some -> !some.isEmpty())),
                Tuple.of(1, oneOf("2147483647 2147483648 9223372036854775807 9223372036854775808")),
                Tuple.of(1, Arbitraries.of("1" + "0".repeat(300), "9".repeat(960))));
        Arbitrary<String> fraction = Arbitraries.oneOf(Arbitraries.just(""), digits.map(some -> "." + some));
        Arbitrary<String> exponent = combine(
                        Arbitraries.of("e", "E"),
                        Arbitraries.of("", "+", "-"),
                        oneOf("0 1 02 18 308 309 1000 1001 999999999 99999999999"))
                .as((e, sign, some) -> e + sign + some);
        Arbitrary<String> end = Arbitraries.oneOf(Arbitraries.just(""), exponent);
        return combine(Arbitraries.of("", "-"), integer, fraction, end)
                .as((minus, whole, part, power) -> minus + whole + part + power)
                .filter(number -> number.length() <= 1_000);
    }

    private Arbitrary<JsonValue> scalars() {
        return frequencyOf(
                Tuple.of(1, Arbitraries.of(true, false).map(JsonValue::of)),
                Tuple.of(1, Arbitraries.create(() -> JsonValue.of(null))),
                Tuple.of(2, numbers().map(JsonValue::parse)),
                Tuple.of(3, texts().map(JsonValue::of)));
    }

    private Arbitrary<JsonValue> containers(Arbitrary<JsonValue> inner) {
        return once(frequencyOf(
                Tuple.of(3, inner),
                Tuple.of(2, inner.list().ofMaxSize(4).map(JsonValue::of)),
                Tuple.of(3, objects(inner, 4).map(JsonValue::of))));
    }

    private Arbitrary<JsonObject> objects(Arbitrary<JsonValue> inner, int maxSize) {
        return combine(names(), inner)
                .as((name, value) -> List.<Object>of(name, value))
                .list()
                .ofMaxSize(maxSize)
                .map(members ->
                        JsonObject.of(members.stream().flatMap(List::stream).toArray()));
    }

    /** Values, a few levels deep. */
    @Provide
    Arbitrary<JsonValue> values() {
        return Arbitraries.recursive(this::scalars, this::containers, 0, 2);
    }

    /** Values of any depth up to the maximum. */
    @Provide
    Arbitrary<JsonValue> deepValues() {
        return combine(values(), integers().between(0, 128), Arbitraries.longs())
                .as((value, depth, bits) -> {
                    JsonValue deep = value;
                    for (int level = LocatedValue.depthOf(value); level < depth; level++) {
                        deep = (bits >> level & 1) == 0 ? JsonObject.of("a", deep) : JsonValue.of(List.of(deep));
                    }
                    return deep;
                });
    }

    /** Plain Java values, of the types that {@code toJava} returns. */
    @Provide
    Arbitrary<Object> plainValues() {
        Arbitrary<Object> scalars = Arbitraries.oneOf(
                texts(),
                Arbitraries.longs(),
                Arbitraries.longs().map(some -> BEYOND_LONG.multiply(BigInteger.valueOf(some | 1))),
                Arbitraries.bigDecimals().ofScale(5),
                Arbitraries.of(true, false).injectNull(0.3));
        return Arbitraries.recursive(() -> scalars, this::plainContainers, 0, 3);
    }

    private Arbitrary<Object> plainContainers(Arbitrary<Object> inner) {
        return Arbitraries.oneOf(
                inner,
                inner.list().ofMaxSize(4),
                Arbitraries.maps(names(), inner).ofMaxSize(4));
    }

    /** Any bytes, and JSON's tokens, the parts of numbers, and the parts of strings in any order. */
    @Provide
    Arbitrary<byte[]> anyBytes() {
        Arbitrary<String> tokens = Arbitraries.of(
                "[", "]", "{", "}", ",", ":", "\"", "\"a\"", "\"\"", "\\", "\\u", "\\ud83d", "0041", "0", "1", "-", ".",
                "e", "E", "+", "true", "false", "null", " ", "\n", "\r", "\t", "a", "é", "😀", "\u2028", "\ufeff", "\0",
                "\"a\":", "[]", "{}", "1.5e3");
        Arbitrary<String> numbers =
                Arbitraries.strings().withChars("00123456789-+..eE").ofMaxLength(8);
        Arbitrary<String> escapes =
                chars().all().map(c -> "\\u" + HexFormat.of().toHexDigits(c));
        Arbitrary<String> pieces = frequencyOf(
                Tuple.of(2, oneOf("a u / 0041 é € 😀 \u2028 \177 \\\" \\\\ \\/ \\b \\f \\n \\r \\t")),
                Tuple.of(1, oneOf("\\ud83d \\uDE00 \\u0000 \\u0022 \\u005C \\u0061")),
                Tuple.of(1, escapes));
        Arbitrary<String> strings = joined(pieces, 20).map(string -> "{\"" + string + "\":\"" + string + "\"}");
        return Arbitraries.oneOf(
                Arbitraries.bytes().array(byte[].class).ofMaxSize(40),
                Arbitraries.oneOf(joined(tokens, 12), numbers, strings).map(text -> text.getBytes(UTF_8)));
    }

    /** JSON texts that have lost, gained or changed up to three bytes. */
    @Provide
    Arbitrary<byte[]> damagedDocuments() {
        Arbitrary<String> bytes = Arbitraries.oneOf(
                chars().range('\0', '\377').map(String::valueOf),
                Arbitraries.of("\"\\[]{},:-+.eE01 \n\rtfnu\0".split("", -1)),
                Arbitraries.of("\200\300\303\342\355\357\360\364".split("", -1)));
        Arbitrary<Damage> damages = combine(
                        oneOf("replace delete insert truncate repeat"),
                        integers().between(0, 1_000_000),
                        bytes)
                .as(Damage::new);
        return combine(values(), Arbitraries.of(true, false), damages.list().ofMaxSize(3))
                .as((value, pretty, some) -> {
                    byte[] document = pretty ? value.toPrettyString().getBytes(UTF_8) : value.toBytes();
                    String damaged = new String(document, ISO_8859_1);
                    for (Damage damage : some) {
                        damaged = damage.to(damaged);
                    }
                    return damaged.getBytes(ISO_8859_1);
                });
    }

    /** What happens to a document somewhere; each character is a byte. */
    private record Damage(String harm, int where, String with) {

        String to(String document) {
            int offset = where % (document.length() + 1);
            String before = document.substring(0, offset);
            String byteThere = document.substring(offset, Math.min(offset + 1, document.length()));
            String after = document.substring(offset + byteThere.length());
            return before
                    + switch (harm) {
                        case "replace" -> with + after;
                        case "delete" -> after;
                        case "insert" -> with + byteThere + after;
                        case "truncate" -> "";
                        default -> document;
                    };
        }
    }
}

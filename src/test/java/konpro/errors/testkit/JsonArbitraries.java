package konpro.errors.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import konpro.errors.json.JsonObject;
import konpro.errors.json.JsonValue;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.List;
import konpro.errors.json.impl.LocatedValue;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Arbitrary texts and values that reach the corners. */
public final class JsonArbitraries {

    private static final BigInteger TOO_LONG = BigInteger.ONE.shiftLeft(64);

    private JsonArbitraries() {}

    /** Pieces of strings: plain, to be escaped, of every length in UTF-8, and surrogates with and without a partner. */
    private static Arbitrary<String> pieces() {
        return Arbitraries.frequencyOf(
                Tuple.of(8, Arbitraries.chars().range(' ', '~').map(String::valueOf)),
                Tuple.of(3, Arbitraries.of("\"", "\\", "/", "\b", "\t", "\n", "\f", "\r", "\0", "\177")),
                Tuple.of(1, Arbitraries.chars().range('\0', '\037').map(String::valueOf)),
                Tuple.of(
                        2,
                        Arbitraries.of("\u0080", "é", "\u07ff", "\u0800", "€", "\u2028", "\u2029", "\ufeff", "\uffff")),
                Tuple.of(2, Arbitraries.of("😀", "\ud800\udc00", "\udbff\udfff")),
                Tuple.of(2, Arbitraries.of("\ud83d", "\ude00", "\ud800", "\udbff", "\udc00", "\udfff")),
                Tuple.of(1, Arbitraries.chars().all().map(String::valueOf)));
    }

    /** Any text, well-formed or not. */
    public static Arbitrary<String> texts() {
        return pieces().list().ofMaxSize(8).map(pieces -> String.join("", pieces));
    }

    /** Names come again, are empty, and hash alike. */
    public static Arbitrary<String> names() {
        return Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.of("", "a", "b", "code", "message", "AaAa", "BBBB", "AaBB", "BBAa")),
                Tuple.of(1, Arbitraries.integers().between(0, 20).map(i -> "name" + i)),
                Tuple.of(2, texts()));
    }

    /** Numbers by their parts, so that every form comes up. */
    public static Arbitrary<String> numbers() {
        Arbitrary<String> digits =
                Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(25);
        Arbitrary<String> integer = Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.of("0")),
                Tuple.of(3, digits.map(some -> some.replaceFirst("^0+", "")).filter(some -> !some.isEmpty())),
                Tuple.of(1, Arbitraries.of("2147483647", "2147483648", "9223372036854775807", "9223372036854775808")),
                Tuple.of(1, Arbitraries.of("1" + "0".repeat(300), "9".repeat(960))));
        Arbitrary<String> fraction =
                digits.map(some -> "." + some).injectNull(0.5).map(JsonArbitraries::orNothing);
        Arbitrary<String> exponent = Combinators.combine(
                        Arbitraries.of("e", "E"),
                        Arbitraries.of("", "+", "-"),
                        Arbitraries.of("0", "1", "02", "18", "308", "309", "1000", "1001", "999999999", "99999999999"))
                .as((e, sign, some) -> e + sign + some)
                .injectNull(0.5)
                .map(JsonArbitraries::orNothing);
        return Combinators.combine(Arbitraries.of("", "-"), integer, fraction, exponent)
                .as((minus, whole, part, power) -> minus + whole + part + power)
                .filter(number -> number.length() <= 1_000);
    }

    private static String orNothing(String text) {
        return text == null ? "" : text;
    }

    private static Arbitrary<JsonValue> scalars() {
        return Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.of(true, false).map(JsonValue::of)),
                Tuple.of(1, Arbitraries.create(() -> JsonValue.of(null))),
                Tuple.of(2, numbers().map(JsonValue::parse)),
                Tuple.of(3, texts().map(JsonValue::of)));
    }

    private static Arbitrary<JsonValue> containers(Arbitrary<JsonValue> inner) {
        return Arbitraries.frequencyOf(
                Tuple.of(3, inner),
                Tuple.of(2, inner.list().ofMaxSize(4).map(JsonValue::of)),
                Tuple.of(3, objects(inner, 4).map(JsonValue::of)));
    }

    private static Arbitrary<JsonObject> objects(Arbitrary<JsonValue> inner, int size) {
        return Combinators.combine(names(), inner)
                .as((name, value) -> List.<Object>of(name, value))
                .list()
                .ofMaxSize(size)
                .map(members ->
                        JsonObject.of(members.stream().flatMap(List::stream).toArray()));
    }

    /** Any value, a few levels deep. */
    public static Arbitrary<JsonValue> values() {
        return Arbitraries.recursive(JsonArbitraries::scalars, JsonArbitraries::containers, 0, 2);
    }

    /** Any value, at any depth up to the deepest. */
    public static Arbitrary<JsonValue> deepValues() {
        return Combinators.combine(values(), Arbitraries.integers().between(0, 128), Arbitraries.longs())
                .as((value, depth, bits) -> {
                    JsonValue deep = value;
                    for (int level = LocatedValue.depthOf(value); level < depth; level++) {
                        deep = (bits >> level & 1) == 0 ? JsonObject.of("a", deep) : JsonValue.of(List.of(deep));
                    }
                    return deep;
                });
    }

    /** Any object, with so many members now and then that it keeps an index. */
    public static Arbitrary<JsonObject> objects() {
        return objects(Arbitraries.recursive(JsonArbitraries::scalars, JsonArbitraries::containers, 0, 1), 20);
    }

    /** Plain Java values, of the very types that {@code toJava} gives. */
    public static Arbitrary<Object> plainValues() {
        return Arbitraries.recursive(JsonArbitraries::plainScalars, JsonArbitraries::plainContainers, 0, 3);
    }

    private static Arbitrary<Object> plainScalars() {
        return Arbitraries.oneOf(
                texts().map(text -> text),
                Arbitraries.longs().map(number -> number),
                Arbitraries.longs()
                        .map(number -> BigInteger.valueOf(number)
                                .multiply(BigInteger.TEN.pow(25))
                                .add(TOO_LONG)),
                Arbitraries.bigDecimals().ofScale(5).map(number -> number),
                Arbitraries.of(true, false).map(truth -> truth).injectNull(0.3));
    }

    private static Arbitrary<Object> plainContainers(Arbitrary<Object> inner) {
        return Arbitraries.oneOf(
                inner,
                inner.list().ofMaxSize(4).map(list -> list),
                Arbitraries.maps(names(), inner).ofMaxSize(4).map(map -> map));
    }

    /** A document as someone else may have written it, which may have lost, gained or changed a few bytes. */
    public static Arbitrary<byte[]> damagedDocuments() {
        Arbitrary<byte[]> documents = Combinators.combine(values(), Arbitraries.of(true, false))
                .as((value, pretty) -> pretty ? value.toPrettyString().getBytes(UTF_8) : value.toBytes());
        return Combinators.combine(documents, damages().list().ofMaxSize(3)).as((document, damages) -> {
            byte[] bytes = document;
            for (Damage damage : damages) {
                bytes = damage.to(bytes);
            }
            return bytes;
        });
    }

    private static Arbitrary<Damage> damages() {
        Arbitrary<Byte> bytes = Arbitraries.oneOf(
                Arbitraries.bytes(),
                Arbitraries.of("\"\\[]{},:-+.eE01 \n\rtfnu\0"
                        .chars()
                        .mapToObj(c -> (byte) c)
                        .toList()),
                Arbitraries.of(
                        (byte) 0x80,
                        (byte) 0xC0,
                        (byte) 0xC3,
                        (byte) 0xE2,
                        (byte) 0xED,
                        (byte) 0xEF,
                        (byte) 0xF0,
                        (byte) 0xF4));
        return Combinators.combine(
                        Arbitraries.of(Harm.values()), Arbitraries.integers().between(0, 1_000_000), bytes)
                .as(Damage::new);
    }

    /** Any bytes, and bytes that JSON is made of. */
    public static Arbitrary<byte[]> anyBytes() {
        return Arbitraries.oneOf(
                Arbitraries.bytes().array(byte[].class).ofMaxSize(40),
                tokens().list()
                        .ofMaxSize(12)
                        .map(tokens -> String.join("", tokens).getBytes(UTF_8)));
    }

    /** Pieces of JSON, in no order. */
    private static Arbitrary<String> tokens() {
        return Arbitraries.of(
                "[", "]", "{", "}", ",", ":", "\"", "\"a\"", "\"\"", "\\", "\\u", "\\ud83d", "0041", "0", "1", "-", ".",
                "e", "E", "+", "true", "false", "null", " ", "\n", "\r", "\t", "a", "é", "😀", "\u2028", "\ufeff", "\0",
                "\"a\":", "[]", "{}", "1.5e3");
    }

    /** Texts of JSON's own characters, and of others. */
    public static Arbitrary<String> jsonLikeTexts() {
        Arbitrary<String> lone = Arbitraries.of("\ud83d", "\ude00");
        return Arbitraries.frequencyOf(Tuple.of(20, tokens()), Tuple.of(1, lone))
                .list()
                .ofMaxSize(10)
                .map(tokens -> String.join("", tokens));
    }

    /** What can happen to a byte. */
    public enum Harm {
        FLIP,
        REPLACE,
        DELETE,
        INSERT,
        TRUNCATE,
        REPEAT
    }

    /** What happens to a document's bytes, somewhere. */
    public record Damage(Harm harm, int where, byte with) {

        public byte[] to(byte[] bytes) {
            int at = where % (bytes.length + 1);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write(bytes, 0, at);
            boolean within = at < bytes.length;
            switch (harm) {
                case FLIP -> out.write(within ? bytes[at] ^ 1 << (with & 7) : with);
                case REPLACE, INSERT -> out.write(with);
                case REPEAT -> out.write(bytes, 0, at);
                case DELETE, TRUNCATE -> {}
            }
            int next = harm == Harm.INSERT || harm == Harm.REPEAT ? at : at + 1;
            if (harm != Harm.TRUNCATE && next < bytes.length) {
                out.write(bytes, next, bytes.length - next);
            }
            return out.toByteArray();
        }

        @Override
        public String toString() {
            return harm + " at " + where + " with " + with;
        }
    }
}

package konpro.errors.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.*;

import konpro.errors.testkit.BothInputs;
import konpro.errors.testkit.JsonArbitraries;
import konpro.errors.testkit.SmallStack;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import konpro.errors.json.impl.LocatedValue;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** What holds for every value and every text, on a small stack where something recurses. */
class JsonProperties {

    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    /** All that a refusal may say: nothing of the text but one printable character of ASCII. */
    private static final Pattern MESSAGE = Pattern.compile(
            "Expected (a JSON value|the end of the text|a member name in quotes|':'|',' or '[}\\]]'|'true'|'false'|'null'"
                    + "|a digit|no digit after a leading zero|a number of at most 1000 characters"
                    + "|at most 128 nested arrays and objects|a closing quote|an escaped control character"
                    + "|one of \" \\\\ / b f n r t u after a backslash|four hexadecimal digits after \\\\u"
                    + "|well-formed UTF-8)"
                    + " but found (the end of the text|'[ -~]'|byte 0x([01][0-9A-F]|7F|[89A-F][0-9A-F]))"
                    + " at line [0-9]+, column [0-9]+ \\(byte [0-9]+\\)");

    @Property
    void whatIsWrittenReadsAsTheSameValue(@ForAll("deepValues") JsonValue value) {
        SmallStack.run(() -> {
            assertEquals(value, BothInputs.parse(value.toBytes()));
            assertEquals(value, BothInputs.parse(value.toString()));
            assertEquals(value, BothInputs.parse(value.toPrettyString()));
            assertEquals(
                    value.toString(), BothInputs.parse(value.toPrettyString()).toString());
        });
    }

    @Property
    void everyMethodWritesTheSameWellFormedText(@ForAll("deepValues") JsonValue value) {
        SmallStack.run(() -> {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            value.writeTo(out);

            assertArrayEquals(value.toBytes(), out.toByteArray());
            assertTrue(SlowReading.isUtf8(value.toBytes()));
            assertArrayEquals(value.toBytes(), JsonValue.parse(value.toString()).toBytes());
            assertTrue(value.toString().chars().noneMatch(Character::isISOControl), "a raw control character");
        });
    }

    @Property
    void whatIsWrittenIsJsonBySlowReadingToo(@ForAll("values") JsonValue value) {
        assertTrue(SlowReading.isJson(value.toBytes()));
        assertTrue(SlowReading.isJson(value.toPrettyString().getBytes(UTF_8)));
    }

    @Property
    void anyBytesAreAValueOrARefusal(@ForAll("anyBytes") byte[] bytes) {
        assertReadsAsSlowReadingDoes(bytes);
    }

    @Property(tries = 2_000, shrinking = ShrinkingMode.BOUNDED)
    void aDamagedDocumentIsAValueOrARefusal(@ForAll("damagedDocuments") byte[] bytes) {
        assertReadsAsSlowReadingDoes(bytes);
    }

    /** A field and a reason are read at one go: whatever becomes of them, as anything else. */
    @Example
    void aDamagedViolationIsAValueOrARefusal() {
        byte[] document =
                "{\"a\":[{\"field\":\"size\",\"reason\":\"\\u00e9 é\"},{\"field\":\"\",\"reason\":\"\",\"b\":1}]}"
                        .getBytes(UTF_8);
        for (int at = 0; at < document.length; at++) {
            for (int b = 0; b < 256; b++) {
                byte[] damaged = document.clone();
                damaged[at] = (byte) b;
                assertReadsAsSlowReadingDoes(damaged);
            }
            assertReadsAsSlowReadingDoes(Arrays.copyOf(document, at));
        }
    }

    private static void assertReadsAsSlowReadingDoes(byte[] bytes) {
        Outcome outcome = Outcome.of(bytes);
        assertEquals(
                SlowReading.isJson(bytes),
                outcome.value != null,
                () -> HexFormat.of().formatHex(bytes));
        if (outcome.value != null) {
            assertEquals(SlowReading.read(bytes), SlowReading.plain(outcome.value));
        }
        if (outcome.refusal != null) {
            assertTrue(MESSAGE.matcher(outcome.refusal.getMessage()).matches(), outcome.refusal::getMessage);
            assertTrue(outcome.refusal.offset() >= 0 && outcome.refusal.offset() <= bytes.length);
        }
    }

    /** Long enough for strings that come again to be remembered; many of them begin and end alike. */
    @Property(tries = 200)
    void whatComesAgainInALongTextReadsAsSlowReadingDoes(@ForAll("alike") List<String> strings, @ForAll Random random) {
        StringBuilder json = new StringBuilder("[");
        while (json.length() < 20_000) {
            String string = strings.get(random.nextInt(strings.size()));
            String name = strings.get(random.nextInt(strings.size()));
            json.append("{\"").append(name).append("\":\"").append(string).append("\"},");
        }
        byte[] bytes = json.append("0]").toString().getBytes(UTF_8);

        assertEquals(SlowReading.read(bytes), SlowReading.plain(BothInputs.parse(bytes)));
    }

    @Property
    void allMethodsReadOrRefuseTheSame(@ForAll("damagedDocuments") byte[] bytes) {
        if (SlowReading.isUtf8(bytes)) {
            assertAllAgree(bytes);
        }
    }

    @Property
    void allMethodsReadOrRefuseTheSameForTextsOfPieces(@ForAll("jsonLikeTexts") String text) {
        if (UTF_8.newEncoder().canEncode(text)) {
            assertAllAgree(text.getBytes(UTF_8));
        } else {
            assertEquals(null, Outcome.of(text).value);
        }
    }

    private static void assertAllAgree(byte[] bytes) {
        Outcome outcome = Outcome.of(bytes);
        outcome.assertSame(Outcome.of(new String(bytes, UTF_8)), 0);
        if (bytes.length < 3 || !Arrays.equals(bytes, 0, 3, MARK, 0, 3)) {
            byte[] marked = new byte[3 + bytes.length];
            System.arraycopy(MARK, 0, marked, 0, 3);
            System.arraycopy(bytes, 0, marked, 3, bytes.length);
            outcome.assertSame(Outcome.of(marked), 3);
            outcome.assertSame(Outcome.of("\ufeff" + new String(bytes, UTF_8)), 3);
        }
    }

    @Property
    void aRefusalHasTheOffsetThatItsLineAndColumnName(@ForAll("damagedDocuments") byte[] bytes) {
        JsonParseException refusal = Outcome.of(bytes).refusal;
        if (refusal != null) {
            String before = new String(bytes, 0, refusal.offset(), UTF_8).replaceFirst("^\ufeff", "");
            String[] lines = before.split("\r\n|\r|\n", -1);
            String last = lines[lines.length - 1];

            assertEquals(lines.length, refusal.line());
            assertEquals(last.codePointCount(0, last.length()) + 1, refusal.column());
        }
    }

    @Property
    @SuppressWarnings("EqualsNull")
    void equalityIsByContent(@ForAll("deepValues") JsonValue value, @ForAll("values") JsonValue other) {
        SmallStack.run(() -> {
            JsonValue same = BothInputs.parse(value.toBytes());

            assertTrue(value.equals(value));
            assertTrue(value.equals(same) && same.equals(value));
            assertEquals(value.hashCode(), same.hashCode());
            assertEquals(LocatedValue.depthOf(value), LocatedValue.depthOf(same));
            assertEquals(value.equals(other), other.equals(value));
            assertTrue(!value.equals(other) || value.hashCode() == other.hashCode());
            assertFalse(value.equals(JsonValue.of("not " + value)));
            assertFalse(value.equals(null));
            assertFalse(value.equals(value.toString()));
        });
    }

    @Property
    void equalityIgnoresTheOrderOfMembersAndNothingElse(@ForAll("objects") JsonObject object, @ForAll Random random) {
        List<String> names = new ArrayList<>(object.asMap().keySet());
        Collections.shuffle(names, random);
        JsonObject shuffled = JsonObject.of();
        for (String name : names) {
            shuffled = shuffled.with(name, object.get(name));
        }
        JsonObject parsed = (JsonObject) BothInputs.parse(shuffled.toBytes());

        assertTrue(object.equals(shuffled) && shuffled.equals(object));
        assertTrue(object.equals(parsed) && parsed.equals(object));
        assertEquals(object.hashCode(), shuffled.hashCode());
        assertEquals(object.hashCode(), parsed.hashCode());
        assertEquals(names, List.copyOf(parsed.asMap().keySet()));
        for (String name : names) {
            JsonObject changed = shuffled.with(name, List.of(object.get(name)));
            assertFalse(object.equals(changed) || changed.equals(object));
        }
    }

    /** A member and another one: in a LinkedHashMap, too, the last duplicate wins at the first one's place. */
    @Property
    void membersAreAsInALinkedHashMap(@ForAll("memberNames") List<String> names) {
        Map<String, JsonValue> map = new LinkedHashMap<>();
        StringBuilder json = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            map.put(names.get(i), JsonValue.of(i));
            json.append(i == 0 ? "" : ",")
                    .append(JsonValue.of(names.get(i)))
                    .append(':')
                    .append(i);
        }
        JsonValue object = BothInputs.parse("{" + json + "}");

        assertEquals(map, object.asMap());
        assertEquals(List.copyOf(map.keySet()), List.copyOf(object.asMap().keySet()));
        map.forEach((name, value) -> assertEquals(value, object.get(name)));
    }

    @Property
    void numbersAreThoseOfTheGrammar(@ForAll("numberLikeTexts") String text) {
        boolean number = text.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

        assertEquals(number, Outcome.of(text).value != null);
        if (number) {
            assertEquals(text, BothInputs.parse(text).toString());
        }
    }

    @Property
    void numbersConvertExactlyOrNotAtAll(@ForAll("numbers") String text) {
        JsonValue number = BothInputs.parse(text);
        String exponent = text.replaceFirst("^[^eE]*[eE]?[+]?", "");
        if (exponent.isEmpty() || (exponent.length() <= 5 && Math.abs(Integer.parseInt(exponent)) <= 1_000)) {
            BigDecimal exact = new BigDecimal(text);
            assertEquals(exact, number.asBigDecimal());
            assertEquals(isExact(exact::longValueExact), isExact(number::asLong));
            assertEquals(isExact(exact::intValueExact), isExact(number::asInt));
            assertEquals(isExact(exact::toBigIntegerExact), isExact(number::asBigInteger));
            assertEquals(exact.longValue(), isExact(number::asLong) ? number.asLong() : exact.longValue());
            assertEquals(exact.intValue(), isExact(number::asInt) ? number.asInt() : exact.intValue());
        } else {
            assertFalse(isExact(number::asBigDecimal));
            assertFalse(isExact(number::asBigInteger));
        }
        double nearest = Double.parseDouble(text);
        assertEquals(!Double.isInfinite(nearest), isExact(number::asDouble));
    }

    private static boolean isExact(Runnable conversion) {
        try {
            conversion.run();
            return true;
        } catch (ArithmeticException | JsonValueException inexact) {
            return false;
        }
    }

    @Property
    void stringsMeanWhatTheirPiecesMean(@ForAll("spellings") List<Spelling> pieces) {
        StringBuilder json = new StringBuilder();
        StringBuilder meaning = new StringBuilder();
        for (Spelling piece : pieces) {
            json.append(piece.json);
            meaning.append(piece.meaning);
        }

        assertEquals(meaning.toString(), BothInputs.parse("\"" + json + "\"").asString());
        assertEquals(
                7,
                BothInputs.parse("{\"" + json + "\":7}").get(meaning.toString()).asInt());
    }

    @Property
    void plainJavaIsTheSameAfterwards(@ForAll("plainValues") Object plain) {
        JsonValue value = JsonValue.of(plain);

        assertEquals(plain, value.toJava());
        assertEquals(plain, BothInputs.parse(value.toBytes()).toJava());
        assertEquals(value, JsonValue.of(value.toJava()));
    }

    @Provide
    Arbitrary<JsonValue> values() {
        return JsonArbitraries.values();
    }

    @Provide
    Arbitrary<JsonValue> deepValues() {
        return JsonArbitraries.deepValues();
    }

    @Provide
    Arbitrary<Object> plainValues() {
        return JsonArbitraries.plainValues();
    }

    @Provide
    Arbitrary<JsonObject> objects() {
        return JsonArbitraries.objects();
    }

    @Provide
    Arbitrary<byte[]> anyBytes() {
        return JsonArbitraries.anyBytes();
    }

    @Provide
    Arbitrary<byte[]> damagedDocuments() {
        return JsonArbitraries.damagedDocuments();
    }

    @Provide
    Arbitrary<String> jsonLikeTexts() {
        return JsonArbitraries.jsonLikeTexts();
    }

    @Provide
    Arbitrary<String> numbers() {
        return JsonArbitraries.numbers();
    }

    @Provide
    Arbitrary<List<String>> memberNames() {
        return Arbitraries.oneOf(
                        JsonArbitraries.names(),
                        Arbitraries.integers().between(0, 99).map(i -> "n" + i))
                .list()
                .ofMaxSize(90);
    }

    @Provide
    Arbitrary<List<String>> alike() {
        Arbitrary<String> pieces =
                Arbitraries.of("", "a", "b", "avatar_", "12345678", "é", "€", "😀", "\\n", "\\u00e9");
        return Combinators.combine(Arbitraries.of("", "x", "beginning"), pieces, pieces, Arbitraries.of("", "the end"))
                .as((first, second, third, last) -> first + second + third + last)
                .list()
                .ofMinSize(1)
                .ofMaxSize(40);
    }

    @Provide
    Arbitrary<String> numberLikeTexts() {
        return Arbitraries.strings()
                .withChars("00123456789-+..eE")
                .ofMinLength(1)
                .ofMaxLength(8);
    }

    @Provide
    Arbitrary<List<Spelling>> spellings() {
        Arbitrary<Spelling> raw = Arbitraries.of("a", "u", "/", "0041", "é", "€", "😀", "\u2028", "\177")
                .map(text -> new Spelling(text, text));
        Arbitrary<Spelling> named = Combinators.combine(
                        Arbitraries.integers().between(0, 7),
                        Arbitraries.just("\"\\/bfnrt"),
                        Arbitraries.just("\"\\/\b\f\n\r\t"))
                .as((i, letters, meanings) -> new Spelling("\\" + letters.charAt(i), meanings.substring(i, i + 1)));
        Arbitrary<Spelling> escaped = Combinators.combine(
                        Arbitraries.oneOf(
                                Arbitraries.chars().all(), Arbitraries.of('\ud83d', '\ude00', '\0', '"', '\\', 'a')),
                        Arbitraries.of("\\u%04x", "\\u%04X"))
                .as((c, format) -> new Spelling(String.format(Locale.ROOT, format, (int) c), String.valueOf(c)));
        return Arbitraries.oneOf(raw, named, escaped).list().ofMaxSize(20);
    }

    /** A piece of a string, as it is written and as it is meant. */
    record Spelling(String json, String meaning) {}

    /** A value, or else a refusal: any other exception passes through and fails the property. */
    private record Outcome(JsonValue value, JsonParseException refusal) {

        static Outcome of(byte[] json) {
            try {
                return new Outcome(BothInputs.parse(json), null);
            } catch (JsonParseException refusal) {
                return new Outcome(null, refusal);
            }
        }

        static Outcome of(String json) {
            try {
                return new Outcome(BothInputs.parse(json), null);
            } catch (JsonParseException refusal) {
                return new Outcome(null, refusal);
            }
        }

        void assertSame(Outcome other, int further) {
            assertEquals(value, other.value);
            if (refusal != null) {
                assertEquals(refusal.offset() + further, other.refusal.offset());
                assertEquals(refusal.line(), other.refusal.line());
                assertEquals(refusal.column(), other.refusal.column());
                assertEquals(refusal.expected(), other.refusal.expected());
                assertEquals(
                        refusal.getMessage()
                                .replace("(byte " + refusal.offset() + ")", "(byte " + other.refusal.offset() + ")"),
                        other.refusal.getMessage());
            }
        }
    }
}

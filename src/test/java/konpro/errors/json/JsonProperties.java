package konpro.errors.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static konpro.errors.testkit.BothInputs.parse;
import static org.junit.jupiter.api.Assertions.*;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import konpro.errors.json.impl.LocatedValue;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** What holds for every value and every text, on the small stack that tests run on. */
class JsonProperties extends JsonArbitraries {

    /** Of the text itself, a message quotes at most one printable character of ASCII. */
    private static final Pattern MESSAGE = Pattern.compile(
            "Expected (a JSON value|the end of the text|a member name in quotes|':'|',' or '[}\\]]'|'true'|'false'|'null'"
                    + "|a digit|no digit after a leading zero|a number of at most 1000 characters"
                    + "|at most 128 nested arrays and objects|a closing quote|an escaped control character"
                    + "|one of \" \\\\ / b f n r t u after a backslash|four hexadecimal digits after \\\\u"
                    + "|well-formed UTF-8)"
                    + " but found (the end of the text|'[ -~]'|byte 0x([01][0-9A-F]|7F|[89A-F][0-9A-F]))"
                    + " at line [0-9]+, column [0-9]+ \\(byte [0-9]+\\)");

    @Property
    void whatIsWrittenReadsAsTheSameValue(@ForAll("deepValues") JsonValue value) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        value.writeTo(out);

        assertEquals(value, parse(value.toBytes()));
        assertEquals(value, parse(value.toString()));
        assertEquals(value, parse(value.toPrettyString()));
        assertEquals(value.toString(), parse(value.toPrettyString()).toString());
        assertArrayEquals(value.toBytes(), parse(value.toString()).toBytes());
        assertArrayEquals(value.toBytes(), out.toByteArray());
        assertTrue(value.toString().chars().noneMatch(Character::isISOControl), "a raw control character");
    }

    @Property
    void whatIsWrittenReadsSlowlyAsTheSameValue(@ForAll("values") JsonValue value) {
        Optional<Object> plain = Optional.of(SlowReading.plain(value));

        assertEquals(plain, SlowReading.read(value.toBytes()));
        assertEquals(plain, SlowReading.read(value.toPrettyString().getBytes(UTF_8)));
    }

    @Property(tries = 4_000, shrinking = ShrinkingMode.BOUNDED)
    void anyBytesAreAValueOrARefusal(@ForAll("anyBytes") byte[] bytes) {
        assertReadsAsSlowReadingDoes(bytes);
    }

    @Property(tries = 2_000, shrinking = ShrinkingMode.BOUNDED)
    void aDamagedDocumentIsAValueOrARefusal(@ForAll("damagedDocuments") byte[] bytes) {
        assertReadsAsSlowReadingDoes(bytes);
    }

    private static void assertReadsAsSlowReadingDoes(byte[] json) {
        Object outcome = outcome(() -> parse(json));
        Optional<Object> value =
                outcome instanceof JsonValue read ? Optional.of(SlowReading.plain(read)) : Optional.empty();

        assertEquals(SlowReading.read(json), value, () -> HexFormat.of().formatHex(json));
        if (outcome instanceof JsonParseException refusal) {
            assertTrue(MESSAGE.matcher(refusal.getMessage()).matches(), refusal::getMessage);
            String before = new String(json, 0, refusal.offset(), UTF_8).replaceFirst("^\ufeff", "");
            String[] lines = before.split("\r\n|\r|\n", -1);
            String last = lines[lines.length - 1];
            assertEquals(lines.length, refusal.line());
            assertEquals(last.codePointCount(0, last.length()) + 1, refusal.column());
        }
    }

    /** {@return the value or the exception; any other exception fails the property} */
    private static Object outcome(Supplier<JsonValue> reading) {
        try {
            return reading.get();
        } catch (JsonParseException refusal) {
            return refusal;
        }
    }

    @Property
    @SuppressWarnings("EqualsNull")
    void equalityIsByContent(@ForAll("deepValues") JsonValue value, @ForAll("values") JsonValue other) {
        JsonValue same = parse(value.toBytes());

        assertTrue(value.equals(value));
        assertTrue(value.equals(same) && same.equals(value));
        assertEquals(value.hashCode(), same.hashCode());
        assertEquals(LocatedValue.depthOf(value), LocatedValue.depthOf(same));
        assertEquals(value.equals(other), other.equals(value));
        assertTrue(!value.equals(other) || value.hashCode() == other.hashCode());
        assertFalse(value.equals(JsonValue.of("not " + value)));
        assertFalse(value.equals(null));
        assertFalse(value.equals(value.toString()));
    }

    /** Of duplicates, a LinkedHashMap has the last value at the position of the first, too. */
    @Property
    void membersAreAsInALinkedHashMap(@ForAll("memberNames") List<String> names) {
        Map<String, JsonValue> map = new LinkedHashMap<>();
        StringBuilder json = new StringBuilder();
        for (String name : names) {
            JsonValue value = JsonValue.of(json.length());
            map.put(name, value);
            json.append(json.isEmpty() ? "{" : ",").append(JsonValue.of(name) + ":" + value);
        }
        JsonValue object = parse(names.isEmpty() ? "{}" : json + "}");

        assertEquals(map, object.asMap());
        assertEquals(List.copyOf(map.keySet()), List.copyOf(object.asMap().keySet()));
        map.forEach((name, value) -> assertEquals(value, object.get(name)));
    }

    @Property
    void numbersConvertExactlyOrNotAtAll(@ForAll("numbers") String text) {
        JsonValue number = parse(text);
        String exponent = text.replaceFirst("^[^eE]*[eE]?[+]?", "");
        if (exponent.isEmpty() || (exponent.length() <= 5 && Math.abs(Integer.parseInt(exponent)) <= 1_000)) {
            BigDecimal exact = new BigDecimal(text);
            assertEquals(exact, number.asBigDecimal());
            assertEquals(exactly(exact::longValueExact), exactly(number::asLong));
            assertEquals(exactly(exact::intValueExact), exactly(number::asInt));
            assertEquals(exactly(exact::toBigIntegerExact), exactly(number::asBigInteger));
        } else {
            assertEquals(Optional.empty(), exactly(number::asBigDecimal));
            assertEquals(Optional.empty(), exactly(number::asBigInteger));
        }
        Optional<Double> nearest = Optional.of(Double.parseDouble(text));
        assertEquals(nearest.filter(value -> !value.isInfinite()), exactly(number::asDouble));
    }

    private static <N> Optional<N> exactly(Supplier<N> conversion) {
        try {
            return Optional.of(conversion.get());
        } catch (ArithmeticException | JsonValueException inexact) {
            return Optional.empty();
        }
    }

    @Property
    void plainJavaIsTheSameAfterwards(@ForAll("plainValues") Object plain) {
        JsonValue value = JsonValue.of(plain);

        assertEquals(plain, value.toJava());
        assertEquals(plain, parse(value.toBytes()).toJava());
        assertEquals(value, JsonValue.of(value.toJava()));
    }

    /**
     * A second reader for RFC 8259, slow and obvious, by regular expressions. It reads plain Java values: maps, lists, strings after
     * an apostrophe, and every other scalar as its text. Of the limits it knows only that of numbers.
     */
    private static final class SlowReading {

        private static final Pattern SPACE = Pattern.compile("[ \t\n\r]*");
        private static final Pattern ESCAPE = Pattern.compile("\\\\([\"\\\\/bfnrt]|u[0-9a-fA-F]{4})");
        private static final Pattern STRING =
                Pattern.compile("\"[^\"\\\\\\x00-\\x1f]*+(?:" + ESCAPE + "[^\"\\\\\\x00-\\x1f]*+)*+\"");
        private static final Pattern SCALAR =
                Pattern.compile("true|false|null|-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

        private final String text;
        private int offset;

        private SlowReading(String text) {
            this.text = text;
        }

        /** {@return the value of a JSON text, or empty if the bytes are not one} */
        static Optional<Object> read(byte[] json) {
            String text = new String(json, UTF_8);
            if (!Arrays.equals(json, text.getBytes(UTF_8))) {
                return Optional.empty(); // not UTF-8
            }
            SlowReading reading = new SlowReading(text.replaceFirst("^\ufeff", ""));
            try {
                Object value = reading.value();
                reading.skip(SPACE);
                return reading.offset == reading.text.length() ? Optional.of(value) : Optional.empty();
            } catch (IllegalArgumentException notJson) {
                return Optional.empty();
            }
        }

        private Object value() {
            skip(SPACE);
            return isNext("{") ? object() : isNext("[") ? array() : scalar();
        }

        /** A name that comes again stays at its first position. */
        private Map<String, Object> object() {
            Map<String, Object> object = new LinkedHashMap<>();
            each("}", () -> {
                String name = string();
                skip(SPACE);
                expect(isNext(":"));
                object.put(name, value());
            });
            return object;
        }

        private List<Object> array() {
            List<Object> array = new ArrayList<>();
            each("]", () -> array.add(value()));
            return array;
        }

        private void each(String end, Runnable part) {
            skip(SPACE);
            if (!isNext(end)) {
                do {
                    skip(SPACE);
                    part.run();
                    skip(SPACE);
                } while (isNext(","));
                expect(isNext(end));
            }
        }

        private String scalar() {
            if (text.startsWith("\"", offset)) {
                return "'" + string();
            }
            String scalar = skip(SCALAR);
            expect(scalar.length() <= 1_000);
            return scalar;
        }

        private String string() {
            String string = skip(STRING);
            return ESCAPE.matcher(string.substring(1, string.length() - 1))
                    .replaceAll(escape -> Matcher.quoteReplacement(decoded(escape.group(1))));
        }

        private static String decoded(String escape) {
            return switch (escape.charAt(0)) {
                case 'u' -> String.valueOf((char) Integer.parseInt(escape.substring(1), 16));
                case '"', '\\', '/' -> escape;
                default -> ("\\" + escape).translateEscapes();
            };
        }

        private boolean isNext(String token) {
            boolean next = text.startsWith(token, offset);
            offset += next ? token.length() : 0;
            return next;
        }

        private String skip(Pattern token) {
            Matcher matcher = token.matcher(text).region(offset, text.length());
            expect(matcher.lookingAt());
            offset = matcher.end();
            return matcher.group();
        }

        private static void expect(boolean holds) {
            if (!holds) {
                throw new IllegalArgumentException();
            }
        }

        /** {@return the same of a value that was parsed} */
        static Object plain(JsonValue value) {
            if (value instanceof JsonObject object) {
                Map<String, Object> plain = new LinkedHashMap<>();
                object.asMap().forEach((name, member) -> plain.put(name, plain(member)));
                return plain;
            }
            if (value instanceof JsonArray array) {
                return array.asList().stream().map(SlowReading::plain).toList();
            }
            return value instanceof JsonString string ? "'" + string.asString() : value.toString();
        }
    }
}

package konpro.errors.json;

import static org.junit.jupiter.api.Assertions.*;

import konpro.errors.testkit.BothInputs;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.CharBuffer;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.AbstractCollection;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Plain Java values become JSON values and come back, and neither keeps anything of the other. */
class PlainJavaTest {

    @SuppressWarnings("UnnecessaryStringBuilder")
    static Stream<Arguments> accepted() {
        return Stream.of(
                accepted("null", null, "null"),
                accepted("true", true, "true"),
                accepted("false", false, "false"),
                accepted("a String", "a\"b", "\"a\\\"b\""),
                accepted("an empty String", "", "\"\""),
                accepted("a String with a lone surrogate", "\ud83d", "\"\\ud83d\""),
                accepted("a StringBuilder", new StringBuilder("text"), "\"text\""),
                accepted("a CharBuffer", CharBuffer.wrap("a text").subSequence(2, 6), "\"text\""),
                accepted("a Byte", (byte) -128, "-128"),
                accepted("a Short", (short) 32767, "32767"),
                accepted("an Integer", Integer.MIN_VALUE, "-2147483648"),
                accepted("a Long", Long.MIN_VALUE, "-9223372036854775808"),
                accepted("a Float", 1.5f, "1.5"),
                accepted("a Double", 0.1, "0.1"),
                accepted("the greatest Double", Double.MAX_VALUE, "1.7976931348623157E308"),
                accepted("the smallest Double", Double.MIN_VALUE, "4.9E-324"),
                accepted("minus zero", -0.0, "-0.0"),
                accepted(
                        "a BigInteger",
                        new BigInteger("123456789012345678901234567890"),
                        "123456789012345678901234567890"),
                accepted("a BigDecimal", new BigDecimal("2.50"), "2.50"),
                accepted("a BigDecimal with an exponent", new BigDecimal("1e1000"), "1E+1000"),
                accepted("a small BigDecimal", new BigDecimal("1e-10"), "1E-10"),
                accepted("an AtomicInteger", new AtomicInteger(7), "7"),
                accepted("an AtomicLong", new AtomicLong(-7), "-7"),
                accepted("a LongAdder", new LongAdder(), "0"),
                accepted("a Number of one's own", new Written("1.50e+3"), "1.50e+3"),
                accepted("a Number of 1,000 digits", new BigInteger("9".repeat(1_000)), "9".repeat(1_000)),
                accepted("a Map", Map.of("a", 1), "{\"a\":1}"),
                accepted("an empty Map", Map.of(), "{}"),
                accepted("a Map with a null value", Collections.singletonMap("a", null), "{\"a\":null}"),
                accepted("a List", List.of(1, "a", List.of()), "[1,\"a\",[]]"),
                accepted("a List with null", Arrays.asList(1, null), "[1,null]"),
                accepted("an empty List", List.of(), "[]"),
                accepted("a Set", new TreeSet<>(List.of("b", "a")), "[\"a\",\"b\"]"),
                accepted("a Queue", new ArrayDeque<>(List.of(1, 2)), "[1,2]"),
                accepted("an Optional", Optional.of(List.of(1)), "[1]"),
                accepted("an empty Optional", Optional.empty(), "null"),
                accepted("an Optional in another", Optional.of(Optional.of("a")), "\"a\""),
                accepted("a Character", 'ä', "\"ä\""),
                accepted("a surrogate", '\uD83D', "\"\\ud83d\""),
                accepted("an enum", TimeUnit.DAYS, "\"DAYS\""),
                accepted("an enum with a toString of its own", Shouted.QUIET, "\"QUIET\""),
                accepted("an enum of java.time", DayOfWeek.MONDAY, "\"MONDAY\""),
                accepted("a UUID", new UUID(0, 10), "\"00000000-0000-0000-0000-00000000000a\""),
                accepted("a URI", URI.create("https://konpro.com/a?b=c"), "\"https://konpro.com/a?b=c\""),
                accepted(
                        "a Path",
                        Path.of("a", "b"),
                        JsonValue.of(Path.of("a", "b").toString()).toString()),
                accepted("an Instant", Instant.ofEpochSecond(0), "\"1970-01-01T00:00:00Z\""),
                accepted("a LocalDate", LocalDate.of(2026, 3, 4), "\"2026-03-04\""),
                accepted("a Duration", Duration.ofSeconds(90), "\"PT1M30S\""),
                accepted("a Period", Period.ofDays(3), "\"P3D\""),
                accepted(
                        "an OffsetDateTime",
                        OffsetDateTime.parse("2026-03-04T05:06:07+01:00"),
                        "\"2026-03-04T05:06:07+01:00\""),
                accepted("a Year", Year.of(2026), "\"2026\""),
                accepted("a ZoneOffset", ZoneOffset.ofHours(2), "\"+02:00\""),
                accepted("an array of objects", new Object[] {1, null, "a"}, "[1,null,\"a\"]"),
                accepted("an array of strings", new String[] {"a", "b"}, "[\"a\",\"b\"]"),
                accepted("an array of maps", new Map<?, ?>[] {Map.of("a", 1)}, "[{\"a\":1}]"),
                accepted("an empty array", new Object[0], "[]"),
                accepted("an array of int", new int[] {1, -2}, "[1,-2]"),
                accepted("an array of long", new long[] {1, Long.MAX_VALUE}, "[1,9223372036854775807]"),
                accepted("an array of double", new double[] {1, 0.1}, "[1.0,0.1]"),
                accepted("an array of float", new float[] {1, 0.1f}, "[1.0,0.1]"),
                accepted("an array of short", new short[] {1, -2}, "[1,-2]"),
                accepted("an array of byte", new byte[] {1, -2}, "[1,-2]"),
                accepted("an array of boolean", new boolean[] {true, false}, "[true,false]"),
                accepted("an empty array of int", new int[0], "[]"),
                accepted("an array of arrays", new int[][] {{1}, {}, {2, 3}}, "[[1],[],[2,3]]"),
                accepted(
                        "an array of arrays and others",
                        new Object[] {new String[] {"a"}, new long[] {1}},
                        "[[\"a\"],[1]]"),
                accepted("a JsonValue", BothInputs.parse("{\"a\":[1.0]}"), "{\"a\":[1.0]}"),
                accepted(
                        "JsonValues among others",
                        List.of(JsonValue.of(null), Map.of("a", JsonValue.of(true))),
                        "[null,{\"a\":true}]"));
    }

    private static Arguments accepted(String name, Object value, String json) {
        return Arguments.of(name, value, json);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("accepted")
    void takes(String name, Object value, String json) {
        assertEquals(json, JsonValue.of(value).toString());
        assertEquals(BothInputs.parse(json), JsonValue.of(value));
        assertEquals("[" + json + "]", JsonValue.of(new Object[] {value}).toString());
        assertEquals("{\"n\":" + json + "}", JsonObject.of("n", value).toString());
        assertEquals("{\"n\":" + json + "}", JsonObject.of().with("n", value).toString());
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                refusedType("an array of char", new char[] {'a'}, "char[]", "convert it to a String first"),
                refusedType("an Object", new Object(), "java.lang.Object"),
                refusedType("an Optional of an Object", Optional.of(new Object()), "java.lang.Object"),
                refusedType(
                        "a text that is null", new NullText(), NullText.class.getTypeName(), "its toString() is null"),
                refusedType(
                        "an Iterable that is not a Collection",
                        new Tree(),
                        Tree.class.getTypeName(),
                        "copy it into a List first, or pass JsonValue.parse(node.toString()) if it is another library's JSON"),
                refusedType("a Class", String.class, "java.lang.Class"),
                refusedType("an Exception", new IllegalStateException(), "java.lang.IllegalStateException"),
                refusedNumber("NaN", Double.NaN, "java.lang.Double"),
                refusedNumber("Infinity", Double.POSITIVE_INFINITY, "java.lang.Double"),
                refusedNumber("minus Infinity", Double.NEGATIVE_INFINITY, "java.lang.Double"),
                refusedNumber("NaN of float", Float.NaN, "java.lang.Float"),
                refusedNumber("Infinity of float", Float.POSITIVE_INFINITY, "java.lang.Float"),
                refusedNumber("minus Infinity of float", Float.NEGATIVE_INFINITY, "java.lang.Float"),
                refusedNumber("1,001 digits", new BigInteger("9".repeat(1_001)), "java.math.BigInteger"),
                refusedWritten("a number with white space", " 1"),
                refusedWritten("a number with a line break", "1\n"),
                refusedWritten("a number with a plus", "+1"),
                refusedWritten("a number with a leading zero", "01"),
                refusedWritten("a hexadecimal number", "0x10"),
                refusedWritten("a fraction as such", "1/2"),
                refusedWritten("a number in Arabic digits", "١"),
                refusedWritten("a number behind a byte order mark", "\ufeff1"),
                refusedWritten("a number and more", "1,\"admin\":true"),
                refusedWritten("no number at all", ""));
    }

    private static Arguments refusedType(String name, Object value, String type) {
        return refusedType(
                name,
                value,
                type,
                "convert it to one of these first, or pass JsonValue.parse(node.toString()) if it is another library's JSON");
    }

    private static Arguments refusedType(String name, Object value, String type, String advice) {
        return Arguments.of(
                name,
                value,
                "Expected null, a Boolean, Number, CharSequence, Character, enum, UUID, URI, Path, java.time value,"
                        + " Optional, Map, Collection, array of these or JsonValue but found " + type + "; " + advice);
    }

    private static Arguments refusedWritten(String name, String text) {
        return refusedNumber(name, new Written(text), Written.class.getTypeName());
    }

    private static Arguments refusedNumber(String name, Number value, String type) {
        return Arguments.of(
                name, value, "Expected a finite number of at most 1000 characters but found one of type " + type);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void refusesAtOnce(String name, Object value, String message) {
        assertRefused(message, () -> JsonValue.of(value));
        assertRefused(message, () -> JsonValue.of(List.of(value)));
        assertRefused(message, () -> JsonValue.of(new Object[] {value}));
        assertRefused(message, () -> JsonValue.of(Map.of("a", List.of(value))));
        assertRefused(message, () -> JsonObject.of("a", value));
        assertRefused(message, () -> JsonObject.of(Map.of("a", value)));
        assertRefused(message, () -> JsonObject.of().with("a", value));
    }

    @Test
    void refusesNumbersThatAreNotFiniteInArrays() {
        assertThrows(IllegalArgumentException.class, () -> JsonValue.of(new double[] {1, Double.NaN}));
        assertThrows(IllegalArgumentException.class, () -> JsonValue.of(new float[] {Float.POSITIVE_INFINITY}));
    }

    @Test
    void refusesKeysThatAreNoStrings() {
        String message = "Expected a member name of type String but found ";

        assertRefused(message + "null", () -> JsonValue.of(Collections.singletonMap(null, 1)));
        assertRefused(message + "java.lang.Integer", () -> JsonValue.of(Map.of(1, 1)));
        assertRefused(message + "java.util.concurrent.TimeUnit", () -> JsonValue.of(List.of(Map.of(TimeUnit.DAYS, 1))));
        assertRefused(message + "null", () -> JsonObject.of("a", Collections.singletonMap(null, 1)));
    }

    @Test
    void keepsNothingOfWhatItIsGiven() {
        List<Object> list = new ArrayList<>(List.of(1));
        Map<String, Object> map = new HashMap<>(Map.of("list", list));
        Object[] array = {"a"};
        int[] ints = {1};
        StringBuilder text = new StringBuilder("text");
        AtomicInteger number = new AtomicInteger(1);
        Object[] all = {map, array, ints, text, number};
        JsonValue value = JsonValue.of(all);
        JsonObject object = JsonObject.of("list", list).with("text", text);

        list.add(2);
        map.put("more", 1);
        array[0] = "b";
        ints[0] = 2;
        text.append(" and more");
        number.set(2);
        all[0] = null;

        assertEquals("[{\"list\":[1]},[\"a\"],[1],\"text\",1]", value.toString());
        assertEquals("{\"list\":[1],\"text\":\"text\"}", object.toString());
    }

    @Test
    void readsACollectionOnce() {
        AtomicInteger walks = new AtomicInteger();
        Collection<Object> elements = new AbstractCollection<>() {
            @Override
            public Iterator<Object> iterator() {
                return List.<Object>of(walks.incrementAndGet()).iterator();
            }

            @Override
            public int size() {
                return 1;
            }
        };
        JsonValue value = JsonValue.of(elements);

        assertEquals("[1]", value.toString());
        assertEquals("[1]", value.toString());
    }

    @Test
    void takesAJsonValueAsItIs() {
        JsonValue value = BothInputs.parse("{\"a\":[1.0]}");

        assertSame(value, JsonValue.of(value));
        assertEquals(value, JsonValue.of(List.of(value)).get(0));
    }

    @Test
    void comesBackAsPlainJava() {
        String json = "{\"b\":[1,2.50,\"x\",true,false,null],\"a\":{\"c\":{}},\"d\":[]}";
        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("b", Arrays.asList(1L, new BigDecimal("2.50"), "x", true, false, null));
        expected.put("a", Map.of("c", Map.of()));
        expected.put("d", List.of());
        JsonObject object = (JsonObject) BothInputs.parse(json);

        assertEquals(expected, object.toJava());
        assertEquals(expected, object.toJava());
        assertEquals(List.of("b", "a", "d"), List.copyOf(object.toJava().keySet()));
        assertEquals("x", JsonValue.of("x").toJava());
        assertEquals(true, JsonValue.of(true).toJava());
        assertNull(JsonValue.of(null).toJava());
    }

    @Test
    void comesBackFreshAndMutable() {
        String json = "{\"a\":[1,{\"b\":2}],\"c\":{\"d\":[]}}";
        JsonObject object = (JsonObject) BothInputs.parse(json);
        Map<String, Object> map = object.toJava();

        assertNotSame(map, object.toJava());
        assertEquals(LinkedHashMap.class, map.getClass());
        assertEquals(ArrayList.class, map.get("a").getClass());
        assertEquals(LinkedHashMap.class, map.get("c").getClass());
        list(map.get("a")).add("more");
        map(list(map.get("a")).get(1)).clear();
        list(map(map.get("c")).get("d")).add(null);
        map.put("e", new Object());
        map.remove("a");

        assertEquals(json, object.toString());
        assertEquals(BothInputs.parse(json).toJava(), object.toJava());
    }

    @Test
    void comesBackFreshFromEmptyCollectionsToo() {
        list(BothInputs.parse("[]").toJava()).add(1);
        map(JsonObject.of().toJava()).put("a", 1);

        assertEquals("[]", BothInputs.parse("[]").toString());
        assertEquals("{}", JsonObject.of().toString());
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(Object value) {
        return (List<Object>) value;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    private static void assertRefused(String message, Executable build) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, build).getMessage());
    }

    private enum Shouted {
        QUIET;

        @Override
        public String toString() {
            return "LOUD";
        }
    }

    /** As the tree nodes of other JSON libraries are: an object would become {@code [[],[]]}. */
    private static final class Tree implements Iterable<Tree> {

        @Override
        public Iterator<Tree> iterator() {
            return List.of(new Tree()).iterator();
        }
    }

    private static final class NullText implements CharSequence {

        @Override
        public int length() {
            return 0;
        }

        @Override
        public char charAt(int index) {
            throw new IndexOutOfBoundsException(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return this;
        }

        @SuppressWarnings("ToStringReturnsNull") // as a careless implementation may
        @Override
        public String toString() {
            return null;
        }
    }

    /** A number that is written in its own way. */
    private static final class Written extends Number {

        private static final long serialVersionUID = 1;

        private final String text;

        Written(String text) {
            this.text = text;
        }

        @Override
        public int intValue() {
            return 1;
        }

        @Override
        public long longValue() {
            return 1;
        }

        @Override
        public float floatValue() {
            return 1;
        }

        @Override
        public double doubleValue() {
            return 1;
        }

        @Override
        public String toString() {
            return text;
        }
    }
}

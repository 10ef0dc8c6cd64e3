package konpro.errors.json;

import static konpro.errors.testkit.BothInputs.parse;
import static org.junit.jupiter.api.Assertions.*;

import java.lang.reflect.Proxy;
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
                row(null, "null"),
                row(List.of(true, false), "[true,false]"),
                row(List.of((byte) -128, (short) 32767, 1.5f, 0.1, -0.0), "[-128,32767,1.5,0.1,-0.0]"),
                row(List.of(Integer.MIN_VALUE, Long.MIN_VALUE), "[-2147483648,-9223372036854775808]"),
                row(List.of(Double.MAX_VALUE, Double.MIN_VALUE), "[1.7976931348623157E308,4.9E-324]"),
                row(new BigInteger("123456789012345678901234567890"), "123456789012345678901234567890"),
                row(new BigInteger("9".repeat(1_000)), "9".repeat(1_000)),
                row(List.of(new BigDecimal("2.50"), new BigDecimal("1e1000")), "[2.50,1E+1000]"),
                row(new BigDecimal("1e-10"), "1E-10"),
                row(List.of(new AtomicInteger(7), new AtomicLong(-7), new LongAdder()), "[7,-7,0]"),
                row(new Written("1.50e+3"), "1.50e+3"),
                row("a\"b", "\"a\\\"b\""),
                row(List.of("", "\ud83d", 'ä', '\uD83D'), "[\"\",\"\\ud83d\",\"ä\",\"\\ud83d\"]"),
                row(new StringBuilder("text"), "\"text\""),
                row(CharBuffer.wrap("a text").subSequence(2, 6), "\"text\""),
                row(List.of(TimeUnit.DAYS, Shouted.QUIET, DayOfWeek.MONDAY), "[\"DAYS\",\"QUIET\",\"MONDAY\"]"),
                row(new UUID(0, 10), "\"00000000-0000-0000-0000-00000000000a\""),
                row(URI.create("https://konpro.com/a?b=c"), "\"https://konpro.com/a?b=c\""),
                row(
                        Path.of("a", "b"),
                        JsonValue.of(Path.of("a", "b").toString()).toString()),
                row(List.of(Instant.EPOCH, LocalDate.of(2026, 3, 4)), "[\"1970-01-01T00:00:00Z\",\"2026-03-04\"]"),
                row(List.of(Duration.ofSeconds(90), Period.ofDays(3)), "[\"PT1M30S\",\"P3D\"]"),
                row(OffsetDateTime.parse("2026-03-04T05:06:07+01:00"), "\"2026-03-04T05:06:07+01:00\""),
                row(List.of(Year.of(2026), ZoneOffset.ofHours(2)), "[\"2026\",\"+02:00\"]"),
                row(List.of(Map.of("a", 1), Map.of()), "[{\"a\":1},{}]"),
                row(Collections.singletonMap("a", null), "{\"a\":null}"),
                row(List.of(1, "a", List.of()), "[1,\"a\",[]]"),
                row(Arrays.asList(1, null), "[1,null]"),
                row(new TreeSet<>(List.of("b", "a")), "[\"a\",\"b\"]"),
                row(new ArrayDeque<>(List.of(1, 2)), "[1,2]"),
                row(Optional.of(List.of(1)), "[1]"),
                row(Optional.empty(), "null"),
                row(Optional.of(Optional.of("a")), "\"a\""),
                row(new Object[] {1, null, "a"}, "[1,null,\"a\"]"),
                row(new String[] {"a", "b"}, "[\"a\",\"b\"]"),
                row(new Map<?, ?>[] {Map.of("a", 1)}, "[{\"a\":1}]"),
                row(List.of(new Object[0], new int[0], new int[] {1, -2}), "[[],[],[1,-2]]"),
                row(new long[] {1, Long.MAX_VALUE}, "[1,9223372036854775807]"),
                row(List.of(new double[] {1, 0.1}, new float[] {1, 0.1f}), "[[1.0,0.1],[1.0,0.1]]"),
                row(List.of(new short[] {1, -2}, new byte[] {1, -2}), "[[1,-2],[1,-2]]"),
                row(new boolean[] {true, false}, "[true,false]"),
                row(new int[][] {{1}, {}, {2, 3}}, "[[1],[],[2,3]]"),
                row(new Object[] {new String[] {"a"}, new long[] {1}}, "[[\"a\"],[1]]"),
                row(parse("{\"a\":[1.0]}"), "{\"a\":[1.0]}"),
                row(List.of(JsonValue.of(null), Map.of("a", JsonValue.of(true))), "[null,{\"a\":true}]"));
    }

    private static Arguments row(Object value, String text) {
        return Arguments.of(value, text);
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void takes(Object value, String json) {
        assertEquals(json, JsonValue.of(value).toString());
        assertEquals(parse(json), JsonValue.of(value));
        assertEquals("[" + json + "]", JsonValue.of(new Object[] {value}).toString());
        assertEquals("{\"n\":" + json + "}", JsonObject.of("n", value).toString());
        assertEquals("{\"n\":" + json + "}", JsonObject.of().with("n", value).toString());
    }

    static Stream<Arguments> refused() {
        String parse = "pass JsonValue.parse(node.toString()) if it is another library's JSON";
        String convert = "; convert it to one of these first, or " + parse;
        // as the tree nodes of other JSON libraries are: an object would become [[],[]]
        Iterable<Object> tree = () -> List.<Object>of(List.of()).iterator();
        Object nullText = Proxy.newProxyInstance(
                CharSequence.class.getClassLoader(), new Class<?>[] {CharSequence.class}, (text, method, none) -> null);
        Stream<Arguments> types = Stream.of(
                        row(new char[] {'a'}, "char[]; convert it to a String first"),
                        row(nullText, nullText.getClass().getTypeName() + "; its toString() is null"),
                        row(tree, tree.getClass().getTypeName() + "; copy it into a List first, or " + parse),
                        row(new Object(), "java.lang.Object" + convert),
                        row(Optional.of(new Object()), "java.lang.Object" + convert),
                        row(String.class, "java.lang.Class" + convert),
                        row(new IllegalStateException(), "java.lang.IllegalStateException" + convert))
                .map(row -> row(
                        row.get()[0],
                        "Expected null, a Boolean, Number, CharSequence, Character, enum, UUID, URI, Path, java.time value,"
                                + " Optional, Map, Collection, array of these or JsonValue but found " + row.get()[1]));
        BigInteger tooLong = new BigInteger("9".repeat(1_001));
        Stream<Number> numbers = Stream.of(Double.NaN, 1 / 0.0, -1 / 0.0, Float.NaN, 1 / 0f, -1 / 0f, tooLong);
        Stream<Number> written = Stream.of(
                        " 1", "1\n", "+1", "01", "0x10", "1/2", "١", "\ufeff1", "1,\"admin\":true", "")
                .map(Written::new);
        return Stream.concat(
                types,
                Stream.concat(numbers, written)
                        .map(number -> row(
                                number,
                                "Expected a finite JSON number of at most 1000 characters but found another, of type "
                                        + number.getClass().getTypeName())));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void refusesAtOnce(Object value, String message) {
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

    private static void assertRefused(String message, Executable build) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, build).getMessage());
    }

    @Test
    void keepsNothingOfItsArguments() {
        List<Object> list = new ArrayList<>(List.of(1));
        Map<String, Object> map = new HashMap<>(Map.of("list", list));
        Object[] array = {"a"};
        int[] ints = {1};
        StringBuilder text = new StringBuilder("text");
        AtomicInteger number = new AtomicInteger(1);
        Object[] all = {map, array, ints, text, number};
        JsonValue value = JsonValue.of(all);
        JsonObject object = JsonObject.of("list", list).with("text", text);
        Object[] namesAndValues = {"a", 1, "b", 2};
        JsonObject ofMap = JsonObject.of(map);
        JsonObject ofNamesAndValues = JsonObject.of(namesAndValues);

        list.add(2);
        map.put("more", 1);
        array[0] = "b";
        ints[0] = 2;
        text.append(" and more");
        number.set(2);
        all[0] = null;
        Arrays.fill(namesAndValues, "c");

        assertEquals("[{\"list\":[1]},[\"a\"],[1],\"text\",1]", value.toString());
        assertEquals("{\"list\":[1],\"text\":\"text\"}", object.toString());
        assertEquals("{\"list\":[1]}", ofMap.toString());
        assertEquals("{\"a\":1,\"b\":2}", ofNamesAndValues.toString());
    }

    @Test
    void readsACollectionOnce() {
        AtomicInteger iterators = new AtomicInteger();
        Collection<Object> elements = new AbstractCollection<>() {
            @Override
            public Iterator<Object> iterator() {
                return List.<Object>of(iterators.incrementAndGet()).iterator();
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
        JsonValue value = parse("{\"a\":[1.0]}");

        assertSame(value, JsonValue.of(value));
        assertEquals(value, JsonValue.of(List.of(value)).get(0));
    }

    @Test
    void comesBackAsPlainJava() {
        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("b", Arrays.asList(1L, new BigDecimal("2.50"), "x", true, false, null));
        expected.put("a", Map.of("c", Map.of()));
        expected.put("d", List.of());
        JsonObject object = (JsonObject) parse("{\"b\":[1,2.50,\"x\",true,false,null],\"a\":{\"c\":{}},\"d\":[]}");

        assertEquals(expected, object.toJava());
        assertEquals(List.of("b", "a", "d"), List.copyOf(object.toJava().keySet()));
        assertEquals("x", JsonValue.of("x").toJava());
        assertEquals(true, JsonValue.of(true).toJava());
        assertNull(JsonValue.of(null).toJava());
    }

    @Test
    void comesBackNewAndModifiable() {
        String json = "{\"a\":[1,{\"b\":2}],\"c\":{\"d\":[]},\"f\":{}}";
        JsonObject object = (JsonObject) parse(json);
        Map<String, Object> map = object.toJava();

        assertNotSame(map, object.toJava());
        assertEquals(LinkedHashMap.class, map.getClass());
        assertEquals(ArrayList.class, map.get("a").getClass());
        assertEquals(LinkedHashMap.class, map.get("c").getClass());
        list(map.get("a")).add("more");
        map(list(map.get("a")).get(1)).clear();
        list(map(map.get("c")).get("d")).add(null);
        map(map.get("f")).put("g", 1);
        map.put("e", new Object());
        map.remove("a");
        list(parse("[]").toJava()).add(1);
        JsonObject.of().toJava().put("a", 1);

        assertEquals(json, object.toString());
        assertEquals(parse(json).toJava(), object.toJava());
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

    private enum Shouted {
        QUIET;

        @Override
        public String toString() {
            return "LOUD";
        }
    }

    /** A number with a text of its own. */
    private static final class Written extends AtomicInteger {

        private static final long serialVersionUID = 1;

        private final String text;

        Written(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }
}

package konpro.errors.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.*;

import konpro.errors.testkit.BothInputs;
import konpro.errors.testkit.LargeText;
import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Objects: members in order, each name once, and equal in any order. */
class JsonObjectTest {

    private static final JsonObject DETAILS =
            JsonObject.of("field", "avatar_id", "reason", "Avatar ID is required", "limit", null);

    /** Sizes on both sides of the one from which on an index is kept. */
    private static final int[] SIZES = {0, 1, 2, 7, 8, 9, 10, 16, 17, 33, 100};

    static IntStream sizes() {
        return Arrays.stream(SIZES);
    }

    @Test
    void getsMembersByName() {
        assertEquals("avatar_id", DETAILS.get("field").asString());
        assertEquals(JsonValue.of(null), DETAILS.get("limit"));
        assertEquals(3, DETAILS.size());
        assertEquals(0, JsonObject.of().size());
    }

    @Test
    void findsMembersByName() {
        assertEquals(Optional.of(JsonValue.of("avatar_id")), DETAILS.tryGet("field"));
        assertEquals(Optional.of(JsonValue.of(null)), DETAILS.tryGet("limit"));
        assertEquals(Optional.empty(), DETAILS.tryGet("Field"));
        assertEquals(Optional.empty(), DETAILS.tryGet(""));
        assertEquals(Optional.empty(), JsonObject.of().tryGet("field"));
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void keepsTheOrderAtEverySize(int size) {
        List<String> names = names(size);
        Collections.reverse(names);
        JsonObject object = numbered(names);

        assertEquals(size, object.size());
        assertEquals(names, List.copyOf(object.asMap().keySet()));
        assertEquals(object, BothInputs.parse(object.toString()));
        assertEquals(
                names, List.copyOf(BothInputs.parse(object.toString()).asMap().keySet()));
        assertEquals(names, List.copyOf(object.toJava().keySet()));
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void findsEveryMemberAndNoOtherAtEverySize(int size) {
        JsonObject object = numbered(names(size));

        for (int i = 0; i < size; i++) {
            assertEquals(i, object.get("name" + i).asInt());
            assertEquals(i, object.asMap().get("name" + i).asInt());
        }
        assertEquals(Optional.empty(), object.tryGet("name" + size));
        assertFalse(object.asMap().containsKey("name" + size));
        assertThrows(JsonValueException.class, () -> object.get("name" + size));
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void addsAMemberAtTheEndOfACopy(int size) {
        JsonObject object = numbered(names(size));
        String before = object.toString();
        JsonObject copy = object.with("more", List.of(true));

        assertEquals(before, object.toString());
        assertEquals(Optional.empty(), object.tryGet("more"));
        assertEquals(size + 1, copy.size());
        assertEquals(before.replace("}", size == 0 ? "\"more\":[true]}" : ",\"more\":[true]}"), copy.toString());
        assertTrue(copy.get("more").get(0).asBoolean());
        names(size).forEach(name -> assertEquals(object.get(name), copy.get(name)));
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void replacesAMemberAtItsPlaceInACopy(int size) {
        JsonObject object = numbered(names(size));
        String before = object.toString();

        for (int i = 0; i < size; i++) {
            JsonObject copy = object.with("name" + i, "new");
            assertEquals(before.replace("\"name" + i + "\":" + i, "\"name" + i + "\":\"new\""), copy.toString());
            assertEquals("new", copy.get("name" + i).asString());
            assertEquals(size, copy.size());
        }
        assertEquals(before, object.toString());
    }

    @Test
    void growsMemberByMember() {
        JsonObject object = JsonObject.of();
        List<JsonObject> all = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            object = object.with("name" + i, i);
            all.add(object);
        }
        for (int i = 0; i < 40; i++) {
            assertEquals(numbered(names(i + 1)), all.get(i));
            assertEquals(Optional.empty(), all.get(i).tryGet("name" + (i + 1)));
        }
    }

    @Test
    void branchesIntoCopiesThatDoNotKnowEachOther() {
        for (int size : SIZES) {
            JsonObject object = numbered(names(size));
            JsonObject left = object.with("left", 1);
            JsonObject right = object.with("right", 2);

            assertEquals(Optional.empty(), left.tryGet("right"));
            assertEquals(Optional.empty(), right.tryGet("left"));
            assertEquals(Optional.empty(), object.tryGet("left"));
        }
    }

    @Test
    void takesNamesAndValuesInTurn() {
        assertEquals(
                "{\"b\":1,\"a\":[2],\"c\":null}",
                JsonObject.of("b", 1, "a", List.of(2), "c", null).toString());
        assertEquals("{}", JsonObject.of().toString());
        assertEquals("{\"\":{}}", JsonObject.of("", JsonObject.of()).toString());
    }

    @Test
    void takesAMapInItsOrder() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("b", 1);
        map.put("a", null);

        assertEquals("{\"b\":1,\"a\":null}", JsonObject.of(map).toString());
        assertEquals("{}", JsonObject.of(Map.of()).toString());
    }

    @Test
    void refusesNamesWithoutValues() {
        String message = "Expected names and values in turn, but the last name has no value";

        assertEquals(message, refusal(() -> JsonObject.of("a")).getMessage());
        assertEquals(message, refusal(() -> JsonObject.of("a", 1, "b")).getMessage());
    }

    @Test
    @SuppressWarnings("UnnecessaryStringBuilder")
    void refusesNamesThatAreNoStrings() {
        String message = "Expected a member name of type String but found ";

        assertEquals(
                message + "java.lang.Integer",
                refusal(() -> JsonObject.of(1, "a")).getMessage());
        assertEquals(message + "null", refusal(() -> JsonObject.of(null, "a")).getMessage());
        assertEquals(
                message + "java.lang.StringBuilder",
                refusal(() -> JsonObject.of("a", 1, new StringBuilder("b"), 2)).getMessage());
        assertEquals(message + "null", refusal(() -> DETAILS.with(null, "a")).getMessage());
        assertEquals(
                message + "null",
                refusal(() -> JsonObject.of(Collections.singletonMap(null, "a")))
                        .getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"a\":1,\"a\":2}                              | {\"a\":2}",
                "{\"a\":1,\"b\":2,\"a\":3}                      | {\"a\":3,\"b\":2}",
                "{\"a\":1,\"b\":2,\"a\":3,\"b\":4,\"a\":5}      | {\"a\":5,\"b\":4}",
                "{\"code\":1,\"x\":2,\"c\\u006fde\":3}          | {\"code\":3,\"x\":2}",
                "{\"c\\u006fde\":1,\"x\":2,\"code\":3}          | {\"code\":3,\"x\":2}",
                "{\"\\u0063\\u006f\\u0064\\u0065\":1,\"code\":2} | {\"code\":2}",
                "{\"\":1,\"\":2}                                | {\"\":2}",
                "{\"\\/\":1,\"/\":2}                            | {\"/\":2}",
                "{\"é\":1,\"\\u00e9\":2}                        | {\"é\":2}",
                "{\"😀\":1,\"\\ud83d\\ude00\":2}                | {\"😀\":2}",
                "{\"\\ud83d\":1,\"\\uD83D\":2}                  | {\"\\ud83d\":2}",
                "{\"\\ud83d\":1,\"\\ude00\":2}                  | {\"\\ud83d\":1,\"\\ude00\":2}",
                "{\"a\":{\"b\":1},\"a\":{\"c\":2}}              | {\"a\":{\"c\":2}}",
                "{\"a\":1,\"A\":2,\"a \":3}                     | {\"a\":1,\"A\":2,\"a \":3}",
                "{\"e\u0301\":1,\"\u00e9\":2}                   | {\"e\u0301\":1,\"\u00e9\":2}",
                "{\"a\":1,\"b\":{\"a\":2},\"a\":null}           | {\"a\":null,\"b\":{\"a\":2}}",
            })
    void givesADuplicatesLastValueAtItsFirstPlace(String json, String read) {
        assertEquals(read, BothInputs.parse(json).toString());
        assertEquals(BothInputs.parse(json).asMap().size(), ((JsonObject) BothInputs.parse(json)).size());
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void givesADuplicatesLastValueAtItsFirstPlaceAtEverySize(int size) {
        for (int i = 0; i < size; i++) {
            String members = members(names(size)) + ",\"\\u006eame" + i + "\":\"new\"";
            String expected =
                    "{" + members(names(size)).replace("\"name" + i + "\":" + i, "\"name" + i + "\":\"new\"") + "}";
            JsonValue object = BothInputs.parse("{" + members + "}");

            assertEquals(expected, object.toString());
            assertEquals("new", object.get("name" + i).asString());
        }
    }

    @Test
    void givesADuplicatesLastValueAtItsFirstPlaceWhenBuilt() {
        assertEquals("{\"a\":3,\"b\":2}", JsonObject.of("a", 1, "b", 2, "a", 3).toString());
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void isEqualInAnyOrder(int size) {
        List<String> names = names(size);
        JsonObject object = numbered(names);
        Collections.reverse(names);
        JsonObject reversed = JsonObject.of();
        for (String name : names) {
            reversed = reversed.with(name, object.get(name));
        }

        assertEquals(object, reversed);
        assertEquals(reversed, object);
        assertEquals(object.hashCode(), reversed.hashCode());
        assertNotEquals(object, object.with("more", 1));
        assertNotEquals(object.with("more", 1), object);
        assertNotEquals(object.with("more", 1), object.with("other", 1));
        assertNotEquals(object.with("more", 1), object.with("more", 2));
    }

    static Stream<Arguments> unequal() {
        return Stream.of(
                Arguments.of("{}", "[]"),
                Arguments.of("{}", "null"),
                Arguments.of("{\"a\":null}", "{}"),
                Arguments.of("{\"a\":null}", "{\"b\":null}"),
                Arguments.of("{\"a\":1}", "{\"a\":1.0}"),
                Arguments.of("{\"a\":1,\"b\":2}", "{\"a\":2,\"b\":1}"),
                Arguments.of("{\"a\":[1,2]}", "{\"a\":[2,1]}"),
                Arguments.of("{\"a\":{\"b\":1}}", "{\"a\":{\"b\":2}}"));
    }

    @ParameterizedTest
    @MethodSource("unequal")
    void isNotEqualOtherwise(String one, String other) {
        assertNotEquals(BothInputs.parse(one), BothInputs.parse(other));
        assertNotEquals(BothInputs.parse(other), BothInputs.parse(one));
        assertNotEquals(BothInputs.parse(one), BothInputs.parse(one).toJava());
        assertNotEquals(null, BothInputs.parse(one));
    }

    static Stream<Arguments> mutators() {
        JsonValue value = JsonValue.of(1);
        return Stream.of(
                mutator("put", members -> members.put("a", value)),
                mutator("put a new one", members -> members.put("new", value)),
                mutator("putAll", members -> members.putAll(Map.of("a", value))),
                mutator("putIfAbsent", members -> members.putIfAbsent("new", value)),
                mutator("remove", members -> members.remove("a")),
                mutator("remove with value", members -> members.remove("a", value)),
                mutator("replace", members -> members.replace("a", value)),
                mutator("replaceAll", members -> members.replaceAll((name, old) -> value)),
                mutator("compute", members -> members.compute("a", (name, old) -> value)),
                mutator("computeIfAbsent", members -> members.computeIfAbsent("new", name -> value)),
                mutator("computeIfPresent", members -> members.computeIfPresent("a", (name, old) -> null)),
                mutator("merge", members -> members.merge("a", value, (old, more) -> more)),
                mutator("clear", Map::clear),
                mutator("keySet.remove", members -> members.keySet().remove("a")),
                mutator("keySet.clear", members -> members.keySet().clear()),
                mutator("keySet.removeIf", members -> members.keySet().removeIf(name -> true)),
                mutator("keySet.retainAll", members -> members.keySet().retainAll(List.of())),
                mutator("values.remove", members -> members.values().remove(value)),
                mutator("values.removeIf", members -> members.values().removeIf(any -> true)),
                mutator("values.clear", members -> members.values().clear()),
                mutator("entrySet.clear", members -> members.entrySet().clear()),
                mutator("entrySet.removeIf", members -> members.entrySet().removeIf(member -> true)),
                mutator("entrySet.add", members -> members.entrySet().add(Map.entry("new", value))),
                mutator(
                        "setValue",
                        members -> members.entrySet().iterator().next().setValue(value)),
                mutator(
                        "iterator.remove",
                        members -> removeFirst(members.entrySet().iterator())),
                mutator(
                        "keySet.iterator.remove",
                        members -> removeFirst(members.keySet().iterator())),
                mutator(
                        "values.iterator.remove",
                        members -> removeFirst(members.values().iterator())));
    }

    private static Arguments mutator(String name, Consumer<Map<String, JsonValue>> mutator) {
        return Arguments.of(name, mutator);
    }

    private static void removeFirst(Iterator<?> iterator) {
        iterator.next();
        iterator.remove();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutators")
    void showsItsMembersUnmodifiably(String name, Consumer<Map<String, JsonValue>> mutator) {
        for (String json : List.of("{\"a\":1,\"b\":2}", "{" + members(names(20)) + ",\"a\":1}")) {
            JsonValue object = BothInputs.parse(json);

            assertThrows(UnsupportedOperationException.class, () -> mutator.accept(object.asMap()));
            assertEquals(json, object.toString());
        }
    }

    @Test
    void keepsNothingOfWhatItIsMadeOf() {
        Object[] namesAndValues = {"a", 1, "b", 2};
        Map<String, Object> map = new LinkedHashMap<>(Map.of("a", 1));
        JsonObject one = JsonObject.of(namesAndValues);
        JsonObject other = JsonObject.of(map);
        Arrays.fill(namesAndValues, "c");
        map.put("a", 2);

        assertEquals("{\"a\":1,\"b\":2}", one.toString());
        assertEquals("{\"a\":1}", other.toString());
    }

    @Test
    void givesArraysOfItsMembersThatAreTheCallersOwn() {
        Arrays.fill(DETAILS.asMap().entrySet().toArray(), null);
        Arrays.fill(DETAILS.asMap().values().toArray(), null);
        Arrays.fill(DETAILS.asMap().keySet().toArray(), null);

        assertEquals(
                "{\"field\":\"avatar_id\",\"reason\":\"Avatar ID is required\",\"limit\":null}", DETAILS.toString());
    }

    @Test
    @SuppressWarnings("CollectionIncompatibleType")
    void showsItsMembersAsAMap() {
        Map<String, JsonValue> members = DETAILS.asMap();

        assertEquals(3, members.size());
        assertEquals(List.of("field", "reason", "limit"), List.copyOf(members.keySet()));
        assertEquals(
                List.of(JsonValue.of("avatar_id"), JsonValue.of("Avatar ID is required"), JsonValue.of(null)),
                List.copyOf(members.values()));
        assertTrue(members.containsKey("limit"));
        assertTrue(members.entrySet().contains(Map.entry("limit", JsonValue.of(null))));
        assertFalse(members.entrySet().contains(Map.entry("limit", JsonValue.of(10))));
        assertFalse(members.entrySet().contains(Map.entry("none", JsonValue.of(null))));
        assertFalse(members.entrySet().contains(Map.entry(1, 1)));
        assertFalse(members.entrySet().contains(new SimpleEntry<>(null, null)));
        assertFalse(members.entrySet().contains(JsonValue.of("limit")));
        assertFalse(members.entrySet().contains(null));
        assertEquals(JsonValue.of(null), members.get("limit"));
        assertNull(members.get("none"));
        assertNull(members.get(1));
        assertNull(members.get(null));
        assertFalse(members.containsKey(null));
        assertTrue(JsonObject.of().asMap().isEmpty());
        assertEquals(
                Map.of("a", JsonValue.of(1), "b", JsonValue.of(2)),
                JsonObject.of("b", 2, "a", 1).asMap());
        assertEquals(
                Map.of("a", JsonValue.of(1)).hashCode(),
                JsonObject.of("a", 1).asMap().hashCode());
        assertThrows(
                NoSuchElementException.class,
                () -> JsonObject.of().asMap().entrySet().iterator().next());
    }

    @Tag("large")
    @Test
    void readsSixtyFiveThousandNamesOfOneHashCode() {
        List<String> names =
                IntStream.range(0, 1 << 16).mapToObj(LargeText::colliding).toList();
        assertEquals(1, names.stream().mapToInt(String::hashCode).distinct().count());

        JsonObject object = (JsonObject) BothInputs.parse("{" + members(names) + "}");

        assertEquals(1 << 16, object.size());
        assertEquals(41_234, object.get(LargeText.colliding(41_234)).asInt());
        assertEquals(names, List.copyOf(object.asMap().keySet()));
        assertEquals(object, BothInputs.parse(object.toBytes()));
        assertEquals(object.hashCode(), BothInputs.parse(object.toBytes()).hashCode());
        assertEquals(1 << 16, object.toJava().size());
        assertEquals(1 << 16, JsonObject.of(object.toJava()).size());
        assertEquals((1 << 16) + 1, object.with("more", 1).size());
    }

    @Tag("large")
    @Test
    void readsAMillionMembers() {
        StringBuilder json = new StringBuilder("{\"0\":0");
        for (int i = 1; i < 1_000_000; i++) {
            json.append(",\"").append(i).append("\":").append(i);
        }
        JsonObject object = (JsonObject) BothInputs.parse(json.append('}').toString());

        assertEquals(1_000_000, object.size());
        assertEquals(654_321, object.get("654321").asInt());
        assertEquals(json.toString(), object.toString());
    }

    @Tag("large")
    @ParameterizedTest
    @ValueSource(strings = {"", "{\"b\":1},", "\"x\","})
    void readsAMillionDuplicatesOfOneName(String before) {
        String json = "{" + "\"a\":0,".repeat(999_999) + "\"a\":[" + before + "1]}";

        assertEquals(
                "{\"a\":[" + before + "1]}",
                BothInputs.parse(json.getBytes(UTF_8)).toString());
    }

    @Tag("large")
    @Test
    void readsAMillionDuplicatesAmongManyNames() {
        List<String> names = names(20);
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < 1_000_000; i++) {
            json.append(i == 0 ? "\"" : ",\"")
                    .append(names.get(i % 20))
                    .append("\":")
                    .append(i);
        }
        JsonValue object = BothInputs.parse(json.append('}').toString());

        assertEquals(names, List.copyOf(object.asMap().keySet()));
        assertEquals(999_983, object.get("name3").asInt());
    }

    @Test
    void isTheSameObjectForever() {
        JsonValue object = BothInputs.parse("{\"a\":{\"b\":1}}");
        object.asMap().get("a");
        ((JsonObject) object.get("a")).with("b", 2);

        assertEquals("{\"a\":{\"b\":1}}", object.toString());
        assertSame(object, JsonValue.of(object));
    }

    private static JsonObject numbered(List<String> names) {
        Object[] namesAndValues = new Object[2 * names.size()];
        for (int i = 0; i < names.size(); i++) {
            namesAndValues[2 * i] = names.get(i);
            namesAndValues[2 * i + 1] = i;
        }
        return JsonObject.of(namesAndValues);
    }

    private static List<String> names(int size) {
        return new ArrayList<>(
                IntStream.range(0, size).mapToObj(i -> "name" + i).toList());
    }

    private static String members(List<String> names) {
        StringBuilder members = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            members.append(i == 0 ? "\"" : ",\"")
                    .append(names.get(i))
                    .append("\":")
                    .append(i);
        }
        return members.toString();
    }

    private static IllegalArgumentException refusal(Executable build) {
        return assertThrows(IllegalArgumentException.class, build);
    }
}

package konpro.errors.json;

import static konpro.errors.testkit.BothInputs.parse;
import static org.junit.jupiter.api.Assertions.*;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import konpro.errors.testkit.LargeText;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The structured types of RFC 8259. Objects: members in order, each name once, and equal in any order. Arrays: elements in order.
 */
class JsonStructuresTest {

    private static final JsonValue ONE = JsonValue.of(1);
    private static final JsonObject DETAILS =
            JsonObject.of("field", "avatar_id", "reason", "Avatar ID is required", "limit", null);

    private static final String JSON = "[1,\"a\",[true],null]";
    private static final JsonArray ARRAY = (JsonArray) parse(JSON);

    /** On both sides of the sizes at which memory is added, and of the one from which on there is an index. */
    static final int[] SIZES = {0, 1, 2, 7, 8, 9, 10, 16, 17, 31, 32, 33, 34, 100};

    private static List<String> names(int size) {
        return new ArrayList<>(
                IntStream.range(0, size).mapToObj(i -> "name" + i).toList());
    }

    /** {@return an object of these names, whose values are 0, 1, 2 and so on} */
    private static JsonObject numbered(List<String> names) {
        Object[] namesAndValues = new Object[2 * names.size()];
        for (int i = 0; i < names.size(); i++) {
            namesAndValues[2 * i] = names.get(i);
            namesAndValues[2 * i + 1] = i;
        }
        return JsonObject.of(namesAndValues);
    }

    @Test
    void findsMembersByName() {
        assertEquals("avatar_id", DETAILS.get("field").asString());
        assertEquals(JsonValue.of(null), DETAILS.get("limit"));
        assertEquals(Optional.of(JsonValue.of("avatar_id")), DETAILS.tryGet("field"));
        assertEquals(Optional.of(JsonValue.of(null)), DETAILS.tryGet("limit"));
        assertEquals(Optional.empty(), DETAILS.tryGet("Field"));
        assertEquals(Optional.empty(), DETAILS.tryGet(""));
        assertEquals(Optional.empty(), JsonObject.of().tryGet("field"));
    }

    @ParameterizedTest
    @FieldSource("SIZES")
    void hasEveryMemberInOrderAndNoOtherAtEverySize(int size) {
        List<String> names = names(size);
        Collections.reverse(names);
        JsonObject object = numbered(names);
        JsonValue parsed = parse(object.toString());

        assertEquals(size, object.size());
        assertEquals(object, parsed);
        assertEquals(names, List.copyOf(object.asMap().keySet()));
        assertEquals(names, List.copyOf(parsed.asMap().keySet()));
        assertEquals(names, List.copyOf(object.toJava().keySet()));
        for (int i = 0; i < size; i++) {
            assertEquals(i, object.get(names.get(i)).asInt());
            assertEquals(i, object.asMap().get(names.get(i)).asInt());
        }
        assertEquals(Optional.empty(), object.tryGet("name" + size));
        assertFalse(object.asMap().containsKey("name" + size));
        assertThrows(JsonValueException.class, () -> object.get("name" + size));
    }

    @ParameterizedTest
    @FieldSource("SIZES")
    void addsAMemberAtTheEndOfACopy(int size) {
        JsonObject object = numbered(names(size));
        String before = object.toString();
        JsonObject copy = object.with("more", List.of(true));
        JsonObject other = object.with("other", 2);

        assertEquals(before, object.toString());
        assertEquals(Optional.empty(), object.tryGet("more"));
        assertEquals(Optional.empty(), other.tryGet("more"));
        assertEquals(Optional.empty(), copy.tryGet("other"));
        assertEquals(size + 1, copy.size());
        assertEquals(before.replace("}", size == 0 ? "\"more\":[true]}" : ",\"more\":[true]}"), copy.toString());
        assertTrue(copy.get("more").get(0).asBoolean());
        names(size).forEach(name -> assertEquals(object.get(name), copy.get(name)));
    }

    @ParameterizedTest
    @FieldSource("SIZES")
    void replacesAMemberAtItsPositionInACopy(int size) {
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
    void isBuiltOfNamesAndValuesOrAMapInTheirOrder() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("b", 1);
        map.put("a", null);

        assertEquals("{\"b\":1,\"a\":null}", JsonObject.of(map).toString());
        assertEquals("{}", JsonObject.of(Map.of()).toString());
        JsonObject object = JsonObject.of("b", 1, "a", List.of(2), "c", null);
        assertEquals("{\"b\":1,\"a\":[2],\"c\":null}", object.toString());
        assertEquals("{}", JsonObject.of().toString());
        assertEquals("{\"\":{}}", JsonObject.of("", JsonObject.of()).toString());
        assertEquals("{\"a\":3,\"b\":2}", JsonObject.of("a", 1, "b", 2, "a", 3).toString());
    }

    @Test
    @SuppressWarnings("UnnecessaryStringBuilder")
    void refusesOtherNamesThanStrings() {
        String odd = "Expected names and values in turn, but the last name has no value";
        String type = "Expected a member name of type String but found ";

        assertRefused(odd, () -> JsonObject.of("a"));
        assertRefused(odd, () -> JsonObject.of("a", 1, "b"));
        assertRefused(type + "java.lang.Integer", () -> JsonObject.of(1, "a"));
        assertRefused(type + "null", () -> JsonObject.of(null, "a"));
        assertRefused(type + "java.lang.StringBuilder", () -> JsonObject.of("a", 1, new StringBuilder("b"), 2));
        assertRefused(type + "null", () -> DETAILS.with(null, "a"));
        assertRefused(type + "null", () -> JsonObject.of(Collections.singletonMap(null, "a")));
        assertRefused(type + "java.lang.Integer", () -> JsonValue.of(List.of(Map.of(1, 1))));
    }

    private static void assertRefused(String message, Executable build) {
        assertEquals(
                message, assertThrows(IllegalArgumentException.class, build).getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {"a":1,"a":2}                        | {"a":2}
            {"a":1,"b":2,"a":3}                  | {"a":3,"b":2}
            {"a":1,"b":2,"a":3,"b":4,"a":5}      | {"a":5,"b":4}
            {"code":1,"x":2,"c\\u006fde":3}      | {"code":3,"x":2}
            {"c\\u006fde":1,"x":2,"code":3}      | {"code":3,"x":2}
            {"\\u0063\\u006f\\u0064\\u0065":1,"code":2} | {"code":2}
            {"":1,"":2}                          | {"":2}
            {"\\/":1,"/":2}                      | {"/":2}
            {"é":1,"\\u00e9":2}                  | {"é":2}
            {"😀":1,"\\ud83d\\ude00":2}          | {"😀":2}
            {"\\ud83d":1,"\\uD83D":2}            | {"\\ud83d":2}
            {"\\ud83d":1,"\\ude00":2}            | {"\\ud83d":1,"\\ude00":2}
            {"a":{"b":1},"a":{"c":2}}            | {"a":{"c":2}}
            {"a":1,"A":2,"a ":3}                 | {"a":1,"A":2,"a ":3}
            {"e\u0301":1,"\u00e9":2}             | {"e\u0301":1,"\u00e9":2}
            {"a":1,"b":{"a":2},"a":null}         | {"a":null,"b":{"a":2}}
            """)
    void hasADuplicatesLastValueAtItsFirstPosition(String json, String read) {
        JsonObject object = (JsonObject) parse(json);

        assertEquals(read, object.toString());
        assertEquals(object.asMap().size(), object.size());
    }

    @ParameterizedTest
    @FieldSource("SIZES")
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

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {}            | []
            {}            | null
            {"a":null}    | {}
            {"a":null}    | {"b":null}
            {"a":1}       | {"a":1.0}
            {"a":1,"b":2} | {"a":2,"b":1}
            {"a":[1,2]}   | {"a":[2,1]}
            {"a":{"b":1}} | {"a":{"b":2}}
            """)
    void isNotEqualOtherwise(String one, String other) {
        assertNotEquals(parse(one), parse(other));
        assertNotEquals(parse(other), parse(one));
        assertNotEquals(parse(one), parse(one).toJava());
        assertNotEquals(null, parse(one));
    }

    /** The JDK's own collections: one change of each kind. */
    @Test
    void showsItsMembersAndElementsUnmodifiably() {
        Map<String, JsonValue> members = DETAILS.asMap();
        List<JsonValue> elements = ARRAY.asList();
        List<Executable> changes = List.of(
                () -> members.put("field", ONE),
                () -> members.put("new", ONE),
                () -> members.remove("field"),
                () -> members.replaceAll((name, old) -> ONE),
                members::clear,
                () -> members.keySet().remove("field"),
                () -> members.values().clear(),
                () -> members.entrySet().iterator().next().setValue(ONE),
                () -> elements.add(ONE),
                () -> elements.set(0, ONE),
                () -> elements.remove(0),
                () -> elements.subList(0, 1).clear(),
                () -> elements.sort(Comparator.comparing(JsonValue::toString)),
                () -> elements.removeIf(any -> true));

        changes.forEach(change -> assertThrows(UnsupportedOperationException.class, change));
    }

    @Test
    void showsItsMembersAsAMap() {
        Map<String, JsonValue> expected = new LinkedHashMap<>();
        expected.put("field", JsonValue.of("avatar_id"));
        expected.put("reason", JsonValue.of("Avatar ID is required"));
        expected.put("limit", JsonValue.of(null));
        Map<String, JsonValue> members = DETAILS.asMap();

        assertEquals(expected, members);
        assertEquals(expected.hashCode(), members.hashCode());
        assertEquals(List.copyOf(expected.keySet()), List.copyOf(members.keySet()));
        assertNull(members.get("none"));
        assertEquals(Map.of(), JsonObject.of().asMap());
    }

    @Tag("large")
    @Test
    void readsSixtyFiveThousandNamesOfOneHashCode() {
        List<String> names =
                IntStream.range(0, 1 << 16).mapToObj(LargeText::colliding).toList();
        assertEquals(1, names.stream().mapToInt(String::hashCode).distinct().count());

        JsonObject object = (JsonObject) parse(numbered(names).toString());

        assertEquals(1 << 16, object.size());
        assertEquals(41_234, object.get(LargeText.colliding(41_234)).asInt());
        assertEquals(names, List.copyOf(object.asMap().keySet()));
        assertEquals(object, parse(object.toBytes()));
        assertEquals(object.hashCode(), parse(object.toBytes()).hashCode());
        assertEquals(1 << 16, object.toJava().size());
        assertEquals(1 << 16, JsonObject.of(object.toJava()).size());
        assertEquals((1 << 16) + 1, object.with("more", 1).size());
    }

    @Tag("large")
    @Test
    void readsAMillionMembersAndElements() {
        String json = LargeText.MEMBERS.text(1_000_000);
        JsonObject object = (JsonObject) parse(json);

        assertEquals(1_000_000, object.size());
        assertEquals(654_321, object.get("name654321").asInt());
        assertEquals(json, object.toString());

        JsonArray array = (JsonArray) parse("[" + "0,".repeat(999_999) + "7]");

        assertEquals(1_000_000, array.size());
        assertEquals(7, array.get(999_999).asInt());
    }

    @Tag("large")
    @ParameterizedTest
    @ValueSource(strings = {"", "{\"b\":1},", "\"x\","})
    void readsAMillionDuplicatesOfOneName(String before) {
        String last = "\"a\":[" + before + "1]}";

        assertEquals("{" + last, parse("{" + "\"a\":0,".repeat(999_999) + last).toString());
    }

    @Tag("large")
    @Test
    void readsAMillionDuplicatesAmongManyNames() {
        JsonValue object = parse(LargeText.MEMBERS_OF_A_HUNDRED_NAMES.text(1_000_000));

        assertEquals(names(100), List.copyOf(object.asMap().keySet()));
        assertEquals(999_903, object.get("name3").asInt());
    }

    // Arrays

    @Test
    void getsElementsByIndexAndShowsThemAsAList() {
        List<JsonValue> elements = ARRAY.asList();

        assertEquals(4, ARRAY.size());
        assertEquals(List.of(ONE, JsonValue.of("a"), JsonValue.of(List.of(true)), JsonValue.of(null)), elements);
        for (int i = 0; i < 4; i++) {
            assertEquals(elements.get(i), ARRAY.get(i));
        }
        assertEquals(List.of(), parse("[]").asList());
    }

    @Test
    void isEqualByElementsInOrder() {
        assertEquals(JsonValue.of(List.of(1, "a")), parse("[1,\"a\"]"));
        assertEquals(
                JsonValue.of(List.of(1, "a")).hashCode(), parse("[1,\"a\"]").hashCode());
        assertEquals(ARRAY.get(2), parse("[true]"));
        assertNotEquals(JsonValue.of(List.of(1, 2)), JsonValue.of(List.of(2, 1)));
        assertNotEquals(JsonValue.of(List.of(1)), JsonValue.of(List.of(1, 1)));
        assertNotEquals(JsonValue.of(List.of()), JsonValue.of(null));
        assertNotEquals(JsonValue.of(List.of(1)), ONE);
    }
}

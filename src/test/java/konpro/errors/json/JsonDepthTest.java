package konpro.errors.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static konpro.errors.testkit.BothInputs.parse;
import static konpro.errors.testkit.BothInputs.refusal;
import static org.junit.jupiter.api.Assertions.*;

import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Values nest 128 deep and no deeper, however they are made, and at that depth everything works on a small stack: the one of
 * 256 KiB on which the build runs all tests.
 */
class JsonDepthTest {

    private static final String TOO_DEEP_TO_PARSE = "at most 128 nested arrays and objects";
    private static final String TOO_DEEP_TO_BUILD =
            "Expected at most 128 nested arrays and objects (a collection within itself?)";

    /** Ways to nest: the brackets of the levels, in turn. */
    enum Nesting {
        ARRAYS("["),
        OBJECTS("{"),
        BOTH("[{");

        private final String brackets;

        Nesting(String brackets) {
            this.brackets = brackets;
        }

        boolean isArray(int level) {
            return brackets.charAt(level % brackets.length()) == '[';
        }

        String opening(int level) {
            return isArray(level) ? "[" : "{\"a\":";
        }

        String json(int depth, String inner) {
            StringBuilder json = new StringBuilder();
            for (int level = 0; level < depth; level++) {
                json.append(opening(level));
            }
            json.append(inner);
            for (int level = depth - 1; level >= 0; level--) {
                json.append(isArray(level) ? ']' : '}');
            }
            return json.toString();
        }

        Object plain(int depth, Object inner) {
            Object value = inner;
            for (int level = depth - 1; level >= 0; level--) {
                value = isArray(level) ? Collections.singletonList(value) : Collections.singletonMap("a", value);
            }
            return value;
        }

        /** {@return the offset of what is inside so many levels} */
        int offsetOf(int depth) {
            return json(depth, "#").indexOf('#');
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesToParse129LevelsAtTheLastBracket(Nesting nesting) {
        for (String inner : List.of("[]", "{}", "[1]", "{\"a\":1}", "[", "{")) {
            String opening = nesting.opening(0);

            assertTooDeepToParse(nesting.json(128, inner), nesting.offsetOf(128));
            assertTooDeepToParse(nesting.json(127, opening + inner), nesting.offsetOf(127) + opening.length());
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesToParseMillionsOfLevels(Nesting nesting) {
        String opening = nesting.opening(0);

        assertTooDeepToParse(nesting.json(1_000_000, "1"), nesting.offsetOf(128));
        assertTooDeepToParse(opening.repeat(1_000_000), 128 * opening.length());
    }

    @Test
    void parsesAnyNumberOfLevelsOneAfterAnother() {
        String one = Nesting.BOTH.json(127, "1");
        String json = "[" + (one + ",").repeat(300) + one + "]";

        assertEquals(json, parse(json).toString());
        assertEquals(
                1_000, parse("[" + "[],{},".repeat(499) + "[],{}]").asList().size());
    }

    @ParameterizedTest
    @EnumSource
    void countsLevelsWithinAMemberThatIsOverwritten(Nesting nesting) {
        String fits = "{\"a\":" + nesting.json(127, "1") + ",\"a\":2}";
        String tooDeep = "{\"a\":" + nesting.json(128, "1") + ",\"a\":2}";

        assertEquals("{\"a\":2}", parse(fits).toString());
        assertTooDeepToParse(tooDeep, 5 + nesting.offsetOf(127));
    }

    @ParameterizedTest
    @EnumSource
    void refusesToBuild129Levels(Nesting nesting) {
        List<UnaryOperator<Object>> waysToAddALevel = List.of(
                inner -> JsonValue.of(Collections.singletonList(inner)),
                inner -> JsonValue.of(Collections.singleton(inner)),
                inner -> JsonValue.of(Optional.of(Collections.singletonList(inner))),
                inner -> JsonValue.of(new Object[] {inner}),
                inner -> JsonValue.of(Collections.singletonMap("a", inner)),
                inner -> JsonObject.of("a", inner),
                inner -> JsonObject.of(Collections.singletonMap("a", inner)),
                inner -> JsonObject.of("a", 1).with("b", inner),
                inner -> JsonObject.of("a", 1).with("a", inner));
        for (UnaryOperator<Object> way : waysToAddALevel) {
            Object fits = nesting.plain(127, 1);
            Object tooDeep = nesting.plain(128, 1);

            assertTrue(way.apply(fits).toString().contains(nesting.json(127, "1")));
            assertTrue(way.apply(JsonValue.of(fits)).toString().contains(nesting.json(127, "1")));
            assertTooDeepToBuild(() -> way.apply(tooDeep));
            assertTooDeepToBuild(() -> way.apply(JsonValue.of(tooDeep)));
            assertTooDeepToBuild(() -> way.apply(parse(nesting.json(128, "1"))));
            assertTooDeepToBuild(() -> way.apply(parse(nesting.json(127, "[]"))));
        }
    }

    @Test
    void countsTheDeepestOfManyMembersAndElements() {
        JsonValue deep = JsonValue.of(Nesting.BOTH.plain(127, 1));
        JsonValue array = JsonValue.of(List.of(1, deep, List.of()));
        JsonValue object = JsonObject.of("a", 1, "b", deep, "c", List.of());

        assertTooDeepToBuild(() -> JsonValue.of(List.of(array)));
        assertTooDeepToBuild(() -> JsonValue.of(List.of(object)));
        assertTooDeepToBuild(() -> JsonObject.of("a", object));
        assertEquals("[1]", JsonValue.of(List.of(object.get("a"))).toString());
    }

    @Test
    void countsNoLevelsThatWereReplaced() {
        JsonObject deep = JsonObject.of("a", Nesting.ARRAYS.plain(127, 1));
        JsonValue parsed = parse("[{\"a\":" + Nesting.BOTH.json(126, "1") + ",\"a\":1},2]");

        assertEquals("[{\"a\":1}]", JsonValue.of(List.of(deep.with("a", 1))).toString());
        assertEquals("[[{\"a\":1},2]]", JsonValue.of(List.of(parsed)).toString());
    }

    @Test
    void refusesWhatContainsItself() {
        Map<String, Object> map = new HashMap<>();
        map.put("self", map);
        List<Object> list = new ArrayList<>();
        list.add(Map.of("list", list));
        Object[] array = new Object[1];
        array[0] = array;

        assertTooDeepToBuild(() -> JsonValue.of(map));
        assertTooDeepToBuild(() -> JsonObject.of(map));
        assertTooDeepToBuild(() -> JsonObject.of("a", map));
        assertTooDeepToBuild(() -> JsonObject.of().with("a", map));
        assertTooDeepToBuild(() -> JsonValue.of(list));
        assertTooDeepToBuild(() -> JsonValue.of(array));
        assertTooDeepToBuild(() -> JsonValue.of(new Endless()));
        assertTooDeepToBuild(() -> JsonObject.of("a", List.of(new Endless())));
    }

    /** A new element at every level. */
    private static final class Endless extends AbstractCollection<Object> {

        @Override
        public Iterator<Object> iterator() {
            return List.<Object>of(new Endless()).iterator();
        }

        @Override
        public int size() {
            return 1;
        }
    }

    @ParameterizedTest
    @EnumSource
    void doesEverythingWithADeepValueOnASmallStack(Nesting nesting) {
        String json = nesting.json(128, "1");
        Object plain = nesting.plain(128, 1L);
        JsonValue value = parse(json);
        JsonValue same = parse(json.getBytes(UTF_8));

        assertEquals(value, same);
        assertEquals(value.hashCode(), same.hashCode());
        assertNotEquals(value, parse(nesting.json(128, "2")));
        assertEquals(json, value.toString());
        assertArrayEquals(json.getBytes(UTF_8), value.toBytes());
        assertEquals(value, parse(value.toPrettyString()));
        assertEquals(plain, value.toJava());
        assertEquals(value, JsonValue.of(plain));
        assertEquals(value, JsonValue.of(value.toJava()));
        JsonValue innermost = value;
        for (int level = 0; level < 128; level++) {
            innermost = nesting.isArray(level) ? innermost.get(0) : innermost.get("a");
        }
        assertEquals(1, innermost.asInt());
        String path = json.replaceFirst("1.*", "").replace("[", "[0]").replace("{\"a\":", ".a");
        Throwable mismatch = assertThrows(JsonValueException.class, innermost::asString);
        assertEquals(path.replaceFirst("^\\.", "") + ": expected a string, found a number", mismatch.getMessage());
    }

    private static void assertTooDeepToParse(String json, int offset) {
        JsonParseException refusal = refusal(json);
        assertEquals(TOO_DEEP_TO_PARSE, refusal.expected());
        assertEquals(offset, refusal.offset());
    }

    private static void assertTooDeepToBuild(Executable build) {
        Throwable refusal = assertThrows(IllegalArgumentException.class, build);
        assertEquals(TOO_DEEP_TO_BUILD, refusal.getMessage());
    }
}

package konpro.errors.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.*;

import konpro.errors.testkit.BothInputs;
import konpro.errors.testkit.JsonTexts;
import konpro.errors.testkit.Nesting;
import konpro.errors.testkit.SmallStack;
import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import konpro.errors.testkit.JsonTexts.Broken;
import konpro.errors.testkit.JsonTexts.Valid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Values nest 128 deep and no deeper, however they came to be, and at that depth everything works on a small stack. */
class JsonDepthTest {

    private static final String TOO_DEEP_TO_PARSE = "at most 128 nested arrays and objects";
    private static final String TOO_DEEP_TO_BUILD =
            "Expected at most 128 nested arrays and objects (a collection within itself?)";

    private static final String VIOLATION = "{\"field\":\"f\",\"reason\":\"r\"}";

    /** Ways to nest. */
    enum Nesting {
        ARRAYS {
            @Override
            String opening(int level) {
                return "[";
            }

            @Override
            String closing(int level) {
                return "]";
            }

            @Override
            Object around(Object inner, int level) {
                return Collections.singletonList(inner);
            }
        },
        OBJECTS {
            @Override
            String opening(int level) {
                return "{\"a\":";
            }

            @Override
            String closing(int level) {
                return "}";
            }

            @Override
            Object around(Object inner, int level) {
                return Collections.singletonMap("a", inner);
            }
        },
        BOTH {
            @Override
            String opening(int level) {
                return of(level).opening(level);
            }

            @Override
            String closing(int level) {
                return of(level).closing(level);
            }

            @Override
            Object around(Object inner, int level) {
                return of(level).around(inner, level);
            }

            private Nesting of(int level) {
                return level % 2 == 0 ? ARRAYS : OBJECTS;
            }
        };

        abstract String opening(int level);

        abstract String closing(int level);

        abstract Object around(Object inner, int level);

        String json(int depth, String inner) {
            StringBuilder json = new StringBuilder();
            for (int level = 0; level < depth; level++) {
                json.append(opening(level));
            }
            json.append(inner);
            for (int level = depth - 1; level >= 0; level--) {
                json.append(closing(level));
            }
            return json.toString();
        }

        Object plain(int depth, Object inner) {
            Object value = inner;
            for (int level = depth - 1; level >= 0; level--) {
                value = around(value, level);
            }
            return value;
        }

        /** The offset of the bracket that goes too deep. */
        int offsetOf(int depth) {
            return json(depth, "#").indexOf('#');
        }
    }

    @ParameterizedTest
    @EnumSource
    void parses128LevelsWithAScalarInside(Nesting nesting) {
        String json = nesting.json(128, "1");

        assertEquals(json, BothInputs.parse(json).toString());
        assertEquals(json, BothInputs.parse(json.getBytes(UTF_8)).toString());
    }

    /** It is read at one go, and is a level like any other. */
    @ParameterizedTest
    @EnumSource
    void countsTheLevelOfAViolation(Nesting nesting) {
        String deepest = nesting.json(127, VIOLATION);
        JsonValue besideADeepOne = BothInputs.parse("[" + nesting.json(126, VIOLATION) + "," + VIOLATION + "]");
        JsonValue lessDeep = BothInputs.parse(nesting.json(126, VIOLATION));

        assertEquals(deepest, BothInputs.parse(deepest).toString());
        assertTooDeepToBuild(() -> JsonValue.of(List.of(BothInputs.parse(deepest))));
        assertTooDeepToBuild(() -> JsonValue.of(List.of(besideADeepOne)));
        assertEquals("[" + lessDeep + "]", JsonValue.of(List.of(lessDeep)).toString());
    }

    static Stream<Arguments> tooDeep() {
        return Stream.of(Nesting.values())
                .flatMap(nesting -> Stream.of("[]", "{}", "[1]", "{\"a\":1}", VIOLATION, "[", "{")
                        .map(inner -> Arguments.of(nesting, inner)));
    }

    @ParameterizedTest
    @MethodSource("tooDeep")
    void refusesToParse129LevelsAtTheLastBracket(Nesting nesting, String inner) {
        String json = nesting.json(128, inner);

        assertRefused(json, nesting.offsetOf(128));
        assertRefused(
                nesting.json(127, nesting.opening(0) + inner),
                nesting.offsetOf(127) + nesting.opening(0).length());
    }

    @ParameterizedTest
    @EnumSource
    void refusesToParseMillionsOfLevels(Nesting nesting) {
        SmallStack.run(() -> assertRefused(nesting.json(1_000_000, "1"), nesting.offsetOf(128)));
        SmallStack.run(() -> assertRefused(
                nesting.opening(0).repeat(1_000_000), 128 * nesting.opening(0).length()));
    }

    @Test
    void parsesAnyNumberOfLevelsOneAfterAnother() {
        String one = Nesting.BOTH.json(127, "1");
        String json = "[" + (one + ",").repeat(300) + one + "]";

        assertEquals(json, BothInputs.parse(json).toString());
        assertEquals(
                1_000,
                BothInputs.parse("[" + "[],{},".repeat(499) + "[],{}]").asList().size());
    }

    @ParameterizedTest
    @EnumSource
    void countsLevelsWithinAMemberThatIsOverwritten(Nesting nesting) {
        String fits = "{\"a\":" + nesting.json(127, "1") + ",\"a\":2}";
        String tooDeep = "{\"a\":" + nesting.json(128, "1") + ",\"a\":2}";

        assertEquals("{\"a\":2}", BothInputs.parse(fits).toString());
        assertRefused(tooDeep, 5 + nesting.offsetOf(127));
    }

    @ParameterizedTest
    @EnumSource
    void builds128LevelsWithAScalarInside(Nesting nesting) {
        assertEquals(
                nesting.json(128, "\"x\""),
                JsonValue.of(nesting.plain(128, "x")).toString());
    }

    static Stream<Arguments> waysToAddALevel() {
        return Stream.of(
                way("of a list", inner -> JsonValue.of(Collections.singletonList(inner))),
                way("of a set", inner -> JsonValue.of(Collections.singleton(inner))),
                way("of an optional", inner -> JsonValue.of(Optional.of(Collections.singletonList(inner)))),
                way("of an array", inner -> JsonValue.of(new Object[] {inner})),
                way("of a map", inner -> JsonValue.of(Collections.singletonMap("a", inner))),
                way("of names and values", inner -> JsonObject.of("a", inner)),
                way("of a map of members", inner -> JsonObject.of(Collections.singletonMap("a", inner))),
                way("with", inner -> JsonObject.of("a", 1).with("b", inner)),
                way("with, at its place", inner -> JsonObject.of("a", 1).with("a", inner)));
    }

    private static Arguments way(String name, UnaryOperator<Object> way) {
        return Arguments.of(name, way);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("waysToAddALevel")
    void refusesToBuild129Levels(String name, UnaryOperator<Object> way) {
        for (Nesting nesting : Nesting.values()) {
            Object fits = nesting.plain(127, 1);
            Object tooDeep = nesting.plain(128, 1);
            JsonValue parsed = BothInputs.parse(nesting.json(128, "1"));
            JsonValue emptyInside = BothInputs.parse(nesting.json(127, "[]"));

            assertTrue(way.apply(fits).toString().contains(nesting.json(127, "1")));
            assertTrue(way.apply(JsonValue.of(fits)).toString().contains(nesting.json(127, "1")));
            assertTooDeepToBuild(() -> way.apply(tooDeep));
            assertTooDeepToBuild(() -> way.apply(JsonValue.of(tooDeep)));
            assertTooDeepToBuild(() -> way.apply(parsed));
            assertTooDeepToBuild(() -> way.apply(emptyInside));
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
    void countsNoLevelsThatAreGone() {
        JsonObject deep = JsonObject.of("a", Nesting.ARRAYS.plain(127, 1));

        assertEquals("[{\"a\":1}]", JsonValue.of(List.of(deep.with("a", 1))).toString());
        assertEquals(
                "{\"x\":" + Nesting.ARRAYS.json(127, "1") + "}",
                JsonObject.of("x", deep.get("a")).toString());
    }

    @Test
    void refusesAMapThatContainsItself() {
        Map<String, Object> map = new HashMap<>();
        map.put("self", map);

        SmallStack.run(() -> {
            assertTooDeepToBuild(() -> JsonValue.of(map));
            assertTooDeepToBuild(() -> JsonObject.of(map));
            assertTooDeepToBuild(() -> JsonObject.of("a", map));
            assertTooDeepToBuild(() -> JsonObject.of().with("a", map));
        });
    }

    @Test
    void refusesAListThatContainsItself() {
        List<Object> list = new ArrayList<>();
        list.add(Map.of("list", list));

        SmallStack.run(() -> assertTooDeepToBuild(() -> JsonValue.of(list)));
    }

    @Test
    void refusesAnArrayThatContainsItself() {
        Object[] array = new Object[1];
        array[0] = array;

        SmallStack.run(() -> assertTooDeepToBuild(() -> JsonValue.of(array)));
    }

    @Test
    void refusesCollectionsWhoseElementsAreCollectionsForEver() {
        SmallStack.run(() -> {
            assertTooDeepToBuild(() -> JsonValue.of(new Endless()));
            assertTooDeepToBuild(() -> JsonObject.of("a", List.of(new Endless())));
        });
    }

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

        SmallStack.run(() -> {
            JsonValue value = BothInputs.parse(json);
            JsonValue same = BothInputs.parse(json.getBytes(UTF_8));

            assertEquals(value, same);
            assertEquals(value.hashCode(), same.hashCode());
            assertNotEquals(value, BothInputs.parse(nesting.json(128, "2")));
            assertEquals(json, value.toString());
            assertArrayEquals(json.getBytes(UTF_8), value.toBytes());
            assertEquals(value, BothInputs.parse(value.toPrettyString()));
            assertEquals(plain, value.toJava());
            assertEquals(value, JsonValue.of(plain));
            assertEquals(value, JsonValue.of(value.toJava()));
            assertEquals(1, innermost(value).asInt());
            assertEquals(
                    innermostPath(nesting) + ": expected a string, found a number",
                    assertThrows(JsonValueException.class, innermost(value)::asString)
                            .getMessage());
        });
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("konpro.errors.json.JsonTexts#VALID")
    void readsInAVeryDeepPlaceOnASmallStack(Valid text) {
        SmallStack.run(() -> assertEquals(
                Nesting.BOTH.json(123, text.compact()),
                BothInputs.written(BothInputs.parse(Nesting.BOTH.json(123, text.json())))));
    }

    static Stream<Broken> brokenWithin() {
        return JsonTexts.BROKEN.stream().filter(text -> !text.expected().equals("the end of the text"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenWithin")
    void refusesInAVeryDeepPlaceOnASmallStack(Broken text) {
        String before = Nesting.OBJECTS.opening(0).repeat(126);

        SmallStack.run(() -> {
            JsonParseException refusal =
                    assertThrows(JsonParseException.class, () -> BothInputs.parse(before + text.json()));
            assertEquals(text.expected(), refusal.expected());
            assertEquals(before.length() + text.offset(), refusal.offset());
            assertEquals(before.length() + text.column(), refusal.column());
        });
    }

    private static JsonValue innermost(JsonValue value) {
        JsonValue at = value;
        for (int level = 0; level < 128; level++) {
            at = at instanceof JsonObject object ? object.get("a") : at.get(0);
        }
        return at;
    }

    private static String innermostPath(Nesting nesting) {
        return switch (nesting) {
            case ARRAYS -> "[0]".repeat(128);
            case OBJECTS -> "a" + ".a".repeat(127);
            case BOTH -> "[0].a" + "[0].a".repeat(63);
        };
    }

    private static void assertRefused(String json, int offset) {
        JsonParseException refusal = assertThrows(JsonParseException.class, () -> BothInputs.parse(json));
        assertEquals(TOO_DEEP_TO_PARSE, refusal.expected());
        assertEquals(offset, refusal.offset());
    }

    private static void assertTooDeepToBuild(Executable build) {
        assertEquals(
                TOO_DEEP_TO_BUILD,
                assertThrows(IllegalArgumentException.class, build).getMessage());
    }
}

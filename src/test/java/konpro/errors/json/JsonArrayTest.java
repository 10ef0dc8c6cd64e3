package konpro.errors.json;

import static org.junit.jupiter.api.Assertions.*;

import konpro.errors.testkit.BothInputs;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Arrays: elements in their order. */
class JsonArrayTest {

    private static final String JSON = "[1,\"a\",[true],null]";
    private static final JsonArray ARRAY = (JsonArray) BothInputs.parse(JSON);

    @Test
    void getsElementsByIndex() {
        assertEquals(4, ARRAY.size());
        assertEquals(1, ARRAY.get(0).asInt());
        assertEquals("a", ARRAY.get(1).asString());
        assertEquals(JsonValue.of(List.of(true)), ARRAY.get(2));
        assertEquals(JsonValue.of(null), ARRAY.get(3));
        assertEquals(0, ((JsonArray) BothInputs.parse("[]")).size());
    }

    @Test
    void showsItsElementsAsAList() {
        List<JsonValue> elements = ARRAY.asList();

        assertEquals(
                List.of(JsonValue.of(1), JsonValue.of("a"), JsonValue.of(List.of(true)), JsonValue.of(null)), elements);
        assertEquals(1, elements.indexOf(JsonValue.of("a")));
        assertEquals(List.of(), BothInputs.parse("[]").asList());
        assertThrows(IndexOutOfBoundsException.class, () -> elements.get(4));
        assertThrows(IndexOutOfBoundsException.class, () -> elements.get(-1));
    }

    static Stream<Arguments> mutators() {
        JsonValue value = JsonValue.of(2);
        return Stream.of(
                mutator("add", elements -> elements.add(value)),
                mutator("add at an index", elements -> elements.add(0, value)),
                mutator("addAll", elements -> elements.addAll(List.of(value))),
                mutator("addAll at an index", elements -> elements.addAll(0, List.of(value))),
                mutator("set", elements -> elements.set(0, value)),
                mutator("remove by index", elements -> elements.remove(0)),
                mutator("remove", elements -> elements.remove(JsonValue.of(1))),
                mutator("removeAll", elements -> elements.removeAll(List.of(JsonValue.of(1)))),
                mutator("removeIf", elements -> elements.removeIf(any -> true)),
                mutator("retainAll", elements -> elements.retainAll(List.of())),
                mutator("replaceAll", elements -> elements.replaceAll(any -> value)),
                mutator("sort", elements -> elements.sort(Comparator.comparing(JsonValue::toString))),
                mutator("clear", List::clear),
                mutator("subList.clear", elements -> elements.subList(0, 1).clear()),
                mutator("subList.set", elements -> elements.subList(0, 1).set(0, value)),
                mutator("iterator.remove", JsonArrayTest::removeByIterator),
                mutator("listIterator.set", elements -> setByIterator(elements, value)),
                mutator("listIterator.add", elements -> elements.listIterator().add(value)));
    }

    private static Arguments mutator(String name, Consumer<List<JsonValue>> mutator) {
        return Arguments.of(name, mutator);
    }

    private static void removeByIterator(List<JsonValue> elements) {
        Iterator<JsonValue> iterator = elements.iterator();
        iterator.next();
        iterator.remove();
    }

    private static void setByIterator(List<JsonValue> elements, JsonValue value) {
        ListIterator<JsonValue> iterator = elements.listIterator();
        iterator.next();
        iterator.set(value);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutators")
    void showsItsElementsUnmodifiably(String name, Consumer<List<JsonValue>> mutator) {
        assertThrows(UnsupportedOperationException.class, () -> mutator.accept(ARRAY.asList()));
        assertEquals(JSON, ARRAY.toString());
    }

    /** What lists can do since JDK 21. */
    @EnabledForJreRange(min = JRE.JAVA_21)
    @ParameterizedTest
    @ValueSource(strings = {"removeFirst", "removeLast", "addFirst", "addLast", "reversed"})
    void showsItsElementsUnmodifiablyAsASequence(String name) throws ReflectiveOperationException {
        boolean adds = name.startsWith("add");
        Class<?>[] types = adds ? new Class<?>[] {Object.class} : new Class<?>[0];
        Method method = List.class.getMethod(name, types);
        Object[] arguments = adds ? new Object[] {JsonValue.of(2)} : new Object[0];
        if (name.equals("reversed")) {
            List<?> reversed = (List<?>) method.invoke(ARRAY.asList());
            assertThrows(UnsupportedOperationException.class, () -> reversed.remove(0));
            assertThrows(UnsupportedOperationException.class, reversed::clear);
        } else {
            Exception refused =
                    assertThrows(InvocationTargetException.class, () -> method.invoke(ARRAY.asList(), arguments));
            assertInstanceOf(UnsupportedOperationException.class, refused.getCause());
        }
        assertEquals(JSON, ARRAY.toString());
    }

    @Test
    void givesAnArrayOfItsElementsThatIsTheCallersOwn() {
        Arrays.fill(ARRAY.asList().toArray(), null);

        assertEquals(JSON, ARRAY.toString());
    }

    @Test
    void isEqualByElementsInOrder() {
        assertEquals(JsonValue.of(List.of(1, "a")), BothInputs.parse("[1,\"a\"]"));
        assertEquals(
                JsonValue.of(List.of(1, "a")).hashCode(),
                BothInputs.parse("[1,\"a\"]").hashCode());
        assertEquals(ARRAY.get(2), BothInputs.parse("[true]"));
        assertNotEquals(JsonValue.of(List.of(1, 2)), JsonValue.of(List.of(2, 1)));
        assertNotEquals(JsonValue.of(List.of(1)), JsonValue.of(List.of(1, 1)));
        assertNotEquals(JsonValue.of(List.of()), JsonValue.of(null));
        assertNotEquals(JsonValue.of(List.of(1)), JsonValue.of(1));
    }

    @Tag("large")
    @Test
    void readsAMillionElements() {
        JsonArray array = (JsonArray) BothInputs.parse("[" + "0,".repeat(999_999) + "7]");

        assertEquals(1_000_000, array.size());
        assertEquals(7, array.get(999_999).asInt());
    }
}

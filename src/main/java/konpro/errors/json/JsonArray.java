package konpro.errors.json;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/**
 * A JSON array.
 *
 * <p>Made by {@code JsonValue.of(List.of("a", "b"))}; read with {@link #get(int)}, or as {@link #elements()}.
 */
public final class JsonArray extends Located implements JsonValue {

    private final Object[] elements; // bare
    private final int depth;

    /** @param elements bare values, which the array keeps, and nobody else does */
    JsonArray(Object[] elements) {
        this(elements, depthOf(elements), Path.ROOT);
    }

    /** @param depth how many arrays and objects stand within one another, this one included */
    JsonArray(Object[] elements, int depth) {
        this(elements, depth, Path.ROOT);
    }

    private JsonArray(Object[] elements, int depth, Path path) {
        super(path);
        this.elements = elements;
        this.depth = depth;
    }

    private static int depthOf(Object[] elements) {
        int depth = 0;
        for (Object element : elements) {
            depth = Math.max(depth, depth(element));
        }
        return depth + 1;
    }

    /** {@return how many elements there are} */
    public int size() {
        return elements.length;
    }

    @Override
    public JsonValue get(int index) {
        if (index < 0 || index >= elements.length) {
            throw new JsonValueException(path.then(index).toString(), "an element", "only " + elements.length);
        }
        return element(index);
    }

    @Override
    public List<JsonValue> elements() {
        return new Elements(this);
    }

    Object[] bare() {
        return elements;
    }

    private JsonValue element(int index) {
        return dressed(elements[index], path.then(index));
    }

    @Override
    JsonArray at(Path path) {
        return new JsonArray(elements, depth, path);
    }

    @Override
    int depth() {
        return depth;
    }

    @Override
    String kind() {
        return "an array";
    }

    /** {@return whether the other is a {@code JsonArray} of equal elements in the same order} */
    @Override
    public boolean equals(Object other) {
        return other instanceof JsonArray that && Arrays.equals(elements, that.elements);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(elements);
    }

    private static final class Elements extends AbstractList<JsonValue> implements RandomAccess {
        private final JsonArray array;

        Elements(JsonArray array) {
            this.array = array;
        }

        @Override
        public JsonValue get(int index) {
            return array.element(index);
        }

        @Override
        public int size() {
            return array.elements.length;
        }
    }
}

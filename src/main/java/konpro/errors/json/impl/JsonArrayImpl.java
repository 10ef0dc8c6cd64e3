package konpro.errors.json.impl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import konpro.errors.json.JsonArray;
import konpro.errors.json.JsonValue;
import konpro.errors.json.JsonValueException;

/** An array of raw values. */
public final class JsonArrayImpl extends LocatedValue implements JsonArray {

    private final Object[] elements;
    private final int depth;

    /** Keeps the array, which must not change any more. */
    JsonArrayImpl(Object[] elements, int depth) {
        this(elements, depth, JsonPath.ROOT);
    }

    private JsonArrayImpl(Object[] elements, int depth, JsonPath path) {
        super(path);
        this.elements = elements;
        this.depth = depth;
    }

    @Override
    public int size() {
        return elements.length;
    }

    @Override
    public JsonValue get(int index) {
        if (index < 0 || index >= elements.length) {
            throw new JsonValueException(
                    path.then(index).toString(), "an element", "an array of length " + elements.length);
        }
        return of(elements[index], path.then(index));
    }

    @Override
    public List<JsonValue> asList() {
        return IntStream.range(0, elements.length).mapToObj(this::get).toList();
    }

    @Override
    public List<Object> toJava() {
        List<Object> list = new ArrayList<>(elements.length);
        asList().forEach(element -> list.add(element.toJava()));
        return list;
    }

    Object[] elements() {
        return elements;
    }

    @Override
    JsonValue at(JsonPath path) {
        return new JsonArrayImpl(elements, depth, path);
    }

    @Override
    int depth() {
        return depth;
    }

    @Override
    String kind() {
        return "an array";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonArrayImpl that && Arrays.equals(elements, that.elements);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(elements);
    }
}

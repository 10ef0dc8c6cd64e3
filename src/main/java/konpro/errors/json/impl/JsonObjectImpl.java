package konpro.errors.json.impl;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import konpro.errors.json.JsonObject;
import konpro.errors.json.JsonValue;
import konpro.errors.json.JsonValueException;

/** An object, as an array of alternating names and raw values. {@link Members} builds it. */
public final class JsonObjectImpl extends LocatedValue implements JsonObject {

    static final JsonObject EMPTY = new Members().toObject();

    private final Object[] cells;
    private final @Nullable Map<String, Integer> index;
    private final int depth;

    /**
     * Keeps its arguments, which must not change any more.
     *
     * @param cells names and raw values in turn, each name once
     * @param index the cell of each name, if there are many
     */
    JsonObjectImpl(Object[] cells, @Nullable Map<String, Integer> index) {
        this(cells, index, depthOf(cells), JsonPath.ROOT);
    }

    private JsonObjectImpl(Object[] cells, @Nullable Map<String, Integer> index, int depth, JsonPath path) {
        super(path);
        this.cells = cells;
        this.index = index;
        this.depth = depth;
    }

    private static int depthOf(Object[] cells) {
        int depth = 0;
        for (int i = 1; i < cells.length; i += 2) {
            depth = Math.max(depth, depthOf(cells[i]));
        }
        return depth + 1;
    }

    @Override
    public JsonObject with(String name, @Nullable Object value) {
        Members members = new Members(cells, index);
        members.put(JavaValues.name(name), JavaValues.toRaw(value, JsonValue.MAX_DEPTH - 1));
        return members.toObject();
    }

    @Override
    public int size() {
        return cells.length / 2;
    }

    @Override
    public JsonValue get(String name) {
        int cell = cellOf(name);
        if (cell < 0) {
            throw new JsonValueException(path.then(name).toString(), "a value", "nothing");
        }
        return valueAt(cell);
    }

    @Override
    public Optional<JsonValue> tryGet(String name) {
        int cell = cellOf(name);
        return cell < 0 ? Optional.empty() : Optional.of(valueAt(cell));
    }

    private int cellOf(String name) {
        return Members.cellOf(Objects.requireNonNull(name, "name"), cells, cells.length, index);
    }

    private JsonValue valueAt(int cell) {
        return of(cells[cell + 1], path.then(cells[cell]));
    }

    @Override
    public Map<String, JsonValue> asMap() {
        return new View();
    }

    @Override
    public Map<String, Object> toJava() {
        Map<String, Object> map = new LinkedHashMap<>();
        asMap().forEach((name, value) -> map.put(name, value.toJava()));
        return map;
    }

    Object[] cells() {
        return cells;
    }

    @Override
    JsonValue at(JsonPath path) {
        return new JsonObjectImpl(cells, index, depth, path);
    }

    @Override
    int depth() {
        return depth;
    }

    @Override
    String kind() {
        return "an object";
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof JsonObjectImpl that) || cells.length != that.cells.length) {
            return false;
        }
        for (int i = 0; i < cells.length; i += 2) {
            int cell = that.cellOf((String) cells[i]);
            if (cell < 0 || !cells[i + 1].equals(that.cells[cell + 1])) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int sum = 0;
        for (int i = 0; i < cells.length; i += 2) {
            sum += 31 * cells[i].hashCode() ^ cells[i + 1].hashCode();
        }
        return sum;
    }

    /** An unmodifiable map of the members, without a copy. */
    private final class View extends AbstractMap<String, JsonValue> {

        @Override
        public @Nullable JsonValue get(Object name) {
            return name instanceof String text ? tryGet(text).orElse(null) : null;
        }

        @Override
        public boolean containsKey(Object name) {
            return get(name) != null;
        }

        @Override
        public Set<Map.Entry<String, JsonValue>> entrySet() {
            return new Entries();
        }
    }

    private final class Entries extends AbstractSet<Map.Entry<String, JsonValue>> {

        @Override
        public int size() {
            return cells.length / 2;
        }

        /** The inherited method searches from first to last, which makes comparing two sets quadratic. */
        @Override
        public boolean contains(Object entry) {
            return entry instanceof Map.Entry<?, ?> member
                    && member.getKey() instanceof String name
                    && tryGet(name)
                            .filter(value -> value.equals(member.getValue()))
                            .isPresent();
        }

        @Override
        public Iterator<Map.Entry<String, JsonValue>> iterator() {
            return IntStream.range(0, size())
                    .mapToObj(i -> Map.entry((String) cells[2 * i], valueAt(2 * i)))
                    .iterator();
        }
    }
}

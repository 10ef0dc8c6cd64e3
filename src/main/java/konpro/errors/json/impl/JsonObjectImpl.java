package konpro.errors.json.impl;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import konpro.errors.json.JsonObject;
import konpro.errors.json.JsonValue;
import konpro.errors.json.JsonValueException;

/** An object, as an array of alternating names and raw values. {@link Builder} builds it. */
public final class JsonObjectImpl extends LocatedValue implements JsonObject {

    static final JsonObject EMPTY = new Builder().toObject();

    private final Object[] cells;
    private final @Nullable Map<String, Integer> index;
    private final int depth;

    /**
     * Keeps its arguments, which must not change any more.
     *
     * @param cells names and raw values in turn, each name once
     * @param index the cell of each name, if there are many
     */
    private JsonObjectImpl(Object[] cells, @Nullable Map<String, Integer> index, int depth, JsonPath path) {
        super(path);
        this.cells = cells;
        this.index = index;
        this.depth = depth;
    }

    @Override
    public JsonObject with(String name, @Nullable Object value) {
        Builder members = new Builder(cells, index);
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
        return Builder.cellOf(Objects.requireNonNull(name, "name"), cells, cells.length, index);
    }

    private JsonValue valueAt(int cell) {
        return of(cells[cell + 1], path.then(cells[cell]));
    }

    @Override
    public Map<String, JsonValue> asMap() {
        Map<String, JsonValue> map = new LinkedHashMap<>();
        for (int i = 0; i < cells.length; i += 2) {
            map.put((String) cells[i], valueAt(i));
        }
        return Collections.unmodifiableMap(map);
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

    /**
     * Builds an object. A name is searched for from the first to the last as long as there are few, and with an index afterwards.
     * The index is a {@link HashMap}, in which even names that were chosen to collide are found in logarithmic time.
     */
    static final class Builder {

        private static final int MAX_CELLS_WITHOUT_INDEX = 64;
        private static final int CELLS_OF_MANY = 16; // of an object with more than two members

        private Object[] cells;
        private int end;
        private long marks; // of the names
        private boolean hasReplaced;
        private @Nullable Map<String, Integer> index;

        Builder() {
            cells = new Object[4]; // the details of most errors have two members
        }

        /** Starts with a copy of an object's members. */
        Builder(Object[] cells, @Nullable Map<String, Integer> index) {
            this.cells = Arrays.copyOf(cells, cells.length + 2);
            this.end = cells.length;
            this.marks = -1; // each name is searched for
            this.index = index == null ? null : new HashMap<>(index);
        }

        /** Adds a member, or replaces the value of the member of that name. */
        void put(String name, Object rawValue) {
            long mark = markOf(name);
            int cell = (marks & mark) == 0 ? -1 : cellOf(name, cells, end, index);
            if (cell < 0) {
                marks |= mark;
                cell = add(name);
            } else {
                hasReplaced = true;
            }
            cells[cell + 1] = rawValue;
        }

        /** {@return a bit by which most names of an object differ, so that they need not be compared} */
        private static long markOf(String name) {
            int length = name.length();
            return length == 0 ? 1 : 1L << (length + name.charAt(0) + 5 * name.charAt(length - 1));
        }

        private int add(String name) {
            int cell = end;
            if (cell == cells.length) {
                cells = Arrays.copyOf(cells, Math.max(CELLS_OF_MANY, 2 * cell));
            }
            cells[cell] = name;
            end = cell + 2;
            if (index != null) {
                index.put(name, cell);
            } else if (end > MAX_CELLS_WITHOUT_INDEX) {
                index = newIndex();
            }
            return cell;
        }

        private Map<String, Integer> newIndex() {
            Map<String, Integer> cellsByName = new HashMap<>(2 * end);
            for (int i = 0; i < end; i += 2) {
                cellsByName.put((String) cells[i], i);
            }
            return cellsByName;
        }

        /** {@return the object} Nothing may be put afterwards. */
        JsonObjectImpl toObject() {
            return toObject(depthAround(cells));
        }

        /**
         * The same, without looking at each value, unless one was replaced.
         *
         * @param depthOfAll how deep the object would be nested if no value had been replaced
         */
        JsonObjectImpl toObject(int depthOfAll) {
            Object[] members = end == cells.length ? cells : Arrays.copyOf(cells, end);
            int depth = hasReplaced ? depthAround(members) : depthOfAll;
            return new JsonObjectImpl(members, index, depth, JsonPath.ROOT);
        }

        /** {@return the cell of a name before {@code end}, or -1} */
        static int cellOf(String name, Object[] cells, int end, @Nullable Map<String, Integer> index) {
            if (index != null) {
                return index.getOrDefault(name, -1);
            }
            for (int i = 0; i < end; i += 2) {
                if (name.equals(cells[i])) {
                    return i;
                }
            }
            return -1;
        }
    }
}

package konpro.errors.json;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import konpro.errors.json.text.Nullable;

/**
 * The members of an object that is being put together: names in order, each once. In the end they are a table of names and bare
 * values in turn:
 *
 * <pre>
 *   name | value | name | value | index       a name's place is even, its value stands behind it
 * </pre>
 *
 * <p>A few names are found by a look at each, and there is no index. It makes a table's length odd. It is a {@link HashMap} since
 * names that were chosen to collide cost that no more than a logarithm.
 */
final class Members {

    /** With so many names and values there is no index yet. */
    private static final int FEW_PARTS = 64;

    private static final int ROOM = 16;

    private Object[] table;
    private int end;
    private @Nullable Map<String, Integer> index;

    Members() {
        table = new Object[ROOM];
    }

    /** Begins with the members of a table, and with room for one more. */
    Members(Object[] table) {
        this.end = table.length & ~1;
        this.table = Arrays.copyOf(table, end + 2);
        Map<String, Integer> index = index(table);
        this.index = index == null ? null : new HashMap<>(index);
    }

    /** Adds a member, or gives the one of that name a new value where it stands. */
    void put(String name, JsonValue value) {
        int place = place(name, table, 0, end, index);
        if (place < 0) {
            place = add(name);
        }
        table[place + 1] = Located.bare(value);
    }

    private int add(String name) {
        int place = end;
        if (end == table.length) {
            table = Arrays.copyOf(table, 2 * end);
        }
        table[place] = name;
        end += 2;
        index = indexed(table, 0, end, index);
        return place;
    }

    JsonObject toObject() {
        return new JsonObject(end == table.length && index == null ? table : table(table, 0, end, index));
    }

    /** {@return a table of the members that stand in a part of an array} */
    static Object[] table(Object[] parts, int from, int to, @Nullable Map<String, Integer> index) {
        if (index == null) {
            return Arrays.copyOfRange(parts, from, to);
        }
        Object[] table = Arrays.copyOfRange(parts, from, to + 1);
        table[to - from] = index;
        return table;
    }

    @SuppressWarnings("unchecked") // put there by table()
    private static @Nullable Map<String, Integer> index(Object[] table) {
        return table.length % 2 == 0 ? null : (Map<String, Integer>) table[table.length - 1];
    }

    /** {@return the name's place in a table, or -1} */
    static int place(String name, Object[] table) {
        return place(name, table, 0, table.length & ~1, index(table));
    }

    /**
     * {@return the name's place among the members that stand in a part of an array, or -1}
     *
     * @param index of these members, if it is there: it counts from the first of them
     */
    static int place(String name, Object[] parts, int from, int to, @Nullable Map<String, Integer> index) {
        if (index != null) {
            Integer place = index.get(name);
            return place == null ? -1 : from + place;
        }
        for (int i = from; i < to; i += 2) {
            if (parts[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** {@return the index after the last of the members was added: {@code null} as long as they are few} */
    static @Nullable Map<String, Integer> indexed(
            Object[] parts, int from, int to, @Nullable Map<String, Integer> index) {
        if (index != null) {
            index.put((String) parts[to - 2], to - 2 - from);
            return index;
        }
        return to - from > FEW_PARTS ? newIndex(parts, from, to) : null;
    }

    private static Map<String, Integer> newIndex(Object[] parts, int from, int to) {
        Map<String, Integer> index = new HashMap<>(2 * FEW_PARTS);
        for (int i = from; i < to; i += 2) {
            index.put((String) parts[i], i - from);
        }
        return index;
    }
}

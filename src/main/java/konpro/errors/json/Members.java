package konpro.errors.json;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The members of an object that is being put together: names in order, each once.
 *
 * <pre>
 *   table   | name | value | name | value | free | free |      a name's place is even, its value stands behind it
 *                                         ^ end
 * </pre>
 *
 * <p>A few names are found by a look at each. Where there are more, an index stands beside the table. It is a {@link HashMap}
 * since names that were chosen to collide cost that no more than a logarithm.
 */
final class Members {

    private static final int FEW = 8;

    private Object[] table;
    private int end;
    private Map<String, Integer> index;

    Members() {
        table = new Object[2 * FEW];
    }

    /** Begins with members that are there already, and with room for one more. */
    Members(Object[] table, Map<String, Integer> index) {
        this.table = Arrays.copyOf(table, table.length + 2);
        this.end = table.length;
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
        return new JsonObject(end == table.length ? table : Arrays.copyOf(table, end), index);
    }

    /**
     * {@return the name's place among the members that stand in a part of a table, or -1}
     *
     * @param index of these members, if it is there: it counts from the first of them
     */
    static int place(String name, Object[] table, int from, int to, Map<String, Integer> index) {
        if (index != null) {
            Integer place = index.get(name);
            return place == null ? -1 : from + place;
        }
        for (int i = from; i < to; i += 2) {
            if (table[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** {@return the index after the last of the members was added: {@code null} as long as they are few} */
    static Map<String, Integer> indexed(Object[] table, int from, int to, Map<String, Integer> index) {
        if (index != null) {
            index.put((String) table[to - 2], to - 2 - from);
            return index;
        }
        return to - from > 2 * FEW ? index(table, from, to) : null;
    }

    private static Map<String, Integer> index(Object[] table, int from, int to) {
        Map<String, Integer> index = new HashMap<>(4 * FEW);
        for (int i = from; i < to; i += 2) {
            index.put((String) table[i], i - from);
        }
        return index;
    }
}

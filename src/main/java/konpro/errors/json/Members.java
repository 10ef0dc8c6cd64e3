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
 * <p>A few names are found by a look at each. Where there are more, an index stands beside the table. It is a
 * {@link HashMap} since names that were chosen to collide cost that no more than a logarithm.
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
        int place = place(name, table, end, index);
        if (place < 0) {
            place = add(name);
        }
        table[place + 1] = value;
    }

    JsonObject toObject() {
        int depth = 0;
        for (int i = 1; i < end; i += 2) {
            depth = Math.max(depth, ((Located) table[i]).depth());
        }
        return new JsonObject(end == table.length ? table : Arrays.copyOf(table, end), index, depth + 1);
    }

    /** The name's place in the table, or -1. */
    static int place(String name, Object[] table, int end, Map<String, Integer> index) {
        if (index != null) {
            return index.getOrDefault(name, -1);
        }
        for (int i = 0; i < end; i += 2) {
            if (table[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private int add(String name) {
        int place = end;
        if (end == table.length) {
            table = Arrays.copyOf(table, 2 * end);
        }
        table[place] = name;
        end += 2;
        if (index != null) {
            index.put(name, place);
        } else if (end > 2 * FEW) {
            index = new HashMap<>(4 * FEW);
            for (int i = 0; i < end; i += 2) {
                index.put((String) table[i], i);
            }
        }
        return place;
    }
}

package konpro.errors.json.impl;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import konpro.errors.json.JsonObject;

/**
 * Builds an object: names and raw values in turn, each name once.
 *
 * <p>A name is searched for from the first to the last as long as there are few, and with an index afterwards. The index is a
 * {@link HashMap}, in which even names that were chosen to collide are found in logarithmic time.
 */
final class Members {

    private static final int MAX_CELLS_WITHOUT_INDEX = 64;

    private Object[] cells;
    private int end;
    private @Nullable Map<String, Integer> index;

    Members() {
        cells = new Object[4]; // the details of most errors have two members
    }

    /** Starts with a copy of an object's members. */
    Members(Object[] cells, @Nullable Map<String, Integer> index) {
        this.cells = Arrays.copyOf(cells, cells.length + 2);
        this.end = cells.length;
        this.index = index == null ? null : new HashMap<>(index);
    }

    /** Adds a member, or replaces the value of the member of that name. */
    void put(String name, Object rawValue) {
        int cell = cellOf(name, cells, end, index);
        if (cell < 0) {
            cell = add(name);
        }
        cells[cell + 1] = rawValue;
    }

    private int add(String name) {
        int cell = end;
        if (cell == cells.length) {
            cells = Arrays.copyOf(cells, Math.max(4, 2 * cell));
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

    /** {@return the object; nothing may be put afterwards} */
    JsonObject toObject() {
        return new JsonObjectImpl(end == cells.length ? cells : Arrays.copyOf(cells, end), index);
    }

    /** {@return the cell of a name among the first cells, or -1} */
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

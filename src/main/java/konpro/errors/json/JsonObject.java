package konpro.errors.json;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A JSON object: members in the order in which they were written, each name once.
 *
 * <p>The order is kept for reading and writing; two objects are equal when they have equal members in whatever order.
 *
 * <pre>{@code
 * JsonObject details = JsonObject.of("field", "avatar_id", "reason", "Avatar ID is required");
 * String field = details.get("field").asString(); // avatar_id
 * String json = details.with("limit", 10).toString(); // {"field":"avatar_id","reason":"Avatar ID is required","limit":10}
 * }</pre>
 */
public final class JsonObject extends Located implements JsonValue {

    private static final JsonObject EMPTY = new Members().toObject();

    private final Object[] table; // as Members has it
    private final int depth;

    /** @param table names and bare values, as {@link Members} has them; the object keeps it, and nobody else does */
    JsonObject(Object[] table) {
        this(table, depthOf(table), Path.ROOT);
    }

    /** @param depth how many arrays and objects stand within one another, this one included */
    JsonObject(Object[] table, int depth) {
        this(table, depth, Path.ROOT);
    }

    private static int depthOf(Object[] table) {
        int depth = 0;
        for (int i = 1; i < table.length; i += 2) {
            depth = Math.max(depth, depth(table[i]));
        }
        return depth + 1;
    }

    private JsonObject(Object[] table, int depth, Path path) {
        super(path);
        this.table = table;
        this.depth = depth;
    }

    /**
     * Makes an object of names and values in turn. A name that comes again gives its first place a new value.
     *
     * @param namesAndValues {@code name, value, name, value, …}: each name a {@code String}, each value whatever
     *     {@link JsonValue#of} takes
     * @return the object; {@code of()} is the empty one
     * @throws IllegalArgumentException if a value is missing, a name is not a {@code String}, or there is no JSON for a value
     */
    public static JsonObject of(Object... namesAndValues) {
        if (namesAndValues.length == 0) {
            return EMPTY;
        }
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("Expected names and values in turn, but the last name has no value");
        }
        Members members = new Members();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put(PlainJava.name(namesAndValues[i]), PlainJava.toJson(namesAndValues[i + 1], MAX_DEPTH - 1));
        }
        return members.toObject();
    }

    /**
     * Makes an object of a map, in the map's order.
     *
     * @param members names, and values that {@link JsonValue#of} takes
     * @return the object, which keeps nothing of the map
     * @throws IllegalArgumentException if a name is {@code null}, or there is no JSON for a value
     */
    public static JsonObject of(Map<String, ?> members) {
        return (JsonObject) JsonValue.of(Objects.requireNonNull(members, "members"));
    }

    /**
     * {@return a copy with that member: at the place of the one of the same name, else at the end}
     *
     * @param name the member's name
     * @param value whatever {@link JsonValue#of} takes
     * @throws IllegalArgumentException if there is no JSON for the value, or the copy would nest too deep
     */
    public JsonObject with(String name, Object value) {
        Members members = new Members(table);
        members.put(PlainJava.name(name), PlainJava.toJson(value, MAX_DEPTH - 1));
        return members.toObject();
    }

    /** {@return how many members there are} */
    public int size() {
        return table.length / 2;
    }

    @Override
    public JsonValue get(String name) {
        return find(name)
                .orElseThrow(() -> new JsonValueException(path.then(name).toString(), "a value", "nothing"));
    }

    @Override
    public Optional<JsonValue> find(String name) {
        int place = Members.place(Objects.requireNonNull(name, "name"), table);
        return place < 0 ? Optional.empty() : Optional.of(value(place));
    }

    @Override
    public Map<String, JsonValue> members() {
        return new MembersView(this);
    }

    /**
     * {@return the members as plain Java values: what {@link #toJava()} gives, which for an object is always a map}
     *
     * @throws JsonValueException if a number's exponent is beyond ±1,000
     */
    public Map<String, Object> toMap() {
        return PlainJava.fromJson(this);
    }

    Object[] table() {
        return table;
    }

    Map.Entry<String, JsonValue> member(int number) {
        return Map.entry((String) table[2 * number], value(2 * number));
    }

    private JsonValue value(int place) {
        return dressed(table[place + 1], path.then(table[place]));
    }

    @Override
    JsonObject at(Path path) {
        return new JsonObject(table, depth, path);
    }

    @Override
    int depth() {
        return depth;
    }

    @Override
    String kind() {
        return "an object";
    }

    /** {@return whether the other is a {@code JsonObject} of equal members, in whatever order} */
    @Override
    public boolean equals(Object other) {
        if (!(other instanceof JsonObject that) || table.length != that.table.length) {
            return false;
        }
        for (int i = 0; i < 2 * size(); i += 2) {
            int place = Members.place((String) table[i], that.table);
            if (place < 0 || !table[i + 1].equals(that.table[place + 1])) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int sum = 0;
        for (int i = 0; i < 2 * size(); i += 2) {
            sum += table[i].hashCode() ^ table[i + 1].hashCode();
        }
        return sum;
    }
}

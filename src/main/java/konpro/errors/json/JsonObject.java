package konpro.errors.json;

import java.util.Map;
import konpro.errors.json.impl.JavaValues;
import konpro.errors.json.impl.JsonObjectImpl;
import konpro.errors.json.impl.Nullable;

/**
 * A JSON object: members in the order in which they were written, each name once.
 *
 * <p>The order is kept for reading and writing. Two objects are equal if they have equal members, in any order.
 *
 * <pre>{@code
 * JsonObject details = JsonObject.of("field", "avatar_id", "reason", "Avatar ID is required");
 * String field = details.get("field").asString(); // avatar_id
 * String json = details.with("limit", 10).toString(); // {"field":"avatar_id","reason":"Avatar ID is required","limit":10}
 * }</pre>
 */
public sealed interface JsonObject extends JsonValue permits JsonObjectImpl {

    /**
     * Builds an object from alternating names and values. The last value of a name is kept, at the position of the first.
     *
     * @param namesAndValues {@code name, value, name, value, …}: each name a {@code String}, each value of a type that
     *     {@link JsonValue#of} accepts
     * @return the object; {@code of()} is the empty one
     * @throws IllegalArgumentException if the last name has no value, a name is not a {@code String}, or {@code JsonValue.of}
     *     does not accept a value
     */
    static JsonObject of(@Nullable Object... namesAndValues) {
        return JavaValues.object(namesAndValues);
    }

    /**
     * Builds an object from a map, in the map's order.
     *
     * @param members names, and values that {@link JsonValue#of} accepts
     * @return the object, which keeps no reference to the map
     * @throws IllegalArgumentException if a name is {@code null}, or {@code JsonValue.of} does not accept a value
     */
    static JsonObject of(Map<String, ?> members) {
        return JavaValues.object(members);
    }

    /**
     * {@return a copy with that member, in the position of the member of that name if there is one, else at the end}
     *
     * @param name the member's name
     * @param value a value that {@link JsonValue#of} accepts
     * @throws IllegalArgumentException if {@code JsonValue.of} does not accept the value, or the copy would nest too deep
     */
    JsonObject with(String name, @Nullable Object value);

    /** {@return the number of members} */
    int size();

    /**
     * {@return the members as a new, modifiable map of plain Java values, as {@link JsonValue#toJava} describes them}
     *
     * @throws JsonValueException if a number's exponent is beyond ±1,000
     */
    @Override
    Map<String, Object> toJava();
}

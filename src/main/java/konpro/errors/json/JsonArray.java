package konpro.errors.json;

import java.util.List;
import konpro.errors.json.impl.JsonArrayImpl;

/**
 * A JSON array.
 *
 * <p>{@code JsonValue.of(List.of("a", "b"))} builds one. {@link #get(int)} and {@link #asList()} read it. Two arrays
 * are equal if they have equal elements in the same order.
 */
public sealed interface JsonArray extends JsonValue permits JsonArrayImpl {

    /** {@return the number of elements} */
    int size();

    /**
     * {@return the elements as a new, modifiable list of plain Java values, as {@link JsonValue#toJava} describes them}
     *
     * @throws JsonValueException if a number's exponent is beyond ±1,000
     */
    @Override
    List<Object> toJava();
}

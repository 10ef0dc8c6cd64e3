package konpro.errors.json.impl;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import konpro.errors.json.JsonValue;
import konpro.errors.json.JsonValueException;

/**
 * The base of all six values: the path by which a value was reached, for exceptions, and conversions, which throw
 * unless a subclass overrides them.
 *
 * <p>Arrays and objects hold their content <em>raw</em>, which saves an object for each string and each path: a string as a
 * {@link String}, everything else as a {@code LocatedValue} whose path does not matter. {@link #of} wraps a raw value.
 */
public abstract sealed class LocatedValue
        permits JsonObjectImpl, JsonArrayImpl, JsonStringImpl, JsonNumberImpl, JsonBooleanImpl, JsonNullImpl {

    final JsonPath path;

    LocatedValue(JsonPath path) {
        this.path = path;
    }

    /**
     * {@return the value that a raw value represents, as reached by a path}
     *
     * @param raw a {@link String} or a {@code LocatedValue}
     */
    public static JsonValue of(Object raw, JsonPath path) {
        return raw instanceof String string ? new JsonStringImpl(string, path) : ((LocatedValue) raw).at(path);
    }

    static Object raw(JsonValue value) {
        return value instanceof JsonStringImpl string ? string.asString() : value;
    }

    /** {@return the nesting depth of arrays and objects in a raw value, itself included: 0 for a scalar} */
    public static int depthOf(Object raw) {
        return raw instanceof LocatedValue value ? value.depth() : 0;
    }

    /** {@return the nesting depth of an array or object with these raw values, among names or not} */
    static int depthAround(@Nullable Object[] parts) {
        int depth = 0;
        for (Object part : parts) {
            depth = Math.max(depth, depthOf(part));
        }
        return depth + 1;
    }

    /** {@return the name of a raw value's kind in a message, with its article} */
    public static String kindOf(Object raw) {
        return raw instanceof LocatedValue value ? value.kind() : "a string";
    }

    /** {@return the same value, as reached by that path} */
    abstract JsonValue at(JsonPath path);

    abstract String kind();

    int depth() {
        return 0;
    }

    private JsonValueException mismatch(String expected) {
        return new JsonValueException(path.toString(), expected, kind());
    }

    public JsonValue get(String name) {
        throw mismatch("an object");
    }

    public Optional<JsonValue> tryGet(String name) {
        throw mismatch("an object");
    }

    public Map<String, JsonValue> asMap() {
        throw mismatch("an object");
    }

    public JsonValue get(int index) {
        throw mismatch("an array");
    }

    public List<JsonValue> asList() {
        throw mismatch("an array");
    }

    public String asString() {
        throw mismatch("a string");
    }

    public boolean asBoolean() {
        throw mismatch("a boolean");
    }

    public int asInt() {
        throw mismatch("a number");
    }

    public long asLong() {
        throw mismatch("a number");
    }

    public double asDouble() {
        throw mismatch("a number");
    }

    public BigDecimal asBigDecimal() {
        throw mismatch("a number");
    }

    public BigInteger asBigInteger() {
        throw mismatch("a number");
    }

    public Optional<JsonValue> tryValue() {
        return Optional.of((JsonValue) this);
    }

    public byte[] toBytes() {
        return JsonOutput.toBytes(raw((JsonValue) this));
    }

    @Override
    public final String toString() {
        return Display.escaped(new String(toBytes(), StandardCharsets.UTF_8));
    }

    public String toPrettyString() {
        return Display.indented(toString());
    }
}

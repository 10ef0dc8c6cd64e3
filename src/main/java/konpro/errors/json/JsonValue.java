package konpro.errors.json;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import konpro.errors.json.impl.JavaValues;
import konpro.errors.json.impl.JsonCursor;
import konpro.errors.json.impl.Nullable;
import konpro.errors.json.impl.Utf8;

/**
 * A JSON value: an object, an array, a string, a number, {@code true} or {@code false}, or {@code null} (RFC 8259).
 *
 * <p>Values are immutable and compare by content. {@link #parse(byte[]) parse} reads them from JSON text and {@link #of of}
 * builds them from plain Java values. {@link #get(String) get} navigates to a nested value, and the {@code as…} methods
 * convert. Each of them returns an exact result ({@link #asDouble()} the nearest one), or throws a {@link JsonValueException}
 * that names the path to the value:
 *
 * <pre>{@code
 * JsonValue value = JsonValue.parse("{\"limits\":{\"daily\":[100,\"many\"]}}");
 * int first = value.get("limits").get("daily").get(0).asInt(); // 100
 * value.get("limits").get("daily").get(1).asInt(); // limits.daily[1]: expected a number, found a string
 * }</pre>
 *
 * <p>Arrays and objects nest at most {@value #MAX_DEPTH} deep, however a value was made, so that no method of a value can
 * overflow the stack.
 *
 * <p>Data binders do not know this type: use {@link #toJava()}, or the adapters in {@code docs/mappers.md}.
 */
public sealed interface JsonValue permits JsonObject, JsonArray, JsonString, JsonNumber, JsonBoolean, JsonNull {

    /** The maximum nesting depth of arrays and objects: {@value}. */
    int MAX_DEPTH = 128;

    /**
     * Parses a JSON text in UTF-8. The text must be exactly one value, with optional white space around it, as RFC 8259
     * defines it, in well-formed UTF-8 (RFC 3629). One leading byte order mark is skipped. If several members of an object
     * have the same name, the last value is kept, at the position of the first. Numbers have at most 1,000 characters.
     *
     * @param json the text; the array is not kept
     * @return the value
     * @throws JsonParseException if the text is invalid, or nests deeper than {@value #MAX_DEPTH}
     */
    static JsonValue parse(byte[] json) {
        return JsonCursor.parse(Objects.requireNonNull(json, "json"));
    }

    /**
     * Parses a JSON text. The result, the errors and their positions are those of {@link #parse(byte[])} for the text's
     * UTF-8. An unpaired surrogate has no UTF-8 form and is refused; written as an escape it is kept.
     *
     * @param json the text
     * @return the value
     * @throws JsonParseException if {@code parse(byte[])} would refuse the text's UTF-8
     */
    static JsonValue parse(String json) {
        return JsonCursor.parse(Utf8.bytes(Objects.requireNonNull(json, "json")));
    }

    /**
     * Builds a JSON value from a plain Java value. Later changes to the argument do not change the result. Accepted are:
     *
     * <ul>
     *   <li>{@code null}, a {@link Boolean}, a {@link Number}, and a {@code JsonValue}
     *   <li>a {@link CharSequence}, a {@link Character}, an enum constant (its {@code name()}), a {@link java.util.UUID UUID},
     *       a {@link java.net.URI URI}, a {@link java.nio.file.Path Path}, and every value type of {@code java.time} (its
     *       {@code toString()}): a JSON string
     *   <li>an {@link Optional}: its content, or {@code null} if it is empty
     *   <li>a {@link Map} with {@code String} keys: a JSON object
     *   <li>a {@link java.util.Collection Collection}, or an array of anything but {@code char}: a JSON array
     * </ul>
     *
     * @param value the Java value
     * @return the JSON value
     * @throws IllegalArgumentException if the value, or a value within it, has another type (for another library's JSON value
     *     pass {@code JsonValue.parse(node.toString())}), is a number that is not finite or has more than 1,000 characters, or
     *     nests deeper than {@value #MAX_DEPTH} (a map that contains itself, for example)
     */
    static JsonValue of(@Nullable Object value) {
        return JavaValues.toJson(value);
    }

    /**
     * {@return the member with that name}
     *
     * @param name the member's name
     * @throws JsonValueException if this is not an object, or has no such member
     */
    JsonValue get(String name);

    /**
     * {@return the member with that name, or empty if there is none}
     *
     * @param name the member's name
     * @throws JsonValueException if this is not an object
     */
    Optional<JsonValue> tryGet(String name);

    /**
     * {@return the element at that index}
     *
     * @param index the index, from 0
     * @throws JsonValueException if this is not an array, or has no such element
     */
    JsonValue get(int index);

    /** {@return this value, or empty if it is JSON's {@code null}} */
    Optional<JsonValue> tryValue();

    /**
     * {@return the members of this object as an unmodifiable map, in their order} Each call builds it.
     *
     * @throws JsonValueException if this is not an object
     */
    Map<String, JsonValue> asMap();

    /**
     * {@return the elements of this array as an unmodifiable list} Each call builds it.
     *
     * @throws JsonValueException if this is not an array
     */
    List<JsonValue> asList();

    /**
     * {@return the text of this string, unescaped}
     *
     * @throws JsonValueException if this is not a string
     */
    String asString();

    /**
     * {@return the value of this boolean}
     *
     * @throws JsonValueException if this is not a boolean
     */
    boolean asBoolean();

    /**
     * {@return this number as an {@code int}} The value must be exactly that integer, in any notation: {@code 1e2} is 100.
     *
     * @throws JsonValueException if this is not a number, or not exactly an {@code int}
     */
    int asInt();

    /**
     * {@return this number as a {@code long}} The value must be exactly that integer, in any notation: {@code 1e2} is 100.
     *
     * @throws JsonValueException if this is not a number, or not exactly a {@code long}
     */
    long asLong();

    /**
     * {@return this number as the nearest {@code double}, always finite}
     *
     * @throws JsonValueException if this is not a number, or beyond the range of {@code double}
     */
    double asDouble();

    /**
     * {@return this number, exactly, with the scale of its text}
     *
     * @throws JsonValueException if this is not a number, or its exponent is beyond ±1,000
     */
    BigDecimal asBigDecimal();

    /**
     * {@return this number, exactly}
     *
     * @throws JsonValueException if this is not a number, not a whole number, or its exponent is beyond ±1,000
     */
    BigInteger asBigInteger();

    /**
     * {@return this value as plain Java values, for any data binder} An object becomes a
     * {@link java.util.LinkedHashMap LinkedHashMap} and an array an {@link java.util.ArrayList ArrayList}, both new and
     * modifiable; a string becomes a {@link String}; an integer without fraction and exponent a {@link Long}, or a
     * {@link BigInteger} if it is too large; any other number a {@link BigDecimal}; a boolean a {@link Boolean}; {@code null}
     * is {@code null}.
     *
     * @throws JsonValueException if a number's exponent is beyond ±1,000
     */
    @Nullable
    Object toJava();

    /**
     * {@return this value as compact JSON on one line, with every control character escaped} Other invisible characters are as
     * they are.
     */
    @Override
    String toString();

    /** {@return this value as compact JSON in UTF-8, without a byte order mark and with only the necessary escapes} */
    byte[] toBytes();

    /**
     * Writes this value as compact JSON in UTF-8, with a single {@code write}. The stream is neither flushed nor closed.
     *
     * @param out the stream to write to
     * @throws IOException if the stream throws it
     */
    default void writeTo(OutputStream out) throws IOException {
        out.write(toBytes());
    }

    /**
     * {@return this value as JSON with one member or element a line, indented by two spaces a level} It is
     * {@link #toString()} with white space added, and may be 130 times as long.
     */
    String toPrettyString();
}

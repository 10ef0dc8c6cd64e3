package konpro.errors.json;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import konpro.errors.json.text.JsonScanner;
import konpro.errors.json.text.Nullable;
import konpro.errors.json.text.Utf8;

/**
 * A JSON value: an object, an array, a string, a number, {@code true} or {@code false}, or {@code null} (RFC 8259).
 *
 * <p>Values are immutable and compare by content. They come from {@link #parse(byte[]) parse}, or from plain Java values
 * by {@link #of of}; what they hold is reached with {@link #get(String) get} and converted with one of the {@code as…}
 * methods, each of which answers exactly or throws a {@link JsonValueException} that names the path walked so far:
 *
 * <pre>{@code
 * JsonValue value = JsonValue.parse("{\"limits\":{\"daily\":[100,\"many\"]}}");
 * int first = value.get("limits").get("daily").get(0).asInt(); // 100
 * value.get("limits").get("daily").get(1).asInt(); // limits.daily[1]: expected a number, found a string
 * }</pre>
 *
 * <p>Arrays and objects nest at most {@value #MAX_DEPTH} deep, however a value came to be, so that no method of a value can
 * exhaust the stack.
 */
public sealed interface JsonValue permits JsonObject, JsonArray, JsonString, JsonNumber, JsonBoolean, JsonNull {

    /** How many arrays and objects may stand within one another: {@value}. A scalar within that many is fine. */
    int MAX_DEPTH = JsonScanner.MAX_DEPTH;

    /**
     * Reads a JSON text in UTF-8. The text must be one value with nothing but white space around it, to the letter of
     * RFC 8259, in well-formed UTF-8 (RFC 3629); one leading byte order mark is skipped. Of members that share a name the
     * last one counts, at the place of the first. Numbers have at most 1,000 characters.
     *
     * @param json the text; it is not kept
     * @return the value
     * @throws JsonParseException if the text is anything else, or nests deeper than {@value #MAX_DEPTH}
     */
    static JsonValue parse(byte[] json) {
        return JsonReader.read(Objects.requireNonNull(json, "json"));
    }

    /**
     * Reads a JSON text: the same values and the same refusals, with the same positions, as {@link #parse(byte[])} of its
     * UTF-8. An unpaired surrogate has no UTF-8 form and is refused; written as an escape it is kept.
     *
     * @param json the text
     * @return the value
     * @throws JsonParseException if {@code parse(byte[])} would refuse the text's UTF-8
     */
    static JsonValue parse(String json) {
        return JsonReader.read(Utf8.bytes(Objects.requireNonNull(json, "json")));
    }

    /**
     * Makes a JSON value of a plain Java value.
     *
     * @param value {@code null}, a {@link Boolean}, a {@link Number}, a {@link CharSequence}, a {@link java.util.Map Map}
     *     with {@code String} keys, an {@link Iterable}, an array (but of {@code char}), or a {@code JsonValue}; and the
     *     same within them
     * @return the JSON value, which keeps nothing of the given one
     * @throws IllegalArgumentException if there is no JSON for it: another type, a key that is not a {@code String}, a number
     *     that is not finite, a number of more than 1,000 characters, or nesting deeper than {@value #MAX_DEPTH} (as in a
     *     map that contains itself)
     */
    static JsonValue of(Object value) {
        return PlainJava.toJson(value, MAX_DEPTH);
    }

    /**
     * {@return the member of that name}
     *
     * @param name the member's name
     * @throws JsonValueException if this is not an object, or has no such member
     */
    default JsonValue get(String name) {
        throw Located.mismatch(this, "an object");
    }

    /**
     * {@return the member of that name, or empty when there is none}
     *
     * @param name the member's name
     * @throws JsonValueException if this is not an object
     */
    default Optional<JsonValue> find(String name) {
        throw Located.mismatch(this, "an object");
    }

    /**
     * {@return the element at that index}
     *
     * @param index the index, from 0
     * @throws JsonValueException if this is not an array, or has no such element
     */
    default JsonValue get(int index) {
        throw Located.mismatch(this, "an array");
    }

    /**
     * {@return the members of this object as an unmodifiable map, in their order}
     *
     * @throws JsonValueException if this is not an object
     */
    default Map<String, JsonValue> members() {
        throw Located.mismatch(this, "an object");
    }

    /**
     * {@return the elements of this array as an unmodifiable list}
     *
     * @throws JsonValueException if this is not an array
     */
    default List<JsonValue> elements() {
        throw Located.mismatch(this, "an array");
    }

    /**
     * {@return the text of this string}
     *
     * @throws JsonValueException if this is not a string
     */
    default String asString() {
        throw Located.mismatch(this, "a string");
    }

    /**
     * {@return the truth of this boolean}
     *
     * @throws JsonValueException if this is not a boolean
     */
    default boolean asBoolean() {
        throw Located.mismatch(this, "a boolean");
    }

    /**
     * {@return this number as an {@code int}} Any text will do whose value is exactly that integer: {@code 1e2} is 100.
     *
     * @throws JsonValueException if this is not a number, or not exactly an {@code int}
     */
    default int asInt() {
        throw Located.mismatch(this, "a number");
    }

    /**
     * {@return this number as a {@code long}} Any text will do whose value is exactly that integer: {@code 1e2} is 100.
     *
     * @throws JsonValueException if this is not a number, or not exactly a {@code long}
     */
    default long asLong() {
        throw Located.mismatch(this, "a number");
    }

    /**
     * {@return this number as the nearest {@code double}, always finite}
     *
     * @throws JsonValueException if this is not a number, or beyond the finite doubles
     */
    default double asDouble() {
        throw Located.mismatch(this, "a number");
    }

    /**
     * {@return this number, exactly, with the scale that its text has}
     *
     * @throws JsonValueException if this is not a number, or its exponent is beyond ±1,000
     */
    default BigDecimal asBigDecimal() {
        throw Located.mismatch(this, "a number");
    }

    /**
     * {@return this number, exactly}
     *
     * @throws JsonValueException if this is not a number, not a whole one, or its exponent is beyond ±1,000
     */
    default BigInteger asBigInteger() {
        throw Located.mismatch(this, "a number");
    }

    /**
     * {@return this value as plain Java values, for any framework's own mapper} An object becomes a
     * {@link java.util.LinkedHashMap LinkedHashMap}, an array an {@link java.util.ArrayList ArrayList}, both new and the
     * caller's own; a string a {@link String}; an integer, written without fraction and exponent, a {@link Long} or else a
     * {@link BigInteger}, any other number a {@link BigDecimal}; a boolean a {@link Boolean}; {@code null} is {@code null}.
     *
     * @throws JsonValueException if a number's exponent is beyond ±1,000
     */
    default @Nullable Object toJava() {
        return PlainJava.fromJson(this);
    }

    /** {@return this value as compact JSON} The text is well-formed Unicode: unpaired surrogates are escaped. */
    @Override
    String toString();

    /** {@return this value as compact JSON in UTF-8, without a byte order mark} */
    default byte[] toBytes() {
        return JsonWriter.write(this);
    }

    /**
     * Writes this value as compact JSON in UTF-8, in one piece. The stream is neither flushed nor closed.
     *
     * @param out where to write to
     * @throws IOException as the stream throws it
     */
    default void writeTo(OutputStream out) throws IOException {
        out.write(toBytes());
    }

    /** {@return this value as JSON for people: a line for each member and element, indented by two spaces} */
    default String toPrettyString() {
        return PrettyPrinter.print(this);
    }
}

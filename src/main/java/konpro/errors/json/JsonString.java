package konpro.errors.json;

/**
 * A JSON string: any sequence of UTF-16 code units, unpaired surrogates included (RFC 8259, section 8.2).
 *
 * <p>Made by {@code JsonValue.of("text")}; read with {@link #asString()}, or {@link #value()} where the type is known.
 */
public final class JsonString extends Located implements JsonValue {

    private final String value;

    JsonString(String value) {
        this(value, Path.ROOT);
    }

    JsonString(String value, Path path) {
        super(path);
        this.value = value;
    }

    /** {@return the text, unescaped} */
    public String value() {
        return value;
    }

    @Override
    public String asString() {
        return value;
    }

    @Override
    JsonString at(Path path) {
        return new JsonString(value, path);
    }

    @Override
    String kind() {
        return "a string";
    }

    /** {@return whether the other is a {@code JsonString} of the same text} */
    @Override
    public boolean equals(Object other) {
        return other instanceof JsonString that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }
}

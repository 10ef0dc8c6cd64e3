package konpro.errors.json;

/**
 * JSON's {@code true} or {@code false}.
 *
 * <p>Made by {@code JsonValue.of(true)}; read with {@link #asBoolean()}, or {@link #value()} where the type is known.
 */
public final class JsonBoolean extends Located implements JsonValue {

    static final JsonBoolean TRUE = new JsonBoolean(true, Path.ROOT);
    static final JsonBoolean FALSE = new JsonBoolean(false, Path.ROOT);

    private final boolean value;

    private JsonBoolean(boolean value, Path path) {
        super(path);
        this.value = value;
    }

    /** {@return the truth} */
    public boolean value() {
        return value;
    }

    @Override
    public boolean asBoolean() {
        return value;
    }

    @Override
    JsonBoolean at(Path path) {
        return new JsonBoolean(value, path);
    }

    @Override
    String kind() {
        return "a boolean";
    }

    /** {@return whether the other is a {@code JsonBoolean} of the same truth} */
    @Override
    public boolean equals(Object other) {
        return other instanceof JsonBoolean that && value == that.value;
    }

    @Override
    public int hashCode() {
        return Boolean.hashCode(value);
    }
}

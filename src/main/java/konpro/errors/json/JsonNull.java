package konpro.errors.json;

/** JSON's {@code null}. Made by {@code JsonValue.of(null)}. */
public final class JsonNull extends Located implements JsonValue {

    static final JsonNull NULL = new JsonNull(Path.ROOT);

    private JsonNull(Path path) {
        super(path);
    }

    @Override
    JsonNull at(Path path) {
        return new JsonNull(path);
    }

    @Override
    String kind() {
        return "null";
    }

    /** {@return whether the other is a {@code JsonNull}} */
    @Override
    public boolean equals(Object other) {
        return other instanceof JsonNull;
    }

    @Override
    public int hashCode() {
        return 0;
    }
}

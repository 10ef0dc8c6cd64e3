package konpro.errors.json.impl;

import java.util.Optional;
import konpro.errors.json.JsonNull;
import konpro.errors.json.JsonValue;

/** {@code null}. */
public final class JsonNullImpl extends LocatedValue implements JsonNull {

    static final JsonNullImpl NULL = new JsonNullImpl(JsonPath.ROOT);

    private JsonNullImpl(JsonPath path) {
        super(path);
    }

    @Override
    public Optional<JsonValue> tryValue() {
        return Optional.empty();
    }

    @Override
    public @Nullable Object toJava() {
        return null;
    }

    @Override
    JsonValue at(JsonPath path) {
        return new JsonNullImpl(path);
    }

    @Override
    String kind() {
        return "null";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonNullImpl;
    }

    @Override
    public int hashCode() {
        return 0;
    }
}

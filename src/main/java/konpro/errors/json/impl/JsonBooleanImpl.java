package konpro.errors.json.impl;

import konpro.errors.json.JsonBoolean;
import konpro.errors.json.JsonValue;

/** {@code true} or {@code false}. */
public final class JsonBooleanImpl extends LocatedValue implements JsonBoolean {

    static final JsonBooleanImpl TRUE = new JsonBooleanImpl(true, JsonPath.ROOT);
    static final JsonBooleanImpl FALSE = new JsonBooleanImpl(false, JsonPath.ROOT);

    private final boolean value;

    private JsonBooleanImpl(boolean value, JsonPath path) {
        super(path);
        this.value = value;
    }

    @Override
    public boolean asBoolean() {
        return value;
    }

    @Override
    public Boolean toJava() {
        return value;
    }

    @Override
    JsonValue at(JsonPath path) {
        return new JsonBooleanImpl(value, path);
    }

    @Override
    String kind() {
        return "a boolean";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonBooleanImpl that && value == that.value;
    }

    @Override
    public int hashCode() {
        return Boolean.hashCode(value);
    }
}

package konpro.errors.json.impl;

import konpro.errors.json.JsonString;
import konpro.errors.json.JsonValue;

/** A string. Within arrays and objects it is held as a {@link String}. */
public final class JsonStringImpl extends LocatedValue implements JsonString {

    private final String string;

    JsonStringImpl(String string, JsonPath path) {
        super(path);
        this.string = string;
    }

    @Override
    public String asString() {
        return string;
    }

    @Override
    public String toJava() {
        return string;
    }

    @Override
    JsonValue at(JsonPath path) {
        return new JsonStringImpl(string, path);
    }

    @Override
    String kind() {
        return "a string";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonStringImpl that && string.equals(that.string);
    }

    @Override
    public int hashCode() {
        return string.hashCode();
    }
}

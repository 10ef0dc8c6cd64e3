package konpro.errors.json;

import java.nio.charset.StandardCharsets;

/** What all six values share: the path by which a value was reached, so that an exception can name it. */
abstract sealed class Located permits JsonObject, JsonArray, JsonString, JsonNumber, JsonBoolean, JsonNull {

    final Path path;

    Located(Path path) {
        this.path = path;
    }

    /** The same value, as reached by that path. */
    abstract JsonValue at(Path path);

    /** How many arrays and objects stand within one another here, this one included. */
    int depth() {
        return 0;
    }

    /** What the value is called in a message. */
    abstract String kind();

    static JsonValueException mismatch(JsonValue value, String expected) {
        Located located = (Located) value;
        return new JsonValueException(located.path.toString(), expected, located.kind());
    }

    @Override
    public final String toString() {
        return new String(JsonWriter.write((JsonValue) this), StandardCharsets.UTF_8);
    }
}

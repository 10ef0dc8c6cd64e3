package konpro.errors.json;

import java.nio.charset.StandardCharsets;

/**
 * What all six values share: the path by which a value was reached, so that an exception can name it.
 *
 * <p>Within an array or an object a value stands <em>bare</em>, without a path, a string as the {@link String} that it is and
 * a number as a {@link Long} if that is written so, which saves an object or three for each; it is dressed when it is reached.
 */
abstract sealed class Located permits JsonObject, JsonArray, JsonString, JsonNumber, JsonBoolean, JsonNull {

    final Path path;

    Located(Path path) {
        this.path = path;
    }

    /** The value as it stands within another. */
    static Object bare(JsonValue value) {
        if (value instanceof JsonString string) {
            return string.value();
        }
        return value instanceof JsonNumber number ? number.bare() : value;
    }

    /** A bare value as reached by that path. */
    static JsonValue dressed(Object bare, Path path) {
        if (bare instanceof String string) {
            return new JsonString(string, path);
        }
        return bare instanceof Long number ? new JsonNumber(number.toString(), path) : ((Located) bare).at(path);
    }

    /** How many arrays and objects stand within one another in a bare value, itself included. */
    static int depth(Object bare) {
        return bare instanceof Located value ? value.depth() : 0;
    }

    static JsonValueException mismatch(JsonValue value, String expected) {
        Located located = (Located) value;
        return new JsonValueException(located.path.toString(), expected, located.kind());
    }

    /** The same value, as reached by that path. */
    abstract JsonValue at(Path path);

    /** What the value is called in a message. */
    abstract String kind();

    int depth() {
        return 0;
    }

    @Override
    public final String toString() {
        return new String(JsonWriter.write((JsonValue) this), StandardCharsets.UTF_8);
    }
}

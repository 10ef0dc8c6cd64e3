package konpro.errors.testkit;

import konpro.errors.json.JsonObject;
import konpro.errors.json.JsonValue;

/** Details of any depth. */
public final class Nesting {

    /** How deep details may nest: they are inside two objects, and JSON may have 128 levels. */
    public static final int DEEPEST = 126;

    private Nesting() {}

    /** {@return an object with so many nested arrays and objects, itself included} */
    public static JsonObject details(int depth) {
        return JsonObject.of("deep", value(depth - 1));
    }

    /** {@return so many nested arrays and objects in turn} */
    public static JsonValue value(int depth) {
        return JsonValue.parse(text(depth));
    }

    /** {@return the JSON text of {@link #value}, for any depth} */
    public static String text(int depth) {
        String opening = "{\"deeper\":[".repeat(depth / 2) + "[".repeat(depth % 2);
        return opening + "\"ground\"" + "]".repeat(depth % 2) + "]}".repeat(depth / 2);
    }
}

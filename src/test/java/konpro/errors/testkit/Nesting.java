package konpro.errors.testkit;

import konpro.errors.json.JsonObject;
import konpro.errors.json.JsonValue;

/** Details as deep as one likes. */
public final class Nesting {

    /** How deep details may nest: they stand within two objects, and 128 levels are all that JSON may have here. */
    public static final int DEEPEST = 126;

    private Nesting() {}

    /** {@return an object with that many arrays and objects within one another, itself included} */
    public static JsonObject details(int depth) {
        return JsonObject.of("deep", value(depth - 1));
    }

    /** {@return arrays and objects in turn, that many within one another} */
    public static JsonValue value(int depth) {
        return JsonValue.parse(text(depth));
    }

    /** {@return the JSON text of {@link #value}, for any depth} */
    public static String text(int depth) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < depth; i++) {
            text.append(i % 2 == 0 ? "[" : "{\"deeper\":");
        }
        text.append("\"ground\"");
        for (int i = depth - 1; i >= 0; i--) {
            text.append(i % 2 == 0 ? ']' : '}');
        }
        return text.toString();
    }
}

package konpro.errors.json;

import java.util.Map;

/** Writes values as JSON for people: a line for each member and element, indented by two spaces. */
final class PrettyPrinter {

    private final StringBuilder out = new StringBuilder();
    private int level;

    private PrettyPrinter() {}

    static String print(JsonValue value) {
        PrettyPrinter printer = new PrettyPrinter();
        printer.value(value);
        return printer.out.toString();
    }

    private void value(JsonValue value) {
        if (value instanceof JsonObject object && object.size() > 0) {
            object(object);
        } else if (value instanceof JsonArray array && array.size() > 0) {
            array(array);
        } else {
            out.append(value);
        }
    }

    private void object(JsonObject object) {
        out.append('{');
        level++;
        String separator = "";
        for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
            out.append(separator);
            line();
            out.append(new JsonString(member.getKey())).append(": ");
            value(member.getValue());
            separator = ",";
        }
        level--;
        line();
        out.append('}');
    }

    private void array(JsonArray array) {
        out.append('[');
        level++;
        String separator = "";
        for (JsonValue element : array.elements()) {
            out.append(separator);
            line();
            value(element);
            separator = ",";
        }
        level--;
        line();
        out.append(']');
    }

    private void line() {
        out.append('\n').append("  ".repeat(level));
    }
}

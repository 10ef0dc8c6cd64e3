package konpro.errors.json;

import java.util.ArrayList;
import java.util.List;

/** Builds values from the tokens of a JSON text (RFC 8259). */
final class JsonReader {

    private final JsonScanner scanner;

    private JsonReader(JsonScanner scanner) {
        this.scanner = scanner;
    }

    /** {@code JSON-text = ws value ws}, section 2. */
    static JsonValue read(byte[] text) {
        JsonScanner scanner = new JsonScanner(text);
        JsonValue value = new JsonReader(scanner).value();
        scanner.end();
        return value;
    }

    /** {@code value = false / null / true / object / array / number / string}, section 3. */
    private JsonValue value() {
        return switch (scanner.next()) {
            case '"' -> new JsonString(scanner.string());
            case '{' -> object();
            case '[' -> array();
            case 't' -> literal("true", JsonBoolean.TRUE);
            case 'f' -> literal("false", JsonBoolean.FALSE);
            case 'n' -> literal("null", JsonNull.NULL);
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> new JsonNumber(scanner.number());
            default -> throw scanner.expected("a JSON value");
        };
    }

    private JsonValue literal(String word, JsonValue value) {
        scanner.literal(word);
        return value;
    }

    /** {@code begin-object [ member *( value-separator member ) ] end-object}, section 4. */
    private JsonObject object() {
        Members members = new Members();
        if (scanner.open('}')) {
            do {
                members.put(scanner.name(), value());
            } while (scanner.more('}'));
        }
        return members.toObject();
    }

    /** {@code begin-array [ value *( value-separator value ) ] end-array}, section 5. */
    private JsonArray array() {
        List<JsonValue> elements = new ArrayList<>();
        if (scanner.open(']')) {
            do {
                elements.add(value());
            } while (scanner.more(']'));
        }
        return new JsonArray(elements);
    }
}

package konpro.errors.json;

import java.util.Arrays;
import java.util.Map;
import konpro.errors.json.text.JsonScanner;
import konpro.errors.json.text.KnownString;
import konpro.errors.json.text.Malformed;
import konpro.errors.json.text.Utf8;

/**
 * Builds values from the tokens of a JSON text (RFC 8259).
 *
 * <p>The parts of all arrays and objects that are still open stand on one stack, those of an inner one above those of the outer.
 * The one that closes takes its own off in an array of just their number, and becomes a part itself:
 *
 * <pre>
 *   read so far             on the stack
 *   {"a":1,"b":[2,3         "a" 1 2 3           the object's parts, the array's above
 *   {"a":1,"b":[2,3]        "a" 1 "b" [2,3]
 * </pre>
 */
final class JsonReader {

    /** Names that details have by the documentation. */
    private static final KnownString FIELD = KnownString.of("field");

    private static final KnownString REASON = KnownString.of("reason");

    private static final Object[] NOTHING = {};

    private final byte[] text;
    private int at;
    private int depth;
    private Object[] stack = NOTHING;
    private int top;

    /**
     * @param at where the value begins
     * @param depth how many arrays and objects it stands in
     */
    JsonReader(byte[] text, int at, int depth) {
        this.text = text;
        this.at = at;
        this.depth = depth;
    }

    /** {@code JSON-text = ws value ws}, section 2. */
    static JsonValue read(byte[] text) {
        try {
            JsonReader reader = new JsonReader(text, JsonScanner.space(Utf8.startOf(text), text), 0);
            Object value = reader.value();
            JsonScanner.end(reader.at, text);
            return value instanceof String string ? new JsonString(string) : (JsonValue) value;
        } catch (Malformed malformed) {
            throw JsonParseException.of(malformed, text);
        }
    }

    /** The place behind what has been read. */
    int at() {
        return at;
    }

    /** {@code value = false / null / true / object / array / number / string}, section 3. {@return it, bare} */
    private Object value() {
        return switch (JsonScanner.byteAt(at, text)) {
            case '"' -> string();
            case '{' -> object();
            case '[' -> array();
            case 't' -> literal("true", JsonBoolean.TRUE);
            case 'f' -> literal("false", JsonBoolean.FALSE);
            case 'n' -> literal("null", JsonNull.NULL);
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
            default -> throw new Malformed("a JSON value", at);
        };
    }

    private String string() {
        int end = JsonScanner.string(at, text);
        String string = JsonScanner.decode(at, end, text);
        at = JsonScanner.behind(end);
        return string;
    }

    private JsonNumber number() {
        int start = at;
        at = JsonScanner.number(start, text);
        return new JsonNumber(JsonScanner.latin1(start, at, text));
    }

    private JsonValue literal(String word, JsonValue value) {
        at = JsonScanner.literal(at, text, word);
        return value;
    }

    /** {@code begin-object [ member *( value-separator member ) ] end-object}, section 4. */
    JsonObject object() {
        if (!open('}')) {
            return JsonObject.of();
        }
        String name = name();
        Object value = value();
        if (!more('}')) {
            return new JsonObject(new Object[] {name, value}, null);
        }
        String second = name();
        Object secondValue = value();
        boolean more = more('}');
        // Documented details have two members: past the stack they go with 100 bytes less to allocate.
        if (!more && !second.equals(name)) {
            return new JsonObject(new Object[] {name, value, second, secondValue}, null);
        }
        int base = top;
        Map<String, Integer> index = put(name, value, base, null);
        index = put(second, secondValue, base, index);
        while (more) {
            index = put(name(), value(), base, index);
            more = more('}');
        }
        return new JsonObject(take(base), index);
    }

    private String name() {
        int at = this.at;
        JsonScanner.demandName(at, text);
        String name;
        if (FIELD.isAt(at, text)) {
            name = FIELD.string();
            at += FIELD.length();
        } else if (REASON.isAt(at, text)) {
            name = REASON.string();
            at += REASON.length();
        } else {
            name = string();
            at = this.at;
        }
        this.at = JsonScanner.colon(at, text);
        return name;
    }

    private boolean open(char closing) {
        at = JsonScanner.open(at, text, depth++);
        return JsonScanner.byteAt(at, text) != closing || close(closing);
    }

    private boolean more(char closing) {
        at = JsonScanner.space(at, text);
        if (JsonScanner.byteAt(at, text) == ',') {
            at = JsonScanner.space(at + 1, text);
            return true;
        }
        return close(closing);
    }

    private boolean close(char closing) {
        at = JsonScanner.close(at, text, closing);
        depth--;
        return false;
    }

    /** Puts a member on the stack, or gives the one of that name a new value. {@return the index, once there is one} */
    private Map<String, Integer> put(String name, Object value, int base, Map<String, Integer> index) {
        int place = Members.place(name, stack, base, top, index);
        if (place >= 0) {
            stack[place + 1] = value;
            return index;
        }
        push(name);
        push(value);
        return Members.indexed(stack, base, top, index);
    }

    /** {@code begin-array [ value *( value-separator value ) ] end-array}, section 5. */
    private JsonArray array() {
        int base = top;
        if (open(']')) {
            do {
                push(value());
            } while (more(']'));
        }
        return new JsonArray(take(base));
    }

    private void push(Object part) {
        if (top == stack.length) {
            stack = Arrays.copyOf(stack, Math.max(16, (top < 64 ? 4 : 2) * top));
        }
        stack[top++] = part;
    }

    private Object[] take(int base) {
        Object[] parts = Arrays.copyOfRange(stack, base, top);
        top = base;
        return parts;
    }
}

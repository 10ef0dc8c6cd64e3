package konpro.errors.json;

import java.util.Arrays;
import java.util.Map;
import konpro.errors.json.text.Fragment;
import konpro.errors.json.text.JsonScanner;
import konpro.errors.json.text.Malformed;
import konpro.errors.json.text.Nullable;
import konpro.errors.json.text.Place;
import konpro.errors.json.text.StringDecoder;
import konpro.errors.json.text.Utf8;

/**
 * Builds values from the tokens of a JSON text (RFC 8259).
 *
 * <p>The parts of all arrays and objects that are still open stand on one stack, those of an inner one above those of the outer.
 * The one that closes takes its own off in an array of just their number, and becomes a part itself:
 *
 * <pre>
 *   read so far      on the stack
 *   [1,[2,3          1 2 3              the outer one's part, the inner one's above
 *   [1,[2,3]         1 [2,3]
 * </pre>
 *
 * <p>The first two members of an object come there only if there is a third.
 */
final class JsonReader extends Place {

    private static final Object[] NOTHING = {};

    private final byte[] text;
    private int depth;
    private Object[] stack = NOTHING;
    private int top;
    private int deepest; // since the array or object that was opened last
    private final StringDecoder decoder;

    /**
     * @param at where the value begins
     * @param depth how many arrays and objects it stands in
     */
    JsonReader(int at, byte[] text, int depth) {
        super(at);
        this.text = text;
        this.depth = depth;
        this.decoder = new StringDecoder(text);
    }

    /** {@code JSON-text = ws value ws}, section 2. */
    static JsonValue read(byte[] text) {
        try {
            JsonReader reader = new JsonReader(JsonScanner.space(Utf8.startOf(text), text), text, 0);
            Object value = reader.value();
            JsonScanner.end(reader.at, text);
            return value instanceof JsonValue json ? json : Located.dressed(value, Path.ROOT);
        } catch (Malformed malformed) {
            throw JsonParseException.of(malformed, text);
        }
    }

    /** {@code value = false / null / true / object / array / number / string}, section 3. {@return it, bare} */
    private Object value() {
        return switch (JsonScanner.byteAt(at, text)) {
            case '"' -> string();
            case '{' -> object();
            case '[' -> array();
            case 't' -> literal(JsonScanner.TRUE, JsonBoolean.TRUE);
            case 'f' -> literal(JsonScanner.FALSE, JsonBoolean.FALSE);
            case 'n' -> literal(JsonScanner.NULL, JsonNull.NULL);
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number();
            default -> throw new Malformed("a JSON value", at);
        };
    }

    private String string() {
        int start = at;
        int end = JsonScanner.string(start, text);
        at = JsonScanner.behind(end);
        return decoder.decode(start, end);
    }

    private Object number() {
        int start = at;
        at = JsonScanner.number(start, text);
        @Nullable Long whole = JsonScanner.wholeNumber(start, at, text);
        return whole != null ? whole : new JsonNumber(JsonScanner.latin1(start, at, text));
    }

    private JsonValue literal(Fragment word, JsonValue value) {
        at = JsonScanner.literal(at, text, word);
        return value;
    }

    /** {@code begin-object [ member *( value-separator member ) ] end-object}, section 4. */
    JsonObject object() {
        @Nullable
        JsonObject violation =
                Violation.BEFORE_FIELD.isAt(at, text) && depth < JsonScanner.MAX_DEPTH ? violation() : null;
        if (violation != null) {
            return violation;
        }
        int outerDeepest = deepest;
        if (!open('}')) {
            deepest = Math.max(deepest, outerDeepest);
            return JsonObject.of();
        }
        String name = name();
        Object value = value();
        if (!more('}')) {
            return object(new Object[] {name, value}, outerDeepest);
        }
        String second = name();
        Object secondValue = value();
        boolean more = more('}');
        // Documented details have two members: past the stack they go with 100 bytes less to allocate.
        if (!more && !second.equals(name)) {
            return object(new Object[] {name, value, second, secondValue}, outerDeepest);
        }
        int base = top;
        @Nullable Map<String, Integer> index = put(name, value, base, false, null);
        index = put(second, secondValue, base, true, index);
        long seen = bit(name) | bit(second);
        while (more) {
            String next = name();
            index = put(next, value(), base, (seen & bit(next)) != 0, index);
            seen |= bit(next);
            more = more('}');
        }
        Object[] table = Members.table(stack, base, top, index);
        top = base;
        return object(table, outerDeepest);
    }

    /** {@return the violation that begins here, without white space, or {@code null} if it is none} */
    private @Nullable JsonObject violation() {
        int field = at + Violation.BEFORE_FIELD.length() - 1;
        int fieldEnd = JsonScanner.string(field, text);
        int quote = JsonScanner.behind(fieldEnd) - 1;
        if (!Violation.BEFORE_REASON.isAt(quote, text)) {
            return null;
        }
        int reason = quote + Violation.BEFORE_REASON.length() - 1;
        int reasonEnd = JsonScanner.string(reason, text);
        int brace = JsonScanner.behind(reasonEnd);
        if (JsonScanner.byteAt(brace, text) != '}') {
            return null;
        }
        at = brace + 1;
        deepest = Math.max(deepest, depth + 1);
        String fieldString = decoder.decode(field, fieldEnd);
        String reasonString = decoder.decode(reason, reasonEnd);
        return new JsonObject(
                new Object[] {Violation.FIELD.string(), fieldString, Violation.REASON.string(), reasonString}, 1);
    }

    private JsonObject object(Object[] table, int outerDeepest) {
        JsonObject object = new JsonObject(table, deepest - depth);
        deepest = Math.max(deepest, outerDeepest);
        return object;
    }

    /** One of 64: names of other bits are other names. */
    private static long bit(String name) {
        return 1L << name.hashCode();
    }

    private String name() {
        int at = this.at;
        JsonScanner.demandName(at, text);
        String name;
        if (Violation.FIELD.isAt(at, text)) {
            name = Violation.FIELD.string();
            at += Violation.FIELD.length();
        } else if (Violation.REASON.isAt(at, text)) {
            name = Violation.REASON.string();
            at += Violation.REASON.length();
        } else {
            name = string();
            at = this.at;
        }
        this.at = JsonScanner.colon(at, text);
        return name;
    }

    private boolean open(char closing) {
        at = JsonScanner.open(at, text, depth++);
        deepest = depth;
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
    private @Nullable Map<String, Integer> put(
            String name, Object value, int base, boolean seen, @Nullable Map<String, Integer> index) {
        int place = seen ? Members.place(name, stack, base, top, index) : -1;
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
        int outerDeepest = deepest;
        if (open(']')) {
            do {
                push(value());
            } while (more(']'));
        }
        JsonArray array = new JsonArray(Arrays.copyOfRange(stack, base, top), deepest - depth);
        top = base;
        deepest = Math.max(deepest, outerDeepest);
        return array;
    }

    private void push(Object part) {
        if (top == stack.length) {
            stack = Arrays.copyOf(stack, top == 0 ? 16 : (top < 64 ? 8 : 2) * top);
        }
        stack[top++] = part;
    }
}

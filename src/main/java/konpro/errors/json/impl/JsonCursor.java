package konpro.errors.json.impl;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import konpro.errors.json.JsonParseException;
import konpro.errors.json.JsonValue;

/**
 * Reads a JSON text from its UTF-8, from the first byte to the last, with a method for each production of RFC 8259. Each
 * production is checked in this class. A method that finds something else than it expects throws a {@link JsonParseException}.
 *
 * <p>{@link #value} builds raw values, see {@link LocatedValue}. {@link #skip} checks a value and builds nothing. A
 * reader that expects certain members asks for each {@link Token}, in the usual order. Then one round through its loop is enough,
 * and in any other order there are more rounds:
 *
 * <pre>
 * cursor.begin();
 * while (cursor.hasMember()) {
 *     code = cursor.isMember(CODE) ? cursor.memberValue() : code;
 *     message = cursor.isMember(MESSAGE) ? cursor.memberValue() : message;
 *     cursor.skipOthers(EXPECTED);
 * }
 * </pre>
 */
public final class JsonCursor {

    static final int MAX_NUMBER_LENGTH = 1_000;
    private static final int END = -1;
    private static final int FIRST_CHARS = 256;
    private static final int MAX_SMALL_CHARS = 1 << 16;
    private static final char[] NO_CHARS = {};

    private final byte[] text;
    private final Token[] names;
    private int offset;
    private int depth;
    private int deepest; // the greatest depth since the innermost array or object that is open began
    private @Nullable Token nameInOtherSpelling;
    private char[] chars = NO_CHARS;

    /**
     * A cursor at the first value of a text, after a byte order mark and white space.
     *
     * @param text the text, which must not change
     * @param names likely member names in the values that are built: each time, the same {@code String} is used
     */
    public JsonCursor(byte[] text, Token... names) {
        this.text = text;
        this.names = names;
        this.offset = Utf8.startOf(text);
        space();
    }

    /** {@code JSON-text = ws value ws}, section 2. */
    public static JsonValue parse(byte[] text) {
        JsonCursor cursor = new JsonCursor(text);
        Object value = cursor.value();
        cursor.end();
        return LocatedValue.of(value, JsonPath.ROOT);
    }

    /** {@return whether a text is one number, within the limit of its length} */
    static boolean isNumber(String text) {
        JsonCursor cursor = new JsonCursor(text.getBytes(StandardCharsets.US_ASCII));
        try {
            cursor.offset = 0; // white space is not part of a number
            cursor.skipNumber();
            return cursor.offset == cursor.text.length;
        } catch (JsonParseException notANumber) {
            return false;
        }
    }

    /** Expects the end of the text, after optional white space. */
    public void end() {
        space();
        if (offset < text.length) {
            throw expected("the end of the text");
        }
    }

    // Members that a reader expects

    /** {@return whether the next value is an object} */
    public boolean isAtObject() {
        return isAt('{');
    }

    /** {@return whether there is another member} If not, moves after the object. */
    public boolean hasMember() {
        if (isAt('}')) {
            close();
            return false;
        }
        return true;
    }

    /** Skips members until the next one has one of these names, or until the closing brace. */
    public void skipOthers(Token... expected) {
        while (!isAt('}') && !isOneOf(expected)) {
            colon();
            skip();
            endMember();
        }
    }

    /** {@return whether the next member has one of these names} If not, moves after its name. */
    private boolean isOneOf(Token... expected) {
        for (Token name : expected) {
            if (name.isAt(offset, text)) {
                return true;
            }
        }
        expectName();
        int start = offset;
        return (skipString() || !isAt(':')) && isDecoded(start, expected); // not the usual spelling
    }

    /** {@return whether the string at an offset is one of the names} If so, moves back to it. */
    private boolean isDecoded(int start, Token... expected) {
        offset = start;
        String decoded = string();
        for (Token name : expected) {
            if (name.string().equals(decoded)) {
                nameInOtherSpelling = name;
                offset = start;
                return true;
            }
        }
        return false;
    }

    /** {@return whether the next member has that name} If so, moves to its value. */
    public boolean isMember(Token name) {
        if (name.isAt(offset, text)) {
            offset += name.length();
            space();
            return true;
        }
        if (nameInOtherSpelling != null && nameInOtherSpelling.equals(name)) {
            nameInOtherSpelling = null;
            skipName();
            return true;
        }
        return false;
    }

    /** {@return the value of a member, built raw} Moves to the name of the next one, or to the closing brace. */
    public Object memberValue() {
        Object value = value();
        endMember();
        return value;
    }

    /** The same as {@link #memberValue()}, for a value that is often one of these strings, and then is the same {@code String}. */
    public Object memberValue(Token... likely) {
        for (Token string : likely) {
            if (string.isAt(offset, text)) {
                offset += string.length();
                endMember();
                return string.string();
            }
        }
        return memberValue();
    }

    /** Moves from the end of a member's value to the name of the next member, or to the closing brace. */
    public void endMember() {
        if (offset < text.length - 1 && text[offset] == ',' && text[offset + 1] == '"') {
            offset++; // as nearly always
            return;
        }
        space();
        if (isAt(',')) {
            offset++;
            space();
            expectName();
        } else if (!isAt('}')) {
            throw expected("',' or '}'");
        }
    }

    // Values

    /** {@code value = false / null / true / object / array / number / string}, section 3. {@return it, built raw} */
    public Object value() {
        return isAt('"') ? string() : otherValue();
    }

    private Object otherValue() {
        return switch (current()) {
            case '{' -> object();
            case '[' -> array();
            case 't' -> literal("true", JsonBooleanImpl.TRUE);
            case 'f' -> literal("false", JsonBooleanImpl.FALSE);
            case 'n' -> literal("null", JsonNullImpl.NULL);
            default -> number();
        };
    }

    /** The same as {@link #value}, but builds nothing. */
    void skip() {
        switch (current()) {
            case '"' -> skipString();
            case '{' -> skipObject();
            case '[' -> skipArray();
            case 't', 'f', 'n' -> otherValue(); // nothing is built for these
            default -> skipNumber();
        }
    }

    /** {@code begin-object [ member *( value-separator member ) ] end-object}, section 4. */
    private JsonObjectImpl object() {
        int deepestBefore = deepest;
        begin();
        JsonObjectImpl.Builder members = new JsonObjectImpl.Builder();
        while (!isAt('}')) {
            String name = name();
            members.put(name, value());
            endMember();
        }
        close();
        JsonObjectImpl object = members.toObject(deepest - depth);
        deepest = Math.max(deepestBefore, depth + object.depth());
        return object;
    }

    private void skipObject() {
        begin();
        while (!isAt('}')) {
            skipName();
            skip();
            endMember();
        }
        close();
    }

    /** {@code member = string name-separator value}, section 4: moves to the value. */
    private String name() {
        expectName();
        for (Token name : names) {
            if (name.isAt(offset, text)) {
                offset += name.length();
                space();
                return name.string();
            }
        }
        String name = string();
        colon();
        return name;
    }

    private void skipName() {
        expectName();
        skipString();
        colon();
    }

    private void expectName() {
        if (!isAt('"')) {
            throw expected("a member name in quotes");
        }
    }

    /** {@code name-separator}, section 2. */
    private void colon() {
        if (offset < text.length - 1 && text[offset] == ':' && text[offset + 1] > ' ') {
            offset++; // as nearly always
            return;
        }
        space();
        if (!isAt(':')) {
            throw expected("':'");
        }
        offset++;
        space();
    }

    /** {@code begin-array [ value *( value-separator value ) ] end-array}, section 5. */
    private JsonArrayImpl array() {
        int deepestBefore = deepest;
        begin();
        List<Object> elements = new ArrayList<>();
        while (!isAt(']')) {
            elements.add(value());
            endElement();
        }
        close();
        JsonArrayImpl array = new JsonArrayImpl(elements.toArray(), deepest - depth);
        deepest = Math.max(deepestBefore, depth + array.depth());
        return array;
    }

    private void skipArray() {
        begin();
        while (!isAt(']')) {
            skip();
            endElement();
        }
        close();
    }

    private void endElement() {
        space();
        if (isAt(',')) {
            offset++;
            space();
            if (isAt(']')) {
                throw expected("a JSON value");
            }
        } else if (!isAt(']')) {
            throw expected("',' or ']'");
        }
    }

    /** {@code begin-object, begin-array}, section 2: moves to the first member or element, or to the closing bracket. */
    public void begin() {
        if (depth == JsonValue.MAX_DEPTH) {
            throw expected("at most " + JsonValue.MAX_DEPTH + " nested arrays and objects");
        }
        deepest = ++depth;
        offset++;
        space();
    }

    /** {@code end-object, end-array}, section 2, at the closing bracket. */
    private void close() {
        depth--;
        offset++;
    }

    /** {@code false / null / true}, section 3. */
    private Object literal(String word, Object value) {
        for (int i = 0; i < word.length(); i++) {
            if (!isAt(word.charAt(i))) {
                throw expected("'" + word + "'");
            }
            offset++;
        }
        return value;
    }

    private JsonNumberImpl number() {
        int start = offset;
        skipNumber();
        return new JsonNumberImpl(new String(text, start, offset - start, StandardCharsets.ISO_8859_1));
    }

    /** {@code number = [ minus ] int [ frac ] [ exp ]}, section 6. */
    private void skipNumber() {
        int start = offset;
        if (isAt('-')) {
            offset++;
        } else if (!isDigit(current())) {
            throw expected("a JSON value");
        }
        if (isAt('0')) {
            offset++;
            if (isDigit(current())) {
                throw expected("no digit after a leading zero");
            }
        } else {
            digits(start);
        }
        if (isAt('.')) {
            offset++;
            digits(start);
        }
        if (isAt('e') || isAt('E')) {
            offset++;
            if (isAt('+') || isAt('-')) {
                offset++;
            }
            digits(start);
        }
    }

    private void digits(int start) {
        if (!isDigit(current())) {
            throw expected("a digit");
        }
        while (isDigit(current())) {
            if (offset - start >= MAX_NUMBER_LENGTH) {
                throw expected("a number of at most " + MAX_NUMBER_LENGTH + " characters");
            }
            offset++;
        }
    }

    private static boolean isDigit(int b) {
        return b >= '0' && b <= '9';
    }

    // Strings

    /** {@code string = quotation-mark *char quotation-mark}, section 7. {@return it, decoded} */
    @SuppressWarnings("deprecation")
    private String string() {
        int start = offset + 1;
        int end = Words.unescapedEnd(start, text.length, text);
        if (end < text.length && text[end] == '"') {
            offset = end + 1;
            return new String(text, 0, start, end - start);
        }
        return decode(start, end);
    }

    /** Decodes a string whose first bytes are unescaped ASCII. */
    private String decode(int start, int end) {
        int length = append(0, start, end);
        while (current() != '"') {
            int codePoint = character();
            reserve(length, 2);
            length += Character.toChars(codePoint, chars, length);
            int next = current() < 0x80 ? Words.unescapedEnd(offset, text.length, text) : offset;
            length = append(length, offset, next);
        }
        offset++;
        return new String(chars, 0, length);
    }

    private int append(int length, int start, int end) {
        int count = end - start;
        reserve(length, count);
        for (int i = 0; i < count; i++) {
            chars[length + i] = (char) text[start + i];
        }
        offset = end;
        return length + count;
    }

    /** Makes room for more characters. There are never more of them than bytes: a long string needs one large array at most. */
    private void reserve(int length, int count) {
        int needed = length + count;
        if (needed > chars.length) {
            boolean isLong = needed > MAX_SMALL_CHARS;
            chars = Arrays.copyOf(
                    chars, isLong ? length + 2 + text.length - offset : Math.max(FIRST_CHARS, 2 * needed));
        }
    }

    /** {@return whether the string that was skipped needs decoding} */
    private boolean skipString() {
        offset = Words.unescapedEnd(offset + 1, text.length, text);
        boolean needsDecoding = !isAt('"');
        if (needsDecoding) {
            skipCharacters();
        }
        offset++;
        return needsDecoding;
    }

    private void skipCharacters() {
        while (!isAt('"')) {
            character();
            offset = current() < 0x80 ? Words.unescapedEnd(offset, text.length, text) : offset;
        }
    }

    /** {@code char}, section 7, if it is an escape or beyond ASCII. {@return its code point} An escape is one UTF-16 unit. */
    private int character() {
        int b = current();
        if (b == '\\') {
            offset++;
            return escape();
        }
        if (b == END) {
            throw expected("a closing quote");
        }
        if (b < ' ') {
            throw expected("an escaped control character");
        }
        int codePoint = Utf8.codePointAt(offset, text);
        if (codePoint < 0) {
            throw expected("well-formed UTF-8");
        }
        offset += Utf8.length(codePoint);
        return codePoint;
    }

    private int escape() {
        int letter = current();
        int c = switch (letter) {
            case '"', '\\', '/' -> letter;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> 0;
            default -> throw expected("one of \" \\ / b f n r t u after a backslash");
        };
        offset++;
        if (letter == 'u') {
            for (int i = 0; i < 4; i++) {
                int digit = current();
                if (!HexFormat.isHexDigit(digit)) {
                    throw expected("four hexadecimal digits after \\u");
                }
                c = c << 4 | HexFormat.fromHexDigit(digit);
                offset++;
            }
        }
        return c;
    }

    // Bytes

    /** {@code ws}, section 2. */
    private void space() {
        if (offset < text.length && text[offset] <= ' ') {
            skipSpace();
        }
    }

    private void skipSpace() {
        int next = offset;
        while (next < text.length
                && (text[next] == ' ' || text[next] == '\n' || text[next] == '\r' || text[next] == '\t')) {
            next++;
        }
        offset = next;
    }

    private boolean isAt(char c) {
        return offset < text.length && text[offset] == c;
    }

    /** {@return the byte at the offset, or -1 at the end of the text} */
    private int current() {
        return offset < text.length ? text[offset] & 0xFF : END;
    }

    private JsonParseException expected(String expected) {
        int line = 1;
        int column = 1;
        for (int i = Utf8.startOf(text); i < offset; i++) {
            if (text[i] == '\n' || (text[i] == '\r' && !(i + 1 < text.length && text[i + 1] == '\n'))) {
                line++;
                column = 1;
            } else if (!Utf8.isContinuation(text[i])) {
                column++;
            }
        }
        return new JsonParseException(expected, found(), offset, line, column);
    }

    private String found() {
        int found = current();
        if (found == END) {
            return "the end of the text";
        }
        return found >= 0x20 && found < 0x7F
                ? "'" + (char) found + "'"
                : "byte 0x" + HexFormat.of().withUpperCase().toHexDigits((byte) found);
    }
}

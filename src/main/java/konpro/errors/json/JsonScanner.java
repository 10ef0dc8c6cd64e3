package konpro.errors.json;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Reads the tokens of a JSON text from its UTF-8, front to back, with a method for each production of RFC 8259. Every check
 * and every limit on the way in lives here: what comes out is well-formed.
 */
final class JsonScanner {

    private static final int MAX_NUMBER_LENGTH = 1_000;
    private static final int END = -1;

    private final byte[] text;
    private int at;
    private int depth;

    JsonScanner(byte[] text) {
        this.text = text;
        this.at = Utf8.startOf(text);
    }

    /** Whether the whole of a text is a number. */
    static boolean isNumber(String text) {
        JsonScanner scanner = new JsonScanner(text.getBytes(StandardCharsets.US_ASCII));
        try {
            scanner.number();
            return scanner.here() == END;
        } catch (JsonParseException notANumber) {
            return false;
        }
    }

    /** {@code ws}, section 2: skips it. {@return the byte behind it, or -1 at the end} */
    int next() {
        while (at < text.length) {
            byte b = text[at];
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return b & 0xFF;
            }
            at++;
        }
        return END;
    }

    /** Nothing but white space may be left. */
    void end() {
        if (next() != END) {
            throw expected("the end of the text");
        }
    }

    /** {@code begin-array, begin-object}, section 2. {@return whether anything stands before the closing bracket} */
    boolean open(char closing) {
        if (depth == JsonValue.MAX_DEPTH) {
            throw expected("at most " + JsonValue.MAX_DEPTH + " nested arrays and objects");
        }
        depth++;
        at++;
        return next() != closing || close();
    }

    /** {@code value-separator, end-array, end-object}, section 2. {@return whether another one follows} */
    boolean more(char closing) {
        int next = next();
        if (next == ',') {
            at++;
            return true;
        }
        if (next == closing) {
            return close();
        }
        throw expected("',' or '" + closing + "'");
    }

    private boolean close() {
        depth--;
        at++;
        return false;
    }

    /** {@code string name-separator}, section 4. */
    String name() {
        if (next() != '"') {
            throw expected("a member name in quotes");
        }
        String name = string();
        if (next() != ':') {
            throw expected("':'");
        }
        at++;
        return name;
    }

    /** {@code true / false / null}, section 3. */
    void literal(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (here() != word.charAt(i)) {
                throw expected("'" + word + "'");
            }
            at++;
        }
    }

    /** {@code [ minus ] int [ frac ] [ exp ]}, section 6. {@return its text} */
    String number() {
        int start = at;
        int limit = start + MAX_NUMBER_LENGTH;
        skip('-');
        if (skip('0')) {
            if (isDigit()) {
                throw expected("no digit after a leading zero");
            }
        } else {
            digits(limit);
        }
        if (skip('.')) {
            digits(limit);
        }
        if (skip('e') || skip('E')) {
            if (!skip('+')) {
                skip('-');
            }
            digits(limit);
        }
        return latin1(start, at);
    }

    private void digits(int limit) {
        if (!isDigit()) {
            throw expected("a digit");
        }
        do {
            if (at >= limit) {
                throw expected("a number of at most " + MAX_NUMBER_LENGTH + " characters");
            }
            at++;
        } while (isDigit());
    }

    private boolean isDigit() {
        int here = here();
        return here >= '0' && here <= '9';
    }

    private boolean skip(char c) {
        if (here() != c) {
            return false;
        }
        at++;
        return true;
    }

    /** {@code quotation-mark *char quotation-mark}, section 7. {@return the text, unescaped} */
    String string() {
        at++;
        int start = at;
        skipPlain();
        if (skip('"')) {
            return latin1(start, at - 1);
        }
        return unusualString(start);
    }

    /** Printable ASCII without quote and backslash: what most strings are of. */
    private void skipPlain() {
        while (at < text.length) {
            byte b = text[at];
            if (b < 0x20 || b == '"' || b == '\\') { // bytes beyond ASCII are negative
                return;
            }
            at++;
        }
    }

    /** A string with escapes or characters beyond ASCII, or none at all: it is checked to its end, then decoded. */
    private String unusualString(int start) {
        boolean escaped = false;
        while (!skip('"')) {
            if (here() == '\\') {
                escaped = true;
                escape();
            } else if (here() >= 0x80) {
                character();
            } else if (here() >= 0x20) {
                at++;
            } else if (here() == END) {
                throw expected("a closing quote");
            } else {
                throw expected("an escaped control character");
            }
        }
        int end = at - 1;
        return escaped
                ? StringDecoder.decode(text, start, end)
                : new String(text, start, end - start, StandardCharsets.UTF_8);
    }

    private void character() {
        int length = Utf8.lengthAt(at, text);
        if (length == 0) {
            throw expected("well-formed UTF-8");
        }
        at += length;
    }

    private void escape() {
        at++;
        if (skip('u')) {
            for (int i = 0; i < 4; i++) {
                if (!HexFormat.isHexDigit(here())) {
                    throw expected("four hexadecimal digits after \\u");
                }
                at++;
            }
        } else if (here() == END || "\"\\/bfnrt".indexOf(here()) < 0) {
            throw expected("one of \" \\ / b f n r t u after a backslash");
        } else {
            at++;
        }
    }

    private String latin1(int start, int end) {
        return new String(text, start, end - start, StandardCharsets.ISO_8859_1);
    }

    private int here() {
        return at < text.length ? text[at] & 0xFF : END;
    }

    JsonParseException expected(String expected) {
        return JsonParseException.at(at, text, expected);
    }
}

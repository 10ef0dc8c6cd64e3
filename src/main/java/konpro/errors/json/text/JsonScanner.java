package konpro.errors.json.text;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Reads the tokens of a JSON text from its UTF-8, with a method for each production of RFC 8259. Each begins at a place in the
 * text and returns the place behind what it has read; nothing is remembered here.
 *
 * <p>Every check and every limit on the way in is in this class: what comes out is well-formed, and what is not is a
 * {@link Malformed}.
 */
public final class JsonScanner {

    /** How many arrays and objects may stand within one another. */
    public static final int MAX_DEPTH = 128;

    public static final Fragment TRUE = Fragment.of("true");
    public static final Fragment FALSE = Fragment.of("false");
    public static final Fragment NULL = Fragment.of("null");

    private static final int MAX_NUMBER_LENGTH = 1_000;
    private static final int MAX_WHOLE_DIGITS = 18;
    private static final int END = -1;

    private JsonScanner() {}

    /** {@return the byte that stands there, or -1 at the end} */
    public static int byteAt(int at, byte[] text) {
        return at < text.length ? text[at] & 0xFF : END;
    }

    /** {@code ws}, section 2. */
    public static int space(int at, byte[] text) {
        return at < text.length && text[at] > ' ' ? at : someSpace(at, text);
    }

    private static int someSpace(int start, byte[] text) {
        int at = start;
        while (at < text.length && (text[at] == ' ' || text[at] == '\n' || text[at] == '\r' || text[at] == '\t')) {
            at = indentation(at + 1, text);
        }
        return at;
    }

    /** Many a line begins with several spaces: eight bytes at a time. */
    private static int indentation(int start, byte[] text) {
        int at = start;
        while (at <= text.length - Words.BYTES) {
            int spaces = Words.spaces(Words.at(at, text));
            at += spaces;
            if (spaces < Words.BYTES) {
                return at;
            }
        }
        return at;
    }

    /** Nothing but white space may be left. */
    public static void end(int start, byte[] text) {
        int at = space(start, text);
        if (at < text.length) {
            throw new Malformed("the end of the text", at);
        }
    }

    /** {@code begin-array, begin-object}, section 2. {@return the place of what comes first, or of the closing bracket} */
    public static int open(int at, byte[] text, int depth) {
        if (depth == MAX_DEPTH) {
            throw new Malformed("at most " + MAX_DEPTH + " nested arrays and objects", at);
        }
        return space(at + 1, text);
    }

    /** {@code end-array, end-object}, section 2, where there was no comma. */
    public static int close(int at, byte[] text, char closing) {
        if (byteAt(at, text) != closing) {
            throw new Malformed("',' or '" + closing + "'", at);
        }
        return at + 1;
    }

    /** What a {@code member} begins with, section 4. */
    public static void demandName(int at, byte[] text) {
        if (byteAt(at, text) != '"') {
            throw new Malformed("a member name in quotes", at);
        }
    }

    /** {@code name-separator}, section 2. {@return the place of the value} */
    public static int colon(int start, byte[] text) {
        int at = space(start, text);
        if (byteAt(at, text) != ':') {
            throw new Malformed("':'", at);
        }
        return space(at + 1, text);
    }

    /** {@code value}, section 3: one that nobody wants. It is checked like any other, and nothing is made of it. */
    public static int value(int at, byte[] text, int depth) {
        return switch (byteAt(at, text)) {
            case '"' -> behind(string(at, text));
            case '{' -> object(at, text, depth);
            case '[' -> array(at, text, depth);
            case 't' -> literal(at, text, TRUE);
            case 'f' -> literal(at, text, FALSE);
            case 'n' -> literal(at, text, NULL);
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number(at, text);
            default -> throw new Malformed("a JSON value", at);
        };
    }

    private static int object(int start, byte[] text, int depth) {
        int at = open(start, text, depth);
        boolean more = byteAt(at, text) != '}';
        while (more) {
            demandName(at, text);
            at = colon(behind(string(at, text)), text);
            at = space(value(at, text, depth + 1), text);
            more = byteAt(at, text) == ',';
            if (more) {
                at = space(at + 1, text);
            }
        }
        return close(at, text, '}');
    }

    private static int array(int start, byte[] text, int depth) {
        int at = open(start, text, depth);
        boolean more = byteAt(at, text) != ']';
        while (more) {
            at = space(value(at, text, depth + 1), text);
            more = byteAt(at, text) == ',';
            if (more) {
                at = space(at + 1, text);
            }
        }
        return close(at, text, ']');
    }

    /** {@code true / false / null}, section 3. */
    public static int literal(int start, byte[] text, Fragment word) {
        if (!word.isAt(start, text)) {
            demand(word.string(), start, text);
        }
        return start + word.length();
    }

    /** Letter by letter: that is needed within the last eight bytes of a text, and to say where it differs. */
    private static void demand(String word, int start, byte[] text) {
        for (int i = 0; i < word.length(); i++) {
            if (byteAt(start + i, text) != word.charAt(i)) {
                throw new Malformed("'" + word + "'", start + i);
            }
        }
    }

    /** {@code [ minus ] int [ frac ] [ exp ]}, section 6. */
    public static int number(int start, byte[] text) {
        int at = byteAt(start, text) == '-' ? start + 1 : start;
        if (byteAt(at, text) == '0') {
            at++;
            if (isDigit(byteAt(at, text))) {
                throw new Malformed("no digit after a leading zero", at);
            }
        } else {
            at = digits(at, text, start);
        }
        if (byteAt(at, text) == '.') {
            at = digits(at + 1, text, start);
        }
        if (byteAt(at, text) == 'e' || byteAt(at, text) == 'E') {
            at++;
            boolean signed = byteAt(at, text) == '+' || byteAt(at, text) == '-';
            at = digits(signed ? at + 1 : at, text, start);
        }
        return at;
    }

    private static int digits(int start, byte[] text, int numberStart) {
        if (!isDigit(byteAt(start, text))) {
            throw new Malformed("a digit", start);
        }
        int at = start;
        do {
            if (at - numberStart >= MAX_NUMBER_LENGTH) {
                throw new Malformed("a number of at most " + MAX_NUMBER_LENGTH + " characters", at);
            }
            at++;
        } while (isDigit(byteAt(at, text)));
        return at;
    }

    /**
     * {@return the value of a number, if it is a whole one of at most 18 digits and as {@link Long#toString(long)} has it, else
     * {@code null}}
     */
    public static @Nullable Long wholeNumber(int start, int end, byte[] text) {
        boolean negative = text[start] == '-';
        int first = negative ? start + 1 : start;
        if (end - first > MAX_WHOLE_DIGITS || (negative && text[first] == '0')) {
            return null;
        }
        long value = 0;
        for (int at = first; at < end; at++) {
            if (!isDigit(text[at])) {
                return null;
            }
            value = 10 * value + text[at] - '0';
        }
        return negative ? -value : value;
    }

    /** {@return the same for a text that is a number} */
    public static @Nullable Long wholeNumber(String number) {
        byte[] text = number.getBytes(StandardCharsets.US_ASCII);
        return wholeNumber(0, text.length, text);
    }

    private static boolean isDigit(int b) {
        return b >= '0' && b <= '9';
    }

    /** Whether the whole of a text is a number. */
    public static boolean isNumber(String string) {
        byte[] text = string.getBytes(StandardCharsets.US_ASCII);
        try {
            return number(0, text) == text.length;
        } catch (Malformed notANumber) {
            return false;
        }
    }

    /**
     * {@code quotation-mark *char quotation-mark}, section 7.
     *
     * @return the place behind it, as it is if all in it is ASCII and stands for itself, else as its complement, so that
     *     {@link StringDecoder} knows, and {@link #behind} gives the place
     */
    public static int string(int start, byte[] text) {
        int at = plainEnd(start + 1, text);
        return byteAt(at, text) == '"' ? at + 1 : ~unusualEnd(at, text);
    }

    /** {@return the place behind a string, of what {@link #string} has returned} */
    public static int behind(int end) {
        return end >= 0 ? end : ~end;
    }

    /** {@return ASCII as it stands there} */
    @SuppressWarnings(
            "deprecation") // it is small enough to become a part of its callers, which takes 2 ns off each string
    public static String latin1(int start, int end, byte[] text) {
        return new String(text, 0, start, end - start);
    }

    /** Where printable ASCII without quote and backslash ends, which is what most strings are of. */
    private static int plainEnd(int start, byte[] text) {
        int last = text.length - Words.BYTES;
        int stride = Words.stride(text);
        int at = start;
        for (; at <= last; at += stride) {
            long unusual = Words.unusual(Words.at(at, text));
            if (unusual != 0) {
                return at + Words.bytesBelow(unusual);
            }
        }
        return at < text.length ? at + Words.bytesBelow(Words.unusual(Words.rest(at, text))) : at;
    }

    /** Goes behind the closing quote of a string with escapes, with characters beyond ASCII, or without an end. */
    private static int unusualEnd(int start, byte[] text) {
        int at = start;
        while (true) {
            switch (byteAt(at, text)) {
                case '"' -> {
                    return at + 1;
                }
                case '\\' -> at = escape(at + 1, text);
                case END -> throw new Malformed("a closing quote", at);
                default -> at = characters(at, text);
            }
            at = plainEnd(at, text);
        }
    }

    private static int escape(int at, byte[] text) {
        int letter = byteAt(at, text);
        if (letter == 'u') {
            for (int i = at + 1; i <= at + 4; i++) {
                if (!HexFormat.isHexDigit(byteAt(i, text))) {
                    throw new Malformed("four hexadecimal digits after \\u", i);
                }
            }
            return at + 5;
        }
        if (letter == END || "\"\\/bfnrt".indexOf(letter) < 0) {
            throw new Malformed("one of \" \\ / b f n r t u after a backslash", at);
        }
        return at + 1;
    }

    /** Those beyond ASCII as far as they go, or else there is a control character. */
    private static int characters(int start, byte[] text) {
        if (text[start] >= 0) {
            throw new Malformed("an escaped control character", start);
        }
        int at = start;
        while (at < text.length && text[at] < 0) {
            int length = Utf8.lengthAt(at, text);
            if (length == 0) {
                throw new Malformed("well-formed UTF-8", at);
            }
            at += length;
        }
        return at;
    }
}

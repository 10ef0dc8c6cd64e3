package konpro.errors.json.text;

/**
 * Strings as JSON in UTF-8: first how many bytes they take, then the bytes.
 *
 * <p>Escaped are, in the shortest form, the quote, the backslash and the control characters below U+0020, as RFC 8259,
 * section 7, demands, and unpaired surrogates, which have no UTF-8. All else stands as it is.
 */
public final class JsonEncoder {

    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    /** For each character of ASCII, the letter of its escape: {@code u} for six characters, 0 for no escape. */
    private static final byte[] ESCAPE = new byte[0x80];

    /** For each character of ASCII, how many bytes its escape takes more than itself. */
    private static final byte[] EXTRA = new byte[0x80];

    static {
        for (int c = 0; c < ' '; c++) {
            escape(c, 'u', 5);
        }
        escape('\b', 'b', 1);
        escape('\t', 't', 1);
        escape('\n', 'n', 1);
        escape('\f', 'f', 1);
        escape('\r', 'r', 1);
        escape('"', '"', 1);
        escape('\\', '\\', 1);
    }

    private JsonEncoder() {}

    private static void escape(int c, char letter, int extra) {
        ESCAPE[c] = (byte) letter;
        EXTRA[c] = (byte) extra;
    }

    /** {@return an array for a text of that length} */
    public static byte[] array(long length) {
        if (length > Integer.MAX_VALUE - 8) {
            throw new OutOfMemoryError("A JSON text of " + length + " bytes does not fit into an array");
        }
        return new byte[(int) length];
    }

    /** {@return how many bytes a string takes beyond its quotes and one for each UTF-16 code unit: often none} */
    public static long extra(String string) {
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c >= 0x80 || EXTRA[c] != 0) {
                return unusualExtra(string, i);
            }
        }
        return 0;
    }

    private static long unusualExtra(String string, int from) {
        long extra = 0;
        for (int i = from; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c < 0x80) {
                extra += EXTRA[c];
            } else if (c < 0x800) {
                extra += 1;
            } else if (!Character.isSurrogate(c)) {
                extra += 2;
            } else if (Utf8.isPairAt(i, string)) {
                extra += 2;
                i++;
            } else {
                extra += 5;
            }
        }
        return extra;
    }

    /** Puts a string with its quotes into an array. {@return the place behind it} */
    public static int put(String string, byte[] out, int start, boolean plain) {
        if (plain) {
            out[start] = '"';
            int end = putAscii(string, out, start + 1);
            out[end] = '"';
            return end + 1;
        }
        int at = start;
        out[at++] = '"';
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c < 0x80 && ESCAPE[c] == 0) {
                out[at++] = (byte) c;
            } else if (Utf8.isPairAt(i, string)) {
                at = putPair(Character.toCodePoint(c, string.charAt(++i)), out, at);
            } else {
                at = putUnusual(c, out, at);
            }
        }
        out[at++] = '"';
        return at;
    }

    /** Puts ASCII into an array as it is, a number for one. {@return the place behind it} */
    @SuppressWarnings("deprecation") // of all in the JDK it alone copies a string into a given array, and ASCII exactly
    public static int putAscii(String ascii, byte[] out, int at) {
        ascii.getBytes(0, ascii.length(), out, at);
        return at + ascii.length();
    }

    private static int putPair(int codePoint, byte[] out, int start) {
        int at = start;
        out[at++] = (byte) (0xF0 | codePoint >> 18);
        out[at++] = tail(codePoint >> 12);
        out[at++] = tail(codePoint >> 6);
        out[at++] = tail(codePoint);
        return at;
    }

    private static int putUnusual(char c, byte[] out, int start) {
        int at = start;
        if (c < 0x80 && ESCAPE[c] != 'u') {
            out[at++] = '\\';
            out[at++] = ESCAPE[c];
        } else if (c < 0x80 || Character.isSurrogate(c)) {
            out[at++] = '\\';
            out[at++] = 'u';
            out[at++] = HEX[c >> 12];
            out[at++] = HEX[c >> 8 & 0xF];
            out[at++] = HEX[c >> 4 & 0xF];
            out[at++] = HEX[c & 0xF];
        } else if (c < 0x800) {
            out[at++] = (byte) (0xC0 | c >> 6);
            out[at++] = tail(c);
        } else {
            out[at++] = (byte) (0xE0 | c >> 12);
            out[at++] = tail(c >> 6);
            out[at++] = tail(c);
        }
        return at;
    }

    private static byte tail(int bits) {
        return (byte) (0x80 | bits & 0x3F);
    }
}

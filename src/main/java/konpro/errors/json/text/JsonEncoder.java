package konpro.errors.json.text;

import java.util.Arrays;

/**
 * Strings as JSON in UTF-8. Escaped are, in the shortest form, the quote, the backslash and the control characters below U+0020,
 * as RFC 8259, section 7, demands, and unpaired surrogates, which have no UTF-8. All else stands as it is.
 *
 * <p>Most texts are plain: all their strings are of printable ASCII without quote and backslash, and take a byte for each
 * character. That is not looked at beforehand. A short text is put into an array as if it were plain, and if {@link #isPlain} does
 * not hold then, it is measured and put once more. To look at each character first would take as long as all the rest.
 */
public final class JsonEncoder {

    private static final int LONGEST_TRY = 1 << 14;
    private static final int NEVER_PLAIN = 1 << 30;

    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    /** For each character of ASCII, the letter of its escape: {@code u} for six characters, 0 for no escape. */
    private static final byte[] ESCAPE = new byte[0x80];

    /** For each character of two bytes at most, escapes aside, how many bytes it takes beyond the first. */
    private static final byte[] EXTRA = new byte[0x800];

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
        Arrays.fill(EXTRA, 0x80, 0x800, (byte) 1);
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

    /** {@return whether a text that is so long if it is plain had better be put at once than measured} */
    public static boolean isWorthATry(long plainLength) {
        return plainLength <= LONGEST_TRY;
    }

    /**
     * {@return whether a text was put as plain, and rightly}
     *
     * @param from from where on that is to be known
     * @param quotes how many quotes stand there around its strings
     */
    public static boolean isPlain(byte[] out, int from, int quotes) {
        return Words.arePlain(out, from, quotes);
    }

    /**
     * {@return how many bytes a string takes between its quotes}
     *
     * @param plain whether it is taken for plain; if it cannot be, that is never worth a try
     */
    public static long length(String string, boolean plain) {
        return plain ? plainLength(string) : exactLength(string);
    }

    /** The loop is empty, and left out, where a string keeps its characters in one byte each; emoji come last, mostly. */
    private static int plainLength(String string) {
        for (int i = string.length() - 1; i >= 0; i--) {
            if (string.charAt(i) > 0xFF) {
                return NEVER_PLAIN;
            }
        }
        return string.length();
    }

    private static long exactLength(String string) {
        long length = string.length();
        boolean surrogates = false;
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c < 0x800) {
                length += EXTRA[c];
            } else {
                length += 2;
                surrogates |= Character.isSurrogate(c);
            }
        }
        return surrogates ? length + surrogatesExtra(string) : length;
    }

    /** A pair takes four bytes, and not three for each of the two; an unpaired one takes six. */
    private static long surrogatesExtra(String string) {
        long extra = 0;
        for (int i = 0; i < string.length(); i++) {
            if (Utf8.isPairAt(i, string)) {
                extra -= 2;
                i++;
            } else if (Character.isSurrogate(string.charAt(i))) {
                extra += 3;
            }
        }
        return extra;
    }

    /** Puts a string into an array, without its quotes. {@return the place behind it} */
    public static int put(String string, byte[] out, int at, boolean plain) {
        return plain ? putAscii(string, out, at) : putExactly(string, out, at);
    }

    /** Puts ASCII into an array as it is, a number for one. {@return the place behind it} */
    @SuppressWarnings("deprecation") // of all in the JDK it alone copies a string into a given array, and ASCII exactly
    public static int putAscii(String ascii, byte[] out, int at) {
        ascii.getBytes(0, ascii.length(), out, at);
        return at + ascii.length();
    }

    /** {@return how many bytes a number takes} */
    public static int length(long number) {
        if (number < 0) {
            return 1 + length(-number); // never the least of all
        }
        int length = 1;
        for (long power = 10; length < 18 && number >= power; power *= 10) {
            length++;
        }
        return length;
    }

    /** Puts a number of at most 18 digits into an array. {@return the place behind it} */
    public static int put(long number, byte[] out, int at) {
        int end = at + length(number);
        int i = end;
        long rest = Math.abs(number);
        do {
            out[--i] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
        if (number < 0) {
            out[--i] = '-';
        }
        return end;
    }

    /** Characters of a kind come in runs: to look for more of one first takes a quarter off the time. */
    private static int putExactly(String string, byte[] out, int start) {
        int at = start;
        int i = 0;
        while (i < string.length()) {
            for (char c; i < string.length() && (c = string.charAt(i)) < 0x80 && ESCAPE[c] == 0; i++) {
                out[at++] = (byte) c;
            }
            for (char c; i < string.length() && (c = string.charAt(i)) >= 0x800 && !Character.isSurrogate(c); i++) {
                out[at++] = (byte) (0xE0 | c >> 12);
                out[at++] = tail(c >> 6);
                out[at++] = tail(c);
            }
            if (i < string.length()) {
                char c = string.charAt(i);
                if (Utf8.isPairAt(i, string)) {
                    at = putPair(Character.toCodePoint(c, string.charAt(i + 1)), out, at);
                    i += 2;
                } else if (c >= 0x80 && c < 0x800) {
                    out[at++] = (byte) (0xC0 | c >> 6);
                    out[at++] = tail(c);
                    i++;
                } else if ((c < 0x80 && ESCAPE[c] != 0) || Character.isSurrogate(c)) {
                    at = putEscape(c, out, at);
                    i++;
                }
            }
        }
        return at;
    }

    private static int putPair(int codePoint, byte[] out, int start) {
        int at = start;
        out[at++] = (byte) (0xF0 | codePoint >> 18);
        out[at++] = tail(codePoint >> 12);
        out[at++] = tail(codePoint >> 6);
        out[at++] = tail(codePoint);
        return at;
    }

    private static int putEscape(char c, byte[] out, int start) {
        int at = start;
        out[at++] = '\\';
        if (c < 0x80 && ESCAPE[c] != 'u') {
            out[at++] = ESCAPE[c];
            return at;
        }
        out[at++] = 'u';
        out[at++] = HEX[c >> 12];
        out[at++] = HEX[c >> 8 & 0xF];
        out[at++] = HEX[c >> 4 & 0xF];
        out[at++] = HEX[c & 0xF];
        return at;
    }

    private static byte tail(int bits) {
        return (byte) (0x80 | (bits & 0x3F));
    }
}

package konpro.errors.json.text;

import java.util.HexFormat;

/**
 * Decodes the strings of one text (RFC 8259, section 7), which the scanner has found to be well-formed.
 *
 * <p>In a long text, strings that come again, names above all, are made but once: one is looked for where the last one of the
 * same hash has stood, and is the same if all its bytes are, quotes and escapes as they stand in the text.
 */
public final class StringDecoder {

    private static final int LONG_TEXT = 1 << 14;
    private static final int REMEMBERED_BITS = 10;
    private static final int LONGEST_REMEMBERED = 64;
    private static final int LONG_STRING = 1 << 20; // as long as the body of an error may be
    private static final int PIECE = 1 << 13;
    private static final String[] NO_STRINGS = {};
    private static final int[] NO_PLACES = {};
    private static final char[] NO_CHARS = {};
    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

    private final byte[] text;
    private final String[] strings; // those remembered, in a long text
    private final int[] places;
    private char[] chars = NO_CHARS;
    private int next; // behind the characters decoded last

    public StringDecoder(byte[] text) {
        this(text, text.length >= LONG_TEXT);
    }

    private StringDecoder(byte[] text, boolean remembers) {
        this.text = text;
        this.strings = remembers ? new String[1 << REMEMBERED_BITS] : NO_STRINGS;
        this.places = remembers ? new int[1 << REMEMBERED_BITS] : NO_PLACES;
    }

    /** {@return what one string of a text says, given where it begins, and what {@link JsonScanner#string} has returned} */
    public static String decode(int start, int end, byte[] text) {
        return end >= 0 ? plain(start, end, text) : new StringDecoder(text, false).unusual(start + 1, ~end - 1);
    }

    private static String plain(int start, int end, byte[] text) {
        return JsonScanner.latin1(start + 1, end - 1, text);
    }

    /** {@return what a string says, given where it begins, and what {@link JsonScanner#string} has returned} */
    public String decode(int start, int end) {
        int size = JsonScanner.behind(end) - start;
        return strings.length == 0 || size > LONGEST_REMEMBERED || start > text.length - Words.BYTES
                ? decoded(start, end)
                : remembered(start, size, end);
    }

    private String remembered(int start, int size, int end) {
        int slot = hash(start, size);
        String string = strings[slot];
        if (string == null || !isSame(places[slot], start, size)) {
            string = decoded(start, end);
            strings[slot] = string;
            places[slot] = start;
        }
        return string;
    }

    /** By the first eight bytes and the last. */
    private int hash(int start, int size) {
        long word = size < Words.BYTES
                ? Words.at(start, text) & (-1L >>> (8 * (Words.BYTES - size)))
                : Words.at(start, text) + Words.at(start + size - Words.BYTES, text) * GOLDEN;
        return (int) ((word * GOLDEN) >>> (Long.SIZE - REMEMBERED_BITS));
    }

    /** Whether as many bytes are the same: a string that begins so has the same closing quote, and no more. */
    private boolean isSame(int earlier, int start, int size) {
        if (size < Words.BYTES) {
            return (Words.at(earlier, text) ^ Words.at(start, text)) << (8 * (Words.BYTES - size)) == 0;
        }
        int last = size - Words.BYTES;
        for (int i = 0; i < last; i += Words.BYTES) {
            if (Words.at(earlier + i, text) != Words.at(start + i, text)) {
                return false;
            }
        }
        return Words.at(earlier + last, text) == Words.at(start + last, text);
    }

    private String decoded(int start, int end) {
        return end >= 0 ? plain(start, end, text) : unusual(start + 1, ~end - 1);
    }

    private String unusual(int start, int end) {
        if (end - start > LONG_STRING) {
            return longOne(start, end);
        }
        makeRoom(end - start);
        return new String(chars, 0, characters(start, end));
    }

    private void makeRoom(int length) {
        if (chars.length < length) {
            chars = new char[length];
        }
    }

    /**
     * Decodes a long string twice: at first in pieces, and only to learn what it will be. Then it takes no more than twice its own
     * memory: where 100 MB of ASCII have one escape among them, 100 MB less than if decoded at once.
     */
    private String longOne(int start, int end) {
        makeRoom(PIECE + 1); // a pair may begin at the last place
        int length = 0;
        int bits = 0;
        for (next = start; next < end; ) {
            int count = piece(end);
            for (int i = 0; i < count; i++) {
                bits |= chars[i];
            }
            length += count;
        }
        return bits > 0xFF ? longWide(start, end, length) : longLatin1(start, end, length);
    }

    private String longLatin1(int start, int end, int length) {
        byte[] latin1 = new byte[length];
        int at = 0;
        for (next = start; next < end; ) {
            int count = piece(end);
            for (int i = 0; i < count; i++) {
                latin1[at++] = (byte) chars[i];
            }
        }
        return JsonScanner.latin1(0, length, latin1);
    }

    private String longWide(int start, int end, int length) {
        chars = new char[length];
        String string = new String(chars, 0, characters(start, end));
        chars = NO_CHARS; // nobody else needs that much
        return string;
    }

    private int piece(int end) {
        return characters(next, next + Math.min(PIECE, end - next));
    }

    /**
     * Decodes the characters that begin in a part of the text; the last one may end behind it. None takes fewer bytes than it has
     * UTF-16 code units. {@return how many of these there are}
     */
    private int characters(int start, int end) {
        byte[] text = this.text;
        char[] chars = this.chars;
        int length = 0;
        int at = start;
        while (at < end) {
            byte b = text[at];
            if (b == '\\') {
                chars[length++] = escaped(at + 1);
                at += text[at + 1] == 'u' ? 6 : 2;
            } else if (b >= 0) {
                chars[length++] = (char) b;
                at++;
            } else if (b < Utf8.LEAD_OF_THREE) {
                chars[length++] = (char) ((b & 0x1F) << 6 | tail(text[at + 1]));
                at += 2;
            } else if (b < Utf8.LEAD_OF_FOUR) {
                chars[length++] = (char) ((b & 0x0F) << 12 | tail(text[at + 1]) << 6 | tail(text[at + 2]));
                at += 3;
            } else {
                int codePoint =
                        (b & 0x07) << 18 | tail(text[at + 1]) << 12 | tail(text[at + 2]) << 6 | tail(text[at + 3]);
                chars[length++] = Character.highSurrogate(codePoint);
                chars[length++] = Character.lowSurrogate(codePoint);
                at += 4;
            }
        }
        next = at;
        return length;
    }

    private char escaped(int at) {
        return switch (text[at]) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> (char) (hex(at + 1) << 12 | hex(at + 2) << 8 | hex(at + 3) << 4 | hex(at + 4));
            default -> (char) text[at]; // quote, backslash and slash stand for themselves
        };
    }

    private int hex(int at) {
        return HexFormat.fromHexDigit(text[at]);
    }

    private static int tail(byte b) {
        return b & 0x3F;
    }
}

package konpro.errors.json.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** UTF-8 as RFC 3629 has it, for where the JDK would replace what is malformed. */
public final class Utf8 {

    /** The least byte that a character of three begins with: bytes beyond ASCII are negative, and in order. */
    static final byte LEAD_OF_THREE = (byte) 0xE0;

    static final byte LEAD_OF_FOUR = (byte) 0xF0;

    private Utf8() {}

    /**
     * A string's UTF-8, up to its first unpaired surrogate. That has none: it comes out in the three bytes that the scheme
     * would give it, which are malformed (RFC 3629, section 3), so that the scanner refuses it where it stands.
     */
    public static byte[] bytes(String text) {
        int unpaired = firstUnpaired(text);
        if (unpaired == text.length()) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        byte[] before = text.substring(0, unpaired).getBytes(StandardCharsets.UTF_8);
        byte[] bytes = Arrays.copyOf(before, before.length + 3);
        char surrogate = text.charAt(unpaired);
        bytes[before.length] = (byte) (0xE0 | surrogate >> 12);
        bytes[before.length + 1] = (byte) (0x80 | ((surrogate >> 6) & 0x3F));
        bytes[before.length + 2] = (byte) (0x80 | (surrogate & 0x3F));
        return bytes;
    }

    private static int firstUnpaired(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!isPairAt(i, text)) {
                    return i;
                }
                i++;
            }
        }
        return text.length();
    }

    /** Whether a high surrogate and a low one stand there, which together are one character. */
    static boolean isPairAt(int at, String text) {
        return at + 1 < text.length() && Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1));
    }

    /** Where the text begins: behind the byte order mark, if there is one (RFC 8259, section 8.1). */
    public static int startOf(byte[] text) {
        boolean marked = text.length >= 3 && text[0] == (byte) 0xEF && text[1] == (byte) 0xBB && text[2] == (byte) 0xBF;
        return marked ? 3 : 0;
    }

    /**
     * How many bytes the well-formed character of two bytes or more takes that begins there, or 0 if none does. The second
     * byte's bounds keep out overlong forms, surrogates and everything beyond U+10FFFF (RFC 3629, section 4).
     */
    static int lengthAt(int at, byte[] text) {
        byte lead = text[at];
        int left = text.length - at;
        if (lead < LEAD_OF_THREE) {
            return lead >= (byte) 0xC2 && left >= 2 && isContinuation(text[at + 1]) ? 2 : 0;
        }
        if (lead < LEAD_OF_FOUR) {
            return left >= 3
                            && isContinuation(text[at + 1])
                            && isContinuation(text[at + 2])
                            && (lead != (byte) 0xE0 || text[at + 1] >= (byte) 0xA0)
                            && (lead != (byte) 0xED || text[at + 1] < (byte) 0xA0)
                    ? 3
                    : 0;
        }
        return lead <= (byte) 0xF4
                        && left >= 4
                        && isContinuation(text[at + 1])
                        && isContinuation(text[at + 2])
                        && isContinuation(text[at + 3])
                        && (lead != (byte) 0xF0 || text[at + 1] >= (byte) 0x90)
                        && (lead != (byte) 0xF4 || text[at + 1] < (byte) 0x90)
                ? 4
                : 0;
    }

    public static boolean isContinuation(byte b) {
        return b < (byte) 0xC0;
    }
}

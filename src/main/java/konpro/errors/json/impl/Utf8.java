package konpro.errors.json.impl;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** UTF-8 as in RFC 3629. The JDK would replace malformed bytes instead of refusing them. */
public final class Utf8 {

    private Utf8() {}

    /**
     * {@return a string's UTF-8, up to and including its first unpaired surrogate} That has no UTF-8 form: it is encoded in three
     * bytes nevertheless, which are malformed (RFC 3629, section 3), so that the cursor refuses them at their offset.
     */
    public static byte[] bytes(String text) {
        int unpaired = firstUnpaired(text);
        if (unpaired == text.length()) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        byte[] before = text.substring(0, unpaired).getBytes(StandardCharsets.UTF_8);
        byte[] bytes = Arrays.copyOf(before, before.length + 3);
        write(text.charAt(unpaired), bytes, before.length);
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

    /**
     * {@return whether no character is beyond U+00FF} The compiler removes the loop where a string has one byte a character. With
     * {@code codePointAt} it stops doing so after other strings were seen, and writing a text takes twice as long.
     */
    static boolean isLatin1(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0xFF) {
                return false;
            }
        }
        return true;
    }

    /** {@return whether a high and a low surrogate are at that index} */
    static boolean isPairAt(int index, String text) {
        return index + 1 < text.length() && Character.isSurrogatePair(text.charAt(index), text.charAt(index + 1));
    }

    /** {@return the offset after the byte order mark, or 0 if there is none (RFC 8259, section 8.1)} */
    static int startOf(byte[] text) {
        boolean marked = text.length >= 3 && text[0] == (byte) 0xEF && text[1] == (byte) 0xBB && text[2] == (byte) 0xBF;
        return marked ? 3 : 0;
    }

    /**
     * {@return the character of two to four bytes at an offset, or -1 if it is malformed} Malformed are overlong forms, surrogates
     * and everything beyond U+10FFFF, too (RFC 3629, sections 3 and 4).
     */
    static int codePointAt(int offset, byte[] text) {
        int lead = text[offset] & 0xFF;
        int length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        if (lead < 0xC0 || lead > 0xF7 || offset + length > text.length) {
            return -1;
        }
        int codePoint = lead & (0x7F >> length);
        for (int i = 1; i < length; i++) {
            if (!isContinuation(text[offset + i])) {
                return -1;
            }
            codePoint = codePoint << 6 | (text[offset + i] & 0x3F);
        }
        boolean isSurrogate = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
        return length == length(codePoint) && codePoint <= Character.MAX_CODE_POINT && !isSurrogate ? codePoint : -1;
    }

    /** {@return how many bytes a character takes} */
    static int length(int codePoint) {
        return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x1_0000 ? 3 : 4;
    }

    /** Writes a character. {@return the offset after it} */
    static int write(int codePoint, byte[] out, int start) {
        int offset = start;
        if (codePoint < 0x80) {
            out[offset++] = (byte) codePoint;
            return offset;
        }
        if (codePoint < 0x800) {
            out[offset++] = (byte) (0xC0 | codePoint >> 6);
        } else {
            if (codePoint < 0x1_0000) {
                out[offset++] = (byte) (0xE0 | codePoint >> 12);
            } else {
                out[offset++] = (byte) (0xF0 | codePoint >> 18);
                out[offset++] = (byte) (0x80 | (codePoint >> 12 & 0x3F));
            }
            out[offset++] = (byte) (0x80 | (codePoint >> 6 & 0x3F));
        }
        out[offset++] = (byte) (0x80 | (codePoint & 0x3F));
        return offset;
    }

    static boolean isContinuation(byte b) {
        return b < (byte) 0xC0;
    }
}

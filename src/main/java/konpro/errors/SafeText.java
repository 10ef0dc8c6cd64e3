package konpro.errors;

import java.util.HexFormat;

/**
 * Sanitises untrusted text for a log line, a message or a terminal: it becomes one line, without characters that could move the
 * cursor or turn the reading direction.
 */
final class SafeText {

    private static final char REPLACEMENT = '\uFFFD';
    private static final char ELLIPSIS = '…';

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C; // Persian needs it
    private static final int ZERO_WIDTH_JOINER = 0x200D; // emoji of several parts need it
    private static final int TEXT_SELECTOR = 0xFE0E;
    private static final int EMOJI_SELECTOR = 0xFE0F;
    private static final int INFORMATION_SOURCE = 0x2139; // the one letter that is an emoji

    /**
     * The first and the last of each range of unsafe characters: controls, surrogates, private use, noncharacters, U+2028, U+2029,
     * U+FFF9 to U+FFFB, and Default_Ignorable_Code_Point (Unicode 14, DerivedCoreProperties.txt), which Java does not know.
     */
    private static final int[] UNSAFE = {
        0x00, 0x1F, 0x7F, 0x9F, 0xAD, 0xAD, 0x34F, 0x34F, 0x61C, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180F,
        0x200B, 0x200F, 0x2028, 0x202E, 0x2060, 0x206F, 0x3164, 0x3164, 0xD800, 0xF8FF, 0xFDD0, 0xFDEF, 0xFE00, 0xFE0F,
        0xFEFF, 0xFEFF, 0xFFA0, 0xFFA0, 0xFFF0, 0xFFFB, 0x1BCA0, 0x1BCA3, 0x1D173, 0x1D17A, 0xE0000, 0x10FFFF
    };

    private SafeText() {}

    /**
     * {@return the text with each run of white space as one space, none at the ends, each unsafe character as U+FFFD, and an
     * ellipsis at the end if it had to be cut} A safe text is returned as it is.
     *
     * @param text any text
     * @param maxLength the most UTF-16 code units to return, 1 or more
     */
    static String of(String text, int maxLength) {
        return text.length() <= maxLength && isSafeAscii(text) ? text : sanitised(text, maxLength);
    }

    /** {@return whether it is printable ASCII without two spaces in a row or one at the ends, as nearly every text is} */
    private static boolean isSafeAscii(String text) {
        char before = ' ';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || (c == ' ' && before == ' ')) {
                return false;
            }
            before = c;
        }
        return before != ' ' || text.isEmpty();
    }

    private static String sanitised(String text, int maxLength) {
        StringBuilder safe = new StringBuilder();
        int before = ' ';
        for (int i = 0, c; i < text.length(); i += Character.charCount(c), before = c) {
            c = text.codePointAt(i);
            if (isSpace(c)) {
                c = ' ';
                continue;
            }
            if (before == ' ' && !safe.isEmpty()) {
                safe.append(' ');
            }
            safe.appendCodePoint(isSafe(c, before) ? c : REPLACEMENT);
            if (safe.length() > maxLength) {
                return cut(safe, maxLength);
            }
        }
        return safe.toString();
    }

    /** {@return the same JSON with each unsafe character as an escape} */
    static String escaped(String json) {
        StringBuilder out = new StringBuilder(json.length());
        int before = ' ';
        for (int i = 0, c; i < json.length(); i += Character.charCount(c), before = c) {
            c = json.codePointAt(i);
            if (isSafe(c, before)) {
                out.appendCodePoint(c);
            } else {
                for (char unit : Character.toChars(c)) {
                    out.append("\\u").append(HexFormat.of().toHexDigits(unit));
                }
            }
        }
        return out.toString();
    }

    /**
     * {@return whether a character can be shown as it is} It can if it is visible or a space, or if it is an invisible one that
     * the character before it needs.
     *
     * @param c a code point
     * @param before the code point before it, or a space if it is the first
     */
    private static boolean isSafe(int c, int before) {
        return switch (c) {
            case ZERO_WIDTH_NON_JOINER -> isVisible(before);
            case ZERO_WIDTH_JOINER -> isVisible(before) || before == EMOJI_SELECTOR;
            case TEXT_SELECTOR, EMOJI_SELECTOR ->
                isVisible(before) && (!Character.isLetter(before) || before == INFORMATION_SOURCE);
            default -> !isUnsafe(c);
        };
    }

    private static boolean isVisible(int c) {
        return c != ' ' && !isUnsafe(c);
    }

    private static boolean isUnsafe(int c) {
        for (int i = 0; i < UNSAFE.length && c >= UNSAFE[i]; i += 2) {
            if (c <= UNSAFE[i + 1]) {
                return true;
            }
        }
        return (c & 0xFFFE) == 0xFFFE; // the last two of each plane are noncharacters
    }

    private static String cut(StringBuilder safe, int maxLength) {
        int end = maxLength - 1; // room for the ellipsis
        if (Character.isLowSurrogate(safe.charAt(end))) {
            end--;
        }
        safe.setLength(end);
        return safe.append(ELLIPSIS).toString();
    }

    private static boolean isSpace(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85;
    }
}

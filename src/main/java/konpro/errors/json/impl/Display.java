package konpro.errors.json.impl;

import java.util.HexFormat;

/** How text is shown to people: without characters that deceive them, and JSON indented. */
public final class Display {

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C; // Persian needs it
    private static final int ZERO_WIDTH_JOINER = 0x200D; // emoji of several parts need it, and the next two
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

    private Display() {}

    /**
     * {@return whether a character can be shown as it is} It can if it is visible or a space, and if it is an invisible one that
     * the character before it needs.
     *
     * @param c a code point
     * @param before the code point before it, or a space if it is the first
     */
    public static boolean isSafe(int c, int before) {
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

    /** {@return the same JSON with each character that cannot be shown as an escape} */
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

    /** {@return compact JSON with one member or element a line, indented by two spaces a level} */
    static String indented(String compact) {
        StringBuilder out = new StringBuilder();
        int level = 0;
        for (int i = 0; i < compact.length(); i++) {
            char c = compact.charAt(i);
            switch (c) {
                case '"' -> {
                    int end = endOfString(i, compact);
                    out.append(compact, i, end);
                    i = end - 1;
                }
                case '{', '[' -> {
                    char next = compact.charAt(i + 1);
                    out.append(c);
                    if (next == '}' || next == ']') {
                        out.append(next);
                        i++;
                    } else {
                        newLine(++level, out);
                    }
                }
                case '}', ']' -> {
                    newLine(--level, out);
                    out.append(c);
                }
                case ',' -> newLine(level, out.append(c));
                case ':' -> out.append(": ");
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    private static int endOfString(int start, String json) {
        int i = start + 1;
        while (json.charAt(i) != '"') {
            i += json.charAt(i) == '\\' ? 2 : 1;
        }
        return i + 1;
    }

    private static void newLine(int level, StringBuilder out) {
        out.append('\n').append("  ".repeat(level));
    }
}

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
    private static final int ZERO_WIDTH_JOINER = 0x200D; // and emoji this one

    private SafeText() {}

    /**
     * {@return the text with each run of white space as one space, none at the ends, each unsafe character as U+FFFD, and an
     * ellipsis at the end if it had to be cut} A safe text is returned as it is.
     *
     * @param text any text
     * @param maxLength how many UTF-16 code units to return at most, at least one
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
        StringBuilder clean = new StringBuilder();
        boolean gap = false;
        for (int i = 0, c; i < text.length(); i += Character.charCount(c)) {
            c = text.codePointAt(i);
            if (isSpace(c)) {
                gap = !clean.isEmpty();
                continue;
            }
            if (gap) {
                clean.append(' ');
                gap = false;
            }
            clean.appendCodePoint(isSafe(c) ? c : REPLACEMENT);
            if (clean.length() > maxLength) {
                return cut(clean, maxLength);
            }
        }
        return clean.toString();
    }

    /** {@return the same JSON with each unsafe character as an escape} */
    static String escaped(String json) {
        StringBuilder line = new StringBuilder(json.length());
        json.codePoints().forEach(c -> {
            if (isSafe(c) && c != 0x2028 && c != 0x2029) {
                line.appendCodePoint(c);
            } else {
                for (char unit : Character.toChars(c)) {
                    line.append("\\u").append(HexFormat.of().toHexDigits(unit));
                }
            }
        });
        return line.toString();
    }

    private static String cut(StringBuilder clean, int maxLength) {
        int end = maxLength - 1; // room for the ellipsis
        if (Character.isLowSurrogate(clean.charAt(end))) {
            end--;
        }
        clean.setLength(end);
        return clean.append(ELLIPSIS).toString();
    }

    private static boolean isSpace(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == 0x85;
    }

    private static boolean isSafe(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.SURROGATE -> false;
            case Character.FORMAT -> c == ZERO_WIDTH_NON_JOINER || c == ZERO_WIDTH_JOINER;
            default -> true;
        };
    }
}

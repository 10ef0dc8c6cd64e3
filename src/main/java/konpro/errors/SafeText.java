package konpro.errors;

import konpro.errors.json.impl.Display;

/**
 * Sanitises untrusted text for a log line, a message or a terminal: it becomes one line, without characters that could move the
 * cursor or turn the reading direction.
 */
final class SafeText {

    private static final char REPLACEMENT = '\uFFFD';
    private static final char ELLIPSIS = '…';

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
            safe.appendCodePoint(Display.isSafe(c, before) ? c : REPLACEMENT);
            if (safe.length() > maxLength) {
                return cut(safe, maxLength);
            }
        }
        return safe.toString();
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

package konpro.errors.json.impl;

import java.util.HexFormat;
import java.util.regex.Pattern;

/** How JSON is shown to people: without control characters, and indented. */
final class Display {

    /** The control characters that JSON may contain as they are. */
    private static final Pattern CONTROL = Pattern.compile("[\\x7F-\\x9F]");

    private Display() {}

    /** {@return the same JSON with each control character as an escape} */
    static String escaped(String json) {
        return CONTROL.matcher(json)
                .replaceAll(control ->
                        "\\\\u" + HexFormat.of().toHexDigits(control.group().charAt(0)));
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

package konpro.errors.json.impl;

/** Indents compact JSON: one member or element a line, two spaces a level. */
final class PrettyPrinter {

    private PrettyPrinter() {}

    static String print(String compact) {
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

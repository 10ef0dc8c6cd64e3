package konpro.errors.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Random;

/** Writes the documents: plainly, and with none of the libraries that are to read them. */
final class JsonText {

    private final StringBuilder out = new StringBuilder();
    private final boolean indented;
    private final Random escapes; // null: nothing is escaped that need not be

    private JsonText(boolean indented, Random escapes) {
        this.indented = indented;
        this.escapes = escapes;
    }

    static byte[] compact(Object value) {
        return new JsonText(false, null).bytes(value);
    }

    static byte[] indented(Object value) {
        return new JsonText(true, null).bytes(value);
    }

    /** With one in six of the characters beyond ASCII as an escape, as some servers have all of them. */
    static byte[] escaped(Object value, Random random) {
        return new JsonText(false, random).bytes(value);
    }

    private byte[] bytes(Object value) {
        value(value, 0);
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void value(Object value, int depth) {
        if (value instanceof Map<?, ?> map) {
            open('{');
            for (Iterator<? extends Map.Entry<?, ?>> i = map.entrySet().iterator(); i.hasNext(); ) {
                Map.Entry<?, ?> member = i.next();
                line(depth + 1);
                string((String) member.getKey());
                out.append(indented ? ": " : ":");
                value(member.getValue(), depth + 1);
                out.append(i.hasNext() ? "," : "");
            }
            close('}', depth, map.isEmpty());
        } else if (value instanceof Collection<?> elements) {
            open('[');
            for (Iterator<?> i = elements.iterator(); i.hasNext(); ) {
                line(depth + 1);
                value(i.next(), depth + 1);
                out.append(i.hasNext() ? "," : "");
            }
            close(']', depth, elements.isEmpty());
        } else if (value instanceof String text) {
            string(text);
        } else {
            out.append(value);
        }
    }

    private void open(char bracket) {
        out.append(bracket);
    }

    private void close(char bracket, int depth, boolean empty) {
        if (!empty) {
            line(depth);
        }
        out.append(bracket);
    }

    private void line(int depth) {
        if (indented) {
            out.append('\n').append("  ".repeat(depth));
        }
    }

    private void string(String text) {
        out.append('"');
        text.codePoints().forEach(this::character);
        out.append('"');
    }

    private void character(int codePoint) {
        switch (codePoint) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\t' -> out.append("\\t");
            default -> {
                if (codePoint >= 0x80 && escapes != null && escapes.nextInt(6) == 0) {
                    for (char unit : Character.toChars(codePoint)) {
                        out.append(String.format("\\u%04x", (int) unit));
                    }
                } else {
                    out.appendCodePoint(codePoint);
                }
            }
        }
    }
}

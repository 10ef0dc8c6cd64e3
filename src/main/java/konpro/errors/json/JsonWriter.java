package konpro.errors.json;

/**
 * Writes values as compact JSON in UTF-8: once through for the exact length, once more for the bytes.
 *
 * <p>Escaped are, in the shortest form, the quote, the backslash and the control characters below U+0020, as RFC 8259,
 * section 7, demands, and unpaired surrogates, which have no UTF-8. All else stands as it is.
 */
final class JsonWriter {

    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    private final byte[] out;
    private int at;

    private JsonWriter(int length) {
        this.out = new byte[length];
    }

    static byte[] write(JsonValue value) {
        long length = length(value);
        if (length > Integer.MAX_VALUE - 8) {
            throw new OutOfMemoryError("A JSON text of " + length + " bytes does not fit into an array");
        }
        JsonWriter writer = new JsonWriter((int) length);
        writer.value(value);
        return writer.out;
    }

    private static long length(JsonValue value) {
        if (value instanceof JsonString string) {
            return length(string.value());
        }
        if (value instanceof JsonNumber number) {
            return number.text().length();
        }
        if (value instanceof JsonObject object) {
            return length(object);
        }
        if (value instanceof JsonArray array) {
            return length(array);
        }
        return word(value).length();
    }

    private static long length(JsonObject object) {
        long length = Math.max(2, 1 + 2L * object.size()); // brackets, colons and commas
        Object[] table = object.raw();
        for (int i = 0; i < table.length; i += 2) {
            length += length((String) table[i]) + length((JsonValue) table[i + 1]);
        }
        return length;
    }

    private static long length(JsonArray array) {
        long length = Math.max(2, 1 + array.size()); // brackets and commas
        for (JsonValue element : array.raw()) {
            length += length(element);
        }
        return length;
    }

    private static long length(String string) {
        long length = 2; // quotes
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c < 0x80) {
                length += c >= 0x20 ? (c == '"' || c == '\\' ? 2 : 1) : shortEscape(c) != 0 ? 2 : 6;
            } else if (c < 0x800) {
                length += 2;
            } else if (!Character.isSurrogate(c)) {
                length += 3;
            } else if (Utf8.isPairAt(i, string)) {
                length += 4;
                i++;
            } else {
                length += 6;
            }
        }
        return length;
    }

    private void value(JsonValue value) {
        if (value instanceof JsonString string) {
            string(string.value());
        } else if (value instanceof JsonNumber number) {
            raw(number.text());
        } else if (value instanceof JsonObject object) {
            object(object);
        } else if (value instanceof JsonArray array) {
            array(array);
        } else {
            raw(word(value));
        }
    }

    private void object(JsonObject object) {
        Object[] table = object.raw();
        put('{');
        for (int i = 0; i < table.length; i += 2) {
            if (i > 0) {
                put(',');
            }
            string((String) table[i]);
            put(':');
            value((JsonValue) table[i + 1]);
        }
        put('}');
    }

    private void array(JsonArray array) {
        JsonValue[] elements = array.raw();
        put('[');
        for (int i = 0; i < elements.length; i++) {
            if (i > 0) {
                put(',');
            }
            value(elements[i]);
        }
        put(']');
    }

    private void string(String string) {
        put('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c < 0x80) {
                ascii(c);
            } else if (c < 0x800) {
                put(0xC0 | c >> 6);
                tail(c);
            } else if (!Character.isSurrogate(c)) {
                put(0xE0 | c >> 12);
                tail(c >> 6);
                tail(c);
            } else if (Utf8.isPairAt(i, string)) {
                int codePoint = string.codePointAt(i++);
                put(0xF0 | codePoint >> 18);
                tail(codePoint >> 12);
                tail(codePoint >> 6);
                tail(codePoint);
            } else {
                unicodeEscape(c);
            }
        }
        put('"');
    }

    private void ascii(char c) {
        if (c == '"' || c == '\\') {
            put('\\');
            put(c);
        } else if (c >= 0x20) {
            put(c);
        } else if (shortEscape(c) != 0) {
            put('\\');
            put(shortEscape(c));
        } else {
            unicodeEscape(c);
        }
    }

    /** The letter of the two-character escape for a control character, or 0 if there is none. */
    private static char shortEscape(char control) {
        return switch (control) {
            case '\b' -> 'b';
            case '\t' -> 't';
            case '\n' -> 'n';
            case '\f' -> 'f';
            case '\r' -> 'r';
            default -> 0;
        };
    }

    private void unicodeEscape(char c) {
        raw("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            put(HEX[c >> shift & 0xF]);
        }
    }

    private void tail(int bits) {
        put(0x80 | bits & 0x3F);
    }

    private void raw(String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            put(ascii.charAt(i));
        }
    }

    private void put(int b) {
        out[at++] = (byte) b;
    }

    private static String word(JsonValue value) {
        return value instanceof JsonBoolean bool ? Boolean.toString(bool.value()) : "null";
    }
}

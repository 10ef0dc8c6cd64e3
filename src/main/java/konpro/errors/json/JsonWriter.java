package konpro.errors.json;

import konpro.errors.json.text.JsonEncoder;

/** Writes values as compact JSON in UTF-8, into an array of just the length that it takes. */
final class JsonWriter {

    private JsonWriter() {}

    static byte[] write(JsonValue value) {
        Object bare = Located.bare(value);
        long plainLength = length(bare, true);
        if (JsonEncoder.isWorthATry(plainLength)) {
            byte[] out = JsonEncoder.array(plainLength);
            put(bare, out, 0, true);
            if (JsonEncoder.isPlain(out, quotes(bare))) {
                return out;
            }
        }
        byte[] out = JsonEncoder.array(length(bare, false));
        put(bare, out, 0, false);
        return out;
    }

    /**
     * {@return how many bytes a bare value takes}
     *
     * @param plain whether its strings are taken for plain; then nothing is looked at any more once that is not worth a try
     */
    static long length(Object value, boolean plain) {
        if (value instanceof String string) {
            return JsonEncoder.length(string, plain);
        }
        Object[] parts = parts(value);
        if (parts == null) {
            return word(value).length();
        }
        long length = Math.max(2, 1L + parts.length); // brackets, colons and commas
        for (Object part : parts) {
            length += length(part, plain);
            if (plain && !JsonEncoder.isWorthATry(length)) {
                return length;
            }
        }
        return length;
    }

    /** {@return how many quotes stand around the strings in a bare value} */
    static int quotes(Object value) {
        if (value instanceof String) {
            return 2;
        }
        Object[] parts = parts(value);
        int quotes = 0;
        if (parts != null) {
            for (Object part : parts) {
                quotes += quotes(part);
            }
        }
        return quotes;
    }

    /** Names and values, or elements; {@code null} of what has no parts. */
    private static Object[] parts(Object value) {
        if (value instanceof JsonObject object) {
            return object.table();
        }
        return value instanceof JsonArray array ? array.bare() : null;
    }

    /**
     * Puts a bare value into an array.
     *
     * @param plain whether its strings are taken for plain
     * @return the place behind it
     */
    static int put(Object value, byte[] out, int at, boolean plain) {
        if (value instanceof String string) {
            return JsonEncoder.put(string, out, at, plain);
        }
        if (value instanceof JsonObject object) {
            return put(object, out, at, plain);
        }
        if (value instanceof JsonArray array) {
            return put(array, out, at, plain);
        }
        return JsonEncoder.putAscii(word(value), out, at);
    }

    private static int put(JsonObject object, byte[] out, int start, boolean plain) {
        Object[] table = object.table();
        int at = start;
        out[at++] = '{';
        for (int i = 0; i < table.length; i += 2) {
            if (i > 0) {
                out[at++] = ',';
            }
            at = JsonEncoder.put((String) table[i], out, at, plain);
            out[at++] = ':';
            at = put(table[i + 1], out, at, plain);
        }
        out[at++] = '}';
        return at;
    }

    private static int put(JsonArray array, byte[] out, int start, boolean plain) {
        Object[] elements = array.bare();
        int at = start;
        out[at++] = '[';
        for (int i = 0; i < elements.length; i++) {
            if (i > 0) {
                out[at++] = ',';
            }
            at = put(elements[i], out, at, plain);
        }
        out[at++] = ']';
        return at;
    }

    private static String word(Object scalar) {
        if (scalar instanceof JsonNumber number) {
            return number.text();
        }
        return scalar instanceof JsonBoolean bool ? Boolean.toString(bool.value()) : "null";
    }
}

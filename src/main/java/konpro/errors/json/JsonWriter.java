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
            if (JsonEncoder.isPlain(out, 0, quotes(bare))) {
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
            return 2 + JsonEncoder.length(string, plain);
        }
        if (value instanceof JsonObject object) {
            return length(object, plain);
        }
        if (value instanceof JsonArray array) {
            return length(array.bare(), array.size(), plain);
        }
        return value instanceof Long number
                ? JsonEncoder.length(number)
                : word(value).length();
    }

    static long length(JsonObject object, boolean plain) {
        Object[] table = object.table();
        if (Violation.isOne(table)) {
            return Violation.FIXED_LENGTH
                    + JsonEncoder.length((String) table[1], plain)
                    + JsonEncoder.length((String) table[3], plain);
        }
        return length(table, 2 * object.size(), plain);
    }

    private static long length(Object[] parts, int count, boolean plain) {
        long length = Math.max(2, 1L + count); // brackets, colons and commas
        for (int i = 0; i < count; i++) {
            length += length(parts[i], plain);
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
        if (value instanceof JsonObject object) {
            return quotes(object);
        }
        return value instanceof JsonArray array ? quotes(array.bare(), array.size()) : 0;
    }

    static int quotes(JsonObject object) {
        Object[] table = object.table();
        return Violation.isOne(table) ? Violation.QUOTES : quotes(table, 2 * object.size());
    }

    private static int quotes(Object[] parts, int count) {
        int quotes = 0;
        for (int i = 0; i < count; i++) {
            quotes += quotes(parts[i]);
        }
        return quotes;
    }

    /**
     * Puts a bare value into an array.
     *
     * @param plain whether its strings are taken for plain
     * @return the place behind it
     */
    static int put(Object value, byte[] out, int at, boolean plain) {
        if (value instanceof String string) {
            return put(string, out, at, plain);
        }
        if (value instanceof JsonObject object) {
            return put(object, out, at, plain);
        }
        if (value instanceof JsonArray array) {
            return put(array, out, at, plain);
        }
        return value instanceof Long number
                ? JsonEncoder.put(number, out, at)
                : JsonEncoder.putAscii(word(value), out, at);
    }

    private static int put(String string, byte[] out, int start, boolean plain) {
        out[start] = '"';
        int at = JsonEncoder.put(string, out, start + 1, plain);
        out[at] = '"';
        return at + 1;
    }

    static int put(JsonObject object, byte[] out, int start, boolean plain) {
        Object[] table = object.table();
        if (Violation.isOne(table)) {
            return putViolation((String) table[1], (String) table[3], out, start, plain);
        }
        int at = start;
        out[at++] = '{';
        for (int i = 0; i < 2 * object.size(); i += 2) {
            if (i > 0) {
                out[at++] = ',';
            }
            at = put((String) table[i], out, at, plain);
            out[at++] = ':';
            at = put(table[i + 1], out, at, plain);
        }
        out[at++] = '}';
        return at;
    }

    private static int putViolation(String field, String reason, byte[] out, int start, boolean plain) {
        int at = Violation.BEFORE_FIELD.put(out, start);
        at = JsonEncoder.put(field, out, at, plain);
        at = Violation.BEFORE_REASON.put(out, at);
        at = JsonEncoder.put(reason, out, at, plain);
        out[at] = '"';
        out[at + 1] = '}';
        return at + 2;
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

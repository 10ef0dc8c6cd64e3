package konpro.errors.json;

import konpro.errors.json.text.JsonEncoder;

/** Writes values as compact JSON in UTF-8: once through for the exact length, once more for the bytes. */
final class JsonWriter {

    private JsonWriter() {}

    static byte[] write(JsonValue value) {
        Object bare = Located.bare(value);
        long extra = extra(bare);
        byte[] out = JsonEncoder.array(plainLength(bare) + extra);
        put(bare, out, 0, extra == 0);
        return out;
    }

    /** How many bytes a bare value takes if its strings are all plain. */
    static long plainLength(Object value) {
        if (value instanceof String string) {
            return 2L + string.length();
        }
        if (value instanceof JsonObject object) {
            long length = Math.max(2, 1 + 2L * object.size()); // brackets, colons and commas
            for (Object part : object.table()) {
                length += plainLength(part);
            }
            return length;
        }
        if (value instanceof JsonArray array) {
            long length = Math.max(2, 1L + array.size()); // brackets and commas
            for (Object element : array.bare()) {
                length += plainLength(element);
            }
            return length;
        }
        return word(value).length();
    }

    /** How many bytes it takes beyond these. */
    static long extra(Object value) {
        if (value instanceof String string) {
            return JsonEncoder.extra(string);
        }
        long extra = 0;
        if (value instanceof JsonObject object) {
            for (Object part : object.table()) {
                extra += extra(part);
            }
        } else if (value instanceof JsonArray array) {
            for (Object element : array.bare()) {
                extra += extra(element);
            }
        }
        return extra;
    }

    /**
     * Puts a bare value into an array.
     *
     * @param plain whether nothing in it takes more bytes than characters
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

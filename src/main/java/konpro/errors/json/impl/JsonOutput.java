package konpro.errors.json.impl;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Writes compact JSON in UTF-8. Escaped, in the shortest form, are the quote, the backslash and the control characters below
 * U+0020, as RFC 8259, section 7, requires, and unpaired surrogates, which have no UTF-8 form.
 *
 * <p>Most texts are unescaped ASCII, and to look at each character first would take as long as everything else. So a short text
 * is first written as if it were, and the finished array is checked once. If it was not, the caller writes everything again, and
 * this time each character is looked at. {@link #toBytes(Object)} shows the loop.
 */
public final class JsonOutput {

    private static final int MAX_UNCHECKED_LENGTH = 1 << 14; // a longer text is not written twice
    private static final long BEYOND_LATIN1 = 1L << 40;
    private static final int FIRST_CHUNK = 1 << 9;
    private static final int MAX_CHUNK = 1 << 16;
    private static final int MAX_ARRAY_LENGTH = Integer.MAX_VALUE - 8;
    private static final int MAX_PIECE = 1 << 10;
    private static final int MAX_BYTES_OF_CHAR = 3;
    private static final int MAX_BYTES_OF_ESCAPE = 6;

    /** For each ASCII character, the letter of its escape, or 0 if it is not escaped. */
    private static final byte[] ESCAPES =
            Arrays.copyOf("uuuuuuuubtnufruuuuuuuuuuuuuuuuuu".getBytes(StandardCharsets.US_ASCII), 0x80);

    static {
        ESCAPES['"'] = '"';
        ESCAPES['\\'] = '\\';
    }

    private List<byte[]> full = List.of();
    private byte[] out; // the last chunk, and nearly always the only one
    private int end;
    private boolean checksCharacters;
    private int quotes; // around strings

    /** @param asciiLength how long the text is if it is unescaped ASCII */
    public JsonOutput(long asciiLength) {
        checksCharacters = asciiLength > MAX_UNCHECKED_LENGTH;
        out = new byte[checksCharacters ? FIRST_CHUNK : (int) asciiLength];
    }

    static byte[] toBytes(Object raw) {
        JsonOutput out = new JsonOutput(asciiLength(raw));
        do {
            out.value(raw);
        } while (!out.isComplete());
        return out.toBytes();
    }

    /** {@return the length as unescaped ASCII, or any above the limit if that is above it, or there are characters beyond Latin-1} */
    public static long asciiLength(Object raw) {
        if (raw instanceof String string) {
            return Utf8.isLatin1(string) ? 2L + string.length() : BEYOND_LATIN1;
        }
        if (raw instanceof JsonObjectImpl object) {
            return asciiLength(object.cells());
        }
        return raw instanceof JsonArrayImpl array
                ? asciiLength(array.elements())
                : scalar(raw).length();
    }

    private static long asciiLength(Object[] parts) {
        long length = Math.max(2, 1L + parts.length); // brackets, colons and commas
        for (int i = 0; i < parts.length && length <= MAX_UNCHECKED_LENGTH; i++) {
            length += asciiLength(parts[i]);
        }
        return length;
    }

    /** {@return whether the text is correct} If not, it is empty again, and everything has to be written again. */
    public boolean isComplete() {
        if (checksCharacters || Words.isUnescapedAscii(out, quotes)) {
            return true;
        }
        checksCharacters = true;
        end = 0;
        return false;
    }

    /** {@return the text, in an array of its length} */
    public byte[] toBytes() {
        if (end == out.length && full.isEmpty()) {
            return out;
        }
        long length = end;
        for (byte[] chunk : full) {
            length += chunk.length;
        }
        if (length > MAX_ARRAY_LENGTH) {
            throw new OutOfMemoryError("A JSON text of " + length + " bytes does not fit into an array");
        }
        ByteBuffer text = ByteBuffer.allocate((int) length);
        full.forEach(text::put);
        return text.put(out, 0, end).array();
    }

    /** Writes a fixed part. */
    public void literal(Literal literal) {
        byte[] json = literal.json();
        reserve(json.length);
        System.arraycopy(json, 0, out, end, json.length);
        end += json.length;
        quotes += literal.quotes();
    }

    /** Writes a raw value. */
    public void value(Object raw) {
        if (raw instanceof String string) {
            string(string);
        } else if (raw instanceof JsonObjectImpl object) {
            object(object.cells());
        } else if (raw instanceof JsonArrayImpl array) {
            array(array.elements());
        } else {
            ascii(scalar(raw));
        }
    }

    private void object(Object[] cells) {
        put('{');
        for (int i = 0; i < cells.length; i += 2) {
            if (i > 0) {
                put(',');
            }
            string((String) cells[i]);
            put(':');
            value(cells[i + 1]);
        }
        put('}');
    }

    private void array(Object[] elements) {
        put('[');
        for (int i = 0; i < elements.length; i++) {
            if (i > 0) {
                put(',');
            }
            value(elements[i]);
        }
        put(']');
    }

    private static String scalar(Object raw) {
        if (raw instanceof JsonNumberImpl number) {
            return number.text();
        }
        return raw instanceof JsonBooleanImpl bool ? Boolean.toString(bool.asBoolean()) : "null";
    }

    /** Writes a string in quotes. */
    public void string(String string) {
        put('"');
        if (checksCharacters) {
            characters(string);
        } else {
            ascii(string);
        }
        put('"');
        quotes += 2;
    }

    @SuppressWarnings("deprecation") // the one method that copies a string into an array; exact for ASCII
    private void ascii(String string) {
        int length = string.length();
        reserve(length);
        string.getBytes(0, length, out, end);
        end += length;
    }

    private void characters(String string) {
        if (string.length() > MAX_PIECE) {
            pieces(string);
            return;
        }
        int length = string.length();
        reserve(MAX_BYTES_OF_CHAR * length);
        byte[] to = out;
        int at = end;
        int i = 0;
        while (i < length) {
            for (; i < length && isUnescapedAscii(string.charAt(i)); i++) {
                to[at++] = (byte) string.charAt(i);
            }
            for (; i < length && isBeyondAscii(string.charAt(i)); i++) {
                at = Utf8.put(string.charAt(i), to, at);
            }
            if (Utf8.isPairAt(i, string)) {
                at = Utf8.put(string.codePointAt(i), to, at);
                i += 2;
            } else if (i < length && !isUnescapedAscii(string.charAt(i))) {
                end = at;
                reserve(MAX_BYTES_OF_ESCAPE + MAX_BYTES_OF_CHAR * (length - i));
                escape(string.charAt(i++));
                to = out;
                at = end;
            }
        }
        end = at;
    }

    private static boolean isUnescapedAscii(char c) {
        return c < 0x80 && ESCAPES[c] == 0;
    }

    private static boolean isBeyondAscii(char c) {
        return c >= 0x80 && !Character.isSurrogate(c);
    }

    /** In pieces, since an array that any string of that length fits into would be much too large. */
    private void pieces(String string) {
        int from = 0;
        while (from < string.length()) {
            int to = Math.min(string.length(), from + MAX_PIECE - 1);
            to += Utf8.isPairAt(to - 1, string) ? 1 : 0; // a pair is not separated
            characters(string.substring(from, to));
            from = to;
        }
    }

    private void escape(char c) {
        byte letter = c < 0x80 ? ESCAPES[c] : (byte) 'u';
        out[end++] = '\\';
        out[end++] = letter;
        if (letter == 'u') {
            ascii(HexFormat.of().toHexDigits(c));
        }
    }

    private void put(char ascii) {
        reserve(1);
        out[end++] = (byte) ascii;
    }

    private void reserve(int count) {
        if (out.length - end < count) {
            nextChunk(count);
        }
    }

    private void nextChunk(int count) {
        if (full.isEmpty()) {
            full = new ArrayList<>();
        }
        full.add(Arrays.copyOf(out, end));
        end = 0;
        if (out.length < Math.max(count, MAX_CHUNK)) {
            out = new byte[Math.max(count, 2 * out.length)];
        }
    }
}

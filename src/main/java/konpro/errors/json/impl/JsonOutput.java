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
 * in Latin-1 is first written as if it were ASCII, and the finished array is checked once. If it was not, the caller writes all
 * of it again, and this time each string is checked. {@link #toBytes(Object)} shows the loop.
 */
public final class JsonOutput {

    private static final int MAX_UNCHECKED_LENGTH = 1 << 14; // a longer text is not written twice
    private static final long BEYOND_LATIN1 = 1L << 40; // added for a string with others, of three bytes a character
    private static final int SPARE = 1 << 6; // for escapes and Latin-1 beyond ASCII
    private static final int MAX_FIRST_CHUNK = 1 << 9;
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
    private byte[] out; // the last chunk, and of a short text the only one
    private int end;
    private boolean checksCharacters;
    private int quotes; // around strings

    /** @param length of the text, from {@link #length(Object)} */
    public JsonOutput(long length) {
        checksCharacters = length > MAX_UNCHECKED_LENGTH;
        out = new byte[(int) (checksCharacters ? Math.min(length % BEYOND_LATIN1 + SPARE, MAX_FIRST_CHUNK) : length)];
    }

    static byte[] toBytes(Object raw) {
        JsonOutput out = new JsonOutput(length(raw));
        do {
            out.value(raw);
        } while (!out.isComplete());
        return out.toBytes();
    }

    /** {@return the length as unescaped ASCII, counted until it exceeds the limit, or more where strings are not Latin-1} */
    public static long length(Object raw) {
        if (raw instanceof String string) {
            long length = string.length();
            return 2 + (Utf8.isLatin1(string) ? length : BEYOND_LATIN1 + MAX_BYTES_OF_CHAR * length);
        }
        if (raw instanceof JsonObjectImpl object) {
            return length(object.cells());
        }
        return raw instanceof JsonArrayImpl array
                ? length(array.elements())
                : scalar(raw).length();
    }

    private static long length(Object[] parts) {
        long length = Math.max(2, 1L + parts.length); // brackets, colons and commas
        for (int i = 0; i < parts.length && length % BEYOND_LATIN1 <= MAX_UNCHECKED_LENGTH; i++) {
            length += length(parts[i]);
        }
        return length;
    }

    /** {@return whether the text is correct} If not, it is empty again, and everything has to be written again. */
    public boolean isComplete() {
        if (checksCharacters || Words.isUnescapedAscii(out, quotes)) {
            return true;
        }
        checksCharacters = true;
        out = new byte[2 * end + SPARE];
        end = 0;
        return false;
    }

    /** {@return the text, in an array of its length} */
    public byte[] toBytes() {
        if (full.isEmpty()) {
            return end == out.length ? out : Arrays.copyOf(out, end);
        }
        long length = end + full.stream().mapToLong(chunk -> chunk.length).sum();
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
        write('{');
        for (int i = 0; i < cells.length; i += 2) {
            if (i > 0) {
                write(',');
            }
            string((String) cells[i]);
            write(':');
            value(cells[i + 1]);
        }
        write('}');
    }

    private void array(Object[] elements) {
        write('[');
        for (int i = 0; i < elements.length; i++) {
            if (i > 0) {
                write(',');
            }
            value(elements[i]);
        }
        write(']');
    }

    private static String scalar(Object raw) {
        if (raw instanceof JsonNumberImpl number) {
            return number.text();
        }
        return raw instanceof JsonBooleanImpl bool ? Boolean.toString(bool.asBoolean()) : "null";
    }

    /** Writes a string in quotes. */
    public void string(String string) {
        write('"');
        if (checksCharacters) {
            checked(string);
        } else {
            ascii(string);
        }
        write('"');
        quotes += 2;
    }

    @SuppressWarnings("deprecation") // the one method that copies a string into an array; exact for Latin-1
    private void ascii(String string) {
        int length = string.length();
        reserve(length);
        string.getBytes(0, length, out, end);
        end += length;
    }

    /** In pieces: an array for the longest encoding of the whole string would be much too large. */
    private void checked(String string) {
        int from = 0;
        while (string.length() - from > MAX_PIECE) {
            int to = from + MAX_PIECE;
            to -= Utf8.isPairAt(to - 1, string) ? 1 : 0; // a pair is not separated
            piece(string.substring(from, to));
            from = to;
        }
        piece(string.substring(from));
    }

    /** Latin-1 is first written as if it were unescaped ASCII, as most of it is. */
    private void piece(String string) {
        int length = string.length();
        int next = 0;
        if (Utf8.isLatin1(string)) {
            ascii(string);
            int special = Words.unescapedEnd(end - length, end, out);
            next = length - (end - special);
            end = special;
        }
        reserve(MAX_BYTES_OF_CHAR * (length - next));
        next = unescaped(next, string);
        while (next < length) {
            if (Utf8.isPairAt(next, string)) {
                end = Utf8.write(string.codePointAt(next++), out, end);
            } else {
                escape(string.charAt(next), length - next);
            }
            next = unescaped(next + 1, string);
        }
    }

    /** Writes characters up to the first that is escaped or a surrogate. {@return its index} A simple loop is the fastest. */
    private int unescaped(int start, String string) {
        byte[] to = out;
        int offset = end;
        int i = start;
        for (; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c < 0x80 ? ESCAPES[c] != 0 : Character.isSurrogate(c)) {
                break;
            }
            offset = Utf8.write(c, to, offset);
        }
        end = offset;
        return i;
    }

    /** Escapes a character, and makes room for those after it. */
    private void escape(char c, int charsAfter) {
        reserve(MAX_BYTES_OF_ESCAPE + MAX_BYTES_OF_CHAR * charsAfter);
        byte letter = c < 0x80 ? ESCAPES[c] : (byte) 'u';
        out[end++] = '\\';
        out[end++] = letter;
        if (letter == 'u') {
            ascii(HexFormat.of().toHexDigits(c));
        }
    }

    private void write(char ascii) {
        reserve(1);
        out[end++] = (byte) ascii;
    }

    private void reserve(int count) {
        if (out.length - end < count) {
            nextChunk(count);
        }
    }

    private void nextChunk(int count) {
        full = full.isEmpty() ? new ArrayList<>() : full;
        full.add(Arrays.copyOf(out, end));
        end = 0;
        if (out.length < Math.max(count, MAX_CHUNK)) {
            out = new byte[Math.max(count, 2 * out.length)];
        }
    }
}

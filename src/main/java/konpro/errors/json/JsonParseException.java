package konpro.errors.json;

import java.io.Serial;
import java.util.HexFormat;
import konpro.errors.json.text.Malformed;
import konpro.errors.json.text.Utf8;

/**
 * A text is not JSON (RFC 8259), not UTF-8 (RFC 3629), or beyond a limit. The message says what was expected, what was found
 * and where, as in {@code Expected ',' or '}' but found 'x' at line 1, column 9 (byte 8)}; of the text it quotes one printable
 * ASCII character at the most.
 *
 * @serial exclude
 */
public final class JsonParseException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final String expected;
    private final int offset;
    private final int line;
    private final int column;

    private JsonParseException(String expected, String found, int offset, int line, int column) {
        super("Expected " + expected + " but found " + found + " at line " + line + ", column " + column + " (byte "
                + offset + ")");
        this.expected = expected;
        this.offset = offset;
        this.line = line;
        this.column = column;
    }

    /** Finds line and column, which only a refusal needs to know. */
    static JsonParseException of(Malformed malformed, byte[] text) {
        int offset = malformed.offset();
        int line = 1;
        int column = 1;
        for (int i = Utf8.startOf(text); i < offset; i++) {
            if (text[i] == '\n' || (text[i] == '\r' && !(i + 1 < text.length && text[i + 1] == '\n'))) {
                line++;
                column = 1;
            } else if (!Utf8.isContinuation(text[i])) {
                column++;
            }
        }
        return new JsonParseException(malformed.expected(), found(text, offset), offset, line, column);
    }

    private static String found(byte[] text, int offset) {
        if (offset == text.length) {
            return "the end of the text";
        }
        int found = text[offset] & 0xFF;
        return found >= 0x20 && found < 0x7F
                ? "'" + (char) found + "'"
                : "byte 0x" + HexFormat.of().withUpperCase().toHexDigits((byte) found);
    }

    /** {@return what was expected, as in {@code ',' or '}'}} */
    public String expected() {
        return expected;
    }

    /** {@return where it was expected: the offset from 0, in bytes of the text's UTF-8} */
    public int offset() {
        return offset;
    }

    /** {@return the line of it, from 1; lines end with LF, CR LF or CR} */
    public int line() {
        return line;
    }

    /** {@return the column of it, from 1, in characters (code points) of the line} */
    public int column() {
        return column;
    }
}

package konpro.errors.json;

import java.io.Serial;

/**
 * A text is not JSON (RFC 8259), not UTF-8 (RFC 3629), or beyond a limit. The message says what was expected, what was found
 * and where: {@code Expected ',' or ']' but found 'x' at line 1, column 9 (byte 8)}. It quotes at most one printable ASCII
 * character of the text.
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

    /**
     * Describes what was found in place of what was expected.
     *
     * @param expected what was expected, such as {@code a digit}
     * @param found what was found there, such as {@code 'x'}
     * @param offset the offset from 0, in bytes of the text's UTF-8
     * @param line the line, from 1
     * @param column the column, from 1, in code points
     */
    public JsonParseException(String expected, String found, int offset, int line, int column) {
        super("Expected " + expected + " but found " + found + " at line " + line + ", column " + column + " (byte "
                + offset + ")");
        this.expected = expected;
        this.offset = offset;
        this.line = line;
        this.column = column;
    }

    /** {@return what was expected, such as {@code a digit}} */
    public String expected() {
        return expected;
    }

    /** {@return the offset of what was found, from 0, in bytes of the text's UTF-8} */
    public int offset() {
        return offset;
    }

    /** {@return the line of what was found, from 1; lines end with LF, CR LF or CR} */
    public int line() {
        return line;
    }

    /** {@return the column of what was found, from 1, in characters (code points) of the line} */
    public int column() {
        return column;
    }
}

package konpro.errors.json.text;

import java.io.Serial;

/** What the scanner expected, and where there was something else. It has no stack trace: where it is from, it is caught. */
public final class Malformed extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final String expected;
    private final int offset;

    public Malformed(String expected, int offset) {
        super(expected, null, false, false);
        this.expected = expected;
        this.offset = offset;
    }

    public String expected() {
        return expected;
    }

    public int offset() {
        return offset;
    }
}

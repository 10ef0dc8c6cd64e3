package konpro.errors.json;

import java.io.Serial;

/**
 * A value is not what was asked for: absent, of another type, or out of range. The message says where, what was expected
 * and what was found, as in {@code details.limit: expected a number, found a string}. Of the document it quotes no strings, of
 * names and numbers no more than 40 characters, and those escaped.
 *
 * @serial exclude
 */
public final class JsonValueException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final String path;
    private final String expected;
    private final String found;

    /**
     * Says what was found in place of what was expected.
     *
     * @param path the way to the value, as in {@code details.tags[3]}; empty for the value that was started from
     * @param expected what was expected there, as in {@code a number}
     * @param found what was found there, as in {@code a string}
     */
    public JsonValueException(String path, String expected, String found) {
        super((path.isEmpty() ? "" : path + ": ") + "expected " + expected + ", found " + found);
        this.path = path;
        this.expected = expected;
        this.found = found;
    }

    /** {@return the way to the value, as in {@code details.tags[3]}; empty for the value that was started from} */
    public String path() {
        return path;
    }

    /** {@return what was expected there, as in {@code a number}} */
    public String expected() {
        return expected;
    }

    /** {@return what was found there, as in {@code a string}} */
    public String found() {
        return found;
    }
}

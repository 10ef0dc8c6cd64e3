package konpro.errors.json;

import java.io.Serial;

/**
 * A value is not what the caller asked for: it is absent, of another type, or out of range. The message says where, what was
 * expected and what was found: {@code details.limit: expected a number, found a string}. It quotes no strings of the document,
 * and at most 40 characters of a name or a number, escaped.
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
     * Describes what was found in place of what was expected.
     *
     * @param path the path to the value, such as {@code details.tags[3]}; empty for the value that the path starts at
     * @param expected what was expected there, such as {@code a number}
     * @param found what was found there, such as {@code a string}
     */
    public JsonValueException(String path, String expected, String found) {
        super((path.isEmpty() ? "" : path + ": ") + "expected " + expected + ", found " + found);
        this.path = path;
        this.expected = expected;
        this.found = found;
    }

    /** {@return the path to the value, such as {@code details.tags[3]}; empty for the value that the path starts at} */
    public String path() {
        return path;
    }

    /** {@return what was expected there, such as {@code a number}} */
    public String expected() {
        return expected;
    }

    /** {@return what was found there, such as {@code a string}} */
    public String found() {
        return found;
    }
}

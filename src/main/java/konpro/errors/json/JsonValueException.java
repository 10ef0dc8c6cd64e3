package konpro.errors.json;

import java.io.Serial;

/**
 * A value is not what was asked for: absent, of another type, or out of range. The message says where, what was expected
 * and what was found, as in {@code details.limit: expected a number, found a string}; it quotes no strings of the document.
 *
 * @serial exclude
 */
public final class JsonValueException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    private final String path;

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
    }

    /** {@return the way to the value, as in {@code details.tags[3]}; empty for the value that was started from} */
    public String path() {
        return path;
    }
}

package konpro.errors.json.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A piece of JSON text that is known beforehand: recognised by all its bytes, and put, eight at a time. The last eight are
 * compared, too, even if some of them are in the eight before.
 *
 * <pre>
 *   " R A T E _ L I M I T _ E X C E E D E D "
 *   |--- first ---|-- second ---|
 *                           |---- last ---|
 * </pre>
 *
 * <p>It is a record since the virtual machine takes the fields of a constant record for constants, too: a reader's next place
 * does not wait for memory then, and of the comparisons none is left that is not needed.
 *
 * @param string what it is, or says if it is a string in quotes
 * @param length how many bytes it takes, 40 at most
 * @param mask of the first eight bytes those that there are
 */
public record Fragment(
        String string, int length, long mask, long first, long second, long third, long fourth, long last) {

    private static final int LONGEST = 5 * Words.BYTES;
    private static final String QUOTE = "\"";

    /** {@return a fragment of ASCII, with an apostrophe for each quote} */
    public static Fragment of(String ascii) {
        return of(ascii, ascii.replace('\'', '"'));
    }

    /** {@return a string of printable ASCII without quote and backslash, in quotes} */
    public static Fragment quoted(String ascii) {
        return of(ascii, QUOTE.concat(ascii).concat(QUOTE)); // no plus, as EnvelopeReader says
    }

    private static Fragment of(String string, String json) {
        int length = json.length();
        if (length > LONGEST) {
            throw new IllegalArgumentException("Expected at most " + LONGEST + " bytes but found " + json);
        }
        byte[] bytes = Arrays.copyOf(json.getBytes(StandardCharsets.US_ASCII), LONGEST);
        return new Fragment(
                string,
                length,
                -1L >>> (8 * Math.max(0, Words.BYTES - length)),
                Words.at(0, bytes),
                Words.at(Words.BYTES, bytes),
                Words.at(2 * Words.BYTES, bytes),
                Words.at(3 * Words.BYTES, bytes),
                Words.at(Math.max(0, length - Words.BYTES), bytes));
    }

    /**
     * {@return whether it stands there} Within eight bytes of the end of a text one of less than eight bytes is not recognised,
     * which for a name does not matter: there is no room for a value any more.
     */
    public boolean isAt(int at, byte[] text) {
        return at <= text.length - Math.max(Words.BYTES, length)
                && (Words.at(at, text) & mask) == first
                && (length <= Words.BYTES || restIsAt(at, text));
    }

    private boolean restIsAt(int at, byte[] text) {
        return Words.at(at + length - Words.BYTES, text) == last
                && (length <= 2 * Words.BYTES || Words.at(at + Words.BYTES, text) == second)
                && (length <= 3 * Words.BYTES || Words.at(at + 2 * Words.BYTES, text) == third)
                && (length <= 4 * Words.BYTES || Words.at(at + 3 * Words.BYTES, text) == fourth);
    }

    /** Puts it into an array, if it has 8 to 24 bytes. {@return the place behind it} */
    public int put(byte[] out, int at) {
        Words.put(first, out, at);
        if (length > 2 * Words.BYTES) {
            Words.put(second, out, at + Words.BYTES);
        }
        Words.put(last, out, at + length - Words.BYTES);
        return at + length;
    }
}

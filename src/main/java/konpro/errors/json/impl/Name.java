package konpro.errors.json.impl;

import java.util.Arrays;

/**
 * A member name that a reader expects. It is recognised by its bytes, quotes included, two words of which are compared: the
 * first eight, and the last eight, which may overlap.
 *
 * @param string the name
 * @param length the number of bytes with both quotes, 3 to 16
 * @param mask selects those of the first eight bytes that belong to the name
 * @param first the first eight bytes
 * @param last the last eight bytes, the first ones again if there are no more
 */
public record Name(String string, int length, long mask, long first, long last) {

    private static final int MAX_LENGTH = 2 * Words.BYTES;

    /**
     * {@return the expected name}
     *
     * @param ascii 1 to 14 characters of unescaped ASCII
     */
    public static Name of(String ascii) {
        byte[] json = JsonOutput.toBytes(ascii);
        if (json.length != ascii.length() + 2 || json.length > MAX_LENGTH) {
            throw new IllegalArgumentException("Expected at most 14 characters of unescaped ASCII but found " + ascii);
        }
        int length = json.length;
        byte[] padded = Arrays.copyOf(json, MAX_LENGTH);
        return new Name(
                ascii,
                length,
                length < Words.BYTES ? -1L >>> (Byte.SIZE * (Words.BYTES - length)) : -1L,
                Words.at(0, padded),
                Words.at(Math.max(0, length - Words.BYTES), padded));
    }

    /**
     * {@return whether the name is at that offset} In the last eight bytes of a text a shorter name is not recognised. No
     * complete member fits there.
     */
    boolean isAt(int offset, byte[] text) {
        return offset <= text.length - Math.max(Words.BYTES, length)
                && (Words.at(offset, text) & mask) == first
                && (length <= Words.BYTES || Words.at(offset + length - Words.BYTES, text) == last);
    }
}

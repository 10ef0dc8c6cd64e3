package konpro.errors.json.text;

import java.nio.charset.StandardCharsets;

/**
 * A piece of JSON that is the same in many texts, put and recognised eight bytes at a time. The last eight are its own, too,
 * even if some of them are in the first.
 *
 * <pre>
 *   , " m e s s a g e " :
 *   |--- first ---|               eight bytes from where it begins
 *         |---- last ---|         eight bytes up to where it ends
 * </pre>
 *
 * <p>It is a record for the same reason as {@link KnownString}.
 *
 * @param first its first eight bytes
 * @param second the eight behind these, or the last
 * @param last its last eight bytes
 * @param length how many bytes it takes: 8 to 24
 */
public record Fragment(long first, long second, long last, int length) {

    /** {@return a fragment of 8 to 24 characters of ASCII, with an apostrophe for each quote} */
    public static Fragment of(String ascii) {
        byte[] bytes = ascii.replace('\'', '"').getBytes(StandardCharsets.US_ASCII);
        int last = bytes.length - Words.BYTES;
        return new Fragment(
                Words.at(0, bytes), Words.at(Math.min(Words.BYTES, last), bytes), Words.at(last, bytes), bytes.length);
    }

    /** {@return whether it stands there} */
    public boolean isAt(int at, byte[] text) {
        return length <= text.length - at
                && Words.at(at, text) == first
                && (length <= 2 * Words.BYTES || Words.at(at + Words.BYTES, text) == second)
                && Words.at(at + length - Words.BYTES, text) == last;
    }

    /** Puts it into an array. {@return the place behind it} */
    public int put(byte[] out, int at) {
        Words.put(first, out, at);
        if (length > 2 * Words.BYTES) {
            Words.put(second, out, at + Words.BYTES);
        }
        Words.put(last, out, at + length - Words.BYTES);
        return at + length;
    }
}

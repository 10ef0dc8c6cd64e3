package konpro.errors.json.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A string that is recognised by its bytes, all of them, in a comparison of eight at a time:
 *
 * <pre>
 *   text      c o d e " : " N          read as one long
 *   mask      . . . . .                the first eight of its bytes, as far as there are so many
 *   word      c o d e "
 * </pre>
 *
 * <p>It is a record since the virtual machine takes the fields of a constant record for constants, too. A reader's next place
 * does not wait for memory then: to read an envelope takes a fifth less time than with a look-up of each name.
 *
 * @param string the string, of printable ASCII without quote and backslash
 * @param quoted its bytes and a closing quote
 * @param word the first eight of these
 * @param mask those of the eight that there are
 * @param length how many bytes it takes with both quotes
 */
public record KnownString(String string, byte[] quoted, long word, long mask, int length) {

    /** {@return that string, to be recognised} */
    public static KnownString of(String string) {
        byte[] quoted = (string + '"').getBytes(StandardCharsets.US_ASCII);
        long word = Words.at(0, Arrays.copyOf(quoted, Math.max(Words.BYTES, quoted.length)));
        long mask = -1L >>> 8 * Math.max(0, Words.BYTES - quoted.length);
        return new KnownString(string, quoted, word, mask, quoted.length + 1);
    }

    /**
     * {@return whether it stands there, in quotes} Within eight bytes of the end of a text it is not recognised, which for a name
     * does not matter: there is no room for a value any more.
     */
    public boolean isAt(int at, byte[] text) {
        return at < text.length - Words.BYTES && (Words.at(at + 1, text) & mask) == word && restIsAt(at + 1, text);
    }

    /** Eight bytes at a time, the last eight of them once more rather than the few that are left. */
    private boolean restIsAt(int at, byte[] text) {
        int last = quoted.length - Words.BYTES;
        if (last <= 0) {
            return true;
        }
        if (quoted.length > text.length - at) {
            return false;
        }
        for (int i = Words.BYTES; i < last; i += Words.BYTES) {
            if (Words.at(at + i, text) != Words.at(i, quoted)) {
                return false;
            }
        }
        return Words.at(at + last, text) == Words.at(last, quoted);
    }
}

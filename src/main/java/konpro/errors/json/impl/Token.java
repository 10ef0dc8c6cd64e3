package konpro.errors.json.impl;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A piece of text that a reader expects: a member name with its colon, or a string. It is recognised by its bytes, eight at a
 * time. Only the usual spelling is recognised: the reader handles escapes, and white space before the colon.
 *
 * @param string the name or the string
 * @param json its spelling
 * @param mask selects those of the first eight bytes that belong to it
 * @param first the first eight bytes
 */
@SuppressWarnings("ArrayRecordComponent") // a token equals only itself: each one is a constant
public record Token(String string, byte[] json, long mask, long first) {

    /** {@return the token of a member name, which must have at least three characters} */
    public static Token ofName(String name) {
        return of(name, ":");
    }

    /** {@return the token of a string} */
    public static Token ofString(String string) {
        return of(string, "");
    }

    private static Token of(String string, String suffix) {
        byte[] json = (new String(JsonOutput.toBytes(string), StandardCharsets.UTF_8) + suffix)
                .getBytes(StandardCharsets.UTF_8);
        return new Token(
                string,
                json,
                json.length < Words.BYTES ? -1L >>> (Byte.SIZE * (Words.BYTES - json.length)) : -1L,
                Words.at(0, Arrays.copyOf(json, Math.max(Words.BYTES, json.length))));
    }

    int length() {
        return json.length;
    }

    /**
     * {@return whether it is at that offset} A token shorter than eight bytes is not recognised in the last seven bytes of a text:
     * no complete member with a name of three characters fits there.
     */
    boolean isAt(int offset, byte[] text) {
        return offset <= text.length - Math.max(Words.BYTES, json.length)
                && (Words.at(offset, text) & mask) == first
                && isRestAt(offset, text);
    }

    private boolean isRestAt(int offset, byte[] text) {
        for (int i = json.length - Words.BYTES; i > 0; i -= Words.BYTES) {
            if (Words.at(offset + i, text) != Words.at(i, json)) {
                return false;
            }
        }
        return true;
    }
}

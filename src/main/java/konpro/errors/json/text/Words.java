package konpro.errors.json.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight bytes of a text at a time: the first byte is the lowest of the {@code long}. */
final class Words {

    static final int BYTES = Long.BYTES;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = ONES << 7;
    private static final long LOW_BITS = ~HIGH_BITS;
    private static final long QUOTES = '"' * ONES;
    private static final long BACKSLASHES = '\\' * ONES;
    private static final long SPACES = ' ' * ONES;

    private Words() {}

    static long at(int at, byte[] text) {
        return (long) LONGS.get(text, at);
    }

    static void put(long word, byte[] out, int at) {
        LONGS.set(out, at, word);
    }

    /**
     * {@return the high bits of the bytes that are a quote, a backslash, a control character or beyond ASCII} Only the lowest
     * one is to be trusted: a subtraction borrows from the bytes above.
     *
     * <p>A byte's high bit comes up in {@code b - 0x20} where {@code b} is a control character, in {@code (b ^ q) - 1} where
     * {@code b} is {@code q}, and in either, as in {@code b} itself, where {@code b} is beyond ASCII.
     */
    static long unusual(long word) {
        return (word | word - SPACES | (word ^ QUOTES) - ONES | (word ^ BACKSLASHES) - ONES) & HIGH_BITS;
    }

    /** {@return with how many spaces it begins} */
    static int spaces(long word) {
        return bytesBelow(word ^ SPACES);
    }

    /** {@return the last bytes of a text, fewer than eight, with zeros above them} */
    static long rest(int at, byte[] text) {
        int length = text.length - at;
        if (text.length >= BYTES) {
            return at(text.length - BYTES, text) >>> (8 * (BYTES - length));
        }
        long word = 0;
        for (int i = 0; i < length; i++) {
            word |= (text[at + i] & 0xFFL) << (8 * i);
        }
        return word;
    }

    /**
     * {@return whether a text from a place on is of printable ASCII without a backslash, and with so many quotes} It is asked of
     * all that has just been put, since a loop for each string would end at a place that nobody can foresee. The last eight bytes
     * are looked at again, and only those of their quotes are counted that are new.
     */
    static boolean arePlain(byte[] text, int from, int quotes) {
        int length = text.length - from;
        if (length < BYTES) {
            return areFewPlain(text, from, quotes);
        }
        long unusual = 0;
        int others = 0;
        int at = from;
        int last = text.length - BYTES;
        for (; at <= last; at += BYTES) {
            long word = at(at, text);
            unusual |= notPlain(word);
            others += Long.bitCount(others(word));
        }
        long word = at(last, text);
        unusual |= notPlain(word);
        int seen = at - last; // 1 to 8
        others += Long.bitCount(others(word) >>> (Byte.SIZE * seen - 1) >>> 1);
        return (unusual & HIGH_BITS) == 0 && length - others == quotes;
    }

    /** {@return words with a high bit where one of the bytes is a control character, a backslash or beyond ASCII} */
    private static long notPlain(long word) {
        return word | word - SPACES | (word ^ BACKSLASHES) - ONES;
    }

    /** {@return the high bits of the bytes that are no quotes} It is exact where all is ASCII. */
    private static long others(long word) {
        return (word ^ QUOTES) + LOW_BITS & HIGH_BITS;
    }

    private static boolean areFewPlain(byte[] text, int from, int quotes) {
        int found = 0;
        for (int at = from; at < text.length; at++) {
            if (text[at] < ' ' || text[at] == '\\') {
                return false;
            }
            found += text[at] == '"' ? 1 : 0;
        }
        return found == quotes;
    }

    /**
     * {@return how far to go from word to word} It is not a constant, as far as the virtual machine knows: for one that is, it
     * would prepare each time for a long loop, which takes a fifth longer than the few rounds that come.
     */
    static int stride(byte[] text) {
        return BYTES + ((text.length - BYTES) >>> (Integer.SIZE - 1));
    }

    /** {@return how many bytes stand before the lowest of these bits} */
    static int bytesBelow(long highBits) {
        return Long.numberOfTrailingZeros(highBits) >>> 3;
    }
}

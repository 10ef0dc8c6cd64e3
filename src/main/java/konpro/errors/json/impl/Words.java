package konpro.errors.json.impl;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Eight bytes of a text at a time, as a {@code long} whose lowest byte is the first of them. */
final class Words {

    static final int BYTES = Long.BYTES;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int MAX_SUMMANDS = 255; // of a sum that fits into a byte
    private static final long EVEN_BYTES = 0x00FF_00FF_00FF_00FFL;
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = ONES << 7;
    private static final long LOW_BITS = ~HIGH_BITS;
    private static final long QUOTES = '"' * ONES;
    private static final long BACKSLASHES = '\\' * ONES;
    private static final long SPACES = ' ' * ONES;

    private Words() {}

    static long at(int offset, byte[] text) {
        return (long) LONGS.get(text, offset);
    }

    /**
     * {@return how many bytes of a word precede the first that ends a run of unescaped ASCII: a quote, a backslash, a control
     * character or a byte beyond ASCII}
     *
     * <p>A byte's high bit is set in {@code b - 0x20} if {@code b} is a control character, in {@code (b ^ q) - 1} if {@code b}
     * is {@code q}, and in {@code b} if it is beyond ASCII. A subtraction borrows from the bytes above: only the lowest bit
     * that is set can be trusted.
     */
    private static int unescapedBytes(long word) {
        long special = word | word - SPACES | (word ^ QUOTES) - ONES | (word ^ BACKSLASHES) - ONES;
        return Long.numberOfTrailingZeros(special & HIGH_BITS) >>> 3;
    }

    /** {@return the offset after a run of unescaped ASCII, at most the end of the text} */
    static int unescapedEnd(int start, int end, byte[] text) {
        int last = end - BYTES;
        int stride = BYTES + (last >>> 31); // not a constant: for one, the compiler prepares a long loop
        int offset = start;
        for (; offset <= last; offset += stride) {
            int count = unescapedBytes(at(offset, text));
            if (count < BYTES) {
                return offset + count;
            }
        }
        return offset < end ? offset + unescapedBytes(lastAt(offset, end, text)) : offset;
    }

    /** {@return the last bytes of a text, fewer than eight, with zeros above them} */
    private static long lastAt(int offset, int end, byte[] text) {
        int first = end - BYTES;
        if (first >= 0) {
            return at(first, text) >>> (Byte.SIZE * (offset - first));
        }
        long word = 0;
        for (int i = end - 1; i >= offset; i--) {
            word = word << Byte.SIZE | (text[i] & 0xFF);
        }
        return word;
    }

    /**
     * {@return whether a text is ASCII without control characters below U+0020 and backslashes, and has exactly that many quotes}
     * The last bytes, if fewer than eight, are a word of their own, filled up with zeros.
     */
    static boolean isUnescapedAscii(byte[] text, int quotes) {
        long special = 0;
        int others = 0;
        int last = text.length - BYTES;
        int i = 0;
        while (i <= last) {
            int lastOfBlock = Math.min(last, i + BYTES * (MAX_SUMMANDS - 1));
            long sums = 0; // of each of the eight bytes
            for (; i <= lastOfBlock; i += BYTES) {
                long word = at(i, text);
                special |= special(word);
                sums += notQuotes(word);
            }
            others += sumOfBytes(sums);
        }
        if (i < text.length) {
            long word = lastAt(i, text.length, text);
            // Zeros were shifted in. They are checked as spaces, and each counts as a character that is not a quote.
            special |= special(word | (SPACES & (-1L << (Byte.SIZE * (text.length - i)))));
            others += sumOfBytes(notQuotes(word)) - (BYTES - (text.length - i));
        }
        return (special & HIGH_BITS) == 0 && text.length - others == quotes;
    }

    /** {@return a word with a high bit set if a byte is a control character, a backslash or beyond ASCII} */
    private static long special(long word) {
        return word | word - SPACES | (word ^ BACKSLASHES) - ONES;
    }

    /** {@return a one in each byte that is not a quote} This is exact if all are ASCII. */
    private static long notQuotes(long word) {
        return ((word ^ QUOTES) + LOW_BITS & HIGH_BITS) >>> 7;
    }

    private static int sumOfBytes(long bytes) {
        long pairs = (bytes & EVEN_BYTES) + (bytes >>> Byte.SIZE & EVEN_BYTES);
        return (int) ((pairs * (ONES & EVEN_BYTES)) >>> 48);
    }
}

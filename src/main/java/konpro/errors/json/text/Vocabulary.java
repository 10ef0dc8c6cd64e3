package konpro.errors.json.text;

import java.util.Arrays;

/**
 * Strings that come again and again, and need neither be looked through nor be made each time. Their first 16 bytes tell which
 * one it can be, since no two of them have the same hash. So to recognise one takes no branch that depends on which one it is,
 * and a fifth less time for the envelope than to find its end first.
 */
public final class Vocabulary {

    private static final int HASH_BITS = 5;
    private static final int SHORTEST = 2 * Words.BYTES;
    private static final int TRIES = 10_000;
    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

    private final Fragment[] strings = new Fragment[1 << HASH_BITS];
    private final long factor;

    private Vocabulary(Fragment[] all) {
        factor = perfectFactor(all);
        Arrays.fill(strings, all[0]); // nothing is taken for what it is not
        for (Fragment string : all) {
            strings[hash(string.first(), string.second(), factor)] = string;
        }
    }

    private static long perfectFactor(Fragment[] all) {
        for (int odd = 1; odd < TRIES; odd += 2) {
            if (isPerfect(odd * GOLDEN, all)) {
                return odd * GOLDEN;
            }
        }
        throw new IllegalArgumentException("Expected a few strings that differ in their first 15 characters");
    }

    private static boolean isPerfect(long factor, Fragment[] all) {
        long seen = 0;
        for (Fragment string : all) {
            seen |= 1L << hash(string.first(), string.second(), factor);
        }
        return Long.bitCount(seen) == all.length;
    }

    /**
     * {@return a vocabulary of a few strings as in {@link Fragment#quoted}, of 14 to 38 characters, that differ in their first 15}
     *
     * @throws IllegalArgumentException if one is too long, or they do not differ so
     */
    public static Vocabulary of(String... strings) {
        Fragment[] all = new Fragment[strings.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = Fragment.quoted(strings[i]);
        }
        return new Vocabulary(all);
    }

    /** {@return the one that stands there, or {@code null}} */
    public @Nullable Fragment find(int at, byte[] text) {
        if (at > text.length - SHORTEST) {
            return null;
        }
        Fragment string = strings[hash(Words.at(at, text), Words.at(at + Words.BYTES, text), factor)];
        return string.isAt(at, text) ? string : null;
    }

    private static int hash(long word0, long word1, long factor) {
        return (int) ((((word0 * GOLDEN) ^ word1) * factor) >>> (Long.SIZE - HASH_BITS));
    }
}

package konpro.errors.json.text;

import java.util.Arrays;

/**
 * Strings that come again and again, and need neither be looked through nor be made each time; each is the key of another one that
 * is often seen with it. Their first 16 bytes tell which
 * one it can be, since no two of them have the same hash. So to recognise one takes no branch that depends on which one it is,
 * and a fifth less time for the envelope than to find its end first.
 */
public final class Vocabulary {

    private static final int HASH_BITS = 5;
    private static final int SHORTEST = 2 * Words.BYTES;
    private static final int TRIES = 10_000;
    private static final long GOLDEN = 0x9E37_79B9_7F4A_7C15L;

    private final Fragment[] keys = new Fragment[1 << HASH_BITS];
    private final Fragment[] values = new Fragment[1 << HASH_BITS];
    private final long factor;

    private Vocabulary(Fragment[] keys, Fragment[] values) {
        factor = perfectFactor(keys);
        Arrays.fill(this.keys, keys[0]); // nothing is taken for what it is not
        for (int i = 0; i < keys.length; i++) {
            int slot = hash(keys[i].first(), keys[i].second(), factor);
            this.keys[slot] = keys[i];
            this.values[slot] = values[i];
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
     * {@return a vocabulary of a few strings as in {@link Fragment#quoted}}
     *
     * @param keys of 14 to 38 characters, which differ in their first 15
     * @param values for each of them one of at most 38 characters
     * @throws IllegalArgumentException if one is too long, or they do not differ so
     */
    public static Vocabulary of(String[] keys, String[] values) {
        return new Vocabulary(quoted(keys), quoted(values));
    }

    private static Fragment[] quoted(String[] strings) {
        Fragment[] all = new Fragment[strings.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = Fragment.quoted(strings[i]);
        }
        return all;
    }

    /** {@return the number of the key that stands there, or -1} */
    public int find(int at, byte[] text) {
        if (at > text.length - SHORTEST) {
            return -1;
        }
        int slot = hash(Words.at(at, text), Words.at(at + Words.BYTES, text), factor);
        return keys[slot].isAt(at, text) ? slot : -1;
    }

    public Fragment key(int number) {
        return keys[number];
    }

    public Fragment value(int number) {
        return values[number];
    }

    private static int hash(long word0, long word1, long factor) {
        return (int) ((((word0 * GOLDEN) ^ word1) * factor) >>> (Long.SIZE - HASH_BITS));
    }
}

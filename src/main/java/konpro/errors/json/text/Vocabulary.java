package konpro.errors.json.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Strings that come again and again, and need not be decoded each time. */
public final class Vocabulary {

    private static final int BUCKETS = 64;

    private final Entry[] buckets = new Entry[BUCKETS];

    private Vocabulary() {}

    /** {@return a vocabulary of these strings, each of printable ASCII without quote and backslash, and not empty} */
    public static Vocabulary of(String... strings) {
        Vocabulary vocabulary = new Vocabulary();
        for (String string : strings) {
            byte[] bytes = string.getBytes(StandardCharsets.US_ASCII);
            int bucket = bucket(bytes, 0, bytes.length);
            vocabulary.buckets[bucket] = new Entry(string, bytes, vocabulary.buckets[bucket]);
        }
        return vocabulary;
    }

    /**
     * {@return the very string given to {@link #of} that stands there in quotes, or {@code null}}
     *
     * @param start where the string begins
     * @param end what {@link JsonScanner#string} has returned for it
     */
    public String find(int start, int end, byte[] text) {
        int first = start + 1;
        int length = end - 1 - first;
        if (length <= 0) { // of what is not plain, too
            return null;
        }
        for (Entry entry = buckets[bucket(text, first, length)]; entry != null; entry = entry.next) {
            if (Arrays.equals(entry.bytes, 0, entry.bytes.length, text, first, first + length)) {
                return entry.string;
            }
        }
        return null;
    }

    /** By the length and the last character: for error codes and their messages that leaves one string a bucket, nearly. */
    private static int bucket(byte[] bytes, int first, int length) {
        return 11 * length + bytes[first + length - 1] & BUCKETS - 1;
    }

    private record Entry(String string, byte[] bytes, Entry next) {}
}

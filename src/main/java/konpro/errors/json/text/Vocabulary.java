package konpro.errors.json.text;

/** Strings that come again and again, and need not be decoded each time. */
public final class Vocabulary {

    private static final int BUCKETS = 32;

    private final Entry[] buckets = new Entry[BUCKETS]; // by the lowest bits of the first character

    private Vocabulary() {}

    /** {@return a vocabulary of these strings, as {@link KnownString} demands them} */
    public static Vocabulary of(String... strings) {
        Vocabulary vocabulary = new Vocabulary();
        for (String string : strings) {
            int bucket = string.charAt(0) % BUCKETS;
            vocabulary.buckets[bucket] = new Entry(KnownString.of(string), vocabulary.buckets[bucket]);
        }
        return vocabulary;
    }

    /** {@return the very string given to {@link #of} that stands there in quotes, or {@code null}} */
    public String find(int at, byte[] text) {
        int first = JsonScanner.byteAt(at + 1, text);
        for (Entry entry = buckets[first & BUCKETS - 1]; entry != null; entry = entry.next) {
            if (entry.known.isAt(at, text)) {
                return entry.known.string();
            }
        }
        return null;
    }

    private record Entry(KnownString known, Entry next) {}
}

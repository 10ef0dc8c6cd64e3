package konpro.errors;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** The id by which a request is found again: in its answer, in the logs, in a call to the support. */
public final class RequestId {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,128}");
    private static final byte[] SECRET = secret();

    private RequestId() {}

    /**
     * {@return a new id: {@code req-} and 32 hexadecimal digits} It is unique across threads, machines and restarts, safe in a
     * header, a log and a URL, and tells nothing of when, where or after how many others it was made.
     */
    public static String next() {
        /*
         * The id is 128 bits of the SHA-256 of a secret and of something new:
         *
         *     secret    256 bits of the operating system's randomness, drawn once by each process
         *     new       128 bits of this thread's own generator, and the clock's nanoseconds
         *
         * The secret sets processes apart, wherever and whenever they run; what is new sets apart the ids within a process. Of
         * either the hash shows nothing: one who holds ids cannot tell the generator's steps between them. And as no two
         * threads share anything that changes, there is nothing to lock.
         */
        ThreadLocalRandom random = ThreadLocalRandom.current();
        ByteBuffer seed = ByteBuffer.allocate(SECRET.length + 3 * Long.BYTES)
                .put(SECRET)
                .putLong(random.nextLong())
                .putLong(random.nextLong())
                .putLong(System.nanoTime());
        return "req-" + HexFormat.of().formatHex(sha256(seed.array()), 0, 16);
    }

    /**
     * {@return the caller's id if it is one, else a new id} An id has 1 to 128 characters of {@code A-Z a-z 0-9 . _ -}: it can
     * do no harm in a header or a log.
     *
     * @param header what the caller sent in {@code X-Request-Id}, or {@code null} if nothing
     */
    public static String accept(String header) {
        return isId(header) ? header : next();
    }

    static boolean isId(String text) {
        return text != null && ID.matcher(text).matches();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java platform has SHA-256", e);
        }
    }

    private static byte[] secret() {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        return secret;
    }
}

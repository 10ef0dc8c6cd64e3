package konpro.errors;

import static konpro.errors.testkit.Responses.gzip;
import static org.junit.jupiter.api.Assertions.*;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import konpro.errors.RemoteError.Kind;
import konpro.errors.testkit.JavaSerialization;
import konpro.errors.testkit.Responses;
import org.junit.jupiter.api.Test;

class RemoteErrorGzipTest {

    private static final byte[] ENVELOPE = ErrorEnvelope.of(ErrorCode.RATE_LIMIT_EXCEEDED, "Slow down", "req-1")
            .toBytes();
    private static final Map<String, List<String>> COMPRESSED = Map.of("Content-Encoding", List.of("gzip"));

    private static void assertReads(Kind kind, String message, byte[] content, boolean truncated, RemoteError error) {
        assertEquals(kind, error.kind());
        assertEquals(message, error.message());
        assertArrayEquals(content, error.body());
        assertEquals(truncated, error.truncated());
    }

    private static RemoteError read(byte[] body) {
        return RemoteError.of(429, null, body);
    }

    @Test
    void decompressesWhateverTheHeaderSays() {
        assertReads(Kind.ENVELOPE, "Slow down", ENVELOPE, false, read(gzip(ENVELOPE)));
        assertReads(Kind.ENVELOPE, "Slow down", ENVELOPE, false, RemoteError.of(429, COMPRESSED, gzip(ENVELOPE)));
        assertReads(Kind.ENVELOPE, "Slow down", ENVELOPE, false, RemoteError.of(429, COMPRESSED, ENVELOPE));
    }

    @Test
    void decompressesOnlyOnce() throws Exception {
        byte[] inner = gzip(ENVELOPE);
        RemoteError error = read(gzip(inner));

        assertReads(Kind.FOREIGN, "Too Many Requests", inner, false, error);
        assertReads(Kind.FOREIGN, "Too Many Requests", inner, false, JavaSerialization.copyOf(error));
    }

    @Test
    void decompressesSeveralMembers() {
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        members.writeBytes(gzip(Arrays.copyOf(ENVELOPE, 20)));
        members.writeBytes(gzip(Arrays.copyOfRange(ENVELOPE, 20, ENVELOPE.length)));

        assertReads(Kind.ENVELOPE, "Slow down", ENVELOPE, false, read(members.toByteArray()));
    }

    /** The JDK reads these by recursion, and this thread has a stack of 256 KiB. */
    @Test
    void stopsAtManyMembersWithoutContent() {
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        for (int i = 0; i < 52_000; i++) {
            members.writeBytes(gzip(new byte[0]));
        }

        assertReads(Kind.EMPTY, "Too Many Requests", new byte[0], true, read(members.toByteArray()));
    }

    @Test
    void readsWhatCanBeDecompressedOfACutBody() {
        byte[] whole = gzip(ENVELOPE);
        for (int length = 2; length < whole.length; length++) {
            RemoteError error = read(Arrays.copyOf(whole, length));

            assertTrue(error.truncated());
            assertEquals("RATE_LIMIT_EXCEEDED", error.code());
            assertArrayEquals(Arrays.copyOf(ENVELOPE, error.body().length), error.body());
        }
        RemoteError withoutCheckSum = read(Arrays.copyOf(whole, whole.length - 1));

        assertReads(Kind.ENVELOPE, "Slow down", ENVELOPE, true, withoutCheckSum);
    }

    @Test
    void readsNothingFromGarbage() {
        byte[] garbage = {0x1F, (byte) 0x8B, 'g', 'a', 'r', 'b', 'a', 'g', 'e'};

        assertReads(Kind.EMPTY, "Too Many Requests", new byte[0], true, read(garbage));
    }

    @Test
    void boundsABomb() {
        byte[] bomb = gzip(new byte[100 << 20]);
        assertTrue(bomb.length < 1 << 20);

        assertReads(Kind.FOREIGN, "Too Many Requests", new byte[1 << 20], true, read(bomb));
    }

    @Test
    void boundsTheBytesBeforeAndAfterDecompression() {
        byte[] longer = gzip(ENVELOPE); // than what it contains, as that is short
        byte[] shorter = gzip("x".repeat(2_000));

        assertTrue(longer.length > ENVELOPE.length);
        assertFalse(read(longer, longer.length).truncated());
        assertTrue(read(longer, longer.length - 1).truncated());
        assertFalse(read(shorter, 2_000).truncated());
        assertTrue(read(shorter, 1_999).truncated());
        assertEquals(1_999, read(shorter, 1_999).body().length);
    }

    private static RemoteError read(byte[] body, int maxBodyBytes) {
        return RemoteError.of(429, null, body, Responses.limit(maxBodyBytes));
    }
}

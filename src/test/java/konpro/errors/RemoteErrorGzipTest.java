package konpro.errors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.*;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import konpro.errors.RemoteError.Kind;
import konpro.errors.testkit.JavaSerialization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RemoteErrorGzipTest {

    private static final byte[] ENVELOPE = ErrorEnvelope.of(ErrorCode.RATE_LIMIT_EXCEEDED, "Slow down", "req-1")
            .toBytes();

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static RemoteError read(byte[] body) {
        return RemoteError.of(429, Map.of(), body);
    }

    @Test
    void decompressesWithTheHeaderAndWithout() throws IOException {
        RemoteError without = read(gzip(ENVELOPE));
        RemoteError with = RemoteError.of(429, Map.of("Content-Encoding", List.of("gzip")), gzip(ENVELOPE));

        for (RemoteError error : List.of(without, with)) {
            assertEquals(Kind.ENVELOPE, error.kind());
            assertEquals("Slow down", error.message());
            assertArrayEquals(ENVELOPE, error.body());
            assertFalse(error.truncated());
        }
    }

    @Test
    void readsPlainBytesThatAHeaderCallsCompressed() {
        RemoteError error = RemoteError.of(429, Map.of("Content-Encoding", List.of("gzip")), ENVELOPE);

        assertEquals(Kind.ENVELOPE, error.kind());
        assertFalse(error.truncated());
    }

    @Test
    void decompressesSeveralMembersOneAfterTheOther() throws IOException {
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        members.write(gzip(Arrays.copyOf(ENVELOPE, 20)));
        members.write(gzip(Arrays.copyOfRange(ENVELOPE, 20, ENVELOPE.length)));

        assertArrayEquals(ENVELOPE, read(members.toByteArray()).body());
    }

    /** The JDK reads these by recursion. */
    @Test
    void givesUpOnAHostOfMembersWithoutContent() throws Exception {
        byte[] member = gzip(new byte[0]);
        byte[] body = new byte[52_000 * member.length];
        IntStream.range(0, 52_000).forEach(i -> System.arraycopy(member, 0, body, i * member.length, member.length));
        AtomicReference<RemoteError> read = new AtomicReference<>();
        Thread small = new Thread(null, () -> read.set(read(body)), "small stack", 256 * 1024);
        small.start();
        small.join();

        assertEquals(Kind.EMPTY, read.get().kind());
        assertTrue(read.get().truncated());
    }

    static IntStream cuts() throws IOException {
        return IntStream.range(2, gzip(ENVELOPE).length);
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void hasWhatCouldBeDecompressedOfACutBody(int length) throws IOException {
        RemoteError error = read(Arrays.copyOf(gzip(ENVELOPE), length));

        assertTrue(error.truncated());
        assertEquals("RATE_LIMIT_EXCEEDED", error.code());
        assertArrayEquals(Arrays.copyOf(ENVELOPE, error.body().length), error.body());
    }

    /** The content is there; what is cut is its check sum. */
    @Test
    void readsAWholeEnvelopeOfACutBodyAndSaysThatItWasCut() throws IOException {
        byte[] whole = gzip(ENVELOPE);
        RemoteError error = read(Arrays.copyOf(whole, whole.length - 1));

        assertEquals(Kind.ENVELOPE, error.kind());
        assertTrue(error.truncated());
    }

    @Test
    void saysThatNothingWasReadOfGarbage() {
        RemoteError error = read(new byte[] {0x1F, (byte) 0x8B, 'g', 'a', 'r', 'b', 'a', 'g', 'e'});

        assertEquals(Kind.EMPTY, error.kind());
        assertEquals("Too Many Requests", error.message());
        assertTrue(error.truncated());
        assertEquals(0, error.body().length);
    }

    @Test
    void boundsABomb() throws IOException {
        byte[] bomb = gzip(new byte[100 << 20]);
        assertTrue(bomb.length < 1 << 20);

        RemoteError error = read(bomb);

        assertEquals(1 << 20, error.body().length);
        assertTrue(error.truncated());
    }

    @Test
    void boundsWhatComesAndWhatComesOutOfIt() throws IOException {
        byte[] compressed = gzip(ENVELOPE);
        assertTrue(compressed.length > ENVELOPE.length); // it is that short
        ErrorLimits enough = limit(compressed.length);
        ErrorLimits tooLittle = limit(compressed.length - 1);
        byte[] long2000 = gzip("x".repeat(2_000).getBytes(UTF_8));

        assertFalse(RemoteError.of(429, Map.of(), compressed, enough).truncated());
        assertTrue(RemoteError.of(429, Map.of(), compressed, tooLittle).truncated());
        assertFalse(RemoteError.of(429, Map.of(), long2000, limit(2_000)).truncated());
        assertTrue(RemoteError.of(429, Map.of(), long2000, limit(1_999)).truncated());
        assertEquals(
                1_999, RemoteError.of(429, Map.of(), long2000, limit(1_999)).body().length);
    }

    private static ErrorLimits limit(int maxBodyBytes) {
        return new ErrorLimits(maxBodyBytes, Duration.ZERO, Duration.ZERO);
    }

    @Test
    void decompressesOnlyOnce() throws Exception {
        byte[] inner = gzip(ENVELOPE);
        RemoteError error = read(gzip(inner));

        assertArrayEquals(inner, error.body());
        assertArrayEquals(inner, JavaSerialization.copyOf(error).body());
        assertEquals(Kind.FOREIGN, error.kind());
        assertEquals("Too Many Requests", error.message());
    }
}

package konpro.errors;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static konpro.errors.testkit.Envelopes.DOCUMENTED;
import static konpro.errors.testkit.Envelopes.DOCUMENTED_JSON;
import static org.junit.jupiter.api.Assertions.*;

import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import konpro.errors.testkit.JavaSerialization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Java serialization of a RemoteError, and of the exception that carries it. */
class RemoteErrorSerializationTest {

    @Test
    void isCopiedWithItsException() throws Exception {
        ErrorLimits limits = new ErrorLimits(DOCUMENTED_JSON.length(), Duration.ofSeconds(1), Duration.ofSeconds(3));
        Map<String, List<String>> headers = Map.of(
                "X-Request-Id", List.of("h"), "Retry-After", List.of("1", "7"), "odd", List.of("\ud83d\0\r\n", ""));
        byte[] body = (DOCUMENTED_JSON + " ").getBytes(UTF_8);
        URI uri = URI.create("https://api.konpro.com/v1/avatars");
        RemoteApiException exception = RemoteError.of(503, headers, body, limits)
                .withRequest("GET", uri)
                .toException();
        exception.initCause(new IllegalStateException("broke off"));
        RemoteApiException copy = JavaSerialization.copyOf(exception);
        RemoteError error = copy.remoteError();

        assertEquals(
                "GET " + uri + ": 503 INVALID_REQUEST: The request body is invalid (request req-123456)",
                copy.getMessage());
        assertEquals("broke off", copy.getCause().getMessage());
        assertEquals(503, error.status());
        assertEquals(headers, error.headers());
        assertEquals(Optional.of(DOCUMENTED), error.envelope());
        assertArrayEquals(DOCUMENTED.toBytes(), error.body());
        assertTrue(error.truncated());
        assertEquals(new RetryAdvice(false, Optional.of(Duration.ofSeconds(7)), true), error.retryAdvice());
    }

    /** In the UTF-8 of an object stream, the text is replaced by another one of the same length. */
    private static Object tampered(RemoteError error, String text, String other) throws Exception {
        byte[] stream = JavaSerialization.bytes(error);
        byte[] replacement = other.getBytes(UTF_8);
        assertEquals(text.length(), replacement.length);
        System.arraycopy(replacement, 0, stream, new String(stream, ISO_8859_1).indexOf(text), replacement.length);
        return JavaSerialization.read(stream);
    }

    @Test
    void sanitisesARequestThatWasTamperedWith() throws Exception {
        RemoteError error = RemoteError.of(429, null, null).withRequest("GET", URI.create("/v1/xxx/yyyyyy"));
        String rest = ": 429 RATE_LIMIT_EXCEEDED: Too Many Requests (no KonPro error: no body)";
        Object invisible = tampered(error, "xxx/yyyyyy", "\u202E/\\u001b");
        Object severalLines = tampered(error, "GET /v1/xxx/yyyyyy", "forged\\n\\n\\n\\n\\n\\n");

        assertEquals("GET /v1/\uFFFD/\uFFFD" + rest, invisible.toString());
        assertEquals("forged" + rest, severalLines.toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "status":429        | "status":4.9
            "status":429        | "status":"9"
            "status":429        | "sTatus":429
            {"status"           | ["status"
            "headers":["a","b"] | "headers":{"a":"b"}
            "headers":["a","b"] | "headers":123456789
            "headers":["a","b"] | "headers":["a2345"]
            "body":"xyz"        | "body":12345
            "limits":[1048576   | "limits":[-100000
            PT10S               | PTxxS
            PT10S               | PT-1S
            """)
    void refusesASerialFormThatWasTamperedWith(String text, String other) {
        RemoteError error = RemoteError.of(429, Map.of("a", List.of("b")), "xyz".getBytes(UTF_8));

        assertThrows(InvalidObjectException.class, () -> tampered(error, text, other));
    }

    /** No forged length takes memory: whichever bit is wrong, there is an error or an exception of the stream. */
    @Test
    void isReadOrRefusedWhicheverBitIsWrong() throws Exception {
        byte[] stream = JavaSerialization.bytes(RemoteError.of(429, null, DOCUMENTED.toBytes()));
        int start = new String(stream, ISO_8859_1).indexOf("{\"status\"") - 3; // the type of a string, and its length
        for (int bit = 8 * start; bit < 8 * stream.length; bit++) {
            byte[] copy = stream.clone();
            copy[bit / 8] ^= (byte) (1 << bit % 8);
            try {
                Object read = JavaSerialization.read(copy);
                assertTrue(!(read instanceof RemoteError error)
                        || !error.toString().isEmpty());
            } catch (IOException | ClassNotFoundException | ClassCastException refused) {
                // the JDK throws a ClassCastException for an object of another class
            }
        }
    }

    @Test
    void isReadOnlyFromItsSerialForm() throws Exception {
        Method readObject = RemoteError.class.getDeclaredMethod("readObject", ObjectInputStream.class);
        readObject.setAccessible(true);
        Exception refused = assertThrows(
                InvocationTargetException.class,
                () -> readObject.invoke(RemoteError.of(400, null, null), (ObjectInputStream) null));

        assertSame(InvalidObjectException.class, refused.getCause().getClass());
    }
}

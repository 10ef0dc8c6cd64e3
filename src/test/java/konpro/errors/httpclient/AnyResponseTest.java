package konpro.errors.httpclient;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static konpro.errors.testkit.Way.CLIENT;
import static org.junit.jupiter.api.Assertions.*;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import konpro.errors.ErrorLimits;
import konpro.errors.RemoteApiException;
import konpro.errors.RemoteError;
import konpro.errors.httpclient.SlowBodyTest.Reading;
import konpro.errors.testkit.RawServer;
import konpro.errors.testkit.Responses;
import konpro.errors.testkit.Way;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Responses of all kinds. */
class AnyResponseTest extends Responses {

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void eachWayReadsTheSameError(
            @ForAll @IntRange(min = 400, max = 999) int status,
            @ForAll @Size(max = 300) byte[] bytes,
            @ForAll boolean envelope,
            @ForAll @IntRange(max = 300) int maxBodyBytes)
            throws Exception {
        byte[] body = envelope ? ENVELOPE.getBytes(UTF_8) : bytes;
        ErrorLimits limits = limit(maxBodyBytes);
        RemoteError expected = RemoteError.of(status, Map.of("X-Request-Id", List.of("req-8")), body, limits);
        try (RawServer server = new RawServer()) {
            server.sends(response(status + " ", body, "X-Request-Id: req-8"));
            for (Reading reading : Reading.values()) {
                RemoteApiException e = reading.error(CLIENT, server.request(), limits);
                assertSame(expected, e.remoteError());
            }
            assertSame(expected, HttpErrors.read(CLIENT.send(server.request(), BodyHandlers.ofByteArray()), limits));
        }
    }

    private static void assertSame(RemoteError expected, RemoteError error) {
        assertEquals(expected.toString(), withoutRequest(error.toString()));
        assertEquals(expected.kind(), error.kind());
        assertEquals(expected.truncated(), error.truncated());
        assertArrayEquals(expected.body(), error.body());
    }

    /** A call ends with an IOException or the error itself, whatever a broken server sends. */
    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void nothingElseLeavesACall(@ForAll("manglings") byte[] sent) throws Exception {
        try (RawServer server = new RawServer()) {
            server.runs(connection -> {
                connection.send(sent);
                connection.close();
            });
            for (Way way : Way.values()) {
                try {
                    HttpResponse<String> response = way.call(CLIENT, server.request(), BodyHandlers.ofString(UTF_8));
                    assertTrue(response.statusCode() < 400);
                } catch (RemoteApiException e) {
                    assertTrue(e.remoteError().status() >= 400);
                } catch (Exception e) {
                    assertInstanceOf(IOException.class, e);
                }
            }
        }
    }

    /** A valid response with a piece of it replaced. No chunk's size overflows: JDK 17 and 25 would spin. */
    @Provide
    Arbitrary<byte[]> manglings() {
        Arbitrary<String> valid = Arbitraries.of(
                new String(response("404 Not Found", ENVELOPE, "Content-Type: application/json"), ISO_8859_1),
                new String(response("200 OK", "hello"), ISO_8859_1),
                new String(response("302 Found", "", "Location: /moved"), ISO_8859_1),
                "HTTP/1.1 503 Down\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk(ENVELOPE) + "0\r\n\r\n");
        Arbitrary<String> piece = Arbitraries.oneOf(
                Arbitraries.of("", "\r\n", "\r\n\r\n", ":", "-1", "%", "http://[", "\0"),
                Arbitraries.strings().withCharRange('\0', '\u00FF').ofMaxLength(3));
        return Combinators.combine(
                        valid,
                        piece,
                        Arbitraries.integers().between(0, 200),
                        Arbitraries.integers().between(0, 9))
                .as((text, replacement, at, length) -> new StringBuilder(text)
                        .replace(Math.min(at, text.length()), at + length, replacement)
                        .toString()
                        .getBytes(ISO_8859_1));
    }
}

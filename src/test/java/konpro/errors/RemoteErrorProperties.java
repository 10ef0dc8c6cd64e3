package konpro.errors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.*;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import konpro.errors.RemoteError.Kind;
import konpro.errors.json.JsonObject;
import konpro.errors.json.JsonValue;
import konpro.errors.testkit.JavaSerialization;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

/** Whatever comes, there is an error to show for it. */
class RemoteErrorProperties {

    private static final ErrorLimits SMALL = new ErrorLimits(200, Duration.ZERO, Duration.ofSeconds(30));

    // ---- arbitrary responses

    @Provide
    Arbitrary<byte[]> bodies() {
        Arbitrary<byte[]> plain = Arbitraries.oneOf(
                Arbitraries.bytes().array(byte[].class).ofMaxSize(300), almostJson(), almostEnvelopes(), envelopes());
        Arbitrary<byte[]> zipped = plain.map(RemoteErrorProperties::gzip);
        Arbitrary<byte[]> whole = Arbitraries.oneOf(plain, plain, zipped);
        Arbitrary<byte[]> cut = Combinators.combine(whole, Arbitraries.doubles().between(0, 1))
                .as((body, part) -> Arrays.copyOf(body, (int) (body.length * part)));
        Arbitrary<byte[]> flipped = Combinators.combine(
                        whole, Arbitraries.integers().between(0, 299), Arbitraries.bytes())
                .as((body, place, value) -> {
                    byte[] copy = body.clone();
                    if (place < copy.length) {
                        copy[place] = value;
                    }
                    return copy;
                });
        return Arbitraries.oneOf(whole, cut, flipped).injectNull(0.02);
    }

    /** Not JSON, most of the time, but never far from it. */
    private static Arbitrary<byte[]> almostJson() {
        String parts = "{ } [ ] , : \"error\" \"code\" \"\" null -0 <title> </title> \uFEFF \u0000 \u202E text";
        return Arbitraries.of(parts.split(" "))
                .list()
                .ofMaxSize(20)
                .map(some -> String.join("", some).getBytes(UTF_8));
    }

    /** Objects with the members that matter, of types that they should not have. */
    private static Arbitrary<byte[]> almostEnvelopes() {
        Arbitrary<Object> scalars = Arbitraries.<Object>oneOf(
                        texts(), Arbitraries.longs(), Arbitraries.of(Boolean.TRUE), Arbitraries.just(""))
                .injectNull(0.1);
        Arbitrary<Object> errors = objects(scalars, "code", "message", "details", "other");
        return objects(
                        Arbitraries.oneOf(errors, errors, scalars),
                        "error",
                        "request_id",
                        "requestId",
                        "message",
                        "detail",
                        "title",
                        "error_description")
                .map(json -> JsonValue.of(json).toBytes());
    }

    private static Arbitrary<Object> objects(Arbitrary<Object> values, String... names) {
        return Arbitraries.maps(Arbitraries.of(names), values)
                .ofMaxSize(names.length)
                .map(map -> map);
    }

    private static Arbitrary<byte[]> envelopes() {
        return Combinators.combine(texts(), texts(), texts(), texts()).as((code, message, detail, id) -> {
            ApiError error = new ApiError(code + "x", message, JsonObject.of("detail", detail));
            return new ErrorEnvelope(error, id + "x").toBytes();
        });
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().all().ofMaxLength(20),
                Arbitraries.strings()
                        .withChars("a \n\r\u001B\u0000\u202E\u200D\u2028\uD83D\uDE00\"\\")
                        .ofMaxLength(20),
                Arbitraries.strings().withChars("ab \n").ofMinLength(1_100).ofMaxLength(1_200));
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    @Provide
    Arbitrary<Map<String, List<String>>> headers() {
        Arbitrary<String> names = Arbitraries.of(
                        "X-Request-Id", "x-request-id", "Retry-After", "retry-after", "Other", "")
                .injectNull(0.2);
        Arbitrary<String> values = Arbitraries.oneOf(
                        Arbitraries.of("7", "-7", "Mon, 15 Jun 2026 12:00:30 GMT", "Monday, 15-Jun-26 12:00:30 GMT"),
                        Arbitraries.strings().numeric().ofMaxLength(40),
                        texts())
                .injectNull(0.2);
        return Arbitraries.maps(names, values.list().ofMaxSize(3).injectNull(0.2))
                .ofMaxSize(4)
                .map(map -> (Map<String, List<String>>) new HashMap<>(map))
                .injectNull(0.02);
    }

    @Provide
    Arbitrary<Integer> statuses() {
        return Arbitraries.oneOf(Arbitraries.integers(), Arbitraries.integers().between(399, 600));
    }

    // ---- what holds for all of them

    @Property(tries = 3_000)
    void isTotalBoundedAndSanitised(
            @ForAll("statuses") int status,
            @ForAll("headers") Map<String, List<String>> headers,
            @ForAll("bodies") byte[] body) {
        for (ErrorLimits limits : List.of(ErrorLimits.DEFAULT, SMALL)) {
            RemoteError error = RemoteError.of(status, headers, body, limits);

            assertEquals(status, error.status());
            assertClean(error.message(), 1_000);
            error.requestId().ifPresent(id -> assertClean(id, 200));
            assertClean(error.toString(), 1_500);
            assertEquals(error.toString(), error.toException().getMessage());
            assertTrue(!error.code().isEmpty());
            assertTrue(error.body().length <= limits.maxBodyBytes());
            assertTrue(error.details().toBytes().length >= 2);
            error.retryAdvice().delay().ifPresent(delay -> {
                assertTrue(!delay.isNegative());
                assertEquals(error.retryAdvice().retryable(), delay.compareTo(limits.maxRetryAfter()) <= 0);
            });
        }
    }

    private static void assertClean(String text, int maxLength) {
        assertTrue(!text.isEmpty() && text.length() <= maxLength, text);
        assertEquals(SafeText.of(text, maxLength), text);
        assertTrue(text.codePoints().noneMatch(RemoteErrorProperties::isUnfit), text);
    }

    private static boolean isUnfit(int c) {
        return Character.isISOControl(c)
                || (c >= 0xD800 && c <= 0xDFFF)
                || (c >= 0x2028 && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069)
                || c == 0xFEFF;
    }

    /** Any URI that can be made, with secrets in the parts that may be secret. */
    @Provide
    Arbitrary<URI> uris() {
        Arbitrary<String> parts = Arbitraries.oneOf(
                Arbitraries.of(
                        "", "/", "konpro.com", "[2001:db8::1]", "a_b", "a:80", "/a%20b", "/é", "$,;", "a@b", "../.."),
                Arbitraries.strings().all().ofMaxLength(8));
        Arbitrary<String> schemes =
                Arbitraries.of("http", "https", "mailto", "urn", "x+y").injectNull(0.2);
        Arbitrary<String> secrets =
                Arbitraries.of("swordfish", "a:swordfish", "swordfish@").injectNull(0.3);
        Arbitrary<Optional<URI>> uris = Combinators.combine(
                        schemes, secrets, parts, parts, Arbitraries.integers().between(0, 2))
                .as((scheme, secret, host, path, kind) -> {
                    try {
                        return Optional.of(
                                switch (kind) {
                                    case 0 -> new URI(scheme, secret, host, 80, "/" + path, secret, secret);
                                    case 1 ->
                                        new URI(
                                                scheme,
                                                secret == null ? host : secret + "@" + host,
                                                path,
                                                secret,
                                                secret);
                                    default -> new URI(scheme, (secret == null ? "x" : secret) + "@" + host, secret);
                                });
                    } catch (URISyntaxException noUri) {
                        return Optional.empty();
                    }
                });
        return uris.filter(Optional::isPresent).map(Optional::get);
    }

    @Property(tries = 2_000)
    void namesAnyRequestWithoutItsSecrets(@ForAll String method, @ForAll("uris") URI uri) {
        RemoteError error = RemoteError.of(429, null, null).withRequest(method, uri);
        String line = error.toString();
        String rest = "429 RATE_LIMIT_EXCEEDED: Too Many Requests (no KonPro error: no body)";

        assertTrue(line.endsWith(": " + rest), line);
        assertTrue(line.length() <= 200 + 2 + rest.length(), line);
        assertEquals(SafeText.of(line, 1_000), line);
        assertEquals(line, error.toException().getMessage());
        boolean shown = line.contains("swordfish");
        boolean inPath = uri.getPath() != null && uri.getPath().contains("swordfish");
        assertTrue(!shown || inPath, line);
    }

    /** A proxy that passes on what it has read passes on the same. */
    @Property(tries = 2_000)
    void isStableWhenItsOwnOutputIsReadAgain(
            @ForAll("statuses") int status,
            @ForAll("headers") Map<String, List<String>> headers,
            @ForAll("bodies") byte[] body) {
        RemoteError first = RemoteError.of(status, headers, body);
        ErrorEnvelope said = new ErrorEnvelope(
                new ApiError(first.code(), first.message(), first.details()),
                first.requestId().orElse("none"));
        RemoteError second = RemoteError.of(status, null, said.toBytes());

        assertEquals(Kind.ENVELOPE, second.kind());
        assertEquals(Optional.of(said), second.envelope());
        assertEquals(first.code(), second.code());
        assertEquals(first.message(), second.message());
        assertEquals(first.details(), second.details());
        assertEquals(first.requestId().orElse("none"), second.requestId().orElseThrow());
    }

    @Property(tries = 2_000)
    @StatisticsReport(StatisticsReportMode.OFF)
    void saysTheCodeOfTheServerOnlyForAnEnvelope(@ForAll("statuses") int status, @ForAll("bodies") byte[] body) {
        RemoteError error = RemoteError.of(status, null, body);

        if (error.kind() != Kind.ENVELOPE) {
            assertEquals(ErrorCode.fallbackFor(status).code(), error.code());
            assertEquals(Optional.empty(), error.envelope());
        }
        Statistics.collect(error.kind());
        Statistics.coverage(seen -> {
            for (Kind kind : Kind.values()) {
                seen.check(kind).count(count -> count > 0);
            }
            seen.check(Kind.ENVELOPE).percentage(share -> share > 3); // it is ten or so
        });
    }

    @Property(tries = 1_000)
    void isTheSameCompressedOrNot(@ForAll("statuses") int status, @ForAll("bodies") byte[] body) {
        byte[] plain = RemoteError.of(status, null, body).body();
        RemoteError expected = RemoteError.of(status, null, plain);
        RemoteError actual = RemoteError.of(status, null, gzip(plain));

        assertEquals(expected.toString(), actual.toString());
        assertEquals(expected.kind(), actual.kind());
        assertEquals(expected.details(), actual.details());
    }

    @Property(tries = 500)
    void survivesSerialization(
            @ForAll("statuses") int status,
            @ForAll("headers") Map<String, List<String>> headers,
            @ForAll("bodies") byte[] body)
            throws Exception {
        RemoteError error = RemoteError.of(status, headers, body, SMALL);
        RemoteError copy = JavaSerialization.copyOf(error.toException()).remoteError();

        assertEquals(error.toString(), copy.toString());
        assertEquals(error.kind(), copy.kind());
        assertEquals(error.truncated(), copy.truncated());
        assertEquals(error.details(), copy.details());
        assertEquals(error.envelope(), copy.envelope());
    }
}

package konpro.errors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static net.jqwik.api.Arbitraries.maps;
import static net.jqwik.api.Arbitraries.oneOf;
import static net.jqwik.api.Arbitraries.strings;
import static net.jqwik.api.Combinators.combine;
import static org.junit.jupiter.api.Assertions.*;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import konpro.errors.RemoteError.Kind;
import konpro.errors.json.JsonObject;
import konpro.errors.json.JsonValue;
import konpro.errors.testkit.JavaSerialization;
import konpro.errors.testkit.Responses;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

/** Any response is read as an error. */
class RemoteErrorProperties {

    private static final ErrorLimits SMALL = new ErrorLimits(200, Duration.ZERO, Duration.ofSeconds(30));

    // ---- any response

    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Response(int status, Map<String, List<String>> headers, byte[] body) {

        RemoteError read(ErrorLimits limits) {
            return RemoteError.of(status, headers, body, limits);
        }
    }

    @Provide
    Arbitrary<Response> responses() {
        return combine(statuses(), headers(), bodies()).as(Response::new);
    }

    @Provide
    Arbitrary<Integer> statuses() {
        return oneOf(Arbitraries.integers(), Arbitraries.integers().between(399, 600));
    }

    private static Arbitrary<Map<String, List<String>>> headers() {
        Arbitrary<String> names = Arbitraries.of(
                        "X-Request-Id", "x-request-id", "Retry-After", "retry-after", "Other", "")
                .injectNull(0.2);
        Arbitrary<String> values = oneOf(
                        Arbitraries.of("7", "-7", "Mon, 15 Jun 2026 12:00:30 GMT", "Monday, 15-Jun-26 12:00:30 GMT"),
                        strings().numeric().ofMaxLength(40),
                        texts())
                .injectNull(0.2);
        return maps(names, values.list().ofMaxSize(3).injectNull(0.2))
                .ofMaxSize(4)
                .injectNull(0.02);
    }

    /** Compressed or not; whole, cut, or with a wrong byte. */
    @Provide
    Arbitrary<byte[]> bodies() {
        Arbitrary<byte[]> random = Arbitraries.bytes().array(byte[].class).ofMaxSize(300);
        Arbitrary<byte[]> plain = oneOf(random, almostJson(), almostEnvelopes(), envelopes());
        Arbitrary<byte[]> any = oneOf(plain, plain, plain.map(Responses::gzip));
        Arbitrary<Double> places = Arbitraries.doubles().between(0, 1);
        Arbitrary<byte[]> cut =
                combine(any, places).as((body, place) -> Arrays.copyOf(body, (int) (body.length * place)));
        Arbitrary<byte[]> wrong = combine(any, places, Arbitraries.bytes()).as((body, place, value) -> {
            byte[] copy = Arrays.copyOf(body, Math.max(body.length, 1));
            copy[(int) ((copy.length - 1) * place)] = value;
            return copy;
        });
        return oneOf(any, cut, wrong).injectNull(0.02);
    }

    private static Arbitrary<byte[]> almostJson() {
        String parts = "{ } [ ] , : \"error\" \"code\" \"\" null -0 <title> </title> \uFEFF \u0000 \u202E text";
        return Arbitraries.of(parts.split(" ", -1))
                .list()
                .ofMaxSize(20)
                .map(some -> String.join("", some).getBytes(UTF_8));
    }

    /** Objects whose members have the right names, but values of any type. */
    private static Arbitrary<byte[]> almostEnvelopes() {
        Arbitrary<Object> scalars = Arbitraries.<Object>oneOf(
                        texts(), Arbitraries.longs(), Arbitraries.of(Boolean.TRUE), Arbitraries.just(""))
                .injectNull(0.1);
        Arbitrary<Object> errors = objects(scalars, "code message details other");
        Arbitrary<Object> values = oneOf(errors, errors, scalars);
        return objects(values, "error request_id requestId message detail title error_description")
                .map(json -> JsonValue.of(json).toBytes());
    }

    private static Arbitrary<Object> objects(Arbitrary<Object> values, String names) {
        List<String> all = List.of(names.split(" ", -1));
        return maps(Arbitraries.of(all), values).ofMaxSize(all.size()).map(map -> map);
    }

    private static Arbitrary<byte[]> envelopes() {
        return combine(texts(), texts(), texts(), texts()).as((code, message, detail, id) -> {
            ApiError error = new ApiError(code + "x", message, JsonObject.of("detail", detail));
            return new ErrorEnvelope(error, id + "x").toBytes();
        });
    }

    private static Arbitrary<String> texts() {
        return oneOf(
                strings().all().ofMaxLength(20),
                strings()
                        .withChars("a \n\r\u001B\u0000\u202E\u200D\u2028\uD83D\uDE00\"\\")
                        .ofMaxLength(20),
                strings().withChars("ab \n").ofMinLength(1_100).ofMaxLength(1_200));
    }

    // ---- what is true of every error

    @Property(tries = 3_000)
    void isTotalBoundedAndSanitised(@ForAll("responses") Response response) {
        for (ErrorLimits limits : List.of(ErrorLimits.DEFAULT, SMALL)) {
            RemoteError error = response.read(limits);

            assertEquals(response.status(), error.status());
            assertSanitised(error.message(), 1_000);
            error.requestId().ifPresent(id -> assertSanitised(id, 200));
            assertSanitised(error.toString(), 1_500);
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

    private static void assertSanitised(String text, int maxLength) {
        assertTrue(!text.isEmpty() && text.length() <= maxLength, text);
        assertEquals(SafeText.of(text, maxLength), text);
        assertFalse(text.matches("(?s).*[\\p{Cc}\\p{Cs}\u2028-\u202E\u2066-\u2069\uFEFF].*"), text);
    }

    /** Any URI that can be made, with secrets in the parts that may be secret. */
    @Provide
    Arbitrary<URI> uris() {
        Arbitrary<String> parts = oneOf(
                Arbitraries.of(" / konpro.com [2001:db8::1] a_b a:80 /a%20b /é $,; a@b ../..".split(" ", -1)),
                strings().all().ofMaxLength(8));
        Arbitrary<String> schemes = Arbitraries.of("http", "https", "mailto", "urn", "x+y");
        Arbitrary<String> secrets = Arbitraries.of("swordfish", "a:swordfish", "swordfish@");
        return combine(schemes.injectNull(0.2), secrets.injectNull(0.3), parts, parts, Arbitraries.of(0, 1, 2))
                .as(RemoteErrorProperties::uri)
                .filter(Optional::isPresent)
                .map(Optional::get);
    }

    private static Optional<URI> uri(String scheme, String secret, String host, String path, int kind) {
        String authority = secret == null ? host : secret + "@" + host;
        try {
            return Optional.of(
                    switch (kind) {
                        case 0 -> new URI(scheme, secret, host, 80, "/" + path, secret, secret);
                        case 1 -> new URI(scheme, authority, path, secret, secret);
                        default -> new URI(scheme, authority, secret);
                    });
        } catch (URISyntaxException refused) {
            return Optional.empty();
        }
    }

    @Property(tries = 2_000)
    void namesAnyRequestWithoutItsSecrets(@ForAll String method, @ForAll("uris") URI uri) {
        RemoteError error = RemoteError.of(429, null, null).withRequest(method, uri);
        String line = error.toString();
        String rest = ": 429 RATE_LIMIT_EXCEEDED: Too Many Requests (no KonPro error: no body)";
        String path = Optional.ofNullable(uri.getPath()).orElse("");

        assertTrue(line.endsWith(rest), line);
        assertTrue(line.length() <= 200 + rest.length(), line);
        assertEquals(SafeText.of(line, 1_000), line);
        assertEquals(line, error.toException().getMessage());
        assertTrue(!line.contains("swordfish") || path.contains("swordfish"), line);
    }

    /** A proxy that passes on what it has read passes on the same. */
    @Property(tries = 2_000)
    void isStableWhenItsOwnOutputIsReadAgain(@ForAll("responses") Response response) {
        RemoteError first = response.read(ErrorLimits.DEFAULT);
        ApiError error = new ApiError(first.code(), first.message(), first.details());
        ErrorEnvelope sent = new ErrorEnvelope(error, first.requestId().orElse("none"));
        RemoteError second = RemoteError.of(response.status(), null, sent.toBytes());

        assertEquals(Kind.ENVELOPE, second.kind());
        assertEquals(Optional.of(sent), second.envelope());
        assertEquals(error, new ApiError(second.code(), second.message(), second.details()));
        assertEquals(Optional.of(sent.requestId()), second.requestId());
    }

    @Property(tries = 2_000)
    @StatisticsReport(StatisticsReportMode.OFF)
    void hasTheCodeOfTheServerOnlyForAnEnvelope(@ForAll("statuses") int status, @ForAll("bodies") byte[] body) {
        RemoteError error = RemoteError.of(status, null, body);

        if (error.kind() != Kind.ENVELOPE) {
            assertEquals(ErrorCode.fallbackFor(status).code(), error.code());
            assertEquals(Optional.empty(), error.envelope());
        }
        Statistics.collect(error.kind());
        Statistics.coverage(kinds -> {
            for (Kind kind : Kind.values()) {
                kinds.check(kind).count(count -> count > 0);
            }
            kinds.check(Kind.ENVELOPE).percentage(share -> share > 3); // it is ten or so
        });
    }

    @Property(tries = 1_000)
    void isTheSameCompressedOrNot(@ForAll("statuses") int status, @ForAll("bodies") byte[] body) {
        byte[] plain = RemoteError.of(status, null, body).body();

        assertAgree(RemoteError.of(status, null, plain), RemoteError.of(status, null, Responses.gzip(plain)));
    }

    @Property(tries = 500)
    void survivesSerialization(@ForAll("responses") Response response) throws Exception {
        RemoteError error = response.read(SMALL);
        RemoteError copy = JavaSerialization.copyOf(error.toException()).remoteError();

        assertAgree(error, copy);
        assertEquals(error.headers(), copy.headers());
    }

    private static void assertAgree(RemoteError expected, RemoteError actual) {
        assertEquals(expected.toString(), actual.toString());
        assertEquals(expected.kind(), actual.kind());
        assertEquals(expected.truncated(), actual.truncated());
        assertEquals(expected.details(), actual.details());
        assertEquals(expected.envelope(), actual.envelope());
        assertArrayEquals(expected.body(), actual.body());
    }
}

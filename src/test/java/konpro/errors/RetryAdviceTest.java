package konpro.errors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.*;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAdviceTest {

    private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z"); // a Monday
    private static final Duration LONGEST = Duration.ofSeconds(Long.MAX_VALUE);

    private static RemoteError response(int status, String body, String... retryAfter) {
        return RemoteError.of(
                status,
                Map.of("Retry-After", List.of(retryAfter)),
                body.getBytes(UTF_8),
                new ErrorLimits(1_000, Duration.ZERO, LONGEST));
    }

    private static RetryAdvice advice(RemoteError error) {
        return error.retryAdvice(InstantSource.fixed(NOW));
    }

    private static Optional<Duration> delay(Instant now, String... retryAfter) {
        return response(503, "", retryAfter)
                .retryAdvice(InstantSource.fixed(now))
                .delay();
    }

    // ---- whether, and with what care

    private static String envelope(String code) {
        return "{\"error\":{\"code\":\"" + code + "\",\"message\":\"m\"},\"request_id\":\"r\"}";
    }

    private static final String PARTIAL = "{\"error\":{\"message\":\"m\"}}";
    private static final String FOREIGN = "<html>";

    private record Response(int status, String body) {

        static Response envelope(int status, String code) {
            return new Response(status, RetryAdviceTest.envelope(code));
        }

        String columns() {
            RetryAdvice advice = advice(response(status, body));
            boolean repeatPost = advice.retryable() && !advice.needsIdempotency();
            return Stream.of(advice.retryable(), advice.needsIdempotency(), advice.retryable(), repeatPost)
                    .map(yes -> yes ? "yes" : "no")
                    .collect(joining(" | ", " | ", " |\n"));
        }
    }

    /** {@return the row of the table in the docs, for responses that must all have the same advice} */
    private static String row(String statusAndCode, Response... responses) {
        Set<String> columns = Arrays.stream(responses).map(Response::columns).collect(toSet());
        assertEquals(1, columns.size(), statusAndCode);
        return "| " + statusAndCode + columns.iterator().next();
    }

    @Test
    void saysWhatMayBeRepeated() throws IOException {
        String own = "OUT_OF_STOCK";
        String others = " | any other, or none";
        String table = row(
                        "any | `RATE_LIMIT_EXCEEDED` or `SERVICE_UNAVAILABLE`",
                        Response.envelope(200, "RATE_LIMIT_EXCEEDED"),
                        Response.envelope(400, "SERVICE_UNAVAILABLE"),
                        Response.envelope(429, "RATE_LIMIT_EXCEEDED"),
                        Response.envelope(500, "SERVICE_UNAVAILABLE"),
                        Response.envelope(503, "SERVICE_UNAVAILABLE"))
                + row(
                        "429" + others,
                        Response.envelope(429, own),
                        new Response(429, PARTIAL),
                        new Response(429, FOREIGN))
                + row(
                        "503" + others,
                        Response.envelope(503, own),
                        new Response(503, PARTIAL),
                        new Response(503, FOREIGN))
                + row(
                        "any other 4xx" + others,
                        Response.envelope(400, "INVALID_REQUEST"),
                        Response.envelope(400, "VALIDATION_ERROR"),
                        Response.envelope(401, "INVALID_API_KEY"),
                        Response.envelope(403, "INSUFFICIENT_PERMISSIONS"),
                        Response.envelope(404, "RESOURCE_NOT_FOUND"),
                        new Response(408, FOREIGN),
                        Response.envelope(409, own))
                + row(
                        "any other" + others,
                        Response.envelope(500, "PROCESSING_ERROR"),
                        new Response(200, FOREIGN),
                        new Response(500, FOREIGN),
                        new Response(502, FOREIGN),
                        new Response(504, FOREIGN));

        assertEquals(documentedTable(), table);
    }

    /** The rows as users read them. */
    private static String documentedTable() throws IOException {
        String page = Files.readString(Path.of("docs/client.md"));
        return page.substring(page.indexOf("| status | code in the response |"))
                .lines()
                .takeWhile(line -> line.startsWith("|"))
                .skip(2)
                .map(line -> line + "\n")
                .collect(joining());
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 401, 404, 429, 500, 502, 503, 504, 599, 0, -1, 999})
    void isTheSameForNothingAsForAProxysPage(int status) {
        assertEquals(advice(response(status, FOREIGN)), advice(response(status, " ")));
    }

    @ParameterizedTest
    @CsvSource({"399, true", "400, false", "499, false", "500, true", "0, true", "-1, true", "999, true"})
    void takesOnlyA4xxOfAnyoneForARefusal(int status, boolean needsIdempotency) {
        assertEquals(needsIdempotency, advice(response(status, FOREIGN)).needsIdempotency());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rate_limit_exceeded", "RATE_LIMIT_EXCEEDED ", "SERVICE_UNAVAILABLE\\u0000"})
    void doesNotGuessAtACode(String code) {
        assertEquals(new RetryAdvice(false, Optional.empty(), true), advice(response(500, envelope(code))));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404, 500, 502, 504})
    void hasNoDelayWhereThereIsNoUseInWaiting(int status) {
        assertEquals(Optional.empty(), advice(response(status, FOREIGN, "7")).delay());
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void hasTheDelayThatTheServerAsksForWhateverTheBody(int status) {
        for (String body : List.of(envelope("OUT_OF_STOCK"), PARTIAL, FOREIGN, "")) {
            assertEquals(
                    Optional.of(Duration.ofSeconds(7)),
                    advice(response(status, body, "7")).delay());
            assertEquals(Optional.empty(), advice(response(status, body)).delay());
        }
    }

    // ---- Retry-After in seconds

    static Stream<Arguments> seconds() {
        return Stream.of(
                Arguments.of("0", Duration.ZERO),
                Arguments.of("7", Duration.ofSeconds(7)),
                Arguments.of(" 7\t", Duration.ofSeconds(7)),
                Arguments.of("007", Duration.ofSeconds(7)),
                Arguments.of("000", Duration.ZERO),
                Arguments.of("0".repeat(999) + "7", Duration.ofSeconds(7)),
                Arguments.of("9999999999", Duration.ofSeconds(9_999_999_999L)),
                Arguments.of("10000000000", Duration.ofSeconds(10_000_000_000L)),
                Arguments.of("999999999999999999", Duration.ofSeconds(999_999_999_999_999_999L)),
                Arguments.of("1000000000000000000", Duration.ofSeconds(1_000_000_000_000_000_000L)),
                Arguments.of("9223372036854775807", LONGEST),
                Arguments.of("9223372036854775806.1", LONGEST),
                Arguments.of("9223372036854775808", LONGEST),
                Arguments.of("1" + "0".repeat(30), LONGEST),
                Arguments.of("9".repeat(1_000), LONGEST),
                Arguments.of("1.5", Duration.ofSeconds(2)), // rounded up: never sooner
                Arguments.of("0.001", Duration.ofSeconds(1)),
                Arguments.of("2.000", Duration.ofSeconds(2)),
                Arguments.of("7,7", Duration.ofSeconds(7)),
                Arguments.of("7, 7 ,7", Duration.ofSeconds(7)),
                Arguments.of("1,".repeat(499) + "1", Duration.ofSeconds(1)),
                Arguments.of("1.5, 1.5", Duration.ofSeconds(2)));
    }

    @ParameterizedTest
    @MethodSource("seconds")
    void readsSeconds(String retryAfter, Duration expected) {
        assertEquals(Optional.of(expected), delay(NOW, retryAfter));
    }

    // ---- Retry-After as a date, RFC 9110, section 5.6.7

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // the three forms
                "Mon, 15 Jun 2026 12:00:30 GMT  | PT30S",
                "Monday, 15-Jun-26 12:00:30 GMT | PT30S",
                "Mon Jun 15 12:00:30 2026       | PT30S",
                "Wed, 01 Jul 2026 12:00:00 GMT  | PT384H",
                "Wednesday, 01-Jul-26 12:00:00 GMT | PT384H",
                "Wed Jul  1 12:00:00 2026       | PT384H",
                // the examples of the RFC, long past
                "Sun, 06 Nov 1994 08:49:37 GMT  | PT0S",
                "Sunday, 06-Nov-94 08:49:37 GMT | PT0S",
                "Sun Nov  6 08:49:37 1994       | PT0S",
                // at the edges
                "Mon, 15 Jun 2026 12:00:00 GMT  | PT0S",
                "Mon, 15 Jun 2026 11:59:59 GMT  | PT0S",
                "Mon, 01 Jan 0001 00:00:00 GMT  | PT0S",
                // what servers send instead
                "Mon, 15 Jun 2026 12:00:30 UTC  | PT30S",
                "Monday, 15-Jun-26 12:00:30 UTC | PT30S",
                "Wed, 1 Jul 2026 12:00:00 GMT   | PT384H",
                "Wednesday, 1-Jul-26 12:00:00 GMT | PT384H",
                "Mon, 15 Jun 2026 12:00:60 GMT  | PT60S",
                "Mon Jun 15 12:00:60 2026       | PT60S",
                "Mon, 15 Jun 2026 12:00:30 GMT, Mon, 15 Jun 2026 12:00:30 GMT | PT30S",
                "Monday, 15-Jun-26 12:00:30 GMT,Monday, 15-Jun-26 12:00:30 GMT | PT30S",
                "Mon Jun 15 12:00:30 2026 , Mon Jun 15 12:00:30 2026 | PT30S",
                // on a day of the week that it is not
                "Sun, 15 Jun 2026 12:00:30 GMT  | PT30S",
                "Sunday, 15-Jun-26 12:00:30 GMT | PT30S",
                "Sun Jun 15 12:00:30 2026       | PT30S",
            })
    void readsDates(String retryAfter, Duration expected) {
        assertEquals(Optional.of(expected), delay(NOW, retryAfter));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-06-15T12:00:00Z, 15-Jun-76 12:00:00, 2076-06-15T12:00:00Z", // 50 years ahead, and not a second more
        "2026-06-15T12:00:00Z, 15-Jun-76 12:00:01, 1976-06-15T12:00:01Z",
        "2026-06-15T12:00:00Z, 31-Dec-76 23:59:59, 1976-12-31T23:59:59Z",
        "2026-06-15T12:00:00Z, 31-Dec-75 23:59:59, 2075-12-31T23:59:59Z",
        "2026-06-15T12:00:00Z, 01-Jan-77 00:00:00, 1977-01-01T00:00:00Z",
        "2026-06-15T12:00:00Z, 01-Jan-00 00:00:00, 2000-01-01T00:00:00Z",
        "2026-06-15T12:00:00Z, 31-Dec-99 23:59:59, 1999-12-31T23:59:59Z",
        "1999-12-31T23:59:50Z, 01-Jan-00 00:00:00, 2000-01-01T00:00:00Z",
        "2099-12-31T23:59:50Z, 01-Jan-00 00:00:00, 2100-01-01T00:00:00Z",
        "2100-01-01T00:00:00Z, 31-Dec-99 23:59:50, 2099-12-31T23:59:50Z",
    })
    void takesAYearOfTwoDigitsForTheOneAtMost50YearsAhead(Instant now, String date, Instant meant) {
        Duration ahead = Duration.between(now, meant);

        assertEquals(Optional.of(ahead.isNegative() ? Duration.ZERO : ahead), delay(now, "Friday, " + date + " GMT"));
    }

    // ---- Retry-After that is neither

    static Stream<String> garbage() {
        return Stream.of(
                "",
                " ",
                "-1",
                "-0",
                "+1",
                ".5",
                "1.",
                "1.5.5",
                "7,8",
                "7,",
                ",7",
                ",",
                "7,,7",
                "Mon, 15 Jun 2026 12:00:30 GMT, Mon, 15 Jun 2026 12:00:31 GMT",
                "1e3",
                "0x10",
                "1 2",
                "1,2",
                "1s",
                "PT1S",
                "\uFF17", // a wide digit
                "\u0667", // an Arabic one
                "\u0967", // a Devanagari one
                "soon",
                "null",
                "2026-06-15T12:00:30Z",
                "Mon, 15 Jun 2026 12:00:30",
                "Mon, 15 Jun 2026 12:00:30 +0000",
                "Mon, 15 Jun 26 12:00:30 GMT",
                "Mon, 15 Jun 12026 12:00:30 GMT",
                "Mon, 15-Jun-26 12:00:30 GMT",
                "Mon, 40 Jun 2026 12:00:30 GMT",
                "Mon, 15 Juni 2026 12:00:30 GMT",
                "Mon, 15 Jun 2026 25:00:30 GMT",
                "Mon, 15 Jun 2026 12:00:30 GMT, 7",
                "Xyz, 15 Jun 2026 12:00:30 GMT",
                "Mon Jun 15 12:00:30 2026 GMT",
                "9".repeat(1_001),
                "x".repeat(10_000_000));
    }

    @ParameterizedTest
    @MethodSource("garbage")
    void hasNoDelayForWhatIsNeither(String retryAfter) {
        assertEquals(new RetryAdvice(true, Optional.empty(), true), advice(response(503, "", retryAfter)));
    }

    @Test
    void hasTheLongestDelayOfSeveral() {
        assertEquals(Optional.of(Duration.ofSeconds(7)), delay(NOW, "1", "7", "3"));
        assertEquals(Optional.of(Duration.ofSeconds(7)), delay(NOW, "soon", "7", "-9"));
        assertEquals(Optional.of(Duration.ofSeconds(30)), delay(NOW, "7", "Mon, 15 Jun 2026 12:00:30 GMT"));
        assertEquals(Optional.of(Duration.ZERO), delay(NOW, "Sun, 06 Nov 1994 08:49:37 GMT", "later"));
        assertEquals(Optional.empty(), delay(NOW, "soon", "later"));
    }

    // ---- limits and clock

    /** A client that obeys never repeats sooner than it was asked to, and never waits for hours unawares. */
    @ParameterizedTest
    @CsvSource({"119, true", "120, true", "120.001, false", "121, false", "86400, false"})
    void isNotRetryableBeyondTheLimit(String retryAfter, boolean retryable) {
        RetryAdvice advice = RemoteError.of(503, Map.of("Retry-After", List.of(retryAfter)), null)
                .retryAdvice();

        assertEquals(retryable, advice.retryable());
        assertEquals(Optional.of(Duration.ofSeconds((long) Math.ceil(Double.parseDouble(retryAfter)))), advice.delay());
    }

    @ParameterizedTest
    @CsvSource({"0, true, PT0S", "1, false, PT1S"})
    void hasALimitOfTheCallersOwn(String retryAfter, boolean retryable, Duration delay) {
        ErrorLimits limits = new ErrorLimits(0, Duration.ZERO, Duration.ofMillis(500));
        RemoteError error = RemoteError.of(503, Map.of("Retry-After", List.of(retryAfter)), null, limits);

        assertEquals(new RetryAdvice(retryable, Optional.of(delay), true), error.retryAdvice());
    }

    /** RFC 9110, section 6.6.1: the two clocks may differ. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Mon, 15 Jun 2026 12:00:20 GMT | PT10S",
                "Mon, 15 Jun 2020 12:00:00 GMT | PT52584H30S",
                "Mon, 15 Jun 2026 13:00:00 GMT | PT0S",
                "not a date                    | PT30S",
                "''                            | PT30S"
            })
    void countsADateFromTheResponsesOwnDate(String date, Duration expected) {
        RemoteError error = RemoteError.of(
                503, Map.of("Retry-After", List.of("Mon, 15 Jun 2026 12:00:30 GMT"), "date", List.of(date)), null);

        assertEquals(
                Optional.of(expected),
                error.retryAdvice(InstantSource.fixed(NOW)).delay());
    }

    @Test
    void countsADateFromTheSystemClockByDefault() {
        RetryAdvice advice = response(503, "", "Fri, 31 Dec 9999 23:59:59 GMT").retryAdvice();

        assertTrue(advice.delay().orElseThrow().toDays() > 2_000_000);
        assertEquals(
                Optional.of(Duration.ZERO),
                response(503, "", "Sun, 06 Nov 1994 08:49:37 GMT").retryAdvice().delay());
    }

    @Test
    void reckonsADateAnewEachTimeItIsAsked() {
        RemoteError error = response(503, "", "Mon, 15 Jun 2026 12:00:30 GMT");

        assertEquals(
                Optional.of(Duration.ofSeconds(30)),
                error.retryAdvice(InstantSource.fixed(NOW)).delay());
        assertEquals(
                Optional.of(Duration.ofMillis(19_500)),
                error.retryAdvice(InstantSource.fixed(NOW.plusMillis(10_500))).delay());
        assertEquals(
                Optional.of(Duration.ZERO),
                error.retryAdvice(InstantSource.fixed(NOW.plusSeconds(31))).delay());
    }

    @Test
    void refusesADelayThatIsNull() {
        assertThrows(NullPointerException.class, () -> new RetryAdvice(true, null, true));
    }

    // ---- locales

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tr-TR",
                "ar",
                "ar-EG-u-nu-arab",
                "fa-IR-u-ca-persian",
                "th-TH-u-ca-buddhist",
                "ja-JP-u-ca-japanese",
                "hi-IN-u-nu-deva",
                "en-GB"
            })
    void isTheSameInEveryLocale(String tag) throws Exception {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag(tag));
        try {
            for (String date : List.of(
                    "Tue, 15 Sep 2026 12:00:30 GMT",
                    "Tuesday, 15-Sep-26 12:00:30 GMT",
                    "Tue Sep 15 12:00:30 2026",
                    "7948830")) {
                assertEquals(Optional.of(Duration.ofSeconds(7_948_830)), delay(NOW, date), date);
                assertEquals(Optional.of(Duration.ofSeconds(7_948_830)), delayByAClassLoadedHere(date), date);
            }
            assertEquals(
                    "a",
                    RemoteError.of(503, Map.of("X-REQUEST-ID", List.of("a")), null)
                            .requestId()
                            .orElseThrow());
            assertEquals(
                    "I",
                    RemoteError.of(503, null, "<TITLE>I</TITLE>".getBytes(UTF_8))
                            .message());
            assertTrue(RemoteError.of(503, null, null).toString().startsWith("503 "));
        } finally {
            Locale.setDefault(before);
        }
    }

    /** Once loaded, a class would keep the locale that was the default then. */
    private static Object delayByAClassLoadedHere(String retryAfter) throws Exception {
        ClassLoader fresh = new ClassLoader(RetryAfter.class.getClassLoader()) {
            @Override
            protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
                return name.equals(RetryAfter.class.getName()) ? findClass(name) : super.loadClass(name, resolve);
            }

            @Override
            protected Class<?> findClass(String name) throws ClassNotFoundException {
                try (InputStream in = RetryAfter.class.getResourceAsStream("RetryAfter.class")) {
                    byte[] bytes = in.readAllBytes();
                    return defineClass(name, bytes, 0, bytes.length);
                } catch (IOException e) {
                    throw new ClassNotFoundException(name, e);
                }
            }
        };
        Method delay = fresh.loadClass(RetryAfter.class.getName())
                .getDeclaredMethod("delay", String.class, RemoteError.class, InstantSource.class);
        delay.setAccessible(true);
        return Optional.of(delay.invoke(null, retryAfter, RemoteError.of(503, null, null), InstantSource.fixed(NOW)));
    }
}

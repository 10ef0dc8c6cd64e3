package konpro.errors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.*;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAdviceTest {

    private static final Instant NOW = Instant.parse("2026-06-15T12:00:00Z"); // a Monday

    private static RemoteError response(int status, String body, String... retryAfter) {
        ErrorLimits limits = new ErrorLimits(1_000, Duration.ZERO, Duration.ofSeconds(Long.MAX_VALUE));
        return RemoteError.of(status, Map.of("Retry-After", List.of(retryAfter)), body.getBytes(UTF_8), limits);
    }

    private static RetryAdvice advice(int status, String body, String... retryAfter) {
        return response(status, body, retryAfter).retryAdvice(InstantSource.fixed(NOW));
    }

    private static void assertDelay(Duration expected, String... retryAfter) {
        assertEquals(
                new RetryAdvice(true, Optional.ofNullable(expected), true),
                advice(503, "", retryAfter),
                () -> String.join("; ", retryAfter));
    }

    // ---- whether the request may be repeated

    @Test
    void isTheDocumentedTable() throws IOException {
        String others = "INVALID_REQUEST VALIDATION_ERROR INVALID_API_KEY INSUFFICIENT_PERMISSIONS RESOURCE_NOT_FOUND"
                + " PROCESSING_ERROR OUT_OF_STOCK rate_limit_exceeded RATE_LIMIT_EXCEEDED\\n SERVICE_UNAVAILABLE\\u0000";
        List<String> bodies = new ArrayList<>(List.of("{\"error\":{\"message\":\"m\"}}", "<html>", " ", ""));
        bodies.addAll(envelopes(others));
        List<String> retryable = envelopes("RATE_LIMIT_EXCEEDED SERVICE_UNAVAILABLE");
        String table = row("any | `RATE_LIMIT_EXCEEDED` or `SERVICE_UNAVAILABLE`", "200 400 429 500 503", retryable)
                + row("429 | any other, or none", "429", bodies)
                + row("503 | any other, or none", "503", bodies)
                + row("any other 4xx | any other, or none", "400 401 403 404 408 409 499", bodies)
                + row("any other | any other, or none", "200 399 500 502 504 599 0 -1 999", bodies);
        String page = Files.readString(Path.of("docs/client.md"));

        assertTrue(page.contains("---|\n" + table + "\n"), table);
    }

    private static List<String> envelopes(String codes) {
        String envelope = "{\"error\":{\"code\":\"%s\",\"message\":\"m\"},\"request_id\":\"r\"}";
        return Arrays.stream(codes.split(" ", -1)).map(envelope::formatted).toList();
    }

    /** {@return the row in the docs, for responses that must all have the same advice} */
    private static String row(String statusAndCode, String statuses, List<String> bodies) {
        RetryAdvice first = advice(Integer.parseInt(statuses.split(" ", -1)[0]), bodies.get(0));
        Optional<Duration> delay = first.retryable() ? Optional.of(Duration.ofSeconds(7)) : Optional.empty();
        RetryAdvice delayed = new RetryAdvice(first.retryable(), delay, first.needsIdempotency());
        for (String text : statuses.split(" ", -1)) {
            int status = Integer.parseInt(text);
            for (String body : bodies) {
                assertEquals(first, advice(status, body), text + body);
                assertEquals(delayed, advice(status, body, "7"), text + body);
            }
        }
        boolean repeatPost = first.retryable() && !first.needsIdempotency();
        return Stream.of(first.retryable(), first.needsIdempotency(), first.retryable(), repeatPost)
                .map(yes -> yes ? "yes" : "no")
                .collect(joining(" | ", "| " + statusAndCode + " | ", " |\n"));
    }

    @Test
    void refusesADelayThatIsNull() {
        assertThrows(NullPointerException.class, () -> new RetryAdvice(true, null, true));
    }

    // ---- Retry-After

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0                   | 0 ; 000
            1                   | 0.001
            2                   | 1.5 ; 2.000 ; 1.5, 1.5
            7                   | 7 ; 007 ; 7,7 ; 7, 7 ,7
            9999999999          | 9999999999
            10000000000         | 10000000000
            999999999999999999  | 999999999999999999
            1000000000000000000 | 1000000000000000000
            9223372036854775807 | 9223372036854775807 ; 9223372036854775806.1 ; 9223372036854775808 ; 1000000000000000000000
            """)
    void readsSecondsAndRoundsThemUp(long expected, String retryAfter) {
        for (String value : retryAfter.split(" ; ", -1)) {
            assertDelay(Duration.ofSeconds(expected), value);
            assertDelay(Duration.ofSeconds(expected), " " + value + "\t");
        }
    }

    @Test
    void readsAThousandCharacters() {
        assertDelay(Duration.ofSeconds(7), "0".repeat(999) + "7");
        assertDelay(Duration.ofSeconds(Long.MAX_VALUE), "9".repeat(1_000));
        assertDelay(Duration.ofSeconds(1), "1,".repeat(499) + "1");
        assertDelay(null, "9".repeat(1_001));
        assertDelay(null, "x".repeat(10_000_000));
    }

    /** RFC 9110, section 5.6.7: in three forms, alone or in a list of equal ones; on the wrong day of the week, too. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PT30S  | Mon, 15 Jun 2026 12:00:30 GMT | Monday, 15-Jun-26 12:00:30 GMT    | Mon Jun 15 12:00:30 2026
            PT384H | Wed, 01 Jul 2026 12:00:00 GMT | Wednesday, 01-Jul-26 12:00:00 GMT | Wed Jul  1 12:00:00 2026
            PT0S   | Sun, 06 Nov 1994 08:49:37 GMT | Sunday, 06-Nov-94 08:49:37 GMT    | Sun Nov  6 08:49:37 1994
            PT0S   | Mon, 15 Jun 2026 12:00:00 GMT | Monday, 15-Jun-26 12:00:00 GMT    | Mon Jun 15 12:00:00 2026
            PT0S   | Mon, 15 Jun 2026 11:59:59 GMT | Monday, 15-Jun-26 11:59:59 GMT    | Mon Jun 15 11:59:59 2026
            PT60S  | Mon, 15 Jun 2026 12:00:60 GMT | Monday, 15-Jun-26 12:00:60 GMT    | Mon Jun 15 12:00:60 2026
            PT30S  | Sun, 15 Jun 2026 12:00:30 GMT | Sunday, 15-Jun-26 12:00:30 GMT    | Sun Jun 15 12:00:30 2026
            PT384H | Wed, 1 Jul 2026 12:00:00 GMT  | Wednesday, 1-Jul-26 12:00:00 GMT  |
            PT30S  | Mon, 15 Jun 2026 12:00:30 UTC | Monday, 15-Jun-26 12:00:30 UTC    |
            PT0S   | Mon, 01 Jan 0001 00:00:00 GMT |                                   | Mon Jan  1 00:00:00 0001
            """)
    void readsDates(Duration expected, String imfFixdate, String rfc850, String asctime) {
        for (String date : Arrays.asList(imfFixdate, rfc850, asctime)) {
            if (date != null) {
                assertDelay(expected, date);
                assertDelay(expected, date + ", " + date);
                assertDelay(expected, date + "," + date + " , " + date);
            }
        }
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
        RemoteError error = response(503, "", "Friday, " + date + " GMT");
        Duration ahead = meant.isBefore(now) ? Duration.ZERO : Duration.between(now, meant);

        assertEquals(
                Optional.of(ahead), error.retryAdvice(InstantSource.fixed(now)).delay());
    }

    /** Digits of other scripts among them: wide, Arabic, Devanagari. */
    @Test
    void hasNoDelayIfItIsMalformed() {
        String malformed = """
                -1|-0|+1|.5|1.|1.5.5|7,8|7,|,7|,|7,,7|1e3|0x10|1 2|1,2|1s|PT1S|\uFF17|\u0667|\u0967|null|| |soon
                2026-06-15T12:00:30Z|Mon, 15 Jun 2026 12:00:30 GMT, Mon, 15 Jun 2026 12:00:31 GMT|Mon, 15 Jun 2026 12:00:30 GMT, 7
                Mon, 15 Jun 2026 12:00:30|Mon, 15 Jun 2026 12:00:30 +0000|Mon, 15 Jun 26 12:00:30 GMT|Mon, 15-Jun-26 12:00:30 GMT
                Mon, 15 Jun 12026 12:00:30 GMT|Mon, 15 Jun +2026 12:00:30 GMT|Fri, 31 Dec +999999999 23:59:60 GMT|Mon, 40 Jun 2026 12:00:30 GMT|Mon, 15 Juni 2026 12:00:30 GMT
                Mon, 15 Jun 2026 25:00:30 GMT|Xyz, 15 Jun 2026 12:00:30 GMT|Mon Jun 15 12:00:30 2026 GMT""";
        for (String retryAfter : malformed.split("[|\n]", -1)) {
            assertDelay(null, retryAfter);
        }
    }

    @Test
    void hasTheLongestDelayOfSeveral() {
        assertDelay(Duration.ofSeconds(7), "1", "7", "3");
        assertDelay(Duration.ofSeconds(7), "soon", "7", "-9");
        assertDelay(Duration.ofSeconds(30), "7", "Mon, 15 Jun 2026 12:00:30 GMT");
        assertDelay(Duration.ZERO, "Sun, 06 Nov 1994 08:49:37 GMT", "later");
        assertDelay(null, "soon", "later");
    }

    // ---- limits and clocks

    /** A client that obeys never repeats sooner than it was asked to, and never waits for hours unawares. */
    @ParameterizedTest
    @CsvSource({
        "119,     PT2M,   true,  PT119S",
        "120,     PT2M,   true,  PT120S",
        "120.001,   PT2M, false, PT121S",
        "121,     PT2M,   false, PT121S",
        "86400,   PT2M,   false, PT24H",
        "0,       PT0.5S, true,  PT0S",
        "1,       PT0.5S, false, PT1S"
    })
    void isNotRetryableBeyondTheLimit(String retryAfter, Duration limit, boolean retryable, Duration delay) {
        Map<String, List<String>> headers = Map.of("Retry-After", List.of(retryAfter));
        RemoteError error = RemoteError.of(503, headers, null, new ErrorLimits(0, Duration.ZERO, limit));

        assertEquals(new RetryAdvice(retryable, Optional.of(delay), true), error.retryAdvice());
    }

    /** RFC 9110, section 6.6.1: the two clocks may differ. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Mon, 15 Jun 2026 12:00:20 GMT | PT10S
            Mon, 15 Jun 2020 12:00:00 GMT | PT52584H30S
            Mon, 15 Jun 2026 13:00:00 GMT | PT0S
            Fri, 31 Dec +999999999 23:59:59 GMT | PT30S
            Fri, 01 Jan -999999999 00:00:00 GMT | PT30S
            not a date                    | PT30S
            ''                            | PT30S
            """)
    void countsADateFromTheResponsesOwnDate(String date, Duration expected) {
        Map<String, List<String>> headers =
                Map.of("Retry-After", List.of("Monday, 15-Jun-26 12:00:30 GMT"), "date", List.of(date));
        RetryAdvice advice = RemoteError.of(503, headers, null).retryAdvice(InstantSource.fixed(NOW));

        assertEquals(Optional.of(expected), advice.delay());
    }

    @Test
    void countsADateFromTheSystemClockByDefault() {
        RetryAdvice past = response(503, "", "Sun, 06 Nov 1994 08:49:37 GMT").retryAdvice();
        RetryAdvice future = response(503, "", "Fri, 31 Dec 9999 23:59:59 GMT").retryAdvice();

        assertEquals(Optional.of(Duration.ZERO), past.delay());
        assertTrue(future.delay().orElseThrow().toDays() > 2_000_000);
    }

    @ParameterizedTest
    @CsvSource({"PT0S, PT30S", "PT10.5S, PT20S", "PT31S, PT0S"})
    void countsADateAnewEachTime(Duration later, Duration expected) {
        RemoteError error = response(503, "", "Mon, 15 Jun 2026 12:00:30 GMT");
        error.retryAdvice(InstantSource.fixed(NOW));

        assertEquals(
                Optional.of(expected),
                error.retryAdvice(InstantSource.fixed(NOW.plus(later))).delay());
    }

    // ---- locales

    @Test
    void isTheSameInEveryLocale() throws Exception {
        Locale before = Locale.getDefault();
        String tags = "tr-TR ar ar-EG-u-nu-arab fa-IR-u-ca-persian th-TH-u-ca-buddhist"
                + " ja-JP-u-ca-japanese hi-IN-u-nu-deva en-GB";
        Duration delay = Duration.ofSeconds(7_948_830);
        String advice = new RetryAdvice(false, Optional.of(delay), true).toString(); // beyond the limit
        String dates =
                "Tue, 15 Sep 2026 12:00:30 GMT; Tuesday, 15-Sep-26 12:00:30 GMT; Tue Sep 15 12:00:30 2026; 7948830";
        byte[] page = "<TITLE>I</TITLE>".getBytes(UTF_8);
        try {
            for (String tag : tags.split(" ", -1)) {
                Locale.setDefault(Locale.forLanguageTag(tag));
                for (String date : dates.split("; ", -1)) {
                    assertDelay(delay, date);
                    assertEquals(advice, adviceOfClassesLoadedHere(Map.of("RETRY-AFTER", List.of(date))), tag + date);
                }
                assertEquals(
                        "503 SERVICE_UNAVAILABLE: I (no KonPro error: unknown type) (request I)",
                        RemoteError.of(503, Map.of("X-REQUEST-ID", List.of("I")), page)
                                .toString());
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    /** Classes that were loaded before could keep the locale that was the default then. */
    private static String adviceOfClassesLoadedHere(Map<String, List<String>> headers) throws Exception {
        URL[] classes = {Path.of("target/classes").toUri().toURL()};
        try (URLClassLoader loader = new URLClassLoader(classes, null)) {
            Class<?> type = loader.loadClass(RemoteError.class.getName());
            Object error =
                    type.getMethod("of", int.class, Map.class, byte[].class).invoke(null, 503, headers, null);
            Object advice = type.getMethod("retryAdvice", InstantSource.class).invoke(error, InstantSource.fixed(NOW));
            return advice.toString();
        }
    }
}

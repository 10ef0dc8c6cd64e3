package konpro.errors.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import konpro.errors.RemoteError;
import konpro.errors.RequestId;

/** Any text as a request id, and any lines as the values of Retry-After. */
public final class HeadersTarget {

    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
    private static final BigInteger LONGEST = BigInteger.valueOf(Long.MAX_VALUE);

    /** Those of RFC 9110, section 5.6.7. */
    private static final List<DateTimeFormatter> FORMS = Stream.of(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", "EEEE, dd-MMM-yy HH:mm:ss 'GMT'", "EEE MMM ppd HH:mm:ss yyyy")
            .map(form -> DateTimeFormatter.ofPattern(form, Locale.ENGLISH).withZone(ZoneOffset.UTC))
            .toList();

    private HeadersTarget() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        String text = new String(bytes, UTF_8);
        checkRequestId(text);
        checkRetryAfter(Arrays.asList(text.split("\n")));
        if (text.hashCode() % 16 == 0) {
            int seconds = (text.hashCode() / 4) >> (text.length() % 30); // 17 years to either side at the most
            checkDates(Duration.ofSeconds(seconds));
        }
    }

    private static void checkRequestId(String text) {
        String id = RequestId.accept(text);
        boolean kept = !text.isEmpty()
                && text.length() <= 128
                && text.chars()
                        .allMatch(c -> c >= 'A' && c <= 'Z'
                                || c >= 'a' && c <= 'z'
                                || c >= '0' && c <= '9'
                                || c == '.'
                                || c == '_'
                                || c == '-');
        Check.that(
                kept ? id.equals(text) : id.matches("req-[0-9a-f]{32}"), "the id if it is one, else a new one: " + id);
    }

    private static void checkRetryAfter(List<String> values) {
        Optional<Duration> delay = delay(values);
        Check.that(delay.stream().noneMatch(Duration::isNegative), "no negative delay");
        String value = values.isEmpty() ? "" : values.get(0).strip();
        if (values.size() == 1 && value.length() <= 1_000 && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            Optional<Duration> asked = value.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Duration.ofSeconds(
                            new BigInteger(value).min(LONGEST).longValueExact()));
            Check.same(asked, delay, "the seconds asked for");
        }
    }

    private static void checkDates(Duration ahead) {
        Duration asked = ahead.isNegative() ? Duration.ZERO : ahead;
        for (DateTimeFormatter form : FORMS) {
            String date = form.format(NOW.plus(ahead));
            Check.same(Optional.of(asked), delay(List.of(date)), "the delay of " + date);
        }
    }

    private static Optional<Duration> delay(List<String> values) {
        return RemoteError.of(503, Map.of("Retry-After", values), null)
                .retryAdvice(InstantSource.fixed(NOW))
                .delay();
    }
}

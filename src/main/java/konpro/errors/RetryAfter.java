package konpro.errors;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code Retry-After = HTTP-date / delay-seconds} (RFC 9110, section 10.2.3), as servers write it and others garble it. */
final class RetryAfter {

    private static final DateTimeFormatter IMF_FIXDATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH);

    private static final DateTimeFormatter ASCTIME =
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss uuuu", Locale.ENGLISH);

    private static final Pattern SECONDS = Pattern.compile("[0-9]+");
    private static final int MAX_DIGITS = 10; // three centuries
    private static final int MAX_LENGTH = 1_000;

    private RetryAfter() {}

    /**
     * {@return the longest delay that the field's values ask for, zero for a date that has passed, or empty when none of them is
     * well-formed}
     *
     * @param values the field's values; there should be one at the most
     * @param now what a date is counted from
     * @param longest what to cut the delay to
     */
    static Optional<Duration> delay(List<String> values, Instant now, Duration longest) {
        return values.stream()
                .map(value -> delay(value.strip(), now))
                .flatMap(Optional::stream)
                .map(delay -> delay.isNegative() ? Duration.ZERO : delay)
                .max(Comparator.naturalOrder())
                .map(delay -> delay.compareTo(longest) > 0 ? longest : delay);
    }

    private static Optional<Duration> delay(String value, Instant now) {
        if (value.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        if (SECONDS.matcher(value).matches()) {
            return Optional.of(seconds(value));
        }
        return date(value, now).map(date -> Duration.between(now, date));
    }

    private static Duration seconds(String digits) {
        String significant = digits.replaceFirst("^0+(?=.)", "");
        return Duration.ofSeconds(significant.length() > MAX_DIGITS ? Long.MAX_VALUE : Long.parseLong(significant));
    }

    /** {@code IMF-fixdate / rfc850-date / asctime-date}, section 5.6.7. */
    private static Optional<Instant> date(String value, Instant now) {
        for (DateTimeFormatter form : List.of(IMF_FIXDATE, rfc850(now), ASCTIME)) {
            try {
                return Optional.of(LocalDateTime.parse(value, form).toInstant(ZoneOffset.UTC));
            } catch (DateTimeException notOfThatForm) {
                // the next one may be it
            }
        }
        return Optional.empty();
    }

    /** Its year has two digits; one that would be more than 50 years ahead is the one a century before. */
    private static DateTimeFormatter rfc850(Instant now) {
        int thisYear = now.atZone(ZoneOffset.UTC).getYear();
        return new DateTimeFormatterBuilder()
                .appendPattern("EEEE, dd-MMM-")
                .appendValueReduced(ChronoField.YEAR, 2, 2, thisYear - 49)
                .appendPattern(" HH:mm:ss 'GMT'")
                .toFormatter(Locale.ENGLISH);
    }
}

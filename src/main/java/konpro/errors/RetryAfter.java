package konpro.errors;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalField;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** {@code Retry-After = HTTP-date / delay-seconds} (RFC 9110, section 10.2.3), as servers write it and others garble it. */
final class RetryAfter {

    private static final DateTimeFormatter IMF_FIXDATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH);

    private static final DateTimeFormatter ASCTIME =
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss uuuu", Locale.ENGLISH);

    /** All but the day of the week, which says nothing new, and may be wrong. */
    private static final Set<TemporalField> COUNTED = Set.of(
            ChronoField.YEAR,
            ChronoField.MONTH_OF_YEAR,
            ChronoField.DAY_OF_MONTH,
            ChronoField.HOUR_OF_DAY,
            ChronoField.MINUTE_OF_HOUR,
            ChronoField.SECOND_OF_MINUTE);

    private static final Pattern SECONDS = Pattern.compile("[0-9]+");
    private static final int MAX_DIGITS = 10; // three centuries
    private static final int MAX_LENGTH = 1_000;
    private static final int MAX_VALUES = 10;

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
                .limit(MAX_VALUES)
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
        LocalDateTime here = LocalDateTime.ofInstant(now, ZoneOffset.UTC);
        return date(value, here).map(date -> Duration.between(here, date));
    }

    private static Duration seconds(String digits) {
        String significant = digits.replaceFirst("^0+(?=.)", "");
        return Duration.ofSeconds(significant.length() > MAX_DIGITS ? Long.MAX_VALUE : Long.parseLong(significant));
    }

    /** {@code HTTP-date = IMF-fixdate / rfc850-date / asctime-date}, section 5.6.7. */
    private static Optional<LocalDateTime> date(String value, LocalDateTime now) {
        return read(value, IMF_FIXDATE).or(() -> rfc850(value, now)).or(() -> read(value, ASCTIME));
    }

    /** Its year has two digits; a date that would be more than 50 years ahead is the one a century before. */
    private static Optional<LocalDateTime> rfc850(String value, LocalDateTime now) {
        LocalDateTime latest = now.plusYears(50);
        DateTimeFormatter form = new DateTimeFormatterBuilder()
                .appendPattern("EEEE, dd-MMM-")
                .appendValueReduced(ChronoField.YEAR, 2, 2, latest.getYear() - 99)
                .appendPattern(" HH:mm:ss 'GMT'")
                .toFormatter(Locale.ENGLISH);
        return read(value, form).map(date -> date.isAfter(latest) ? date.minusYears(100) : date);
    }

    private static Optional<LocalDateTime> read(String value, DateTimeFormatter form) {
        try {
            return Optional.of(LocalDateTime.parse(value, form.withResolverFields(COUNTED)));
        } catch (DateTimeException notOfThatForm) {
            return Optional.empty();
        }
    }
}

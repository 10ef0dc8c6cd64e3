package konpro.errors;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalField;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import konpro.errors.json.impl.Nullable;

/**
 * {@code Retry-After = HTTP-date / delay-seconds} (RFC 9110, section 10.2.3), a second 60 included, and what servers send
 * instead: decimal seconds, a list of equal values, a day of one digit, and UTC for GMT.
 */
final class RetryAfter {

    private static final DateTimeFormatter IMF_FIXDATE = form("EEE, d MMM ", " HH:mm:ss 'GMT'");
    private static final DateTimeFormatter ASCTIME = form("EEE MMM ppd HH:mm:ss ", "");

    /** All but the day of the week, which adds nothing and may be wrong. */
    private static final Set<TemporalField> COUNTED = Set.of(
            ChronoField.YEAR,
            ChronoField.MONTH_OF_YEAR,
            ChronoField.DAY_OF_MONTH,
            ChronoField.HOUR_OF_DAY,
            ChronoField.MINUTE_OF_HOUR,
            ChronoField.SECOND_OF_MINUTE);

    private static final Pattern SECONDS = Pattern.compile("[0-9]+(\\.[0-9]+)?");
    private static final Pattern LIST = Pattern.compile("(.+?)(?:[ \t]*,[ \t]*\\1)*+");
    private static final Pattern LEAP_SECOND = Pattern.compile(":60(?= )");
    private static final int MAX_DIGITS_OF_LONG = 18;
    private static final int MAX_LENGTH = 1_000;

    private RetryAfter() {}

    /** With a year of four digits and no sign: with any other year, computing with dates could overflow. */
    private static DateTimeFormatter form(String before, String after) {
        return new DateTimeFormatterBuilder()
                .appendPattern(before)
                .appendValue(ChronoField.YEAR, 4)
                .appendPattern(after)
                .toFormatter(Locale.ENGLISH);
    }

    /**
     * {@return the delay that a value asks for, zero for a date that has passed, or null if it is not well-formed}
     *
     * @param value the value of Retry-After
     * @param response the response, from whose header Date a date is counted (RFC 9110, section 6.6.1)
     * @param clock for a response without a valid Date
     */
    static @Nullable Duration delay(String value, RemoteError response, InstantSource clock) {
        if (value.length() > MAX_LENGTH) {
            return null;
        }
        String text = value.strip();
        if (text.length() <= MAX_DIGITS_OF_LONG && isDigits(text)) {
            return Duration.ofSeconds(Long.parseLong(text)); // as nearly always
        }
        Matcher list = LIST.matcher(text);
        String item = list.matches() ? list.group(1) : text;
        if (SECONDS.matcher(item).matches()) {
            BigDecimal seconds = new BigDecimal(item).setScale(0, RoundingMode.CEILING); // never sooner than asked for
            return Duration.ofSeconds(
                    seconds.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValueExact());
        }
        String date = response.header("Date").orElse(null);
        LocalDateTime local =
                LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS);
        LocalDateTime now = date == null || date.length() > MAX_LENGTH
                ? local
                : date(date.strip(), local).orElse(local);
        return date(item, now)
                .map(then -> then.isBefore(now) ? Duration.ZERO : Duration.between(now, then))
                .orElse(null);
    }

    private static boolean isDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** {@code HTTP-date = IMF-fixdate / rfc850-date / asctime-date}, section 5.6.7. */
    private static Optional<LocalDateTime> date(String value, LocalDateTime now) {
        String text = value.endsWith(" UTC") ? value.substring(0, value.length() - 3) + "GMT" : value;
        Matcher leap = LEAP_SECOND.matcher(text);
        if (leap.find()) { // section 5.6.7: a second 60 is possible, and java.time has none
            return date(leap.replaceFirst(":59"), now).map(date -> date.plusSeconds(1));
        }
        return read(text, IMF_FIXDATE).or(() -> rfc850(text, now)).or(() -> read(text, ASCTIME));
    }

    /** Its year has two digits; a date that would be more than 50 years ahead is the one a century before. */
    private static Optional<LocalDateTime> rfc850(String value, LocalDateTime now) {
        LocalDateTime latest = now.plusYears(50);
        DateTimeFormatter form = new DateTimeFormatterBuilder()
                .appendPattern("EEEE, d-MMM-")
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

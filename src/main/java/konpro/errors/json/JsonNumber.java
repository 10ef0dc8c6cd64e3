package konpro.errors.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import konpro.errors.json.text.JsonScanner;
import konpro.errors.json.text.Nullable;

/**
 * A JSON number, kept as the text that it was written in, so that it goes out digit for digit as it came in: {@code 2.50},
 * {@code -0}, {@code 1E400}. Two numbers are equal when their texts are: {@code 1.0} is not {@code 1}.
 *
 * <p>Made by {@code JsonValue.of(10)}; read with one of the {@code as…} methods, or as {@link #text()}.
 */
public final class JsonNumber extends Located implements JsonValue {

    /** Beyond this an exponent is not expanded: ten bytes of text must not become a gigabyte of digits. */
    private static final int MAX_EXPONENT = 1_000;

    private static final int MAX_TEXT_IN_MESSAGE = 40;

    private final String text;

    /** @param text in the grammar of RFC 8259, section 6, which the scanner has checked */
    JsonNumber(String text) {
        this(text, Path.ROOT);
    }

    JsonNumber(String text, Path path) {
        super(path);
        this.text = text;
    }

    /** {@return the number as it is written in JSON, at most 1,000 characters} */
    public String text() {
        return text;
    }

    @Override
    public int asInt() {
        long value = asLong("an integer from -2147483648 to 2147483647");
        if (value != (int) value) {
            throw mismatch("an integer from -2147483648 to 2147483647");
        }
        return (int) value;
    }

    @Override
    public long asLong() {
        return asLong("an integer from -9223372036854775808 to 9223372036854775807");
    }

    @Override
    public double asDouble() {
        double value = Double.parseDouble(text);
        if (Double.isInfinite(value)) {
            throw mismatch("a number within the range of double");
        }
        return value;
    }

    @Override
    public BigDecimal asBigDecimal() {
        if (Math.abs(exponent()) > MAX_EXPONENT) {
            throw mismatch("a number with an exponent from -1000 to 1000");
        }
        return new BigDecimal(text);
    }

    @Override
    public BigInteger asBigInteger() {
        try {
            return asBigDecimal().toBigIntegerExact();
        } catch (ArithmeticException fraction) {
            throw mismatch("a whole number");
        }
    }

    /** The number as it stands within another value: a {@link Long} if that would be written just so. */
    Object bare() {
        @Nullable Long value = JsonScanner.wholeNumber(text);
        return value == null ? this : value;
    }

    /** Whether the text has neither fraction nor exponent. */
    boolean isInteger() {
        return text.indexOf('.') < 0 && exponentMark() < 0;
    }

    /**
     * The exact value: any scale will do, as {@code 0e9} or {@code 0.001e3}. Nothing is expanded before its size is known.
     */
    private long asLong(String expected) {
        try {
            return isInteger() ? Long.parseLong(text) : exactLong();
        } catch (ArithmeticException | NumberFormatException notThatInteger) {
            throw mismatch(expected);
        }
    }

    private long exactLong() {
        int mark = exponentMark();
        BigDecimal digits = new BigDecimal(mark < 0 ? text : text.substring(0, mark));
        if (digits.signum() == 0) {
            return 0;
        }
        BigDecimal value = digits.scaleByPowerOfTen(exponent()).stripTrailingZeros();
        int integerDigits = value.precision() - value.scale();
        if (value.scale() > 0 || integerDigits > 19) {
            throw new ArithmeticException();
        }
        return value.longValueExact();
    }

    /** The written exponent; one beyond a million counts as a million, far beyond every bound here. */
    private int exponent() {
        int mark = exponentMark();
        if (mark < 0) {
            return 0;
        }
        int sign = text.charAt(mark + 1) == '-' ? -1 : 1;
        int value = 0;
        for (int i = mark + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0') { // not the sign
                value = Math.min(value * 10 + (c - '0'), 1_000_000);
            }
        }
        return sign * value;
    }

    private int exponentMark() {
        return Math.max(text.indexOf('e'), text.indexOf('E'));
    }

    private JsonValueException mismatch(String expected) {
        String shown = text.length() <= MAX_TEXT_IN_MESSAGE ? text : text.substring(0, MAX_TEXT_IN_MESSAGE) + "…";
        return new JsonValueException(path.toString(), expected, "the number " + shown);
    }

    @Override
    JsonNumber at(Path path) {
        return new JsonNumber(text, path);
    }

    @Override
    String kind() {
        return "a number";
    }

    /** {@return whether the other is a {@code JsonNumber} of the same text} */
    @Override
    public boolean equals(Object other) {
        return other instanceof JsonNumber that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }
}

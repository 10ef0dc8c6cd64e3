package konpro.errors.json.impl;

import java.math.BigDecimal;
import java.math.BigInteger;
import konpro.errors.json.JsonNumber;
import konpro.errors.json.JsonValue;
import konpro.errors.json.JsonValueException;

/** A number, as the text that it was read from. */
public final class JsonNumberImpl extends LocatedValue implements JsonNumber {

    /** A larger exponent is not expanded: ten bytes of text must not become a gigabyte of digits. */
    private static final int MAX_EXPONENT = 1_000;

    private static final int FAR = 1_000_000; // beyond every bound
    private static final int MAX_TEXT_IN_MESSAGE = 40;

    private final String text;

    /** @param text a number by the grammar of RFC 8259, section 6, which {@link JsonCursor} has checked */
    JsonNumberImpl(String text) {
        this(text, JsonPath.ROOT);
    }

    private JsonNumberImpl(String text, JsonPath path) {
        super(path);
        this.text = text;
    }

    String text() {
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

    @Override
    public Number toJava() {
        if (!isInteger()) {
            return asBigDecimal();
        }
        BigInteger integer = asBigInteger();
        return integer.bitLength() < Long.SIZE ? (Number) integer.longValue() : integer;
    }

    /** Whether the text has neither fraction nor exponent. */
    private boolean isInteger() {
        return text.indexOf('.') < 0 && exponentMark() < 0;
    }

    /** Exact, at any scale: {@code 0e9}, {@code 0.001e3}. Nothing is expanded before its size is known. */
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

    /** {@return the exponent in the text, at most ±{@value #FAR}} */
    private int exponent() {
        int mark = exponentMark();
        if (mark < 0) {
            return 0;
        }
        try {
            return Math.max(-FAR, Math.min(Integer.parseInt(text, mark + 1, text.length(), 10), FAR));
        } catch (NumberFormatException beyondInt) {
            return text.charAt(mark + 1) == '-' ? -FAR : FAR;
        }
    }

    private int exponentMark() {
        return Math.max(text.indexOf('e'), text.indexOf('E'));
    }

    private JsonValueException mismatch(String expected) {
        String shown = text.length() <= MAX_TEXT_IN_MESSAGE ? text : text.substring(0, MAX_TEXT_IN_MESSAGE) + "…";
        return new JsonValueException(path.toString(), expected, "the number " + shown);
    }

    @Override
    JsonValue at(JsonPath path) {
        return new JsonNumberImpl(text, path);
    }

    @Override
    String kind() {
        return "a number";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonNumberImpl that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }
}

package konpro.errors.json;

import static org.junit.jupiter.api.Assertions.*;

import konpro.errors.testkit.BothInputs;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers: their text is kept, and their value exact or refused. */
class JsonNumberTest {

    private static final String NOT_AN_INT = "expected an integer from -2147483648 to 2147483647, found the number ";
    private static final String NOT_A_LONG =
            "expected an integer from -9223372036854775808 to 9223372036854775807, found the number ";
    private static final String NOT_A_DOUBLE = "expected a number within the range of double, found the number ";
    private static final String NOT_BOUNDED =
            "expected a number with an exponent from -1000 to 1000, found the number ";
    private static final String NOT_WHOLE = "expected a whole number, found the number ";

    /** Numbers of exactly 1,000 characters. Each may have one digit more at its end, but for the limit. */
    static final List<String> LONGEST = List.of(
            "1".repeat(1_000),
            "-" + "1".repeat(999),
            "0." + "1".repeat(998),
            "1".repeat(500) + "." + "1".repeat(499),
            "1".repeat(998) + ".1",
            "1e" + "1".repeat(998),
            "1E+" + "1".repeat(997),
            "1e-" + "0".repeat(997),
            "1".repeat(997) + "e+1",
            "-0." + "0".repeat(400) + "E-" + "9".repeat(595));

    /** Numbers whose 1,000th character is not a digit, so that no number of 1,000 characters ends there. */
    static final List<String> LONGEST_AND_NOT_DONE =
            List.of("1".repeat(999) + ".", "1".repeat(999) + "e", "1".repeat(998) + "e-", "1".repeat(998) + "E+");

    static Stream<Arguments> placesOfNumbers() {
        return Stream.of("#", "[#]", "[1,#,2]", "{\"a\":#}", " # ").map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("placesOfNumbers")
    void hasAtMostAThousandCharacters(String place) {
        for (String longest : LONGEST) {
            assertEquals(1_000, longest.length());
            assertEquals(
                    place.replace("#", longest).strip(),
                    BothInputs.parse(place.replace("#", longest)).toString());

            JsonParseException refusal = refusal(place.replace("#", longest + "0"));
            assertEquals("a number of at most 1000 characters", refusal.expected());
            assertEquals(place.indexOf('#') + 1_000, refusal.offset());
        }
    }

    @ParameterizedTest
    @FieldSource("LONGEST_AND_NOT_DONE")
    void isRefusedWhenADigitIsMissingAtTheLimit(String unfinished) {
        assertEquals(1_000, unfinished.length());
        assertEquals("a digit", refusal(unfinished).expected());
        assertEquals(
                "a number of at most 1000 characters", refusal(unfinished + "1").expected());
    }

    @Test
    void isRefusedAtTheLimitHoweverLongItGoesOn() {
        assertEquals(1_000, refusal("9".repeat(1_000_000)).offset());
        assertEquals(1_000, refusal("0." + "9".repeat(1_000_000)).offset());
        assertEquals(1_000, refusal("0e" + "0".repeat(1_000_000)).offset());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2.50",
                "-0",
                "-0.0",
                "1E400",
                "1e+05",
                "0.10E-00",
                "123456789012345678901234567890",
                "1e999999999"
            })
    void keepsItsText(String text) {
        assertEquals(text, ((JsonNumber) BothInputs.parse(text)).toString());
        assertEquals(text, BothInputs.parse(text).toString());
        assertEquals("[" + text + "]", BothInputs.parse("[ " + text + " ]").toString());
        assertEquals(text, BothInputs.parse(text).toPrettyString());
    }

    static Stream<Arguments> exactIntegers() {
        return Stream.of(
                Arguments.of("0", 0L),
                Arguments.of("-0", 0L),
                Arguments.of("0.0", 0L),
                Arguments.of("-0.000e5", 0L),
                Arguments.of("0e9", 0L),
                Arguments.of("0e999999999", 0L),
                Arguments.of("0e-999999999", 0L),
                Arguments.of("0.00e99999999999999999999999999", 0L),
                Arguments.of("1.0", 1L),
                Arguments.of("-1.0", -1L),
                Arguments.of("1e2", 100L),
                Arguments.of("1E+2", 100L),
                Arguments.of("1e0", 1L),
                Arguments.of("1e002", 100L),
                Arguments.of("100e-2", 1L),
                Arguments.of("100.00e-2", 1L),
                Arguments.of("1.50e1", 15L),
                Arguments.of("0.001e3", 1L),
                Arguments.of("-12.5e+1", -125L),
                Arguments.of("2147483647", (long) Integer.MAX_VALUE),
                Arguments.of("-2147483648", (long) Integer.MIN_VALUE),
                Arguments.of("2147483647.000", (long) Integer.MAX_VALUE),
                Arguments.of("-2.147483648e9", (long) Integer.MIN_VALUE),
                Arguments.of("0." + "0".repeat(990) + "1e991", 1L),
                Arguments.of("0." + "0".repeat(990) + "1e1000", 1_000_000_000L),
                Arguments.of("-0." + "0".repeat(985) + "25E+000987", -25L),
                Arguments.of("1" + "0".repeat(900) + "e-900", 1L),
                Arguments.of("1" + "0".repeat(990) + ".00e-990", 1L),
                Arguments.of("7." + "0".repeat(998), 7L));
    }

    static Stream<Arguments> exactLongs() {
        return Stream.of(
                Arguments.of("2147483648", 2147483648L),
                Arguments.of("-2147483649", -2147483649L),
                Arguments.of("9223372036854775807", Long.MAX_VALUE),
                Arguments.of("-9223372036854775808", Long.MIN_VALUE),
                Arguments.of("9223372036854775807.0", Long.MAX_VALUE),
                Arguments.of("9.223372036854775807e18", Long.MAX_VALUE),
                Arguments.of("-9.223372036854775808E18", Long.MIN_VALUE),
                Arguments.of("92233720368547758070e-1", Long.MAX_VALUE),
                Arguments.of("1e18", 1_000_000_000_000_000_000L),
                Arguments.of("0." + "0".repeat(990) + "1e1001", 10_000_000_000L));
    }

    static Stream<String> noIntegers() {
        return Stream.of(
                "1.5",
                "0.1",
                "-0.5",
                "1e-1",
                "10e-2",
                "123e-2",
                "9223372036854775807.5",
                "9223372036854775808",
                "-9223372036854775809",
                "9223372036854775808.0",
                "-9.223372036854775809e18",
                "92233720368547758075e-1",
                "10000000000000000000",
                "1e19",
                "-1e19",
                "1e20",
                "1e400",
                "18446744073709551617",
                "1e2147483647",
                "1e2147483648",
                "1e4294967296",
                "1e4294967298",
                "1e18446744073709551616",
                "1e-2147483648",
                "1e-4294967296",
                "1e999999999",
                "-1e999999999",
                "1e-999999999",
                "1.5e999999999",
                "0.1e-999999999");
    }

    @ParameterizedTest
    @MethodSource("exactIntegers")
    void isAnExactInt(String text, long value) {
        assertEquals((int) value, BothInputs.parse(text).asInt());
    }

    @ParameterizedTest
    @MethodSource({"exactIntegers", "exactLongs"})
    void isAnExactLong(String text, long value) {
        assertEquals(value, BothInputs.parse(text).asLong());
    }

    @ParameterizedTest
    @MethodSource("noIntegers")
    @ValueSource(strings = {"2147483648", "-2147483649", "2147483648.0", "1e10", "4294967296", "-9223372036854775808"})
    void isNoInt(String text) {
        assertMismatch(NOT_AN_INT + text, BothInputs.parse(text)::asInt);
    }

    @ParameterizedTest
    @MethodSource("noIntegers")
    void isNoLong(String text) {
        assertMismatch(NOT_A_LONG + text, BothInputs.parse(text)::asLong);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.0",
        "-0, -0.0",
        "-0.0, -0.0",
        "0.1, 0.1",
        "1e2, 100",
        "9007199254740993, 9007199254740992",
        "1.7976931348623157e308, 1.7976931348623157E308",
        "1.7976931348623158e308, 1.7976931348623157E308",
        "-1.7976931348623157e308, -1.7976931348623157E308",
        "4.9e-324, 4.9E-324",
        "1e-400, 0.0",
        "-1e-400, -0.0",
        "1e-999999999, 0.0",
        "0e999999999, 0.0",
        "1e-99999999999999999999, 0.0",
    })
    void isTheNearestDouble(String text, double value) {
        assertEquals(value, BothInputs.parse(text).asDouble());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.7976931348623159e308",
                "1e309",
                "-1e309",
                "1e999999999",
                "-1e999999999",
                "1e99999999999999999999"
            })
    void isNoDouble(String text) {
        assertMismatch(NOT_A_DOUBLE + text, BothInputs.parse(text)::asDouble);
    }

    @Test
    void isNoDoubleWhenItHasAThousandDigits() {
        assertMismatch(NOT_A_DOUBLE + "9".repeat(40) + "…", BothInputs.parse("9".repeat(1_000))::asDouble);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "2.50",
                "-0.00",
                "1e2",
                "1.50E+3",
                "1e1000",
                "1e-1000",
                "-9.99e1000",
                "0e1000",
                "1e0001000",
                "1E+0",
                "12345678901234567890.123456789"
            })
    void isABigDecimalWithTheScaleOfItsText(String text) {
        assertEquals(new BigDecimal(text), BothInputs.parse(text).asBigDecimal());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e1001",
                "1e-1001",
                "-1E+1001",
                "0e1001",
                "0.1e1001",
                "10e-1001",
                "1e01001",
                "1e999999999",
                "1e-999999999",
                "0e999999999",
                "1e2147483648",
                "1e-4294967296",
                "1e18446744073709551616"
            })
    void isNeitherABigDecimalNorABigIntegerBeyondTheBound(String text) {
        JsonValue number = BothInputs.parse(text);

        assertMismatch(NOT_BOUNDED + text, number::asBigDecimal);
        assertMismatch(NOT_BOUNDED + text, number::asBigInteger);
        assertMismatch(NOT_BOUNDED + text, number::toJava);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, 0",
        "0.0, 0",
        "0e-1000, 0",
        "1e2, 100",
        "1.50e1, 15",
        "100e-2, 1",
        "-7.000, -7",
        "9223372036854775808, 9223372036854775808",
        "123456789012345678901234567890, 123456789012345678901234567890",
        "1.8446744073709551616e19, 18446744073709551616",
    })
    void isAnExactBigInteger(String text, BigInteger value) {
        assertEquals(value, BothInputs.parse(text).asBigInteger());
    }

    @Test
    void isABigIntegerUpToTheBound() {
        assertEquals(BigInteger.TEN.pow(1_000), BothInputs.parse("1e1000").asBigInteger());
        assertEquals(
                new BigInteger("9".repeat(1_000)),
                BothInputs.parse("9".repeat(1_000)).asBigInteger());
        assertEquals(
                new BigInteger("9".repeat(990) + "0".repeat(1_000)),
                BothInputs.parse("9".repeat(990) + "e1000").asBigInteger());
        assertEquals(
                BigInteger.TEN.pow(9),
                BothInputs.parse("0." + "0".repeat(990) + "1e1000").asBigInteger());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.5", "0.1", "1e-1", "1e-1000", "12.34e1", "15e-1"})
    void isNoBigIntegerWithAFraction(String text) {
        assertMismatch(NOT_WHOLE + text, BothInputs.parse(text)::asBigInteger);
    }

    @Test
    void isShownUpToFortyCharacters() {
        String forty = "1234567890".repeat(4);

        assertMismatch(NOT_A_LONG + forty, BothInputs.parse(forty)::asLong);
        assertMismatch(NOT_A_LONG + forty + "…", BothInputs.parse(forty + "1")::asLong);
        assertMismatch(NOT_AN_INT + "1".repeat(40) + "…", BothInputs.parse("1".repeat(1_000))::asInt);
    }

    @Test
    void isNeverExpanded() {
        JsonValue huge = BothInputs.parse("1e999999999");
        JsonValue tiny = BothInputs.parse("[1e-999999999]");

        assertEquals("1e999999999", huge.toString());
        assertEquals("[\n  1e-999999999\n]", tiny.toPrettyString());
        assertEquals(huge, BothInputs.parse("1e999999999"));
        assertEquals(huge.hashCode(), BothInputs.parse("1e999999999").hashCode());
        assertMismatch("[0]: " + NOT_BOUNDED + "1e-999999999", tiny::toJava);
        assertMismatch("n: " + NOT_BOUNDED + "1e999999999", JsonObject.of("n", huge)::toJava);
    }

    static Stream<Arguments> plainJavaValues() {
        return Stream.of(
                Arguments.of("0", 0L),
                Arguments.of("-0", 0L),
                Arguments.of("2147483648", 2147483648L),
                Arguments.of("9223372036854775807", Long.MAX_VALUE),
                Arguments.of("-9223372036854775808", Long.MIN_VALUE),
                Arguments.of("9223372036854775808", new BigInteger("9223372036854775808")),
                Arguments.of("-9223372036854775809", new BigInteger("-9223372036854775809")),
                Arguments.of("1.0", new BigDecimal("1.0")),
                Arguments.of("2.50", new BigDecimal("2.50")),
                Arguments.of("1e2", new BigDecimal("1e2")),
                Arguments.of("0e0", new BigDecimal("0e0")),
                Arguments.of("1E1000", new BigDecimal("1E1000")));
    }

    @ParameterizedTest
    @MethodSource("plainJavaValues")
    void becomesALongElseABigIntegerAndWithFractionOrExponentABigDecimal(String text, Number value) {
        assertEquals(value, BothInputs.parse(text).toJava());
        assertEquals(List.of(value), BothInputs.parse("[" + text + "]").toJava());
    }

    @Test
    void isEqualByText() {
        assertEquals(BothInputs.parse("1.0"), JsonValue.of(1.0));
        assertEquals(BothInputs.parse("1.0").hashCode(), JsonValue.of(1.0).hashCode());
        assertNotEquals(BothInputs.parse("1.0"), BothInputs.parse("1"));
        assertNotEquals(BothInputs.parse("-0"), BothInputs.parse("0"));
        assertNotEquals(BothInputs.parse("1e2"), BothInputs.parse("1E2"));
        assertNotEquals(BothInputs.parse("1"), BothInputs.parse("\"1\""));
        assertTrue(JsonObject.of("n", BothInputs.parse("1.50")).get("n").equals(BothInputs.parse("1.50")));
    }

    private static JsonParseException refusal(String json) {
        return assertThrows(JsonParseException.class, () -> BothInputs.parse(json));
    }

    private static void assertMismatch(String message, Executable conversion) {
        assertEquals(message, assertThrows(JsonValueException.class, conversion).getMessage());
    }
}

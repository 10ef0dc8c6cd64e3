package konpro.errors.json;

import static konpro.errors.testkit.BothInputs.parse;
import static konpro.errors.testkit.BothInputs.refusal;
import static org.junit.jupiter.api.Assertions.*;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers: their text is kept, and they convert exactly or not at all. Tables show 990 zeros as {@code (0*990)}. */
class JsonNumberTest {

    private static final Pattern REPEATED = Pattern.compile("\\(([0-9])\\*([0-9]+)\\)");

    private static final String NOT_AN_INT = "expected an integer from -2147483648 to 2147483647, found the number ";
    private static final String NOT_A_LONG =
            "expected an integer from -9223372036854775808 to 9223372036854775807, found the number ";
    private static final String NOT_A_DOUBLE = "expected a number within the range of double, found the number ";
    private static final String NOT_BOUNDED =
            "expected a number with an exponent from -1000 to 1000, found the number ";
    private static final String NOT_WHOLE = "expected a whole number, found the number ";
    private static final String TOO_LONG = "a number of at most 1000 characters";

    /** {@return the numbers in a text, which are separated by white space} */
    private static List<String> numbers(String shown) {
        String numbers =
                REPEATED.matcher(shown).replaceAll(digit -> digit.group(1).repeat(Integer.parseInt(digit.group(2))));
        return List.of(numbers.strip().split("\\s+", -1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"#", "[#]", "[1,#,2]", "{\"a\":#}", " # "})
    void hasAtMostAThousandCharacters(String text) {
        for (String longest : numbers("""
                (1*1000) -(1*999) 0.(1*998) (1*500).(1*499) (1*998).1
                1e(1*998) 1E+(1*997) 1e-(0*997) (1*997)e+1 -0.(0*400)E-(9*595)
                """)) {
            assertEquals(1_000, longest.length());
            String json = text.replace("#", longest);
            assertEquals(json.strip(), parse(json).toString());

            JsonParseException refusal = refusal(text.replace("#", longest + "0"));
            assertEquals(TOO_LONG, refusal.expected());
            assertEquals(text.indexOf('#') + 1_000, refusal.offset());
        }
    }

    @Test
    void isRefusedWhereADigitIsMissingAtTheLimit() {
        for (String unfinished : numbers("(1*999). (1*999)e (1*998)e- (1*998)E+")) {
            assertEquals(1_000, unfinished.length());
            assertEquals("a digit", refusal(unfinished).expected());
            assertEquals(TOO_LONG, refusal(unfinished + "1").expected());
        }
    }

    @Test
    void isRefusedAtTheLimitHoweverLongItIs() {
        for (String text : numbers("(9*1000000) 0.(9*1000000) 0e(0*1000000)")) {
            assertEquals(1_000, refusal(text).offset());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0           | 0 -0 0.0 -0.000e5 0e9 0e999999999 0e-999999999 0.00e99999999999999999999999999
            1           | 1.0 1e0 100e-2 100.00e-2 0.001e3 0.(0*990)1e991 1(0*900)e-900 1(0*990).00e-990
            -1          | -1.0
            7           | 7.(0*998)
            15          | 1.50e1
            -25         | -0.(0*985)25E+000987
            100         | 1e2 1E+2 1e002
            -125        | -12.5e+1
            1000000000  | 0.(0*990)1e1000
            2147483647  | 2147483647 2147483647.000
            -2147483648 | -2147483648 -2.147483648e9
            """)
    void isAnExactIntAndLong(int value, String texts) {
        for (String text : numbers(texts)) {
            assertEquals(value, parse(text).asInt(), text);
            assertEquals(value, parse(text).asLong(), text);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2147483648           | 2147483648 2147483648.0
            -2147483649          | -2147483649
            4294967296           | 4294967296
            10000000000          | 0.(0*990)1e1001 1e10
            1000000000000000000  | 1e18
            9223372036854775807  | 9223372036854775807 9223372036854775807.0 9.223372036854775807e18 92233720368547758070e-1
            -9223372036854775808 | -9223372036854775808 -9.223372036854775808E18
            """)
    void isAnExactLongButNoInt(long value, String texts) {
        for (String text : numbers(texts)) {
            assertEquals(value, parse(text).asLong(), text);
        }
        assertMismatches(NOT_AN_INT, JsonValue::asInt, texts);
    }

    @Test
    void isNeitherIntNorLong() {
        String texts = """
                1.5 0.1 -0.5 1e-1 10e-2 123e-2 9223372036854775807.5 92233720368547758075e-1
                9223372036854775808 -9223372036854775809 9223372036854775808.0 -9.223372036854775809e18
                10000000000000000000 18446744073709551617 1e19 -1e19 1e20 1e400 1e999999999 -1e999999999 1e-999999999
                1e2147483647 1e2147483648 1e4294967296 1e4294967298 1e18446744073709551616 1e-2147483648 1e-4294967296
                1.5e999999999 0.1e-999999999
                """;
        assertMismatches(NOT_AN_INT, JsonValue::asInt, texts);
        assertMismatches(NOT_A_LONG, JsonValue::asLong, texts);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0.0                     | 0 1e-400 1e-999999999 0e999999999 1e-99999999999999999999
            -0.0                    | -0 -0.0 -1e-400
            0.1                     | 0.1
            100                     | 1e2
            9007199254740992        | 9007199254740993
            4.9E-324                | 4.9e-324
            1.7976931348623157E308  | 1.7976931348623157e308 1.7976931348623158e308
            -1.7976931348623157E308 | -1.7976931348623157e308
            """)
    void isTheNearestDouble(double value, String texts) {
        for (String text : numbers(texts)) {
            assertEquals(value, parse(text).asDouble(), text);
        }
    }

    @Test
    void isNoDouble() {
        assertMismatches(NOT_A_DOUBLE, JsonValue::asDouble, """
                1.7976931348623159e308 1e309 -1e309 1e999999999 -1e999999999 1e99999999999999999999 (9*1000)
                """);
    }

    @Test
    void isABigDecimalWithTheScaleOfItsText() {
        for (String text : numbers("""
                0 2.50 -0.00 1e2 1.50E+3 1e1000 1e-1000 -9.99e1000 0e1000 1e0001000 1E+0 12345678901234567890.123456789
                """)) {
            assertEquals(new BigDecimal(text), parse(text).asBigDecimal());
        }
    }

    @Test
    void isNeitherABigDecimalNorABigIntegerBeyondTheLimit() {
        String texts = """
                1e1001 1e-1001 -1E+1001 0e1001 0.1e1001 10e-1001 1e01001 1e999999999 1e-999999999 0e999999999
                1e2147483648 1e-4294967296 1e18446744073709551616
                """;
        assertMismatches(NOT_BOUNDED, JsonValue::asBigDecimal, texts);
        assertMismatches(NOT_BOUNDED, JsonValue::asBigInteger, texts);
        assertMismatches(NOT_BOUNDED, JsonValue::toJava, texts);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0                              | 0 -0 0.0 0e-1000
            1                              | 100e-2
            15                             | 1.50e1
            100                            | 1e2
            -7                             | -7.000
            1000000000                     | 0.(0*990)1e1000
            9223372036854775808            | 9223372036854775808
            18446744073709551616           | 1.8446744073709551616e19
            123456789012345678901234567890 | 123456789012345678901234567890
            1(0*1000)                      | 1e1000
            (9*1000)                       | (9*1000)
            (9*990)(0*1000)                | (9*990)e1000
            """)
    void isAnExactBigInteger(String value, String texts) {
        for (String text : numbers(texts)) {
            assertEquals(new BigInteger(numbers(value).get(0)), parse(text).asBigInteger());
        }
    }

    @Test
    void isNoBigIntegerWithAFraction() {
        assertMismatches(NOT_WHOLE, JsonValue::asBigInteger, "1.5 0.1 1e-1 1e-1000 12.34e1 15e-1");
    }

    @Test
    void isShownUpToFortyCharacters() {
        assertMismatches(NOT_A_LONG, JsonValue::asLong, "(1*40) (2*41)");
        assertMismatches(NOT_AN_INT, JsonValue::asInt, "(1*1000)");
    }

    @Test
    void isNeverExpanded() {
        JsonValue huge = parse("1e999999999");
        JsonValue tiny = parse("[1e-999999999]");

        assertEquals("1e999999999", huge.toString());
        assertEquals("[\n  1e-999999999\n]", tiny.toPrettyString());
        assertEquals(huge, parse("1e999999999"));
        assertEquals(huge.hashCode(), parse("1e999999999").hashCode());
        assertMismatch("[0]: " + NOT_BOUNDED + "1e-999999999", tiny::toJava);
        assertMismatch("n: " + NOT_BOUNDED + "1e999999999", JsonObject.of("n", huge)::toJava);
    }

    @Test
    void becomesALongElseABigIntegerAndWithFractionOrExponentABigDecimal() {
        assertEquals(0L, parse("-0").toJava());
        for (String text : numbers("0 2147483648 9223372036854775807 -9223372036854775808")) {
            assertEquals(Long.valueOf(text), parse(text).toJava());
            assertEquals(List.of(Long.valueOf(text)), parse("[" + text + "]").toJava());
        }
        for (String text : numbers("9223372036854775808 -9223372036854775809")) {
            assertEquals(new BigInteger(text), parse(text).toJava());
        }
        for (String text : numbers("1.0 2.50 1e2 0e0 1E1000")) {
            assertEquals(new BigDecimal(text), parse(text).toJava());
        }
    }

    @Test
    void isEqualByText() {
        assertEquals(parse("1.0"), JsonValue.of(1.0));
        assertEquals(parse("1.0").hashCode(), JsonValue.of(1.0).hashCode());
        assertNotEquals(parse("1.0"), parse("1"));
        assertNotEquals(parse("-0"), parse("0"));
        assertNotEquals(parse("1e2"), parse("1E2"));
        assertNotEquals(parse("1"), parse("\"1\""));
        assertEquals(JsonObject.of("n", parse("1.50")).get("n"), parse("1.50"));
    }

    private static void assertMismatches(String message, Consumer<JsonValue> conversion, String texts) {
        for (String text : numbers(texts)) {
            String shown = text.length() <= 40 ? text : text.substring(0, 40) + "…";
            assertMismatch(message + shown, () -> conversion.accept(parse(text)));
        }
    }

    private static void assertMismatch(String message, Executable conversion) {
        assertEquals(message, assertThrows(JsonValueException.class, conversion).getMessage());
    }
}

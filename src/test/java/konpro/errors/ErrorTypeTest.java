package konpro.errors;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.*;

import konpro.errors.testkit.ShopError;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorTypeTest {

    private static final String CODE_REFUSED =
            "Expected an error code of 1 to 100 characters of A-Z a-z 0-9 _ . - from konpro.errors.ErrorTypeTest$Type but found ";

    /** Whatever an application may have made up. */
    private record Type(String code, int status) implements ErrorType {}

    @Test
    void hasTheMessageOfTheDocumentedCodeForItsStatusUnlessItSaysMore() {
        assertEquals("The request is invalid", ShopError.OUT_OF_STOCK.message());
        assertEquals("Too many requests", new Type("TOO_FAST", 429).message());
        assertEquals("Server processing error", new Type("UPSTREAM", 502).message());
    }

    @Test
    void givesAnErrorItsCode() {
        assertEquals(
                "OUT_OF_STOCK",
                ApiError.of(ShopError.OUT_OF_STOCK, "Only 2 left").code());
        assertEquals(
                "OUT_OF_STOCK",
                ErrorEnvelope.of(ShopError.OUT_OF_STOCK, "Only 2 left", "r")
                        .error()
                        .code());
    }

    @Test
    void mayUseLatinLettersDigitsUnderscoreDotAndDashInItsCode() {
        String allowed = IntStream.rangeClosed(0, 0xFFFF)
                .mapToObj(Character::toString)
                .filter(ErrorTypeTest::isAccepted)
                .collect(joining());

        assertEquals("-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz", allowed);
    }

    private static boolean isAccepted(String code) {
        try {
            return ApiError.of(new Type(code, 400), "m").code().equals(code);
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }

    static Stream<String> codesOfAnotherForm() {
        return Stream.of("", "OUT OF STOCK", "OUT_OF_STOCK\n", "ÄRGER", "X".repeat(101));
    }

    @ParameterizedTest
    @NullSource
    @MethodSource("codesOfAnotherForm")
    void isRefusedWithACodeOfAnotherForm(String code) {
        Type type = new Type(code, 400);

        assertRefused(CODE_REFUSED + (code == null ? "null" : "'" + SafeText.of(code, 100) + "'"), type);
    }

    enum Shouting implements ErrorType {
        OUT$OF_STOCK;

        @Override
        public String code() {
            return name();
        }

        @Override
        public int status() {
            return 409;
        }
    }

    @Test
    void namesTheConstantThatIsRefused() {
        assertEquals(
                CODE_REFUSED.replace("$Type", "$Shouting.OUT$OF_STOCK") + "'OUT$OF_STOCK'",
                assertThrows(IllegalArgumentException.class, () -> ApiError.of(Shouting.OUT$OF_STOCK, "m"))
                        .getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, 0, 200, 399, 600, Integer.MAX_VALUE})
    void isRefusedWithAStatusThatIsNoError(int status) {
        Type type = new Type("ANY", status);

        assertRefused("Expected an error status from 400 to 599 for ANY but found " + status, type);
    }

    @Test
    void isRefusedWithoutAMessage() {
        ErrorType mute = new ErrorType() {
            @Override
            public String code() {
                return "MUTE";
            }

            @Override
            public int status() {
                return 409;
            }

            @Override
            public String message() {
                return null;
            }
        };

        assertEquals(
                "Expected a message of MUTE but found null",
                assertThrows(IllegalArgumentException.class, () -> new ApiException(mute, "m"))
                        .getMessage());
    }

    private static void assertRefused(String message, Type type) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> ApiError.of(type, "m"))
                        .getMessage());
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> ErrorEnvelope.of(type, "m", "r"))
                        .getMessage());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 499, 500, 599})
    void mayHaveAnyErrorStatusAndACodeOf100Characters(int status) {
        String code = "X".repeat(100);

        assertEquals(code, ApiError.of(new Type(code, status), "m").code());
    }
}

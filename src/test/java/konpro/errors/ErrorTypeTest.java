package konpro.errors;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.*;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import konpro.errors.testkit.ShopError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorTypeTest {

    private record Type(String code, int status, String message) implements ErrorType {}

    private record TypeWithoutMessage(String code, int status) implements ErrorType {}

    @Test
    void hasTheMessageOfTheDocumentedCodeForItsStatusByDefault() {
        assertEquals("The request is invalid", ShopError.OUT_OF_STOCK.message());
        assertEquals("Too many requests", new TypeWithoutMessage("TOO_FAST", 429).message());
        assertEquals("Server processing error", new TypeWithoutMessage("UPSTREAM", 502).message());
    }

    // ---- what is refused wherever a type is used

    private static void assertRefused(String message, ErrorType type) {
        ErrorMapper.Builder builder = ErrorMapper.builder();
        for (Executable use : List.<Executable>of(
                () -> ApiError.of(type, "m"),
                () -> ErrorEnvelope.of(type, "m", "r"),
                () -> new ApiException(type, "m"),
                () -> builder.map(IllegalStateException.class, type))) {
            assertEquals(
                    message, assertThrows(IllegalArgumentException.class, use).getMessage());
        }
    }

    @Test
    void mayUseLatinLettersDigitsUnderscoreDotAndDashInItsCode() {
        String accepted = IntStream.rangeClosed(0, 0xFFFF)
                .mapToObj(Character::toString)
                .filter(ErrorTypeTest::isAccepted)
                .collect(joining());

        assertEquals("-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz", accepted);
    }

    private static boolean isAccepted(String code) {
        try {
            return ApiError.of(new TypeWithoutMessage(code, 400), "m").code().equals(code);
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }

    private static String refusedCode(String owner, String code) {
        return "Expected an error code of 1 to 100 characters of A-Z a-z 0-9 _ . - from " + owner + " but found "
                + (code == null ? "null" : "'" + SafeText.of(code, 100) + "'");
    }

    @Test
    void refusesACodeOfAnotherForm() {
        String tooLong = "X".repeat(101);
        for (String code : Arrays.asList(null, "", "OUT OF STOCK", "OUT\n", "CODE\r\nX: y", "ÄRGER", tooLong)) {
            assertRefused(refusedCode("konpro.errors.ErrorTypeTest$Type", code), new Type(code, 400, "m"));
        }
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
        assertRefused(
                refusedCode("konpro.errors.ErrorTypeTest$Shouting.OUT$OF_STOCK", "OUT$OF_STOCK"),
                Shouting.OUT$OF_STOCK);
        assertEquals(
                refusedCode("a type", "not found"),
                assertThrows(IllegalArgumentException.class, () -> new CheckedType("not found", 404, "m"))
                        .getMessage());
    }

    @Test
    void hasAMessageAndAStatusFrom400To599() {
        assertRefused("Expected a message of MUTE but found null", new Type("MUTE", 409, null));
        for (int status : new int[] {Integer.MIN_VALUE, 0, 200, 399, 600, Integer.MAX_VALUE}) {
            String message = "Expected an error status from 400 to 599 for ANY but found " + status;
            assertRefused(message, new TypeWithoutMessage("ANY", status));
        }
        for (int status : new int[] {400, 499, 500, 599}) {
            assertEquals(status, new ApiException(new TypeWithoutMessage("X".repeat(100), status)).status());
        }
    }

    // ---- of a status

    @Test
    void ofAStatusIsItsDocumentedCodeOrThatOfItsClassWithItsOwnStatus() {
        for (int status = 400; status <= 599; status++) {
            ErrorCode code = ErrorCode.fallbackFor(status);
            ErrorType type = ErrorType.ofStatus(status);

            assertEquals(status, type.status());
            assertEquals(code.code(), type.code());
            assertEquals(code.status() == status, type == code, () -> "for " + type);
        }
        for (int status : new int[] {Integer.MIN_VALUE, -400, 0, 100, 200, 304, 399, 600, 999, Integer.MAX_VALUE}) {
            assertThrows(IllegalArgumentException.class, () -> ErrorType.ofStatus(status));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, The request is invalid", "402, Payment Required", "405, Method Not Allowed",
        "409, Conflict", "413, Content Too Large", "415, Unsupported Media Type",
        "418, The request is invalid", "422, Unprocessable Content", "431, Request Header Fields Too Large",
        "451, Unavailable For Legal Reasons", "499, The request is invalid", "500, Server processing error",
        "502, Bad Gateway", "504, Gateway Timeout", "599, Server processing error",
    })
    void ofAStatusHasTheReasonPhraseAsItsMessage(int status, String message) {
        assertEquals(message, ErrorType.ofStatus(status).message());
    }
}

package konpro.errors;

import static org.junit.jupiter.api.Assertions.*;

import java.io.NotSerializableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import konpro.errors.json.JsonObject;
import konpro.errors.testkit.JavaSerialization;
import konpro.errors.testkit.ShopError;
import org.junit.jupiter.api.Test;

class ApiExceptionTest {

    private final ApiException outOfStock = new ApiException(ShopError.OUT_OF_STOCK, "Only 2 left");

    @Test
    void isBuiltInOneExpression() {
        Exception cause = new Exception("cause");

        ApiException exception = outOfStock
                .detail("left", 2)
                .retryAfter(Duration.ofSeconds(30))
                .initCause(cause)
                .detail("tags", List.of(true))
                .detail("left", null);

        assertSame(outOfStock, exception);
        assertSame(ShopError.OUT_OF_STOCK, exception.type());
        assertEquals("""
                {"code":"OUT_OF_STOCK","message":"Only 2 left","details":{"left":null,"tags":[true]}}""", exception.error().toString());
        assertEquals(Optional.of(Duration.ofSeconds(30)), exception.retryAfter());
        assertEquals(
                Optional.of(Duration.ZERO),
                exception.retryAfter(Duration.ofNanos(-1)).retryAfter());
        assertSame(cause, exception.getCause());
    }

    @Test
    void hasTheMessageOfItsTypeAndNothingElseByDefault() {
        for (ErrorType type : List.of(ErrorCode.RESOURCE_NOT_FOUND, ShopError.OUT_OF_STOCK, ErrorType.ofStatus(405))) {
            ApiException exception = new ApiException(type);
            ApiError expected = new ApiError(type.code(), type.message(), JsonObject.of());

            assertSame(type, exception.type());
            assertEquals(type.status(), exception.status());
            assertEquals(expected, exception.error());
            assertEquals(Optional.empty(), exception.retryAfter());
            assertNull(exception.getCause());
            assertEquals(expected, new ApiException(type, null).error());
            assertEquals(expected, ApiError.of(type, null));
            assertEquals(expected, ErrorEnvelope.of(type, null, "r").error());
        }
    }

    @Test
    void changesNothingThatItReturnedAndKeepsNothingThatItWasGiven() {
        List<String> tags = new ArrayList<>(List.of("a"));
        ApiError before = outOfStock.detail("tags", tags).error();
        ErrorResponse response =
                ErrorMapper.builder().onFailure((r, x) -> {}).build().respond(outOfStock, "req-1");
        tags.add("b");
        outOfStock.detail("more", 1).detail("tags", "none").retryAfter(Duration.ofSeconds(7));

        assertEquals("{\"tags\":[\"a\"]}", before.details().toString());
        assertEquals(before, response.envelope().error());
        assertEquals(before, ErrorEnvelope.parse(response.body()).error());
        assertNull(response.headers().get("Retry-After"));
    }

    @Test
    void isAboutTheFieldsThatAreInvalid() {
        List<FieldViolation> violations = List.of(new FieldViolation("a", "A is wrong"), new FieldViolation("b", "B"));
        ApiException one = ApiException.invalid("size", "Must be 1 to 512");

        assertSame(ErrorCode.VALIDATION_ERROR, one.type());
        assertEquals(ApiError.invalid("size", "Must be 1 to 512"), one.error());
        assertEquals("400 VALIDATION_ERROR: Request validation failed", one.getMessage());
        assertEquals(violations, ApiException.invalid(violations).error().violations());
        assertThrows(IllegalArgumentException.class, () -> ApiException.invalid(List.of()));
    }

    // ---- its message, which is for the log

    @Test
    void hasStatusCodeAndMessageInItsMessageButNeitherDetailsNorCause() {
        outOfStock.detail("secret", "swordfish").initCause(new Exception("swordfish"));

        assertEquals("409 OUT_OF_STOCK: Only 2 left", outOfStock.getMessage());
    }

    @Test
    void sanitisesAndBoundsItsMessageAndSendsTheExactOne() {
        String hostile = "Not \u001B[31m like\r\nthat\u202E " + "x".repeat(1_000_000);
        ApiException exception = new ApiException(ErrorCode.INVALID_REQUEST, hostile);

        String start = "400 INVALID_REQUEST: Not \uFFFD[31m like that\uFFFD ";
        assertEquals(start, exception.getMessage().substring(0, start.length()));
        assertEquals(1_021, exception.getMessage().length()); // 1,000 of it the message
        assertEquals(hostile, exception.error().message());
    }

    // ---- what it accepts

    @Test
    void hasOneCauseAtMost() {
        Exception cause = new Exception("cause");
        ApiException exception = new ApiException(ShopError.OUT_OF_STOCK, "m", cause);
        ApiException without = new ApiException(ShopError.OUT_OF_STOCK, "m", null);

        assertSame(cause, exception.getCause());
        assertThrows(IllegalStateException.class, () -> exception.initCause(new Exception()));
        assertSame(cause, without.initCause(cause).getCause());
        assertThrows(IllegalStateException.class, () -> without.initCause(new Exception()));
    }

    @Test
    void refusesNullAndDetailsThatHaveNoJson() {
        outOfStock.detail("a", 1);

        assertThrows(IllegalArgumentException.class, () -> outOfStock.detail("b", new Object()));
        assertThrows(IllegalArgumentException.class, () -> outOfStock.detail("b", Double.NaN));
        assertThrows(NullPointerException.class, () -> outOfStock.retryAfter(null));
        assertThrows(NullPointerException.class, () -> new ApiException(null, "m"));
        assertEquals("{\"a\":1}", outOfStock.error().details().toString());
    }

    @Test
    void isNotForJavaSerialization() {
        assertThrows(NotSerializableException.class, () -> JavaSerialization.copyOf(outOfStock));
    }

    /** A type that changes does not get an unchecked code or status onto the wire. */
    @Test
    void asksItsTypeOnce() {
        AtomicInteger calls = new AtomicInteger();
        ErrorType changing = new ErrorType() {
            @Override
            public String code() {
                return calls.getAndIncrement() == 0 ? "CODE" : "evil\r\nSet-Cookie: a=b";
            }

            @Override
            public int status() {
                return calls.getAndIncrement() <= 1 ? 409 : 200;
            }
        };
        ErrorResponse response = ErrorMapper.builder().build().respond(new ApiException(changing), "req-1");

        assertEquals(409, response.status());
        assertEquals("CODE", response.headers().get("X-Error-Code"));
        assertEquals("CODE", response.envelope().error().code());
    }
}

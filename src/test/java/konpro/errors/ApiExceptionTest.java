package konpro.errors;

import static org.junit.jupiter.api.Assertions.*;

import konpro.errors.testkit.JavaSerialization;
import konpro.errors.testkit.ShopError;
import java.io.NotSerializableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import konpro.errors.json.JsonObject;
import org.junit.jupiter.api.Test;

class ApiExceptionTest {

    @Test
    void isMadeInOneExpression() {
        Exception cause = new Exception("cause");

        ApiException exception = new ApiException(ErrorCode.RATE_LIMIT_EXCEEDED, "Only 10 requests a minute")
                .detail("limit", 10)
                .retryAfter(Duration.ofSeconds(30))
                .initCause(cause)
                .detail("window", "minute");

        assertSame(ErrorCode.RATE_LIMIT_EXCEEDED, exception.type());
        assertEquals("""
                {"code":"RATE_LIMIT_EXCEEDED","message":"Only 10 requests a minute","details":{"limit":10,"window":"minute"}}""", exception.error().toString());
        assertEquals(Optional.of(Duration.ofSeconds(30)), exception.retryAfter());
        assertSame(cause, exception.getCause());
    }

    @Test
    void isTheSameExceptionAfterEachStep() {
        ApiException exception = new ApiException(ShopError.OUT_OF_STOCK, "Only 2 left");

        assertSame(exception, exception.detail("left", 2));
        assertSame(exception, exception.retryAfter(Duration.ZERO));
        assertSame(exception, exception.initCause(null));
    }

    @Test
    void hasNothingThatWasNotSaid() {
        ApiException exception = new ApiException(ShopError.OUT_OF_STOCK, "Only 2 left");

        assertSame(ShopError.OUT_OF_STOCK, exception.type());
        assertEquals(new ApiError("OUT_OF_STOCK", "Only 2 left", JsonObject.of()), exception.error());
        assertEquals(Optional.empty(), exception.retryAfter());
        assertNull(exception.getCause());
    }

    @Test
    void saysWhatItsTypeSaysWhereNothingElseIsSaid() {
        assertEquals(
                ApiError.of(ErrorCode.RESOURCE_NOT_FOUND, ErrorCode.RESOURCE_NOT_FOUND.message()),
                new ApiException(ErrorCode.RESOURCE_NOT_FOUND).error());
        assertSame(ShopError.OUT_OF_STOCK, new ApiException(ShopError.OUT_OF_STOCK).type());
        assertEquals(405, new ApiException(ErrorType.ofStatus(405)).type().status());
    }

    @Test
    void givesADetailANewValueAtItsPlace() {
        ApiException exception = new ApiException(ShopError.OUT_OF_STOCK, "m")
                .detail("a", 1)
                .detail("b", List.of(true))
                .detail("a", null);

        assertEquals("{\"a\":null,\"b\":[true]}", exception.error().details().toString());
    }

    @Test
    void changesNothingThatItHasGivenAwayAndKeepsNothingThatItWasGiven() {
        List<String> tags = new ArrayList<>(List.of("a"));
        ApiException exception = new ApiException(ShopError.OUT_OF_STOCK, "m").detail("tags", tags);
        ApiError before = exception.error();
        ErrorResponse response =
                ErrorMapper.builder().onFailure((r, x) -> {}).build().respond(exception, "req-1");
        tags.add("b");
        exception.detail("more", 1).detail("tags", "none").retryAfter(Duration.ofSeconds(7));

        assertEquals("{\"tags\":[\"a\"]}", before.details().toString());
        assertEquals(before, response.envelope().error());
        assertEquals(before, ErrorEnvelope.parse(response.body()).error());
        assertNull(response.headers().get("Retry-After"));
    }

    @Test
    void refusesADetailThatHasNoJson() {
        ApiException exception = new ApiException(ShopError.OUT_OF_STOCK, "m").detail("a", 1);

        assertThrows(IllegalArgumentException.class, () -> exception.detail("b", new Object()));
        assertThrows(IllegalArgumentException.class, () -> exception.detail("b", Double.NaN));
        assertEquals("{\"a\":1}", exception.error().details().toString());
    }

    @Test
    void isAboutTheFieldsThatAreInvalid() {
        ApiException one = ApiException.invalid("size", "Must be 1 to 512");
        ApiException two = ApiException.invalid(
                List.of(new FieldViolation("a", "A is wrong"), new FieldViolation("b", "so is B")));

        assertSame(ErrorCode.VALIDATION_ERROR, one.type());
        assertEquals(ApiError.invalid("size", "Must be 1 to 512"), one.error());
        assertEquals("400 VALIDATION_ERROR: Request validation failed", one.getMessage());
        assertEquals(
                List.of(new FieldViolation("a", "A is wrong"), new FieldViolation("b", "so is B")),
                two.error().violations());
        assertThrows(IllegalArgumentException.class, () -> ApiException.invalid(List.of()));
    }

    // ---- its message, which is for the log

    @Test
    void hasStatusCodeAndMessageInItsMessage() {
        assertEquals(
                "409 OUT_OF_STOCK: Only 2 left", new ApiException(ShopError.OUT_OF_STOCK, "Only 2 left").getMessage());
    }

    @Test
    void hasItsMessageCleanAndBoundedAndTellsTheClientTheExactOne() {
        String hostile = "Not \u001B[31m like\r\nthat\u202E " + "x".repeat(1_000_000);
        ApiException exception = new ApiException(ErrorCode.INVALID_REQUEST, hostile);

        String start = "400 INVALID_REQUEST: Not \uFFFD[31m like that\uFFFD ";
        assertEquals(start, exception.getMessage().substring(0, start.length()));
        assertEquals(
                "400 INVALID_REQUEST: ".length() + 1_000, exception.getMessage().length());
        assertEquals(hostile, exception.error().message());
    }

    @Test
    void keepsDetailsAndCauseOutOfItsMessage() {
        assertEquals(
                "409 OUT_OF_STOCK: m",
                new ApiException(ShopError.OUT_OF_STOCK, "m")
                        .detail("secret", "swordfish")
                        .initCause(new Exception("swordfish"))
                        .getMessage());
    }

    // ---- what it refuses

    @Test
    void takesANegativeDelayForZero() {
        assertEquals(
                Optional.of(Duration.ZERO),
                new ApiException(ShopError.OUT_OF_STOCK)
                        .retryAfter(Duration.ofNanos(-1))
                        .retryAfter());
    }

    @Test
    void refusesASecondCause() {
        ApiException exception = new ApiException(ShopError.OUT_OF_STOCK, "m").initCause(new Exception());

        assertThrows(IllegalStateException.class, () -> exception.initCause(new Exception()));
    }

    @Test
    void refusesWhatIsNull() {
        ApiException exception = new ApiException(ShopError.OUT_OF_STOCK, "m");

        assertThrows(NullPointerException.class, () -> new ApiException(null, "m"));
        assertThrows(NullPointerException.class, () -> exception.retryAfter(null));
    }

    @Test
    void usesTheTypesMessageForNull() {
        assertEquals(
                "Too many requests",
                new ApiException(ErrorCode.RATE_LIMIT_EXCEEDED, null).error().message());
        assertEquals(
                "The request is invalid",
                ApiError.of(ShopError.OUT_OF_STOCK, null).message());
        assertEquals(
                "Too many requests",
                ErrorEnvelope.of(ErrorCode.RATE_LIMIT_EXCEEDED, null, "r")
                        .error()
                        .message());
    }

    @Test
    void takesACause() {
        Exception cause = new Exception("cause");
        ApiException exception = new ApiException(ShopError.OUT_OF_STOCK, "m", cause);

        assertSame(cause, exception.getCause());
        assertThrows(IllegalStateException.class, () -> exception.initCause(new Exception()));
        assertSame(
                cause,
                new ApiException(ShopError.OUT_OF_STOCK, "m", null)
                        .initCause(cause)
                        .getCause());
    }

    private static final class AvatarNotFound extends ApiException {

        private static final long serialVersionUID = 1;

        AvatarNotFound(int id) {
            super(ErrorCode.RESOURCE_NOT_FOUND, "There is no avatar " + id);
            detail("avatar_id", id);
        }
    }

    @Test
    void mayBeSubclassed() {
        ErrorResponse response = ErrorMapper.builder().build().respond(new AvatarNotFound(7), "req-1");

        assertEquals(404, response.status());
        assertEquals("There is no avatar 7", response.envelope().error().message());
        assertEquals("{\"avatar_id\":7}", response.envelope().error().details().toString());
    }

    /** A type is asked once: one that changes afterwards does not get an unchecked code onto the wire. */
    @Test
    void usesTheValuesThatWereChecked() {
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

    @Test
    void isNotForJavaSerialization() {
        assertThrows(
                NotSerializableException.class,
                () -> JavaSerialization.copyOf(new ApiException(ErrorCode.RATE_LIMIT_EXCEEDED)));
    }
}

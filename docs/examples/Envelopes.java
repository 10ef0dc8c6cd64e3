import java.util.List;
import konpro.errors.ApiError;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorEnvelope;
import konpro.errors.ErrorType;
import konpro.errors.FieldViolation;
import konpro.errors.RequestId;

/** Envelopes built and read, with documented codes and an application's own. */
class Envelopes {

    public static void main(String[] args) {
        System.out.println(build("req-123456").toJson());
        System.out.println(read(build("req-123456").toBytes()));
        System.out.println(ownCode().toJson());
        System.out.println(severalViolations().toJson());
        System.out.println(RequestId.next().matches("req-[0-9a-f]{32}"));
    }

    static ErrorEnvelope build(String requestId) {
        ErrorEnvelope envelope = ErrorEnvelope.of(ErrorCode.INVALID_REQUEST, "The request body is invalid", requestId)
                .withDetail("field", "avatar_id")
                .withDetail("reason", "Avatar ID is required");
        byte[] body = envelope.toBytes();
        return ErrorEnvelope.parse(body);
    }

    static String read(byte[] body) {
        ErrorEnvelope envelope = ErrorEnvelope.parse(body);
        if (envelope.error().is(ErrorCode.RATE_LIMIT_EXCEEDED)) {
            return "later, at most " + envelope.error().details().get("limit").asInt();
        }
        for (FieldViolation violation : envelope.error().violations()) {
            return violation.field() + ": " + violation.reason();
        }
        return envelope.error().message();
    }

    static ErrorEnvelope ownCode() {
        return ErrorEnvelope.of(ShopError.OUT_OF_STOCK, "Only 2 left", "req-123457")
                .withDetail("left", 2);
    }

    static ErrorEnvelope severalViolations() {
        ApiError error = ApiError.invalid(List.of(
                new FieldViolation("name", "Must not be blank"), new FieldViolation("size", "Must be 1 to 512")));
        return new ErrorEnvelope(error, "req-123458");
    }

    enum ShopError implements ErrorType {
        OUT_OF_STOCK(409);

        private final int status;

        ShopError(int status) {
            this.status = status;
        }

        @Override
        public String code() {
            return name();
        }

        @Override
        public int status() {
            return status;
        }
    }
}

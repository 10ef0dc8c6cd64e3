package consumer;

import konpro.errors.ErrorCode;
import konpro.errors.ErrorEnvelope;

/** Sends the documented example to itself, and prints what arrived. */
public class Main {
    public static void main(String[] args) {
        ErrorEnvelope sent = ErrorEnvelope.of(ErrorCode.INVALID_REQUEST, "The request body is invalid", "req-123456")
                .withDetail("field", "avatar_id")
                .withDetail("reason", "Avatar ID is required");
        ErrorEnvelope received = ErrorEnvelope.parse(sent.toBytes());
        System.out.println(received.toJson());
    }
}

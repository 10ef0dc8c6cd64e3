package added;

import java.util.Arrays;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorEnvelope;
import konpro.errors.json.JsonObject;

/** Writes and reads an envelope with each code, documented or added. */
public class Main {

    public static void main(String[] args) {
        for (ErrorCode code : ErrorCode.values()) {
            check(ErrorEnvelope.of(code, code.message(), "req-1"));
            check(ErrorEnvelope.of(code, "another message", "req-1").withDetail("field", code.code()));
            if (ErrorCode.find(code.code()).orElseThrow() != code) {
                throw new AssertionError(code);
            }
        }
        System.out.println(ErrorCode.values().length + " codes");
    }

    private static void check(ErrorEnvelope envelope) {
        JsonObject tree = JsonObject.of(envelope.toMap());
        if (!Arrays.equals(envelope.toBytes(), tree.toBytes())
                || !ErrorEnvelope.parse(envelope.toBytes()).equals(envelope)
                || !ErrorEnvelope.parse(tree.toPrettyString()).equals(envelope)) {
            throw new AssertionError(envelope);
        }
    }
}

package konpro.errors;

import konpro.errors.json.Internals;
import konpro.errors.json.JsonObject;
import konpro.errors.json.text.Fragment;
import konpro.errors.json.text.JsonEncoder;

/** The short way from an envelope to bytes: what is the same in all of them is ready-made, and one array takes it all. */
final class EnvelopeWriter {

    static final Fragment CODE = Fragment.of("{'error':{'code':'");
    static final Fragment MESSAGE = Fragment.of("','message':'");
    static final Fragment DETAILS = Fragment.of("','details':");
    static final Fragment REQUEST_ID = Fragment.of("},'request_id':'");

    private EnvelopeWriter() {}

    static byte[] write(ErrorEnvelope envelope) {
        EnvelopeHead head = EnvelopeHead.of(envelope.error());
        long plainLength = length(envelope, head, true);
        if (JsonEncoder.isWorthATry(plainLength)) {
            byte[] out = JsonEncoder.array(plainLength);
            put(envelope, head, out, true);
            if (JsonEncoder.isPlain(out, head.json.length, quotes(envelope, head))) {
                return out;
            }
        }
        byte[] out = JsonEncoder.array(length(envelope, head, false));
        put(envelope, head, out, false);
        return out;
    }

    private static long length(ErrorEnvelope envelope, EnvelopeHead head, boolean plain) {
        ApiError error = envelope.error();
        JsonObject details = error.details();
        long length = REQUEST_ID.length() + 3L + head.json.length;
        if (!head.hasCode) {
            length += JsonEncoder.length(error.code(), plain) + MESSAGE.length();
        }
        if (!head.hasMessage) {
            length += JsonEncoder.length(error.message(), plain);
        }
        return length
                + (details.size() > 0 ? DETAILS.length() - 1 + Internals.length(details, plain) : 0)
                + JsonEncoder.length(envelope.requestId(), plain);
    }

    /** {@return how many quotes come behind the head} */
    private static int quotes(ErrorEnvelope envelope, EnvelopeHead head) {
        JsonObject details = envelope.error().details();
        return (head.hasCode ? 5 : 9) + (details.size() > 0 ? 2 + Internals.quotes(details) : 0);
    }

    private static void put(ErrorEnvelope envelope, EnvelopeHead head, byte[] out, boolean plain) {
        ApiError error = envelope.error();
        int at = head.json.length;
        System.arraycopy(head.json, 0, out, 0, at);
        if (!head.hasCode) {
            at = JsonEncoder.put(error.code(), out, at, plain);
            at = MESSAGE.put(out, at);
        }
        if (!head.hasMessage) {
            at = JsonEncoder.put(error.message(), out, at, plain);
        }
        if (error.details().size() > 0) {
            at = DETAILS.put(out, at);
            at = Internals.put(error.details(), out, at, plain);
        } else {
            out[at++] = '"';
        }
        at = REQUEST_ID.put(out, at);
        at = JsonEncoder.put(envelope.requestId(), out, at, plain);
        out[at] = '"';
        out[at + 1] = '}';
    }
}

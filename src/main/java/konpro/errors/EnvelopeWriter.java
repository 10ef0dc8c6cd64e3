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

    private static final int FIXED_LENGTH = CODE.length() + MESSAGE.length() + REQUEST_ID.length() + 3;
    private static final int FIXED_QUOTES = 14; // around four names and three strings

    private EnvelopeWriter() {}

    static byte[] write(ErrorEnvelope envelope) {
        long plainLength = length(envelope, true);
        if (JsonEncoder.isWorthATry(plainLength)) {
            byte[] out = JsonEncoder.array(plainLength);
            put(envelope, out, true);
            if (JsonEncoder.isPlain(out, quotes(envelope))) {
                return out;
            }
        }
        byte[] out = JsonEncoder.array(length(envelope, false));
        put(envelope, out, false);
        return out;
    }

    private static long length(ErrorEnvelope envelope, boolean plain) {
        ApiError error = envelope.error();
        JsonObject details = error.details();
        return FIXED_LENGTH
                + JsonEncoder.length(error.code(), plain)
                + JsonEncoder.length(error.message(), plain)
                + (details.size() > 0 ? DETAILS.length() - 1 + Internals.length(details, plain) : 0)
                + JsonEncoder.length(envelope.requestId(), plain);
    }

    private static int quotes(ErrorEnvelope envelope) {
        JsonObject details = envelope.error().details();
        return FIXED_QUOTES + (details.size() > 0 ? 2 + Internals.quotes(details) : 0);
    }

    private static void put(ErrorEnvelope envelope, byte[] out, boolean plain) {
        ApiError error = envelope.error();
        int at = CODE.put(out, 0);
        at = JsonEncoder.put(error.code(), out, at, plain);
        at = MESSAGE.put(out, at);
        at = JsonEncoder.put(error.message(), out, at, plain);
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

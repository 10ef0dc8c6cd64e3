package konpro.errors;

import java.nio.charset.StandardCharsets;
import konpro.errors.json.Internals;
import konpro.errors.json.JsonObject;
import konpro.errors.json.text.JsonEncoder;

/** The short way from an envelope to bytes: what is the same in all of them is ready-made, and one array takes it all. */
final class EnvelopeWriter {

    private static final byte[] CODE = ascii("{'error':{'code':");
    private static final byte[] MESSAGE = ascii(",'message':");
    private static final byte[] DETAILS = ascii(",'details':");
    private static final byte[] REQUEST_ID = ascii("},'request_id':");
    private static final byte[] END = ascii("}");
    private static final long FIXED = CODE.length + MESSAGE.length + REQUEST_ID.length + END.length + 6; // quotes

    private EnvelopeWriter() {}

    static byte[] write(ErrorEnvelope envelope) {
        String code = envelope.error().code();
        String message = envelope.error().message();
        JsonObject details = envelope.error().details();
        String requestId = envelope.requestId();
        boolean detailed = details.size() > 0;

        long extra = JsonEncoder.extra(code)
                + JsonEncoder.extra(message)
                + Internals.extra(details)
                + JsonEncoder.extra(requestId);
        long length = FIXED
                + code.length()
                + message.length()
                + (detailed ? DETAILS.length + Internals.plainLength(details) : 0)
                + requestId.length()
                + extra;
        boolean plain = extra == 0;

        byte[] out = JsonEncoder.array(length);
        int at = put(CODE, out, 0);
        at = JsonEncoder.put(code, out, at, plain);
        at = put(MESSAGE, out, at);
        at = JsonEncoder.put(message, out, at, plain);
        if (detailed) {
            at = put(DETAILS, out, at);
            at = Internals.put(details, out, at, plain);
        }
        at = put(REQUEST_ID, out, at);
        at = JsonEncoder.put(requestId, out, at, plain);
        put(END, out, at);
        return out;
    }

    private static int put(byte[] fragment, byte[] out, int at) {
        System.arraycopy(fragment, 0, out, at, fragment.length);
        return at + fragment.length;
    }

    private static byte[] ascii(String fragment) {
        return fragment.replace('\'', '"').getBytes(StandardCharsets.US_ASCII);
    }
}

package konpro.errors;

import java.util.Arrays;
import konpro.errors.json.JsonNull;
import konpro.errors.json.JsonObject;
import konpro.errors.json.JsonValue;
import konpro.errors.json.JsonValueException;
import konpro.errors.json.impl.JsonCursor;
import konpro.errors.json.impl.JsonObjectImpl;
import konpro.errors.json.impl.JsonOutput;
import konpro.errors.json.impl.JsonPath;
import konpro.errors.json.impl.Literal;
import konpro.errors.json.impl.LocatedValue;
import konpro.errors.json.impl.Nullable;
import konpro.errors.json.impl.Token;

/**
 * Reads and writes the envelope:
 *
 * <pre>
 *   envelope = { "error": error, "request_id": string }
 *   error    = { "code": string, "message": string [, "details": object] }
 * </pre>
 *
 * <p>It is written in this order and read in any. Other members are skipped. If a member comes several times, the last one
 * counts. Values of the wrong type are kept until the end of the text, so that invalid JSON is always reported first.
 */
final class EnvelopeJson {

    private static final Token ERROR = Token.ofName("error");
    private static final Token CODE = Token.ofName("code");
    private static final Token MESSAGE = Token.ofName("message");
    private static final Token DETAILS = Token.ofName("details");
    private static final Token REQUEST_ID = Token.ofName("request_id");
    private static final Token[] ENVELOPE_MEMBERS = {ERROR, REQUEST_ID};
    private static final Token[] ERROR_MEMBERS = {CODE, MESSAGE, DETAILS};
    private static final Token[] DETAIL_NAMES = {Token.ofName(FieldViolation.FIELD), Token.ofName(FieldViolation.REASON)
    };
    private static final Token[] CODES = Arrays.stream(ErrorCode.values())
            .map(code -> Token.ofString(code.code()))
            .toArray(Token[]::new);

    private static final JsonObject EMPTY = JsonObject.of();

    private static final JsonPath ERROR_PATH = JsonPath.ROOT.then(ERROR.string());
    private static final JsonPath CODE_PATH = ERROR_PATH.then(CODE.string());
    private static final JsonPath MESSAGE_PATH = ERROR_PATH.then(MESSAGE.string());
    private static final JsonPath DETAILS_PATH = ERROR_PATH.then(DETAILS.string());
    private static final JsonPath REQUEST_ID_PATH = JsonPath.ROOT.then(REQUEST_ID.string());

    private static final Literal BEFORE_CODE = Literal.of("{'error':{'code':");
    private static final Literal BEFORE_MESSAGE = Literal.of(",'message':");
    private static final Literal BEFORE_DETAILS = Literal.of(",'details':");
    private static final Literal BEFORE_REQUEST_ID = Literal.of("},'request_id':");
    private static final Literal END = Literal.of("}");

    /** The details are inside two objects. */
    private static final int MAX_DETAILS_DEPTH = JsonValue.MAX_DEPTH - 2;

    private EnvelopeJson() {}

    /** {@link ErrorEnvelope#parse(byte[])}. */
    static ErrorEnvelope read(byte[] text) {
        JsonCursor json = new JsonCursor(text, DETAIL_NAMES);
        @Nullable Object error = null; // the raw values that were read last; EMPTY for an error that is an object
        @Nullable Object code = null;
        @Nullable Object message = null;
        @Nullable Object details = null;
        @Nullable Object requestId = null;
        if (!json.isAtObject()) {
            throw notAnObject(json);
        }
        json.begin();
        while (json.hasMember()) {
            if (json.isMember(ERROR)) {
                code = null;
                message = null;
                details = null;
                if (!json.isAtObject()) {
                    error = json.memberValue();
                    continue;
                }
                error = EMPTY;
                json.begin();
                while (json.hasMember()) {
                    code = json.isMember(CODE) ? json.memberValue(CODES) : code;
                    message = json.isMember(MESSAGE) ? json.memberValue() : message;
                    details = json.isMember(DETAILS) ? json.memberValue() : details;
                    json.skipOthers(ERROR_MEMBERS);
                }
                json.endMember();
            }
            requestId = json.isMember(REQUEST_ID) ? json.memberValue() : requestId;
            json.skipOthers(ENVELOPE_MEMBERS);
        }
        json.end();
        return envelope(error, code, message, details, requestId);
    }

    private static JsonValueException notAnObject(JsonCursor json) {
        Object other = json.value();
        json.end();
        return mismatch("an object", other, JsonPath.ROOT);
    }

    private static ErrorEnvelope envelope(
            @Nullable Object error,
            @Nullable Object code,
            @Nullable Object message,
            @Nullable Object details,
            @Nullable Object requestId) {
        if (!(error instanceof JsonObjectImpl)) {
            throw mismatch("an object", error, ERROR_PATH);
        }
        ApiError apiError = new ApiError(nonEmpty(code, CODE_PATH), string(message, MESSAGE_PATH), object(details));
        return new ErrorEnvelope(apiError, nonEmpty(requestId, REQUEST_ID_PATH));
    }

    private static JsonObject object(@Nullable Object details) {
        if (details instanceof JsonObjectImpl object) { // to check for an interface takes 10 ns
            return object;
        }
        if (details == null || details instanceof JsonNull) {
            return EMPTY;
        }
        throw mismatch("an object", details, DETAILS_PATH);
    }

    private static String nonEmpty(@Nullable Object raw, JsonPath path) {
        String string = string(raw, path);
        if (string.isEmpty()) {
            throw new JsonValueException(path.toString(), "a string that is not empty", "an empty one");
        }
        return string;
    }

    private static String string(@Nullable Object raw, JsonPath path) {
        if (raw instanceof String string) {
            return string;
        }
        throw mismatch("a string", raw, path);
    }

    private static JsonValueException mismatch(String expected, @Nullable Object raw, JsonPath path) {
        return raw == null
                ? new JsonValueException(path.toString(), "a value", "nothing")
                : new JsonValueException(path.toString(), expected, LocatedValue.kindOf(raw));
    }

    /** {@return the envelope as compact JSON in UTF-8} */
    static byte[] write(ErrorEnvelope envelope) {
        ApiError error = envelope.error();
        JsonObject details = error.details();
        JsonOutput out = new JsonOutput(length(error, details, envelope.requestId()));
        do {
            out.literal(BEFORE_CODE);
            out.string(error.code());
            out.literal(BEFORE_MESSAGE);
            out.string(error.message());
            if (details.size() > 0) {
                out.literal(BEFORE_DETAILS);
                out.value(details);
            }
            out.literal(BEFORE_REQUEST_ID);
            out.string(envelope.requestId());
            out.literal(END);
        } while (!out.isComplete());
        return out.toBytes();
    }

    private static long length(ApiError error, JsonObject details, String requestId) {
        return BEFORE_CODE.json().length
                + JsonOutput.length(error.code())
                + BEFORE_MESSAGE.json().length
                + JsonOutput.length(error.message())
                + (details.size() > 0 ? BEFORE_DETAILS.json().length + JsonOutput.length(details) : 0)
                + BEFORE_REQUEST_ID.json().length
                + JsonOutput.length(requestId)
                + END.json().length;
    }

    static JsonObject toJson(ErrorEnvelope envelope) {
        return JsonObject.of(ERROR.string(), toJson(envelope.error()), REQUEST_ID.string(), envelope.requestId());
    }

    static JsonObject toJson(ApiError error) {
        JsonObject object = JsonObject.of(CODE.string(), error.code(), MESSAGE.string(), error.message());
        return error.details().size() == 0 ? object : object.with(DETAILS.string(), error.details());
    }

    /** @throws IllegalArgumentException if the details would be nested too deep in the envelope */
    static void checkDepth(JsonObject details) {
        if (LocatedValue.depthOf(details) > MAX_DETAILS_DEPTH) {
            throw new IllegalArgumentException(
                    "Expected details of at most " + MAX_DETAILS_DEPTH + " nested arrays and objects");
        }
    }
}

package konpro.errors;

import konpro.errors.json.Internals;
import konpro.errors.json.JsonNull;
import konpro.errors.json.JsonObject;
import konpro.errors.json.JsonValue;
import konpro.errors.json.JsonValueException;

/** The JSON that an envelope is on the wire: {@code {"error":{"code":…,"message":…,"details":{…}},"request_id":…}}. */
final class WireForm {

    static final String ERROR = "error";
    static final String CODE = "code";
    static final String MESSAGE = "message";
    static final String DETAILS = "details";
    static final String REQUEST_ID = "request_id";

    private static final int MAX_DETAILS_DEPTH = JsonValue.MAX_DEPTH - 2;

    private WireForm() {}

    static JsonObject envelope(ErrorEnvelope envelope) {
        return JsonObject.of(ERROR, error(envelope.error()), REQUEST_ID, envelope.requestId());
    }

    /** The details are written only where there are some. */
    static JsonObject error(ApiError error) {
        JsonObject object = JsonObject.of(CODE, error.code(), MESSAGE, error.message());
        return error.details().size() == 0 ? object : object.with(DETAILS, error.details());
    }

    /** Strict about the members it knows, and blind to all others. */
    static ErrorEnvelope read(JsonValue json) {
        JsonValue error = json.get(ERROR);
        String code = nonEmpty(ERROR + "." + CODE, error.get(CODE));
        String message = error.get(MESSAGE).asString();
        JsonObject details = error.find(DETAILS).map(WireForm::details).orElse(JsonObject.of());
        String requestId = nonEmpty(REQUEST_ID, json.get(REQUEST_ID));
        return new ErrorEnvelope(new ApiError(code, message, details), requestId);
    }

    private static String nonEmpty(String path, JsonValue value) {
        String text = value.asString();
        if (text.isEmpty()) {
            throw new JsonValueException(path, "a string that is not empty", "an empty one");
        }
        return text;
    }

    /** On their own, so that what is not as expected in them has a path that begins with them. */
    static JsonObject details(JsonValue value) {
        return value instanceof JsonNull ? JsonObject.of() : JsonObject.of(value.members());
    }

    /**
     * Details stand within two objects: what would be too deep on the wire is refused before it gets there.
     *
     * @throws IllegalArgumentException if they are too deep
     */
    static void checkDepth(JsonObject details) {
        if (Internals.depth(details) > MAX_DETAILS_DEPTH) {
            throw new IllegalArgumentException(
                    "Expected details of at most " + MAX_DETAILS_DEPTH + " nested arrays and objects");
        }
    }
}

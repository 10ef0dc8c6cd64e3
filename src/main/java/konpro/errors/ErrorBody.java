package konpro.errors;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import konpro.errors.RemoteError.Kind;
import konpro.errors.json.JsonArray;
import konpro.errors.json.JsonObject;
import konpro.errors.json.JsonParseException;
import konpro.errors.json.JsonString;
import konpro.errors.json.JsonValue;
import konpro.errors.json.JsonValueException;
import konpro.errors.json.impl.Nullable;

/**
 * The error in the body of a response, as far as it has one.
 *
 * @param kind what the body is
 * @param code the code, null if it has none
 * @param message a message, as it is, null if it has none
 * @param details the details; empty if there are none
 * @param requestId the request id, as it is, null if it has none
 * @param envelope the whole envelope, null if it is not one
 */
record ErrorBody(
        Kind kind,
        @Nullable String code,
        @Nullable String message,
        JsonObject details,
        @Nullable String requestId,
        @Nullable ErrorEnvelope envelope) {

    private static final ErrorBody EMPTY = new ErrorBody(Kind.EMPTY, null, null, JsonObject.of(), null, null);
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final char ESCAPE = 0x1B;
    private static final List<String> MESSAGE_NAMES =
            List.of("message", "Message", "detail", "error_description", "title", "error");
    private static final Pattern TITLE =
            Pattern.compile("<title[^<>]{0,100}>([^<>]{1,1000})<", Pattern.CASE_INSENSITIVE);
    private static final Pattern XML_MESSAGE = Pattern.compile("<Message>([^<>]{1,1000})</Message>");

    static ErrorBody of(byte[] body) {
        int start = 0;
        while (start < body.length && Character.isWhitespace(body[start])) {
            start++;
        }
        if (start == body.length) {
            return EMPTY;
        }
        if (body[start] == '<') {
            return ofText(body); // as JSON, each page of a proxy would cost an exception
        }
        try {
            ErrorEnvelope envelope = EnvelopeJson.read(body);
            ApiError error = envelope.error();
            return new ErrorBody(
                    Kind.ENVELOPE, error.code(), error.message(), error.details(), envelope.requestId(), envelope);
        } catch (JsonValueException notAnEnvelope) {
            JsonValue json = JsonValue.parse(body);
            return json instanceof JsonObject object ? ofObject(object) : foreign(text(json), null);
        } catch (JsonParseException notJson) {
            return ofText(body);
        }
    }

    private static ErrorBody ofObject(JsonObject json) {
        String requestId = text(json, "request_id");
        requestId = requestId == null ? text(json, "requestId") : requestId;
        if (json.tryGet("error").orElse(null) instanceof JsonObject error) {
            String code = text(error, "code");
            JsonObject details = error.tryGet("details").orElse(null) instanceof JsonObject some
                    ? JsonObject.of(some.asMap()) // so that paths begin here
                    : JsonObject.of();
            Kind kind = code == null ? Kind.PARTIAL : Kind.ENVELOPE;
            return new ErrorBody(kind, code, text(error, "message"), details, requestId, null);
        }
        return foreign(message(json), requestId);
    }

    /** {@return the value of the first member that is plainly a message, in the object, its detail, or its first error} */
    private static @Nullable String message(JsonObject json) {
        for (String name : MESSAGE_NAMES) {
            String message = text(json, name);
            if (message != null) {
                return message;
            }
        }
        if (json.tryGet("detail").orElse(null) instanceof JsonObject detail) {
            return text(detail, "message");
        }
        if (json.tryGet("errors").orElse(null) instanceof JsonArray errors
                && errors.size() > 0
                && errors.get(0) instanceof JsonObject first) {
            String message = text(first, "message");
            return message == null ? text(first, "detail") : message;
        }
        return null;
    }

    /** The message is that of XML, the title of HTML, or the whole text. Invalid JSON and binary content have none. */
    private static ErrorBody ofText(byte[] body) {
        String all = new String(body, StandardCharsets.UTF_8);
        String text = (all.startsWith(BYTE_ORDER_MARK) ? all.substring(1) : all).strip();
        if (text.isEmpty()) {
            return EMPTY;
        }
        return foreign(
                switch (text.charAt(0)) {
                    case '<' -> markupMessage(text);
                    case '{', '[', '"' -> null;
                    default -> isBinary(text) ? null : text;
                },
                null);
    }

    private static @Nullable String markupMessage(String text) {
        for (Pattern pattern : List.of(XML_MESSAGE, TITLE)) {
            Matcher matcher = pattern.matcher(text);
            if (matcher.find()) {
                return matcher.group(1);
            }
        }
        return null;
    }

    /** Such as UTF-16, a picture, or an unknown compression. Terminal sequences occur in text. */
    private static boolean isBinary(String text) {
        return text.chars().anyMatch(c -> c < ' ' && c != ESCAPE && !Character.isWhitespace(c));
    }

    private static ErrorBody foreign(@Nullable String message, @Nullable String requestId) {
        return new ErrorBody(Kind.FOREIGN, null, message, JsonObject.of(), requestId, null);
    }

    private static @Nullable String text(JsonObject object, String name) {
        return text(object.tryGet(name).orElse(null));
    }

    /** {@return the text of a string that is not empty, else null} */
    private static @Nullable String text(@Nullable JsonValue value) {
        return value instanceof JsonString string && !string.asString().isEmpty() ? string.asString() : null;
    }
}

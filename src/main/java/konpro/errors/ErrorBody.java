package konpro.errors;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import konpro.errors.RemoteError.Kind;
import konpro.errors.json.JsonObject;
import konpro.errors.json.JsonParseException;
import konpro.errors.json.JsonString;
import konpro.errors.json.JsonValue;

/**
 * What the body of an error says of itself.
 *
 * @param kind what it is
 * @param code the code, where it has one
 * @param message a message in whatever words are there, as they are
 * @param details the details; empty when there are none
 * @param requestId the request id, as it is
 */
record ErrorBody(
        Kind kind, Optional<String> code, Optional<String> message, JsonObject details, Optional<String> requestId) {

    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final char ESCAPE = 0x1B;
    private static final List<String> MESSAGES_ELSEWHERE =
            List.of("message", "detail", "error_description", "title", "error");
    private static final Pattern TITLE =
            Pattern.compile("<title[^<>]{0,100}>([^<>]{1,1000})<", Pattern.CASE_INSENSITIVE);

    static ErrorBody of(byte[] body) {
        try {
            return of(JsonValue.parse(body));
        } catch (JsonParseException notJson) {
            String text = new String(body, StandardCharsets.UTF_8);
            return ofText((text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text).strip());
        }
    }

    private static ErrorBody of(JsonValue json) {
        if (!(json instanceof JsonObject object)) {
            return foreign(text(json), Optional.empty());
        }
        Optional<String> requestId = text(object, "request_id").or(() -> text(object, "requestId"));
        if (object.tryGet("error").orElse(null) instanceof JsonObject error) {
            return of(error, requestId);
        }
        return foreign(
                MESSAGES_ELSEWHERE.stream()
                        .flatMap(name -> text(object, name).stream())
                        .findFirst(),
                requestId);
    }

    private static ErrorBody of(JsonObject error, Optional<String> requestId) {
        Optional<String> code = text(error, "code");
        Optional<String> message = text(error, "message");
        JsonObject details = error.tryGet("details").orElse(null) instanceof JsonObject some
                ? JsonObject.of(some.asMap())
                : JsonObject.of();
        return new ErrorBody(code.isPresent() ? Kind.ENVELOPE : Kind.PARTIAL, code, message, details, requestId);
    }

    /** Not JSON. Of markup only the title is for people; of what looks like broken JSON, or is no text at all, nothing. */
    private static ErrorBody ofText(String text) {
        if (text.isEmpty()) {
            return new ErrorBody(Kind.EMPTY, Optional.empty(), Optional.empty(), JsonObject.of(), Optional.empty());
        }
        Optional<String> message = switch (text.charAt(0)) {
            case '<' ->
                TITLE.matcher(text).results().map(title -> title.group(1)).findFirst();
            case '{', '[', '"' -> Optional.empty();
            default -> isBinary(text) ? Optional.empty() : Optional.of(text);
        };
        return foreign(message, Optional.empty());
    }

    /** As are UTF-16, a picture, and a compression that is unknown here. Terminal sequences are seen in text. */
    private static boolean isBinary(String text) {
        return text.chars().anyMatch(c -> c < ' ' && c != ESCAPE && !Character.isWhitespace(c));
    }

    private static ErrorBody foreign(Optional<String> message, Optional<String> requestId) {
        return new ErrorBody(Kind.FOREIGN, Optional.empty(), message, JsonObject.of(), requestId);
    }

    private static Optional<String> text(JsonObject object, String name) {
        return object.tryGet(name).flatMap(ErrorBody::text);
    }

    /** A string that is not empty. */
    private static Optional<String> text(JsonValue value) {
        return value instanceof JsonString string && !string.asString().isEmpty()
                ? Optional.of(string.asString())
                : Optional.empty();
    }
}

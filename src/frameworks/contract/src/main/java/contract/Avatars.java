package contract;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorType;
import konpro.errors.FieldViolation;
import konpro.errors.RemoteError;
import konpro.errors.json.JsonObject;
import konpro.errors.json.JsonValue;

/**
 * The small API that each framework serves, but for what the framework does itself:
 *
 * <pre>
 *   GET  /v1/avatars/{id}             find(id)
 *   POST /v1/avatars                  201, create(name, size), or create(contentType, body) where the framework reads no JSON
 *   PUT  /v1/avatars/{id}/picture     refuse(), and the body is not looked at
 *   GET  /v1/failures/{kind}          fail(kind)
 * </pre>
 *
 * A body has at most {@link #MAX_BODY} bytes.
 */
public final class Avatars {

    /** The longest request body that is taken, in bytes. */
    public static final int MAX_BODY = 1 << 20;

    /** What must never be seen outside. */
    public static final String SECRET = "jdbc:postgresql://db.internal/avatars?password=hunter2";

    private Avatars() {}

    /** {@return the avatar, as JSON} There is one, 7. */
    public static String find(int id) {
        if (id != 7) {
            throw new AvatarNotFound(id);
        }
        return JsonObject.of("id", 7, "name", "ada").toString();
    }

    /** {@return the new avatar, as JSON} */
    public static String create(String name, int size) {
        return JsonObject.of("id", 8, "name", name, "size", size).toString();
    }

    /** Checks the request body by hand, and creates. */
    public static String create(String contentType, byte[] body) {
        if (contentType == null || !contentType.startsWith("application/json")) {
            throw new ApiException(ErrorType.ofStatus(415), "Only application/json");
        }
        JsonValue avatar = JsonValue.parse(body);
        String name = avatar.get("name").asString();
        int size = avatar.get("size").asInt();
        List<FieldViolation> violations = new ArrayList<>();
        if (name.isBlank()) {
            violations.add(new FieldViolation("name", "Must not be blank"));
        }
        if (size < 1 || size > 512) {
            violations.add(new FieldViolation("size", "Must be 1 to 512"));
        }
        if (!violations.isEmpty()) {
            throw ApiException.invalid(violations);
        }
        return create(name, size);
    }

    /** Never takes a picture. */
    public static void refuse() {
        throw new ApiException(ErrorCode.INVALID_API_KEY, "API key is invalid or expired");
    }

    /** Fails in the way that is asked for: with a documented code, or as the contract calls it. */
    public static void fail(String kind) {
        switch (kind) {
            case "exception" -> throw new IllegalStateException(SECRET, new RuntimeException(SECRET));
            case "error" -> throw new StackOverflowError(SECRET);
            case "remote" ->
                throw RemoteError.of(
                                401,
                                Map.of("WWW-Authenticate", List.of(SECRET), "X-Request-Id", List.of("req-theirs")),
                                SECRET.getBytes(StandardCharsets.UTF_8))
                        .toException();
            case "limit" ->
                throw new ApiException(ErrorCode.RATE_LIMIT_EXCEEDED, "Only 10 requests a minute")
                        .detail("limit", 10)
                        .retryAfter(Duration.ofSeconds(30));
            case "languages" ->
                throw new ApiException(ErrorCode.INVALID_REQUEST, "Größe \"außerhalb\", 大きすぎる 😀")
                        .detail("größe", "très grand");
            default -> throw new ApiException(ErrorCode.valueOf(kind), kind + " it is");
        }
    }
}

package contract;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorType;
import konpro.errors.FieldViolation;
import konpro.errors.RemoteError;
import konpro.errors.json.JsonObject;
import konpro.errors.json.JsonValue;

/**
 * The small API that each framework serves, except for what the framework does itself:
 *
 * <pre>
 *   GET  /v1/avatars/{id}             find(id)
 *   GET  /v1/avatars                  list(max_size, first_page): query parameters, both required, numbers of at least 1
 *   POST /v1/avatars                  201, create(name, max_size), or create(contentType, body) where the framework reads no JSON
 *   PUT  /v1/avatars/{id}/picture     refuse(), without a look at the body
 *   GET  /v1/failures/{kind}          fail(kind)
 *   GET  /v1/half                     half(output)
 *   GET  /v1/endless                  endless(output)
 *   GET  /v1/unwritable?items=N       unwritable(N), written by the framework's own JSON library
 *   GET  /v1/secret                   "{}" for "Authorization: Bearer admin", 403 for "Bearer reader", else 401
 * </pre>
 *
 * A request body has at most {@link #MAX_BODY} bytes.
 */
public final class Avatars {

    /** The longest request body that is accepted, in bytes. */
    public static final int MAX_BODY = 1 << 20;

    /** What must never be sent to a client. */
    public static final String SECRET = "jdbc:postgresql://db.internal/avatars?password=hunter2";

    /** How often {@link #endless} has ended. */
    static final AtomicInteger ENDED = new AtomicInteger();

    private Avatars() {}

    /** {@return the avatar, as JSON} There is one, 7. */
    public static String find(int id) {
        if (id != 7) {
            throw new AvatarNotFound(id);
        }
        return JsonObject.of("id", 7, "name", "ada").toString();
    }

    /** {@return the avatars of a page, as JSON} */
    public static String list(int maxSize, int firstPage) {
        return JsonObject.of("max_size", maxSize, "first_page", firstPage).toString();
    }

    /** Checks the query parameters by hand, and lists. */
    public static String list(String maxSize, String firstPage) {
        List<FieldViolation> violations = new ArrayList<>();
        int page = positive("first_page", firstPage, violations);
        int size = positive("max_size", maxSize, violations);
        if (!violations.isEmpty()) {
            throw ApiException.invalid(violations);
        }
        return list(size, page);
    }

    private static int positive(String name, String text, List<FieldViolation> violations) {
        if (text != null && text.matches("[1-9]\\d{0,8}")) {
            return Integer.parseInt(text);
        }
        violations.add(new FieldViolation(name, text == null ? "Is missing" : "Must be a number of at least 1"));
        return 0;
    }

    /** {@return the new avatar, as JSON} */
    public static String create(String name, int maxSize) {
        return JsonObject.of("id", 8, "name", name, "max_size", maxSize).toString();
    }

    /** Checks the request body by hand, and creates. */
    public static String create(String contentType, byte[] body) {
        if (contentType == null || !contentType.startsWith("application/json")) {
            throw new ApiException(ErrorType.ofStatus(415), "Only application/json");
        }
        JsonValue avatar = JsonValue.parse(body);
        String name = avatar.get("name").asString();
        int maxSize = avatar.get("max_size").asInt();
        List<FieldViolation> violations = new ArrayList<>();
        if (maxSize < 1 || maxSize > 512) {
            violations.add(new FieldViolation("max_size", "Must be 1 to 512"));
        }
        if (name.isBlank()) {
            violations.add(new FieldViolation("name", "Must not be blank"));
        }
        if (!violations.isEmpty()) {
            throw ApiException.invalid(violations);
        }
        return create(name, maxSize);
    }

    /** Refuses every picture. */
    public static void refuse() {
        throw new ApiException(ErrorCode.INVALID_API_KEY, "API key is invalid or expired");
    }

    /** Sends half a response, and throws. */
    public static void half(OutputStream response) throws IOException {
        response.write("half".repeat(5_000).getBytes(StandardCharsets.US_ASCII));
        response.flush();
        throw new IllegalStateException(SECRET);
    }

    /** Writes until the client has disconnected, at most 1 GiB. */
    public static void endless(OutputStream response) throws IOException {
        try {
            byte[] block = new byte[1 << 16];
            for (int i = 0; i < 1 << 14; i++) {
                response.write(block);
                response.flush();
            }
        } finally {
            ENDED.incrementAndGet();
        }
    }

    /** {@return beans, of which the last one throws when it is written} */
    public static List<Writable> unwritable(int items) {
        List<Writable> beans = new ArrayList<>(Collections.nCopies(items, new Writable()));
        beans.add(new Unwritable());
        return beans;
    }

    /** A bean that can be written. */
    public static class Writable {
        public String getName() {
            return "ada";
        }
    }

    /** A bean that cannot be written. */
    public static class Unwritable extends Writable {
        @Override
        public String getName() {
            throw new IllegalStateException(SECRET);
        }
    }

    /** Throws what is asked for: an error with a documented code, or one of the exceptions below. */
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

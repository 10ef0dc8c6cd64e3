package konpro.errors.benchmarks;

import com.alibaba.fastjson2.JSON;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/** What a user would write without this library: records, a header map, a checked id, an exception with a message. */
final class ByHand {

    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,128}");
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private ByHand() {}

    record Response(int status, Map<String, String> headers, byte[] body) {}

    /** An error to respond with. */
    static final class ServerException extends RuntimeException {
        final int status;
        final transient Envelope.Body error;

        ServerException(int status, Envelope.Body error) {
            super(error.code() + ": " + error.message());
            this.status = status;
            this.error = error;
        }
    }

    /** A remote error. */
    static final class ClientException extends RuntimeException {
        final int status;
        final String code;
        final String requestId;
        final boolean retryable;
        final Duration delay;

        ClientException(int status, String code, String message, String requestId, boolean retryable, Duration delay) {
            super(status + " " + code + ": " + message + " (request " + requestId + ")");
            this.status = status;
            this.code = code;
            this.requestId = requestId;
            this.retryable = retryable;
            this.delay = delay;
        }
    }

    static Response respond(Throwable thrown, String header, Library library) {
        int status = 500;
        Envelope.Body error = new Envelope.Body("PROCESSING_ERROR", "Server processing error", null);
        if (thrown instanceof ServerException known) {
            status = known.status;
            error = known.error;
        } else if (thrown instanceof IllegalStateException) {
            status = 404;
            error = new Envelope.Body("RESOURCE_NOT_FOUND", "Requested resource doesn't exist", null);
        }
        String id = header != null && ID.matcher(header).matches()
                ? header
                : "req-" + UUID.randomUUID().toString().replace("-", "");
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("Cache-Control", "no-store");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("X-Request-Id", id);
        headers.put("X-Error-Code", error.code());
        Envelope envelope = new Envelope(error, id);
        byte[] body = library == Library.JACKSON3 ? MAPPER.writeValueAsBytes(envelope) : JSON.toJSONBytes(envelope);
        return new Response(status, headers, body);
    }

    static ClientException exception(int status, Map<String, List<String>> headers, byte[] body, Library library) {
        String code = status == 404 ? "RESOURCE_NOT_FOUND" : status < 500 ? "INVALID_REQUEST" : "PROCESSING_ERROR";
        String message = "HTTP " + status;
        String id = first(headers, "X-Request-Id");
        if (body.length > 0 && body[0] == '{') {
            Envelope envelope = library == Library.JACKSON3
                    ? MAPPER.readValue(body, Envelope.class)
                    : JSON.parseObject(body, Envelope.class);
            code = envelope.error().code();
            message = envelope.error().message();
            id = envelope.requestId();
        }
        boolean retryable = status == 429 || status == 503;
        String retryAfter = first(headers, "Retry-After");
        Duration delay = retryable && retryAfter != null ? Duration.ofSeconds(Long.parseLong(retryAfter)) : null;
        return new ClientException(status, code, message, id, retryable, delay);
    }

    private static String first(Map<String, List<String>> headers, String name) {
        List<String> values = headers.get(name);
        return values == null || values.isEmpty() ? null : values.get(0);
    }
}

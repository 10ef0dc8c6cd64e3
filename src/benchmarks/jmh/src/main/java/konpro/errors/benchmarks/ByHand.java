package konpro.errors.benchmarks;

import com.alibaba.fastjson2.JSON;
import com.alibaba.fastjson2.annotation.JSONField;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
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

    record Envelope(
            Body error,

            @JsonProperty("request_id") @JSONField(name = "request_id")
            String requestId) {}

    record Body(
            String code,
            String message,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Object> details) {}

    /** An error to respond with. */
    static final class ServerException extends RuntimeException {
        final transient Body body;
        final int status;

        ServerException(int status, Body body) {
            super(body.code() + ": " + body.message());
            this.status = status;
            this.body = body;
        }
    }

    record Response(int status, Map<String, String> headers, byte[] body) {}

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

    /** A JSON library. */
    interface Json {
        byte[] write(Envelope envelope);

        Envelope read(byte[] json);
    }

    static final Json FASTJSON2 = new Json() {
        @Override
        public byte[] write(Envelope envelope) {
            return JSON.toJSONBytes(envelope);
        }

        @Override
        public Envelope read(byte[] json) {
            return JSON.parseObject(json, Envelope.class);
        }
    };

    static final Json JACKSON3 = new Json() {
        private final JsonMapper mapper = JsonMapper.builder().build();

        @Override
        public byte[] write(Envelope envelope) {
            return mapper.writeValueAsBytes(envelope);
        }

        @Override
        public Envelope read(byte[] json) {
            return mapper.readValue(json, Envelope.class);
        }
    };

    private ByHand() {}

    static Response respond(Throwable thrown, String header, Json json) {
        int status = 500;
        Body body = new Body("PROCESSING_ERROR", "Server processing error", null);
        if (thrown instanceof ServerException known) {
            status = known.status;
            body = known.body;
        } else if (thrown instanceof IllegalStateException) {
            status = 404;
            body = new Body("RESOURCE_NOT_FOUND", "Requested resource doesn't exist", null);
        }
        String id = header != null && ID.matcher(header).matches()
                ? header
                : "req-" + UUID.randomUUID().toString().replace("-", "");
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("Cache-Control", "no-store");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("X-Request-Id", id);
        headers.put("X-Error-Code", body.code());
        return new Response(status, headers, json.write(new Envelope(body, id)));
    }

    static ClientException exception(int status, Map<String, List<String>> headers, byte[] body, Json json) {
        String code = status == 404 ? "RESOURCE_NOT_FOUND" : status < 500 ? "INVALID_REQUEST" : "PROCESSING_ERROR";
        String message = "HTTP " + status;
        String id = first(headers, "X-Request-Id");
        if (body.length > 0 && body[0] == '{') {
            Envelope envelope = json.read(body);
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

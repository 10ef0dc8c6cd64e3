package konpro.errors;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serial;
import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import konpro.errors.json.JsonObject;
import konpro.errors.json.JsonString;
import konpro.errors.json.JsonValue;
import konpro.errors.json.impl.Nullable;

/**
 * The error that a server responded with, whatever it was: always the status, and as much of an error as the body contains. It
 * is read from what every HTTP client has, and reading it never throws.
 *
 * <pre>{@code
 * RemoteError error = RemoteError.of(response.statusCode(), response.headers().map(), response.body());
 * switch (error.knownCode().orElse(ErrorCode.fallbackFor(error.status()))) {
 *     case RATE_LIMIT_EXCEEDED -> slowDown(error.retryAdvice());
 *     default -> throw error.toException();
 * }
 * }</pre>
 *
 * @serial exclude
 */
public final class RemoteError implements Serializable {

    @Serial
    private static final long serialVersionUID = 1;

    /** What the body was. */
    public enum Kind {
        /** A JSON object whose {@code error} is an object with a {@code code}. */
        ENVELOPE,
        /** A JSON object whose {@code error} is an object without a usable {@code code}. */
        PARTIAL,
        /** Anything else, such as a proxy's page, text or other JSON. */
        FOREIGN,
        /** Nothing, white space, or a gzip body of which nothing could be decompressed. The response to {@code HEAD} has no body. */
        EMPTY
    }

    private static final int MAX_MESSAGE_LENGTH = 1_000;
    private static final int MAX_CODE_LENGTH = 100;
    private static final int MAX_ID_LENGTH = 200;
    private static final int MAX_REQUEST_LENGTH = 200;
    private static final byte[] NO_BYTES = {};

    private final transient int status;
    private final transient String[] headers; // names and values in turn
    private final transient byte[] body;
    private final transient boolean truncated;
    private final transient ErrorLimits limits;
    private final transient @Nullable String request;
    private final transient ErrorBody content;

    private RemoteError(int status, String[] headers, Gzip.Content body, ErrorLimits limits, @Nullable String request) {
        this.status = status;
        this.headers = headers;
        this.body = body.bytes();
        this.truncated = !body.whole();
        this.limits = limits;
        this.request = request;
        this.content = ErrorBody.of(body.bytes());
    }

    private RemoteError(RemoteError error, String request) {
        this.status = error.status;
        this.headers = error.headers;
        this.body = error.body;
        this.truncated = error.truncated;
        this.limits = error.limits;
        this.request = request;
        this.content = error.content;
    }

    /**
     * Reads a response within the {@linkplain ErrorLimits#DEFAULT default limits}.
     *
     * @param status the status
     * @param headers the header fields, by name in any letter case; {@code null} for none
     * @param body the body as it was received: compressed with gzip or not, UTF-8 whatever the headers say; {@code null} for none
     * @return the error
     */
    public static RemoteError of(
            int status, @Nullable Map<String, ? extends Collection<String>> headers, byte @Nullable [] body) {
        return of(status, headers, body, ErrorLimits.DEFAULT);
    }

    /**
     * Reads a response.
     *
     * @param status the status
     * @param headers the header fields, by name in any letter case; {@code null} for none
     * @param body the body as it was received: compressed with gzip or not, UTF-8 whatever the headers say; {@code null} for none
     * @param limits how much of it to read
     * @return the error
     */
    public static RemoteError of(
            int status,
            @Nullable Map<String, ? extends Collection<String>> headers,
            byte @Nullable [] body,
            ErrorLimits limits) {
        byte[] all = body == null ? NO_BYTES : body;
        int limit = limits.maxBodyBytes();
        byte[] part = Arrays.copyOf(all, Math.min(all.length, limit));
        Gzip.Content plain = Gzip.isGzip(part) ? Gzip.decompress(part, limit) : new Gzip.Content(part, true);
        Gzip.Content content = all.length > limit ? new Gzip.Content(plain.bytes(), false) : plain;
        return new RemoteError(status, fields(headers), content, limits, null);
    }

    /** Names and values may be null: some clients have the status line under a null name. */
    private static String[] fields(@Nullable Map<String, ? extends Collection<String>> headers) {
        if (headers == null) {
            return new String[0];
        }
        String[] fields = new String[2 * headers.size()];
        int end = 0;
        for (Map.Entry<String, ? extends Collection<String>> field : headers.entrySet()) {
            if (field.getKey() == null || field.getValue() == null) {
                continue;
            }
            for (String value : field.getValue()) {
                if (value != null) {
                    if (end == fields.length) {
                        fields = Arrays.copyOf(fields, 2 * end + 2);
                    }
                    fields[end++] = field.getKey();
                    fields[end++] = value;
                }
            }
        }
        return end == fields.length ? fields : Arrays.copyOf(fields, end);
    }

    /**
     * {@return a copy that names the request in its text and in the exception's message, such as
     * {@code POST https://api.konpro.com/v1/avatars}} User info, query and fragment are left out, as they may be secret, and so is
     * everything but the scheme of an opaque URI. The text is sanitised and has at most 200 characters.
     *
     * @param method the method
     * @param uri the URI
     */
    public RemoteError withRequest(String method, URI uri) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme() + ":";
        String authority = uri.getRawAuthority();
        String host = authority == null ? "" : "//" + authority.substring(authority.lastIndexOf('@') + 1);
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        String text = Objects.requireNonNull(method, "method") + " " + scheme + host + path;
        return new RemoteError(this, SafeText.of(text, MAX_REQUEST_LENGTH));
    }

    /** {@return the HTTP status, as it was received} */
    public int status() {
        return status;
    }

    /** {@return what the body was} */
    public Kind kind() {
        return content.kind();
    }

    /**
     * {@return the code that the server sent, in the body or else in the header {@code X-Error-Code}, or else the documented one
     * for the status}
     */
    public String code() {
        String sent = sentCode();
        return sent == null ? ErrorCode.fallbackFor(status).code() : sent;
    }

    private @Nullable String sentCode() {
        if (content.code() != null) {
            return content.code();
        }
        String header = firstHeader("X-Error-Code");
        return CheckedType.isCode(header) ? header : null;
    }

    /** {@return the documented code that {@link #code()} is, to switch on, or empty for any other} */
    public Optional<ErrorCode> knownCode() {
        return ErrorCode.find(code());
    }

    /**
     * {@return whether the code is that of a type, in the same letter case}
     *
     * @param type one of {@link ErrorCode}, or an application's own
     */
    public boolean is(ErrorType type) {
        return code().equals(type.code());
    }

    /**
     * {@return the server's message, sanitised for a log or a screen} It is one line of at most 1,000 characters, without control
     * characters and those that turn the reading direction. If the server sent none, it is the message of the documented code
     * that it sent, or else a message for the status. {@link #envelope()} has the message as it was sent.
     */
    public String message() {
        String message = content.message() == null ? "" : SafeText.of(content.message(), MAX_MESSAGE_LENGTH);
        return message.isEmpty() ? defaultMessage() : message;
    }

    private String defaultMessage() {
        ErrorCode known = sentKnownCode();
        String reason = HttpStatus.reasonOf(status);
        return known == null && reason != null
                ? reason
                : Objects.requireNonNullElse(known, ErrorCode.fallbackFor(status))
                        .message();
    }

    private @Nullable ErrorCode sentKnownCode() {
        String sent = sentCode();
        return sent == null ? null : ErrorCode.find(sent).orElse(null);
    }

    /** {@return the details, empty if there are none} An array that was sent instead is only in the {@link #body()}. */
    public JsonObject details() {
        return content.details();
    }

    /** {@return the violations in the details, see {@link ApiError#violations()}} */
    public List<FieldViolation> violations() {
        return FieldViolation.allIn(content.details());
    }

    /**
     * {@return the server's id for the request, sanitised: the body's {@code request_id} or {@code requestId}, else the header
     * {@code X-Request-Id}} An id that {@link RequestId#accept} would keep is unchanged.
     */
    public Optional<String> requestId() {
        return Optional.ofNullable(safeRequestId());
    }

    private @Nullable String safeRequestId() {
        String id = safeId(content.requestId());
        return id == null ? safeId(firstHeader("X-Request-Id")) : id;
    }

    private static @Nullable String safeId(@Nullable String id) {
        String safe = id == null ? "" : SafeText.of(id, MAX_ID_LENGTH);
        return safe.isEmpty() ? null : safe;
    }

    /**
     * {@return the first value of a header field, as it was received}
     *
     * @param name the field's name, in any letter case
     */
    public Optional<String> header(String name) {
        return Optional.ofNullable(firstHeader(Objects.requireNonNull(name, "name")));
    }

    private @Nullable String firstHeader(String name) {
        for (int i = 0; i < headers.length; i += 2) {
            if (headers[i].equalsIgnoreCase(name)) {
                return headers[i + 1];
            }
        }
        return null;
    }

    /** {@return the header fields, as they were received, in a new map that ignores letter case} */
    public Map<String, List<String>> headers() {
        Map<String, List<String>> map = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 0; i < headers.length; i += 2) {
            map.computeIfAbsent(headers[i], name -> new ArrayList<>()).add(headers[i + 1]);
        }
        return map;
    }

    /** {@return the envelope as it was sent, if the body is one by {@link ErrorEnvelope#parse(byte[])}} */
    public Optional<ErrorEnvelope> envelope() {
        return Optional.ofNullable(content.envelope());
    }

    /** {@return the body, decompressed and cut at the limit, in a new array} */
    public byte[] body() {
        return body.clone();
    }

    /**
     * {@return whether there was more of the body than the limit, or than could be decompressed} Only the
     * HTTP client notices that the connection broke off, unless the body is compressed.
     */
    public boolean truncated() {
        return truncated;
    }

    /** {@return whether and when the same request may be sent again, counted from now} */
    public RetryAdvice retryAdvice() {
        return retryAdvice(InstantSource.system());
    }

    /**
     * {@return whether and when the same request may be sent again}
     *
     * @param clock the time from which a date in {@code Retry-After} is counted if the response has no {@code Date}
     */
    public RetryAdvice retryAdvice(InstantSource clock) {
        ErrorCode known = sentKnownCode();
        boolean retryableCode = known != null && known.retryable();
        boolean refused = (status >= 400 && status <= 499) || retryableCode;
        if (status != 429 && status != 503 && !retryableCode) {
            return new RetryAdvice(false, Optional.empty(), !refused);
        }
        Duration delay = delay(clock);
        boolean soon = delay == null || delay.compareTo(limits.maxRetryAfter()) <= 0;
        return new RetryAdvice(soon, Optional.ofNullable(delay), !refused);
    }

    /** {@return the longest delay that the server asks for; there should be one at most} */
    private @Nullable Duration delay(InstantSource clock) {
        Duration longest = null;
        for (int i = 0; i < headers.length; i += 2) {
            if (headers[i].equalsIgnoreCase("Retry-After")) {
                Duration delay = RetryAfter.delay(headers[i + 1], this, clock);
                longest = delay != null && (longest == null || delay.compareTo(longest) > 0) ? delay : longest;
            }
        }
        return longest;
    }

    /** {@return an exception with this error} */
    public RemoteApiException toException() {
        return new RemoteApiException(this);
    }

    /**
     * {@return the request if it is known, status, code, message and request id, sanitised} The type of a body that is no
     * envelope is added: {@code 502 PROCESSING_ERROR: Bad Gateway (no KonPro error: text/html)}, or
     * {@code (no envelope: text/html)} if the header {@code X-Error-Code} has a code.
     */
    @Override
    public String toString() {
        String sent = sentCode();
        String code = sent == null ? ErrorCode.fallbackFor(status).code() : SafeText.of(sent, MAX_CODE_LENGTH);
        String id = safeRequestId();
        return (request == null ? "" : request + ": ") + status + " " + code + ": " + message() + bodyRemark(sent)
                + (id == null ? "" : " (request " + id + ")");
    }

    private String bodyRemark(@Nullable String sent) {
        if (sent == null) {
            return " (no KonPro error: " + contentType() + ")";
        }
        boolean hasOtherBody = content.code() == null && kind() != Kind.EMPTY; // HEAD has the code, but no body
        return hasOtherBody ? " (no envelope: " + contentType() + ")" : "";
    }

    private String contentType() {
        if (kind() == Kind.EMPTY) {
            return "no body";
        }
        String type = firstHeader("Content-Type");
        int end = type == null ? 0 : type.indexOf(';');
        String media = type == null ? "" : SafeText.of(end < 0 ? type : type.substring(0, end), MAX_CODE_LENGTH);
        return media.isEmpty() ? "unknown type" : media;
    }

    @Serial
    private Object writeReplace() {
        return new Form(JsonObject.of(
                        "status",
                        status,
                        "headers",
                        headers,
                        "body",
                        new String(body, ISO_8859_1),
                        "truncated",
                        truncated,
                        "limits",
                        List.of(limits.maxBodyBytes(), limits.bodyDeadline(), limits.maxRetryAfter()),
                        "request",
                        request)
                .toString());
    }

    @Serial
    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("Expected the serial form of a RemoteError");
    }

    /** The form in Java serialization. A text, not an array, whose length could be forged to take memory. */
    private record Form(String json) implements Serializable {

        /** A stream may have been tampered with: what is thrown here, the JDK wraps in an InvalidObjectException. */
        private Form {
            error(json);
        }

        @Serial
        private Object readResolve() {
            return error(json);
        }

        private static RemoteError error(String json) {
            JsonValue form = JsonValue.parse(json);
            String[] headers = form.get("headers").asList().stream()
                    .map(JsonValue::asString)
                    .toArray(String[]::new);
            if (headers.length % 2 != 0) {
                throw new IllegalArgumentException("Expected names and values in turn");
            }
            byte[] bytes = form.get("body").asString().getBytes(ISO_8859_1);
            JsonValue limits = form.get("limits");
            String request = form.get("request") instanceof JsonString text
                    ? SafeText.of(text.asString(), MAX_REQUEST_LENGTH)
                    : null;
            return new RemoteError(
                    form.get("status").asInt(),
                    headers,
                    new Gzip.Content(bytes, !form.get("truncated").asBoolean()),
                    new ErrorLimits(
                            limits.get(0).asInt(),
                            Duration.parse(limits.get(1).asString()),
                            Duration.parse(limits.get(2).asString())),
                    request);
        }
    }
}

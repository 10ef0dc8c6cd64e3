package konpro.errors;

import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.Serial;
import java.io.Serializable;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import konpro.errors.json.JsonObject;
import konpro.errors.json.impl.Nullable;

/**
 * What a server that we called has answered with, whatever that was: the status always, and as much of an error as the body
 * holds. It is read from what every HTTP client has at hand, and reading it never throws.
 *
 * <pre>{@code
 * RemoteError error = RemoteError.of(response.statusCode(), response.headers().map(), response.body());
 * switch (error.knownCode().orElse(ErrorCode.PROCESSING_ERROR)) {
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
        /** A JSON object whose {@code error} is an object with a {@code code}: the server said what was wrong. */
        ENVELOPE,
        /** A JSON object whose {@code error} is an object without a usable {@code code}: that is taken from the status. */
        PARTIAL,
        /** Anything else, as a proxy's page, text or other JSON: the code is taken from the status. */
        FOREIGN,
        /**
         * Nothing, white space, or nothing that could be decompressed: the code is taken from the header
         * {@code X-Error-Code}, which keeps the answer to a {@code HEAD} typed, or else from the status.
         */
        EMPTY
    }

    private static final int MAX_MESSAGE_LENGTH = 1_000;
    private static final int MAX_CODE_LENGTH = 100;
    private static final int MAX_ID_LENGTH = 200;

    private final transient int status;
    private final transient Optional<String> headerId;
    private final transient Optional<String> headerCode;
    private final transient List<String> retryAfter;
    private final transient byte[] body;
    private final transient boolean truncated;
    private final transient ErrorLimits limits;
    private final transient ErrorBody said;

    RemoteError(
            int status,
            Optional<String> headerId,
            Optional<String> headerCode,
            List<String> retryAfter,
            byte[] body,
            boolean truncated,
            ErrorLimits limits) {
        this.status = status;
        this.headerId = headerId;
        this.headerCode = headerCode;
        this.retryAfter = retryAfter;
        this.body = body;
        this.truncated = truncated;
        this.limits = limits;
        this.said = ErrorBody.of(body);
    }

    /**
     * Reads an answer within the {@linkplain ErrorLimits#DEFAULT default limits}.
     *
     * @param status the status
     * @param headers the header fields, by name in whatever letter case; {@code null} for none
     * @param body the body as it came: compressed with gzip or not, UTF-8 whatever the headers say; {@code null} for none
     * @return the error
     */
    public static RemoteError of(int status, Map<String, List<String>> headers, byte[] body) {
        return of(status, headers, body, ErrorLimits.DEFAULT);
    }

    /**
     * Reads an answer.
     *
     * @param status the status
     * @param headers the header fields, by name in whatever letter case; {@code null} for none
     * @param body the body as it came: compressed with gzip or not, UTF-8 whatever the headers say; {@code null} for none
     * @param limits how much of it to read, and to believe
     * @return the error
     */
    public static RemoteError of(int status, Map<String, List<String>> headers, byte[] body, ErrorLimits limits) {
        byte[] all = body == null ? new byte[0] : body;
        int limit = limits.maxBodyBytes();
        byte[] received = Arrays.copyOf(all, Math.min(all.length, limit));
        Gzip.Content content =
                Gzip.isGzip(received) ? Gzip.decompress(received, limit) : new Gzip.Content(received, true);
        boolean truncated = all.length > limit || !content.whole();
        Optional<String> headerId = values("X-Request-Id", headers).stream().findFirst();
        Optional<String> headerCode = values("X-Error-Code", headers).stream()
                .filter(ErrorTypes::isCode)
                .findFirst();
        List<String> retryAfter = values("Retry-After", headers);
        return new RemoteError(status, headerId, headerCode, retryAfter, content.bytes(), truncated, limits);
    }

    /** Some clients have the status line under a name that is {@code null}. */
    private static List<String> values(String name, Map<String, List<String>> headers) {
        return headers == null
                ? List.of()
                : headers.entrySet().stream()
                        .filter(field -> name.equalsIgnoreCase(field.getKey()) && field.getValue() != null)
                        .flatMap(field -> field.getValue().stream())
                        .filter(Objects::nonNull)
                        .toList();
    }

    /** {@return the HTTP status, as it came} */
    public int status() {
        return status;
    }

    /** {@return what the body was, and so whether the code is the server's word or taken from the status} */
    public Kind kind() {
        return said.kind();
    }

    /** {@return the code that the server sent, whatever it is, or else the documented one for the status} */
    public String code() {
        return sentCode().orElseGet(() -> ErrorCode.forStatus(status).code());
    }

    private Optional<String> sentCode() {
        return kind() == Kind.EMPTY ? headerCode : said.code();
    }

    /** {@return the documented code that {@link #code()} is, to switch on, or empty for any other} */
    public Optional<ErrorCode> knownCode() {
        return ErrorCode.find(code());
    }

    /**
     * {@return whether the code is that type's, letter by letter}
     *
     * @param type one of {@link ErrorCode}, or an application's own
     */
    public boolean is(ErrorType type) {
        return code().equals(type.code());
    }

    /**
     * {@return the server's message, fit for a log or a screen} It is one line of at most 1,000 characters, and holds no
     * control characters and none that turn the reading direction. Where the server sent none, it is that of the documented
     * code. What an envelope said to the letter is in {@link #envelope()}.
     */
    public String message() {
        return said.message()
                .map(text -> CleanText.of(text, MAX_MESSAGE_LENGTH))
                .filter(text -> !text.isEmpty())
                .orElseGet(() -> knownCode().orElse(ErrorCode.forStatus(status)).message());
    }

    /** {@return the details, empty when there are none} */
    public JsonObject details() {
        return said.details();
    }

    /**
     * {@return the id under which the server knows the request: the body's ({@code request_id}, or {@code requestId} as others
     * write it), else that of the header {@code X-Request-Id}} It is as clean as the {@link #message()}, and an id of the form that {@link RequestId#accept} keeps is as it came.
     */
    public Optional<String> requestId() {
        return Stream.of(said.requestId(), headerId)
                .flatMap(Optional::stream)
                .map(id -> CleanText.of(id, MAX_ID_LENGTH))
                .filter(id -> !id.isEmpty())
                .findFirst();
    }

    /** {@return the envelope to the letter, where the body is a whole one by {@link ErrorEnvelope#parse(byte[])}} */
    public Optional<ErrorEnvelope> envelope() {
        return ErrorEnvelope.find(body);
    }

    /** {@return the body, decompressed and cut at the limit} The array is new and the caller's own. */
    public byte[] body() {
        return body.clone();
    }

    /** {@return whether there was more of the body than the limit let in, or than could be decompressed} */
    public boolean truncated() {
        return truncated;
    }

    /** {@return whether and when the same request may be sent again, reckoned from now} */
    public RetryAdvice retryAdvice() {
        return retryAdvice(InstantSource.system());
    }

    /**
     * {@return whether and when the same request may be sent again}
     *
     * @param clock tells from when on to reckon a date in {@code Retry-After}
     */
    public RetryAdvice retryAdvice(InstantSource clock) {
        boolean retryableCode = knownCode().map(ErrorCode::retryable).orElse(false);
        boolean retryable = status == 429 || status == 503 || retryableCode;
        boolean refused = (status >= 400 && status <= 499) || (sentCode().isPresent() && retryableCode);
        Optional<Duration> delay =
                retryable ? RetryAfter.delay(retryAfter, clock.instant(), limits.maxRetryAfter()) : Optional.empty();
        return new RetryAdvice(retryable, delay, !refused);
    }

    /** {@return an exception that hands this error on} */
    public RemoteApiException toException() {
        return new RemoteApiException(this);
    }

    /** {@return status, code, message and request id, as clean as the message} */
    @Override
    public String toString() {
        String line = status + " " + CleanText.of(code(), MAX_CODE_LENGTH) + ": " + message();
        return requestId().map(id -> line + " (request " + id + ")").orElse(line);
    }

    /** What goes along in Java serialization: what was read, to be read again. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares them
    private record Form(
            int status,
            @Nullable String headerId,
            @Nullable String headerCode,
            List<String> retryAfter,
            byte[] body,
            boolean truncated,
            ErrorLimits limits)
            implements Serializable {

        /** A stream may hold anything. */
        private Form {
            body = body.clone();
            retryAfter = retryAfter.stream().map(String.class::cast).toList();
            Objects.requireNonNull(limits, "limits");
        }

        @Serial
        private Object readResolve() {
            return new RemoteError(
                    status,
                    Optional.ofNullable(headerId),
                    Optional.ofNullable(headerCode),
                    retryAfter,
                    body,
                    truncated,
                    limits);
        }
    }

    @Serial
    private Object writeReplace() {
        return new Form(status, headerId.orElse(null), headerCode.orElse(null), retryAfter, body, truncated, limits);
    }

    @Serial
    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("Expected the serial form of a RemoteError");
    }
}

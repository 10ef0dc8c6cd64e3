package konpro.errors.soak;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletionException;
import java.util.function.IntFunction;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorType;
import konpro.errors.FieldViolation;
import konpro.errors.RemoteError;
import konpro.errors.ShopError;

/** A handler of ours fails, and the client hears exactly what it is meant to. */
enum Failing implements Exchange {
    WITH_EACH_OF_THE_DOCUMENTED_CODES(v -> new ApiException(codeOf(v), "Avatar " + v)),
    WITH_A_CODE_OF_THE_APPLICATIONS_OWN(v -> new ApiException(ShopError.OUT_OF_STOCK, "Only 2 left").detail("left", v)),
    WITH_A_STATUS_OF_THE_ROUTERS_OWN(v -> new ApiException(ErrorType.ofStatus(405), "Only GET and POST")),
    WITH_ONE_VIOLATION(v -> ApiException.invalid("avatar_id", "Is " + v)),
    WITH_SEVERAL_VIOLATIONS(v -> ApiException.invalid(
            List.of(new FieldViolation("avatar_id", "Is " + v), new FieldViolation("size", "Must be 1 to 512")))),
    WITH_WORDS_IN_MANY_SCRIPTS(v -> new ApiException(ErrorCode.INVALID_REQUEST, "Žádný 头像 صورة 😀 " + v)),
    WITH_WORDS_THAT_WOULD_DO_HARM_IN_A_LOG(
            v -> new ApiException(ErrorCode.INVALID_REQUEST, "\u001B[2J\r\n\u202E\0" + v)),
    WITH_DETAILS_OF_ALL_KINDS(v -> new ApiException(ErrorCode.PROCESSING_ERROR, "")
            .detail("deep", List.of(Map.of("a", List.of(v, 2.5, true)), "\"\\\uD800"))),
    WITH_A_TIME_TO_TRY_AGAIN(
            v -> new ApiException(v % 2 == 0 ? ErrorCode.RATE_LIMIT_EXCEEDED : ErrorCode.SERVICE_UNAVAILABLE, "Later")
                    .retryAfter(Duration.ofSeconds(v % 120))),
    WITH_A_TIME_THAT_IS_NO_ADVICE(
            v -> new ApiException(ErrorCode.INVALID_API_KEY, "Expired").retryAfter(Duration.ofSeconds(7))),
    WITH_A_CLASS_THAT_HAS_A_MAPPING(
            v -> new NoSuchElementException("hunter2"),
            v -> new ApiException(ErrorCode.RESOURCE_NOT_FOUND, ErrorCode.RESOURCE_NOT_FOUND.message())),
    WITH_A_CLASS_THAT_IS_TRANSLATED(
            v -> new CompletionException(new DateTimeException("hunter2")),
            v -> ApiException.invalid("date", "Not a date")),
    WITH_WHAT_NOBODY_HAS_NAMED(Failing::unnamed, v -> fault(ErrorCode.PROCESSING_ERROR)),
    WITH_WHAT_ANOTHER_SERVER_SAID(
            v -> RemoteError.of(v % 2 == 0 ? 429 : 404, Map.of("Retry-After", List.of("9")), null)
                    .toException(),
            v -> fault(v % 2 == 0 ? ErrorCode.SERVICE_UNAVAILABLE : ErrorCode.PROCESSING_ERROR));

    @SuppressWarnings("ImmutableEnumChecker") // functions that keep nothing
    private final IntFunction<Throwable> failure;

    @SuppressWarnings("ImmutableEnumChecker")
    private final IntFunction<ApiException> answer;

    Failing(IntFunction<ApiException> failure) {
        this(failure::apply, failure);
    }

    Failing(IntFunction<Throwable> failure, IntFunction<ApiException> answer) {
        this.failure = failure;
        this.answer = answer;
    }

    private static ErrorCode codeOf(int variant) {
        ErrorCode[] codes = ErrorCode.values();
        return codes[variant % codes.length];
    }

    private static ApiException fault(ErrorCode code) {
        return new ApiException(code);
    }

    private static Throwable unnamed(int variant) {
        return switch (variant % 4) {
            case 0 -> new IllegalStateException("hunter2");
            case 1 -> new IOException("hunter2");
            case 2 -> new AssertionError("hunter2");
            default -> new InterruptedException("hunter2");
        };
    }

    static void handle(HttpExchange exchange) {
        sneak(valueOf(Loopback.constant(exchange)).failure.apply(Loopback.variant(exchange)));
    }

    @SuppressWarnings("unchecked")
    private static <X extends Throwable> void sneak(Throwable failure) throws X {
        throw (X) failure;
    }

    @Override
    public void run(Loopback loopback, Turn turn) throws Exception {
        int variant = turn.variant();
        SentId id = SentId.any(turn);
        Said said = new Said(answer.apply(variant), id);
        String method = turn.oneOf("GET", "HEAD", "POST", "PUT");
        HttpRequest request = loopback.request(turn, Loopback.path(this, variant), id)
                .method(method, method.startsWith("P") ? BodyPublishers.ofString("hello") : BodyPublishers.noBody())
                .build();
        Heard heard = loopback.call(turn, request);
        if (method.equals("HEAD")) {
            said.assertHeardWithoutABody(heard);
        } else {
            said.assertHeard(heard);
        }
    }

    @Override
    public int told() {
        return 1;
    }
}

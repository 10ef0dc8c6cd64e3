package konpro.errors.fuzz;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import konpro.errors.ErrorEnvelope;
import konpro.errors.ErrorLimits;
import konpro.errors.RemoteError;
import konpro.errors.RemoteError.Kind;
import konpro.errors.json.JsonObject;

/** Any answer: it is understood without a throw, its status survives, and what is said of it is clean and bounded. */
public final class RemoteErrorTarget {

    private static final ErrorLimits TIGHT = new ErrorLimits(100, Duration.ofSeconds(1), Duration.ofSeconds(3));

    private RemoteErrorTarget() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        RawAnswer answer = RawAnswer.of(bytes);
        check(answer, ErrorLimits.DEFAULT);
        check(answer, TIGHT);
    }

    private static void check(RawAnswer answer, ErrorLimits limits) {
        RemoteError error = RemoteError.of(answer.status(), answer.headers(), answer.body(), limits);
        Check.same(answer.status(), error.status(), "the status");
        checkWords(error);
        checkBody(error, answer, limits);
        checkAdvice(error, limits);
        checkAgain(error, answer.headers(), limits);
    }

    private static void checkWords(RemoteError error) {
        Check.that(isLine(error.message(), 1_000), "a message of one clean line");
        Check.that(error.requestId().stream().allMatch(id -> isLine(id, 200)), "a request id of one clean line");
        Check.that(!error.code().isEmpty(), "a code");
        Check.that(isLine(error.toString(), 1_400), "one clean line for a log");
        Check.same(error.toString(), error.toException().getMessage(), "the exception's message");
        Check.that(error.toString().startsWith(error.status() + " "), "the status in front");
    }

    private static boolean isLine(String text, int maxLength) {
        return !text.isEmpty() && text.length() <= maxLength && Check.isClean(text);
    }

    private static void checkBody(RemoteError error, RawAnswer answer, ErrorLimits limits) {
        byte[] body = error.body();
        Check.that(body.length <= limits.maxBodyBytes(), "a body within the limit");
        if (!isGzip(answer.body())) {
            int length = Math.min(answer.body().length, limits.maxBodyBytes());
            Check.that(Arrays.equals(body, Arrays.copyOf(answer.body(), length)), "the body as it came");
            Check.same(length < answer.body().length, error.truncated(), "whether there was more");
        }
        Optional<ErrorEnvelope> envelope = ErrorEnvelope.find(body);
        Check.same(envelope, error.envelope(), "the envelope");
        if (envelope.isPresent()) {
            Check.same(Kind.ENVELOPE, error.kind(), "the kind of an envelope");
            Check.same(envelope.get().error().code(), error.code(), "the envelope's code");
            Check.same(envelope.get().error().details(), error.details(), "the envelope's details");
        }
    }

    private static boolean isGzip(byte[] body) {
        return body.length >= 2 && body[0] == 0x1F && body[1] == (byte) 0x8B;
    }

    private static void checkAdvice(RemoteError error, ErrorLimits limits) {
        Optional<Duration> delay = error.retryAdvice().delay();
        boolean retryable = error.retryAdvice().retryable();
        Check.that(
                delay.stream().allMatch(d -> !d.isNegative() && retryable == d.compareTo(limits.maxRetryAfter()) <= 0),
                "a retry within the limit, and none beyond");
    }

    /** What was read is read the same from what it has become. */
    private static void checkAgain(RemoteError error, Map<String, List<String>> headers, ErrorLimits limits) {
        if (!isGzip(error.body())) {
            RemoteError again = RemoteError.of(error.status(), headers, error.body(), limits);
            Check.same(error.kind(), again.kind(), "the kind of its own body");
            Check.same(error.code(), again.code(), "the code of its own body");
            Check.same(error.details(), again.details(), "the details of its own body");
            Check.same(error.toString(), again.toString(), "the line of its own body");
        }
        JsonObject said = JsonObject.of(
                "error", Map.of("code", error.code(), "message", error.message(), "details", error.details()));
        JsonObject whole =
                error.requestId().map(id -> said.with("request_id", id)).orElse(said);
        RemoteError retold = RemoteError.of(error.status(), Map.of(), whole.toBytes());
        Check.same(error.code(), retold.code(), "its own code");
        Check.same(error.message(), retold.message(), "its own message");
        Check.same(error.details(), retold.details(), "its own details");
        Check.same(error.requestId(), retold.requestId(), "its own request id");
    }
}

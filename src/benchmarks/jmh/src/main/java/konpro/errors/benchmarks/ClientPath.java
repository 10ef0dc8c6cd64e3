package konpro.errors.benchmarks;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import konpro.errors.RemoteApiException;
import konpro.errors.RemoteError;
import konpro.errors.RetryAdvice;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** From status, headers and bytes to an exception whose code, message, request id and retry advice are asked for. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 15, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 3,
        jvmArgsAppend = {"-Xms3g", "-Xmx3g", "-XX:+AlwaysPreTouch"})
public class ClientPath {

    /** What the server sends. */
    public enum Case {
        ENVELOPE("{\"error\":{\"code\":\"RATE_LIMIT_EXCEEDED\",\"message\":\"Only 10 requests a minute\",\"details\":"
                + "{\"field\":\"avatar_id\",\"reason\":\"Too many\"}},\"request_id\":\"req-123456\"}"),
        HTML("<html><head><title>429 Too Many Requests</title></head><body>nginx</body></html>"),
        EMPTY("");

        private final byte[] body;

        Case(String body) {
            this.body = body.getBytes(StandardCharsets.UTF_8);
        }
    }

    /** Who makes the exception. */
    public enum By {
        KONPRO,
        JACKSON3,
        FASTJSON2,
        /** No more than an exception with a message. */
        BARE
    }

    @Param
    public Case input;

    @Param
    public By by;

    private Supplier<Object> path;

    /** All that is asked for. */
    private record Asked(
            RuntimeException exception, String message, String code, String id, boolean retryable, Duration delay) {}

    @Setup
    public void checkFirst() {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String field : List.of(
                "content-type: application/json",
                "content-length: 150",
                "date: Mon 15 Jun 2026 12:00:00 GMT",
                "server: konpro",
                "cache-control: no-store",
                "x-request-id: req-123456",
                "x-content-type-options: nosniff",
                "retry-after: 30")) {
            headers.put(field.substring(0, field.indexOf(':')), List.of(field.substring(field.indexOf(':') + 2)));
        }
        byte[] body = input.body;
        path = switch (by) {
            case KONPRO ->
                () -> {
                    RemoteApiException exception =
                            RemoteError.of(429, headers, body).toException();
                    RemoteError error = exception.remoteError();
                    RetryAdvice advice = error.retryAdvice();
                    return new Asked(
                            exception,
                            exception.getMessage(),
                            error.code(),
                            error.requestId().orElse(null),
                            advice.retryable(),
                            advice.delay().orElse(null));
                };
            case JACKSON3 -> () -> byHand(headers, body, ByHand.JACKSON3);
            case FASTJSON2 -> () -> byHand(headers, body, ByHand.FASTJSON2);
            case BARE -> () -> new IllegalStateException("429");
        };
        if (by != By.BARE) {
            check((Asked) path.get());
        }
    }

    private static Asked byHand(Map<String, List<String>> headers, byte[] body, ByHand.Json json) {
        ByHand.ClientException x = ByHand.exception(429, headers, body, json);
        return new Asked(x, x.getMessage(), x.code, x.requestId, x.retryable, x.delay);
    }

    private void check(Asked asked) {
        boolean same = asked.message().startsWith("429 " + asked.code() + ": ")
                && asked.message().endsWith("(request req-123456)")
                && (input != Case.ENVELOPE
                        || asked.message()
                                .equals("429 RATE_LIMIT_EXCEEDED: Only 10 requests a minute (request req-123456)"))
                && asked.id().equals("req-123456")
                && asked.retryable()
                && asked.delay().equals(Duration.ofSeconds(30));
        if (!same) {
            throw new IllegalStateException(by + ": " + asked);
        }
    }

    @Benchmark
    public Object toException() {
        return path.get();
    }
}

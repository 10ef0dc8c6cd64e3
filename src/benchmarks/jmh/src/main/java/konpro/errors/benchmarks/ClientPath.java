package konpro.errors.benchmarks;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import konpro.errors.RemoteApiException;
import konpro.errors.RemoteError;
import konpro.errors.RetryAdvice;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** From status, headers and bytes to an exception whose code, message, request id and retry advice are asked for. */
public class ClientPath extends Measured {

    /** The response body. */
    public enum Case {
        ENVELOPE("""
                {"error":{"code":"RATE_LIMIT_EXCEEDED","message":"Only 10 requests a minute","details":\
                {"field":"avatar_id","reason":"Too many"}},"request_id":"req-123456"}"""),
        HTML_PAGE("<html><head><title>429 Too Many Requests</title></head><body>nginx</body></html>"),
        NO_BODY("");

        private final byte[] body;

        Case(String body) {
            this.body = body.getBytes(StandardCharsets.UTF_8);
        }
    }

    @Param
    public Case input;

    /** The others are used {@link ByHand}. */
    @Param({"KONPRO", "JACKSON3", "FASTJSON2"})
    public Library by;

    private Supplier<Asked> path;

    /** All that is asked for. */
    private record Asked(
            RuntimeException exception, String message, String code, String id, boolean retryable, Duration delay) {}

    @Setup
    public void checkFirst() {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("content-type", List.of("application/json"));
        headers.put("content-length", List.of("150"));
        headers.put("date", List.of("Mon, 15 Jun 2026 12:00:00 GMT"));
        headers.put("server", List.of("konpro"));
        headers.put("cache-control", List.of("no-store"));
        headers.put("x-request-id", List.of("req-123456"));
        headers.put("x-content-type-options", List.of("nosniff"));
        headers.put("retry-after", List.of("30"));
        byte[] body = input.body;
        path = by == Library.KONPRO ? () -> konpro(headers, body) : () -> byHand(headers, body, by);
        Asked asked = path.get();
        String error = input == Case.ENVELOPE ? "RATE_LIMIT_EXCEEDED: Only 10 requests a minute" : asked.code + ": .*";
        String found = asked.message + asked.id + asked.retryable + asked.delay;
        if (!found.matches("429 " + error + " \\(request req-123456\\)req-123456truePT30S")) {
            throw new IllegalStateException(by + ": " + found);
        }
    }

    private static Asked konpro(Map<String, List<String>> headers, byte[] body) {
        RemoteApiException x = RemoteError.of(429, headers, body).toException();
        RemoteError error = x.remoteError();
        RetryAdvice advice = error.retryAdvice();
        String id = error.requestId().orElse(null);
        Duration delay = advice.delay().orElse(null);
        return new Asked(x, x.getMessage(), error.code(), id, advice.retryable(), delay);
    }

    private static Asked byHand(Map<String, List<String>> headers, byte[] body, Library by) {
        ByHand.ClientException x = ByHand.exception(429, headers, body, by);
        return new Asked(x, x.getMessage(), x.code, x.requestId, x.retryable, x.delay);
    }

    @Benchmark
    public Object client() {
        return path.get();
    }
}

package konpro.errors.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorMapper;
import konpro.errors.ErrorResponse;
import konpro.errors.json.JsonValue;
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

/** From an exception to status, headers and bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 15, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
        value = 3,
        jvmArgsAppend = {"-Xms3g", "-Xmx3g", "-XX:+AlwaysPreTouch"})
public class ServerPath {

    /** What is thrown, and whether the client has sent a request id. */
    public enum Case {
        /** An error with two details. */
        ID_GIVEN,
        /** The same, with a new id. */
        NEW_ID,
        /** An exception that is mapped to an error. */
        MAPPED
    }

    /** Who makes the response. */
    public enum By {
        KONPRO,
        JACKSON3,
        FASTJSON2
    }

    @Param
    public Case input;

    @Param
    public By by;

    private Supplier<Object> path;

    @Setup
    public void checkFirst() {
        String header = input == Case.NEW_ID ? null : "req-123456";
        ErrorMapper errors = ErrorMapper.builder()
                .map(IllegalStateException.class, ErrorCode.RESOURCE_NOT_FOUND)
                .onFailure((response, exception) -> {})
                .build();
        Throwable ours = input == Case.MAPPED
                ? new IllegalStateException()
                : new ApiException(ErrorCode.INVALID_REQUEST, "The request body is invalid")
                        .detail("field", "avatar_id")
                        .detail("reason", "Avatar ID is required");
        Throwable byHand = input == Case.MAPPED
                ? ours
                : new ByHand.ServerException(
                        400,
                        new ByHand.Body(
                                "INVALID_REQUEST",
                                "The request body is invalid",
                                Map.of("field", "avatar_id", "reason", "Avatar ID is required")));
        path = switch (by) {
            case KONPRO ->
                () -> {
                    ErrorResponse response = errors.respond(ours, header);
                    return new ByHand.Response(response.status(), response.headers(), response.body());
                };
            case JACKSON3 -> () -> ByHand.respond(byHand, header, ByHand.JACKSON3);
            case FASTJSON2 -> () -> ByHand.respond(byHand, header, ByHand.FASTJSON2);
        };
        check((ByHand.Response) path.get());
    }

    private void check(ByHand.Response response) {
        String expected = input == Case.MAPPED
                ? "404 {\"code\":\"RESOURCE_NOT_FOUND\",\"message\":\"Requested resource doesn't exist\"}"
                : "400 {\"code\":\"INVALID_REQUEST\",\"message\":\"The request body is invalid\",\"details\":"
                        + "{\"field\":\"avatar_id\",\"reason\":\"Avatar ID is required\"}}";
        JsonValue json = JsonValue.parse(response.body());
        String id = json.get("request_id").asString();
        int space = expected.indexOf(' ');
        boolean same = response.status() == Integer.parseInt(expected.substring(0, space))
                && json.get("error").equals(JsonValue.parse(expected.substring(space + 1)))
                && response.headers().size() == 5
                && response.headers().get("X-Request-Id").equals(id)
                && (input == Case.NEW_ID ? id.length() == 36 : id.equals("req-123456"));
        if (!same) {
            throw new IllegalStateException(by + ": " + new String(response.body(), StandardCharsets.UTF_8));
        }
    }

    @Benchmark
    public Object respond() {
        return path.get();
    }
}

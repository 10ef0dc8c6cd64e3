package konpro.errors.benchmarks;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorEnvelope;
import konpro.errors.ErrorMapper;
import konpro.errors.ErrorResponse;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** From an exception to status, headers and bytes. */
public class ServerPath extends Measured {

    /** An error with two details and the client's request id, the same with a new id, and a mapped exception. */
    public enum Case {
        ID_GIVEN,
        NEW_ID,
        MAPPED
    }

    @Param
    public Case input;

    /** The others are used {@link ByHand}. */
    @Param({"KONPRO", "JACKSON3", "FASTJSON2"})
    public Library by;

    private Supplier<ByHand.Response> path;

    @Setup
    public void checkFirst() {
        String id = input == Case.NEW_ID ? null : "req-123456";
        String message = "The request body is invalid";
        Map<String, Object> details = new TreeMap<>(Map.of("field", "avatar_id", "reason", "Avatar ID is required"));
        Throwable mapped = input == Case.MAPPED ? new IllegalStateException() : null;
        Throwable ours = new ApiException(ErrorCode.INVALID_REQUEST, message)
                .detail("field", "avatar_id")
                .detail("reason", "Avatar ID is required");
        Throwable byHand = new ByHand.ServerException(400, new Envelope.Body("INVALID_REQUEST", message, details));
        Supplier<ByHand.Response> konpro = konpro(mapped == null ? ours : mapped, id);
        Throwable thrown = mapped == null ? byHand : mapped;
        path = by == Library.KONPRO ? konpro : () -> ByHand.respond(thrown, id, by);
        String expected = text(konpro.get());
        String found = text(path.get());
        if (!found.equals(expected)) {
            throw new IllegalStateException("Expected " + expected + " but found " + found);
        }
    }

    private static Supplier<ByHand.Response> konpro(Throwable thrown, String id) {
        ErrorMapper mapper = ErrorMapper.builder()
                .map(IllegalStateException.class, ErrorCode.RESOURCE_NOT_FOUND)
                .onFailure((response, exception) -> {})
                .build();
        return () -> {
            ErrorResponse response = mapper.respond(thrown, id);
            return new ByHand.Response(response.status(), response.headers(), response.body());
        };
    }

    /** All of it, with the same word for each new id. */
    private static String text(ByHand.Response response) {
        return (response.status() + " " + new TreeMap<>(response.headers()) + ErrorEnvelope.parse(response.body()))
                .replaceAll("req-[0-9a-f]{32}", "new");
    }

    @Benchmark
    public Object server() {
        return path.get();
    }
}

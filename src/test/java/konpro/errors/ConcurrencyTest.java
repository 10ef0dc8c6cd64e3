package konpro.errors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import konpro.errors.json.JsonObject;
import konpro.errors.json.JsonValue;
import konpro.errors.testkit.ShopError;
import konpro.errors.testkit.Together;
import org.junit.jupiter.api.Test;

/** Each of many threads that share an object gets what a single thread gets. */
class ConcurrencyTest {

    private static final int THREADS = 8;
    private static final int ROUNDS = 30;

    /** Few members and many; unescaped strings and others; integers and decimals. */
    private static final String JSON = "{\"few\":{\"a\":[1,2.50,\"x\\n\",true,null],\"é\":\"😀\"},\"many\":"
            + object(100, i -> "\"value" + i + "\"") + ",\"all\":[" + object(2, i -> "[" + i + "]") + ",[],{}]}";

    private static final byte[] ENVELOPE =
            "{\"error\":{\"code\":\"A\",\"message\":\"m\",\"details\":%s},\"request_id\":\"r\"}"
                    .formatted(JSON)
                    .getBytes(UTF_8);

    private static String object(int size, IntFunction<String> value) {
        return IntStream.range(0, size)
                .mapToObj(i -> "\"name" + i + "\":" + value.apply(i))
                .collect(Collectors.joining(",", "{", "}"));
    }

    @Test
    void valuesAreReadForTheFirstTimeByAllAtOnce() throws Exception {
        JsonValue json = JsonValue.parse(JSON);

        assertSameForAll(() -> JsonValue.parse(JSON), ConcurrencyTest::everythingAbout);
        assertSameForAll(() -> JsonValue.of(json.toJava()), ConcurrencyTest::everythingAbout);
        assertSameForAll(
                () -> RemoteError.of(429, Map.of("Retry-After", List.of("7")), ENVELOPE),
                ConcurrencyTest::everythingAbout);
    }

    private static <T> void assertSameForAll(Supplier<T> values, Function<T, List<Object>> everything)
            throws Exception {
        List<Object> alone = everything.apply(values.get());
        for (Together threads : Together.available()) {
            for (int round = 0; round < ROUNDS; round++) {
                T fresh = values.get();
                List<List<Object>> together = threads.run(THREADS, number -> everything.apply(fresh));

                assertEquals(Collections.nCopies(THREADS, alone), together, threads::name);
            }
        }
    }

    private static List<Object> everythingAbout(JsonValue json) {
        JsonObject many = (JsonObject) json.get("many");
        Object members =
                IntStream.range(0, 101).mapToObj(i -> many.tryGet("name" + i)).toList();
        JsonObject more =
                ((JsonObject) json).with("more", json.get("few").get("a").get(1).asBigDecimal());
        String bytes = new String(json.toBytes(), UTF_8);
        return List.of(
                json, json.hashCode(), json.toString(), json.toPrettyString(), json.toJava(), bytes, members, more);
    }

    private static List<Object> everythingAbout(RemoteError error) {
        ErrorEnvelope envelope = error.envelope().orElseThrow();
        String body = new String(error.body(), UTF_8);
        return List.of(
                List.of(error.toString(), error.details(), error.retryAdvice(), error.violations(), body),
                List.of(envelope, envelope.hashCode(), envelope.toMap(), envelope.toJson()),
                error.toException().getMessage());
    }

    // ---- one mapper for all threads

    private static final int KINDS = 6;

    private static Throwable exception(int kind, String id) {
        return switch (kind) {
            case 0 -> new ApiException(ShopError.OUT_OF_STOCK, "Only " + id).detail("left", id);
            case 1 -> new NoSuchElementException();
            case 2 -> new ExecutionException(new NoSuchElementException());
            case 3 -> new IllegalStateException(id);
            case 4 -> new UncheckedIOException(new FileNotFoundException(id));
            default -> RemoteError.of(429, null, null).toException();
        };
    }

    @Test
    void aMapperRespondsToEachExceptionAndNotifiesOnce() throws Exception {
        int each = 600;
        Map<String, List<Map.Entry<ErrorResponse, Throwable>>> notifiedById = new ConcurrentHashMap<>();
        ErrorMapper errors = ErrorMapper.builder()
                .map(NoSuchElementException.class, ErrorCode.RESOURCE_NOT_FOUND)
                .map(IllegalStateException.class, x -> ApiException.invalid("id", x.getMessage()))
                .onFailure((response, exception) -> notifiedById
                        .computeIfAbsent(response.envelope().requestId(), id -> new CopyOnWriteArrayList<>())
                        .add(Map.entry(response, exception)))
                .build();

        List<String> alone = IntStream.range(0, KINDS)
                .mapToObj(kind -> errors.respond(exception(kind, "alone"), "alone")
                        .envelope()
                        .toJson())
                .toList();

        for (Together threads : Together.available()) {
            threads.run(THREADS, number -> {
                for (int i = 0; i < each; i++) {
                    String id = threads + "-" + number + "-" + i;
                    Throwable exception = exception(i % KINDS, id);
                    ErrorResponse response = errors.respond(exception, id);

                    assertEquals(alone.get(i % KINDS).replace("alone", id), new String(response.body(), UTF_8));
                    assertEquals(ErrorEnvelope.parse(response.body()), response.envelope());
                    assertEquals(id, response.headers().get("X-Request-Id"));
                    assertEquals(List.of(Map.entry(response, exception)), notifiedById.get(id));
                }
                return null;
            });
        }
        assertEquals(1 + Together.available().size() * THREADS * each, notifiedById.size());
    }
}

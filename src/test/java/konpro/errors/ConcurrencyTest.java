package konpro.errors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import konpro.errors.json.JsonObject;
import konpro.errors.json.JsonValue;
import konpro.errors.testkit.ShopError;
import konpro.errors.testkit.Together;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What may be shared is shared by many threads at once, each of which must get exactly what it would get alone. */
class ConcurrencyTest {

    private static final int THREADS = 8;
    private static final int ROUNDS = 30;

    static List<Together> threads() {
        return Together.available();
    }

    // ---- values

    /** With an index and without one, whole numbers and others, plain strings and others. */
    private static final String JSON = "{\"few\":{\"a\":[1,2.50,\"x\\n\",true,null],\"é\":\"😀\"},\"many\":"
            + object(100, i -> "\"value" + i + "\"") + ",\"all\":[" + object(2, i -> "[" + i + "]") + ",[],{}]}";

    private static final byte[] ENVELOPE = ("{\"error\":{\"code\":\"A\",\"message\":\"m\",\"details\":" + JSON
                    + "},\"request_id\":\"r\"}")
            .getBytes(UTF_8);

    private static String object(int size, IntFunction<String> value) {
        List<String> members = IntStream.range(0, size)
                .mapToObj(i -> "\"name" + i + "\":" + value.apply(i))
                .toList();
        return "{" + String.join(",", members) + "}";
    }

    @ParameterizedTest
    @MethodSource("threads")
    void valuesAreReadForTheFirstTimeByAllAtOnce(Together threads) throws Exception {
        List<Object> alone = everythingAbout((JsonObject) JsonValue.parse(JSON));

        for (int round = 0; round < ROUNDS; round++) {
            JsonObject fresh = (JsonObject) JsonValue.parse(JSON);

            assertEquals(Collections.nCopies(THREADS, alone), threads.run(THREADS, number -> everythingAbout(fresh)));
        }
    }

    @ParameterizedTest
    @MethodSource("threads")
    void viewsAreWalkedForTheFirstTimeByAllAtOnce(Together threads) throws Exception {
        JsonObject object = (JsonObject) JsonValue.parse(JSON);
        List<Object> alone =
                everythingIn(object.get("many").asMap(), object.get("all").asList());

        for (int round = 0; round < ROUNDS; round++) {
            Map<String, JsonValue> members = object.get("many").asMap();
            List<JsonValue> elements = object.get("all").asList();

            assertEquals(
                    Collections.nCopies(THREADS, alone),
                    threads.run(THREADS, number -> everythingIn(members, elements)));
        }
    }

    @ParameterizedTest
    @MethodSource("threads")
    void errorsAreReadForTheFirstTimeByAllAtOnce(Together threads) throws Exception {
        List<Object> alone = everythingAbout(RemoteError.of(429, Map.of("Retry-After", List.of("7")), ENVELOPE));

        for (int round = 0; round < ROUNDS; round++) {
            RemoteError fresh = RemoteError.of(429, Map.of("Retry-After", List.of("7")), ENVELOPE);

            assertEquals(Collections.nCopies(THREADS, alone), threads.run(THREADS, number -> everythingAbout(fresh)));
        }
    }

    private static List<Object> everythingAbout(JsonObject object) {
        JsonObject many = (JsonObject) object.get("many");
        return List.of(
                object.hashCode(),
                object.equals(JsonValue.parse(JSON)),
                object.toString(),
                object.toPrettyString(),
                new String(object.toBytes(), UTF_8),
                object.toJava(),
                object.with("more", 1),
                many.size(),
                IntStream.range(0, 101).mapToObj(i -> many.tryGet("name" + i)).toList(),
                object.get("few").get("a").get(1).asBigDecimal());
    }

    private static List<Object> everythingIn(Map<String, JsonValue> members, List<JsonValue> elements) {
        return List.of(
                List.copyOf(members.keySet()),
                List.copyOf(members.values()),
                List.copyOf(members.entrySet()),
                members.hashCode(),
                members.toString(),
                members.keySet().contains("name99"),
                List.copyOf(elements),
                elements.hashCode(),
                elements.toString());
    }

    private static List<Object> everythingAbout(RemoteError error) {
        ErrorEnvelope envelope = error.envelope().orElseThrow();
        return List.of(
                error.toString(),
                error.details(),
                error.retryAdvice(),
                new String(error.body(), UTF_8),
                envelope,
                envelope.hashCode(),
                envelope.toMap(),
                envelope.toJson(),
                envelope.error().violations(),
                error.toException().getMessage());
    }

    // ---- values that come over without any synchronisation

    private static final int HANDED_OVER = 2_000;

    /** A plain field. Nothing but the final fields of a value says that who sees the value sees all that is in it. */
    private Object kept;

    /** What the value of a number says: a text with that number for each {@code #}. */
    static Stream<Arguments> values() {
        String large = object(40, i -> "#");
        return Stream.of(
                value("{'a':#,'b':[#]}", i -> JsonObject.of("a", i, "b", List.of(i))),
                value(
                        large,
                        i -> JsonValue.of(
                                JsonValue.parse(large.replace("#", "" + i)).toJava())),
                value(large, i -> JsonValue.parse(large.replace("#", "" + i))),
                value("['#',#,#.0]", i -> JsonValue.of(List.of("" + i, i, (double) i))),
                value(
                        "{'error':{'code':'#','message':'m','details':{'n':#}},'request_id':'#'}",
                        ConcurrencyTest::envelope),
                value(
                        "500 #: m (request #)",
                        i -> RemoteError.of(500, null, envelope(i).toBytes())),
                value(
                        "500 #: m (request #)",
                        i -> RemoteError.of(500, null, envelope(i).toBytes()).toException()),
                value("{A=#, B=#} #", i -> new ErrorResponse(500, headers(i), envelope(i))),
                value("Bearer # INVALID_API_KEY", ConcurrencyTest::mapper));
    }

    private static Arguments value(String says, IntFunction<Object> make) {
        return Arguments.of(says.replace('\'', '"'), make);
    }

    private static ErrorEnvelope envelope(int i) {
        return new ErrorEnvelope(new ApiError("" + i, "m", JsonObject.of("n", i)), "" + i);
    }

    private static Map<String, String> headers(int i) {
        return new TreeMap<>(Map.of("A", "" + i, "B", "" + i));
    }

    private static ErrorMapper mapper(int i) {
        return ErrorMapper.builder()
                .challenge("Bearer " + i)
                .map(OrderNotFound.class, ErrorCode.INVALID_API_KEY)
                .onFailure((response, exception) -> {})
                .build();
    }

    private static String says(Object value) {
        if (value instanceof ErrorResponse response) {
            return response.headers() + " " + response.envelope().requestId();
        }
        if (value instanceof ErrorMapper errors) {
            Map<String, String> headers =
                    errors.respond(new OrderNotFound(), "r").headers();
            return headers.get("WWW-Authenticate") + " " + headers.get("X-Error-Code");
        }
        return value instanceof Exception exception ? exception.getMessage() : value.toString();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("values")
    void valuesAreWholeHoweverTheyComeToAThread(String says, IntFunction<Object> make) throws Exception {
        kept = make.apply(1);
        Together.PLATFORM.run(4, number -> {
            for (int i = 1; i <= HANDED_OVER; i++) {
                if (number == 0) {
                    kept = make.apply(i);
                } else {
                    String said = says(kept);
                    assertEquals(says.replace("#", numberIn(said, says.indexOf('#'))), said);
                }
            }
            return null;
        });
    }

    private static String numberIn(String text, int start) {
        int end = start;
        while (Character.isDigit(text.charAt(end))) {
            end++;
        }
        return text.substring(start, end);
    }

    // ---- one mapper for all

    private static final class OrderNotFound extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1;

        Refused(String why) {
            super(why);
        }
    }

    private record Notification(ErrorResponse response, Throwable exception) {}

    private static final int KINDS = 6;

    private static Throwable exception(int kind, String id) {
        return switch (kind) {
            case 0 -> new ApiException(ShopError.OUT_OF_STOCK, "Only " + id).detail("left", id);
            case 1 -> new OrderNotFound();
            case 2 -> new ExecutionException(new OrderNotFound());
            case 3 -> new Refused(id);
            case 4 -> new UncheckedIOException(new FileNotFoundException(id));
            default -> RemoteError.of(429, null, null).toException();
        };
    }

    private static ErrorEnvelope response(int kind, String id) {
        ApiError error = switch (kind) {
            case 0 -> ApiError.of(ShopError.OUT_OF_STOCK, "Only " + id).withDetail("left", id);
            case 1, 2 -> ApiError.of(ErrorCode.RESOURCE_NOT_FOUND, ErrorCode.RESOURCE_NOT_FOUND.message());
            case 3 -> ApiError.invalid("id", id);
            case 4 -> ApiError.of(ErrorCode.PROCESSING_ERROR, ErrorCode.PROCESSING_ERROR.message());
            default -> ApiError.of(ErrorCode.SERVICE_UNAVAILABLE, ErrorCode.SERVICE_UNAVAILABLE.message());
        };
        return new ErrorEnvelope(error, id);
    }

    @ParameterizedTest
    @MethodSource("threads")
    void aMapperRespondsToEachExceptionAndNotifiesOnce(Together threads) throws Exception {
        int each = 600;
        Map<String, List<Notification>> notifiedById = new ConcurrentHashMap<>();
        ErrorMapper errors = ErrorMapper.builder()
                .map(OrderNotFound.class, ErrorCode.RESOURCE_NOT_FOUND)
                .map(Refused.class, x -> ApiException.invalid("id", x.getMessage()))
                .onFailure((response, exception) -> notifiedById
                        .computeIfAbsent(response.envelope().requestId(), id -> new CopyOnWriteArrayList<>())
                        .add(new Notification(response, exception)))
                .build();

        threads.run(THREADS, number -> {
            for (int i = 0; i < each; i++) {
                String id = "req-" + number + "-" + i;
                Throwable exception = exception(i % KINDS, id);
                ErrorResponse response = errors.respond(exception, id);

                assertEquals(response(i % KINDS, id), response.envelope());
                assertEquals(id, response.headers().get("X-Request-Id"));
                assertEquals(response(i % KINDS, id), ErrorEnvelope.parse(response.body()));
                assertEquals(List.of(new Notification(response, exception)), notifiedById.get(id));
            }
            return null;
        });
        assertEquals(THREADS * each, notifiedById.size());
    }

    // ---- ids

    @ParameterizedTest
    @MethodSource("threads")
    void requestIdsAreDistinctOverAllThreads(Together threads) throws Exception {
        List<List<String>> ids = threads.run(
                100, number -> Stream.generate(RequestId::next).limit(500).toList());

        assertEquals(50_000, ids.stream().flatMap(List::stream).distinct().count());
    }
}

package konpro.errors.testkit;

import static java.util.stream.Collectors.joining;
import static net.jqwik.api.Arbitraries.frequencyOf;
import static net.jqwik.api.Arbitraries.oneOf;
import static net.jqwik.api.Combinators.combine;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import konpro.errors.ApiError;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorEnvelope;
import konpro.errors.FieldViolation;
import konpro.errors.json.JsonObject;
import konpro.errors.json.JsonValue;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCases;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.ShrinkingDistance;
import net.jqwik.api.Tuple;
import net.jqwik.api.domains.DomainContextBase;

/** Envelopes of every kind, and JSON texts that are nearly envelopes. */
public class Envelopes extends DomainContextBase {

    /** The example of the API's documentation, and its JSON. */
    public static final ErrorEnvelope DOCUMENTED = ErrorEnvelope.of(
                    ErrorCode.INVALID_REQUEST, "The request body is invalid", "req-123456")
            .withDetail("field", "avatar_id")
            .withDetail("reason", "Avatar ID is required");

    public static final String DOCUMENTED_JSON = """
            {"error":{"code":"INVALID_REQUEST","message":"The request body is invalid",\
            "details":{"field":"avatar_id","reason":"Avatar ID is required"}},"request_id":"req-123456"}""";

    @Provide
    public Arbitrary<ErrorEnvelope> envelopes() {
        Arbitrary<String> codes = oneOf(documented(ErrorCode::code), filled());
        Arbitrary<String> messages = oneOf(documented(ErrorCode::message), texts());
        Arbitrary<ApiError> errors = combine(codes, messages, details()).as(ApiError::new);
        return combine(errors, filled()).as(ErrorEnvelope::new);
    }

    @Provide
    public Arbitrary<List<FieldViolation>> violations() {
        return combine(texts(), texts())
                .as(FieldViolation::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(5);
    }

    private static Arbitrary<String> documented(Function<ErrorCode, String> text) {
        return Arbitraries.of(ErrorCode.values()).map(text);
    }

    private static Arbitrary<String> filled() {
        return texts().filter(text -> !text.isEmpty());
    }

    /** Of every UTF-16 code unit, but first of those that need care. */
    private static Arbitrary<String> texts() {
        Arbitrary<String> controls = Arbitraries.integers().between(0, 0x1F).map(Character::toString);
        Arbitrary<String> ascii = Arbitraries.of("abcdefgh INVALID_REQUEST {}[]:,'/<>&-.09".split("", -1));
        Arbitrary<String> others =
                Arbitraries.of("\" \\ \\u0041 \u007F \u0080 \u07FF \u0800 ä € \u2028 \uFEFF \uFFFF".split(" ", -1));
        Arbitrary<String> surrogates =
                Arbitraries.of("\uD800 \uDBFF \uDC00 \uDFFF 🎉 \uD800\uDC00 \uDBFF\uDFFF".split(" ", -1));
        Arbitrary<String> careful = frequencyOf(
                        Tuple.of(3, controls), Tuple.of(4, ascii), Tuple.of(1, others), Tuple.of(1, surrogates))
                .list()
                .ofMaxSize(20)
                .map(pieces -> String.join("", pieces));
        return once(frequencyOf(
                Tuple.of(60, careful),
                Tuple.of(16, Arbitraries.strings().all().ofMaxLength(20)),
                Tuple.of(1, careful.map(text -> text.repeat(300)))));
    }

    private static Arbitrary<JsonObject> violation(Arbitrary<?> texts) {
        return combine(texts, texts).as((field, reason) -> JsonObject.of("field", field, "reason", reason));
    }

    private static Arbitrary<JsonObject> details() {
        return once(frequencyOf(
                Tuple.of(3, Arbitraries.just(JsonObject.of())),
                Tuple.of(11, objects(values(), 12)),
                Tuple.of(3, violation(texts())),
                Tuple.of(3, detailsWithViolations()),
                Tuple.of(1, Arbitraries.integers().between(1, Nesting.DEEPEST).map(Nesting::details))));
    }

    /** Details with a violation and a list of them, in which a few values are of another type. */
    private static Arbitrary<JsonObject> detailsWithViolations() {
        Arbitrary<JsonObject> violations = violation(frequencyOf(Tuple.of(30, texts()), Tuple.of(1, values())));
        Arbitrary<JsonValue> others = oneOf(objects(values(), 2), values());
        Arbitrary<JsonValue> mostlyViolations = frequencyOf(Tuple.of(15, violations), Tuple.of(1, others));
        return combine(violations, mostlyViolations.list().ofMaxSize(4))
                .as((first, all) -> first.with("violations", all));
    }

    private static Arbitrary<JsonValue> values() {
        String others = "null true false [] {} -0 2.50 1E400 -1e-400 123456789012345678901234567890";
        Arbitrary<JsonValue> scalars = oneOf(
                Arbitraries.of(others.split(" ", -1)).map(JsonValue::parse),
                Arbitraries.longs().map(JsonValue::of),
                texts().map(JsonValue::of));
        return nested(nested(scalars));
    }

    private static Arbitrary<JsonValue> nested(Arbitrary<JsonValue> values) {
        return once(frequencyOf(
                Tuple.of(4, values),
                Tuple.of(1, values.list().ofMaxSize(4).map(JsonValue::of)),
                Tuple.of(1, objects(values, 4))));
    }

    private static Arbitrary<JsonObject> objects(Arbitrary<JsonValue> values, int most) {
        String known = "field reason violations error code details request_id";
        Arbitrary<String> names = oneOf(texts(), Arbitraries.of(known.split(" ", -1)));
        return Arbitraries.maps(names, values).ofMaxSize(most).map(JsonObject::of);
    }

    /**
     * JSON texts with the members of an envelope, of which now and then one is missing, is there twice, or has a value of
     * another type; in any order, and with others among them.
     */
    @Provide
    public Arbitrary<String> nearEnvelopes() {
        Arbitrary<String> text = texts().map(Envelopes::json);
        Arbitrary<String> details = oneOf(details().map(JsonObject::toString), Arbitraries.just("null"));
        Arbitrary<String> errors =
                nearObject(List.of(member("code", text), member("message", text), member("details", details)));
        return nearObject(List.of(member("error", errors), member("request_id", text)));
    }

    private static Arbitrary<String> nearObject(List<Arbitrary<List<String>>> members) {
        String near = "code message details error request_id cod codes Code  errors";
        Arbitrary<List<String>> others = combine(oneOf(Arbitraries.of(near.split(" ", -1)), texts()), values())
                .as((name, value) -> json(name) + ":" + value)
                .list()
                .ofMaxSize(2);
        return once(combine(Stream.concat(members.stream(), Stream.of(others)).toList())
                .as(lists -> lists.stream().flatMap(List::stream).toList())
                .flatMap(Arbitraries::shuffle)
                .map(shuffled -> "{" + String.join(",", shuffled) + "}"));
    }

    private static Arbitrary<List<String>> member(String name, Arbitrary<String> values) {
        Arbitrary<String> names = Arbitraries.frequency(Tuple.of(9, json(name)), Tuple.of(1, escaped(name)));
        Arbitrary<String> mostlyRight =
                frequencyOf(Tuple.of(15, values), Tuple.of(1, values().map(JsonValue::toString)));
        Arbitrary<String> members = combine(names, mostlyRight).as((n, value) -> n + ":" + value);
        Arbitrary<Integer> times = Arbitraries.frequency(Tuple.of(16, 1), Tuple.of(1, 0), Tuple.of(1, 2));
        return once(times.flatMap(size -> members.list().ofSize(size)));
    }

    /** The same, but each value is made once: jqwik makes values of alternatives again whenever it asks for them. */
    public static <T> Arbitrary<T> once(Arbitrary<T> arbitrary) {
        return new Arbitrary<>() {
            @Override
            public RandomGenerator<T> generator(int size) {
                return arbitrary.generator(size).mapShrinkable(Once::new);
            }

            @Override
            public EdgeCases<T> edgeCases(int most) {
                return EdgeCases.none();
            }
        };
    }

    private record Once<T>(Shrinkable<T> made, T value) implements Shrinkable<T> {

        Once(Shrinkable<T> made) {
            this(made, made.value());
        }

        @Override
        public Stream<Shrinkable<T>> shrink() {
            return made.shrink();
        }

        @Override
        public ShrinkingDistance distance() {
            return made.distance();
        }
    }

    private static String json(String text) {
        return JsonValue.of(text).toString();
    }

    private static String escaped(String name) {
        return name.chars().mapToObj("\\u%04x"::formatted).collect(joining("", "\"", "\""));
    }
}

package konpro.errors.testkit;

import static java.util.stream.Collectors.joining;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import konpro.errors.ApiError;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorEnvelope;
import konpro.errors.FieldViolation;
import konpro.errors.json.JsonObject;
import konpro.errors.json.JsonValue;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.domains.DomainContextBase;

/** Envelopes of every kind; JSON texts that are nearly envelopes; the bytes of envelopes, damaged. */
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
        Arbitrary<ApiError> errors =
                Combinators.combine(codes(), messages(), details()).as(ApiError::new);
        return Combinators.combine(errors, filled(texts())).as(ErrorEnvelope::new);
    }

    @Provide
    public Arbitrary<List<FieldViolation>> violations() {
        return Combinators.combine(texts(), texts())
                .as(FieldViolation::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(5);
    }

    private static Arbitrary<String> codes() {
        return Arbitraries.oneOf(Arbitraries.of(ErrorCode.values()).map(ErrorCode::code), filled(texts()));
    }

    private static Arbitrary<String> messages() {
        return Arbitraries.oneOf(Arbitraries.of(ErrorCode.values()).map(ErrorCode::message), texts());
    }

    private static Arbitrary<String> filled(Arbitrary<String> texts) {
        return texts.filter(text -> !text.isEmpty());
    }

    /** Of every UTF-16 code unit, but first of those that need care. */
    private static Arbitrary<String> texts() {
        Stream<String> controls = IntStream.range(0, 0x20).mapToObj(Character::toString);
        Stream<String> ascii =
                "abcdefgh INVALID_REQUEST {}[]:,'/<>&-.09".chars().mapToObj(Character::toString);
        Stream<String> corners = Stream.of(
                "\"", "\\", "\\u0041", "\u007F", "\u0080", "\u07FF", "\u0800", "ä", "€", "\u2028", "\uFEFF", "\uFFFF");
        Stream<String> surrogates =
                Stream.of("\uD800", "\uDBFF", "\uDC00", "\uDFFF", "🎉", "\uD800\uDC00", "\uDBFF\uDFFF");
        List<String> pieces = Stream.of(controls, ascii, corners, surrogates)
                .flatMap(Function.identity())
                .toList();
        Arbitrary<String> careful = Arbitraries.of(pieces).list().ofMaxSize(20).map(list -> String.join("", list));
        return Arbitraries.frequencyOf(
                Tuple.of(15, careful),
                Tuple.of(4, Arbitraries.strings().all().ofMaxLength(20)),
                Tuple.of(1, careful.map(text -> text.repeat(300))));
    }

    private static Arbitrary<JsonObject> details() {
        return Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just(JsonObject.of())),
                Tuple.of(11, objects(values(), 12)),
                Tuple.of(
                        3,
                        Combinators.combine(texts(), texts())
                                .as((field, reason) -> JsonObject.of("field", field, "reason", reason))),
                Tuple.of(3, detailsWithViolations()),
                Tuple.of(1, Arbitraries.integers().between(1, Nesting.DEEPEST).map(Nesting::details)));
    }

    /** Details with a violation and a list of them, in which a few values are of another type. */
    private static Arbitrary<JsonObject> detailsWithViolations() {
        Arbitrary<JsonValue> mostlyTexts =
                Arbitraries.frequencyOf(Tuple.of(30, texts().map(JsonValue::of)), Tuple.of(1, values()));
        Arbitrary<JsonObject> violations = Combinators.combine(mostlyTexts, mostlyTexts)
                .as((field, reason) -> JsonObject.of("field", field, "reason", reason));
        Arbitrary<JsonValue> mostlyViolations = Arbitraries.frequencyOf(
                Tuple.of(30, violations), Tuple.of(1, objects(values(), 2)), Tuple.of(1, values()));
        return Combinators.combine(violations, mostlyViolations.list().ofMaxSize(4))
                .as((first, all) -> first.with("violations", all));
    }

    private static Arbitrary<JsonValue> values() {
        Arbitrary<JsonValue> words =
                Arbitraries.of("null", "true", "false", "[]", "{}").map(JsonValue::parse);
        Arbitrary<JsonValue> numbers = Arbitraries.oneOf(
                        Arbitraries.longs().map(String::valueOf),
                        Arbitraries.of("-0", "2.50", "1E400", "-1e-400", "123456789012345678901234567890"))
                .map(JsonValue::parse);
        Arbitrary<JsonValue> scalars = Arbitraries.oneOf(words, numbers, texts().map(JsonValue::of));
        return nested(nested(scalars));
    }

    private static Arbitrary<JsonValue> nested(Arbitrary<JsonValue> values) {
        return Arbitraries.frequencyOf(
                Tuple.of(4, values),
                Tuple.of(1, values.list().ofMaxSize(4).map(JsonValue::of)),
                Tuple.of(1, objects(values, 4)));
    }

    private static Arbitrary<JsonObject> objects(Arbitrary<JsonValue> values, int most) {
        Arbitrary<String> names = Arbitraries.oneOf(
                texts(), Arbitraries.of("field", "reason", "violations", "error", "code", "details", "request_id"));
        return Arbitraries.maps(names, values).ofMaxSize(most).map(JsonObject::of);
    }

    /**
     * JSON texts with the members of an envelope, of which now and then one is missing, is there twice, or has a value of
     * another type; in any order, and with others among them.
     */
    @Provide
    public Arbitrary<String> nearEnvelopes() {
        Arbitrary<String> text = texts().map(Envelopes::json);
        Arbitrary<String> details = Arbitraries.oneOf(details().map(JsonObject::toString), Arbitraries.just("null"));
        Arbitrary<String> errors =
                nearObject(List.of(member("code", text), member("message", text), member("details", details)));
        return nearObject(List.of(member("error", errors), member("request_id", text)));
    }

    private static Arbitrary<String> nearObject(List<Arbitrary<List<String>>> members) {
        Arbitrary<String> names = Arbitraries.oneOf(
                Arbitraries.of(
                        "code", "message", "details", "error", "request_id", "cod", "codes", "Code", "", "errors"),
                texts());
        Arbitrary<List<String>> others = Combinators.combine(names, values())
                .as((name, value) -> json(name) + ":" + value)
                .list()
                .ofMaxSize(2);
        return Combinators.combine(
                        Stream.concat(members.stream(), Stream.of(others)).toList())
                .as(lists -> lists.stream().flatMap(List::stream).toList())
                .flatMap(Arbitraries::shuffle)
                .map(all -> "{" + String.join(",", all) + "}");
    }

    private static Arbitrary<List<String>> member(String name, Arbitrary<String> values) {
        Arbitrary<String> names = Arbitraries.frequencyOf(
                Tuple.of(9, Arbitraries.just(json(name))), Tuple.of(1, Arbitraries.just(escaped(name))));
        Arbitrary<String> mostlyRight =
                Arbitraries.frequencyOf(Tuple.of(15, values), Tuple.of(1, values().map(JsonValue::toString)));
        Arbitrary<String> members = Combinators.combine(names, mostlyRight).as((n, value) -> n + ":" + value);
        return Arbitraries.frequencyOf(
                Tuple.of(16, members.list().ofSize(1)),
                Tuple.of(1, members.list().ofSize(0)),
                Tuple.of(1, members.list().ofSize(2)));
    }

    private static String json(String text) {
        return JsonValue.of(text).toString();
    }

    private static String escaped(String name) {
        return name.chars()
                .mapToObj(c -> String.format(Locale.ROOT, "\\u%04x", c))
                .collect(joining("", "\"", "\""));
    }

    /** The bytes of envelopes after a few accidents; and bytes that never were anything. */
    @Provide
    public Arbitrary<byte[]> bytes() {
        Arbitrary<byte[]> mutated = Combinators.combine(
                        Arbitraries.oneOf(envelopes(), Arbitraries.just(DOCUMENTED)),
                        accidents().list().ofMaxSize(3))
                .as(Envelopes::mutated);
        Arbitrary<byte[]> random = Arbitraries.bytes().array(byte[].class).ofMaxSize(100);
        return Arbitraries.frequencyOf(Tuple.of(9, mutated), Tuple.of(1, random));
    }

    private static byte[] mutated(ErrorEnvelope envelope, List<Accident> accidents) {
        byte[] bytes = envelope.toBytes();
        for (Accident accident : accidents) {
            bytes = accident.happenTo(bytes);
        }
        return bytes;
    }

    private static Arbitrary<Accident> accidents() {
        Arbitrary<Byte> bytes = Arbitraries.oneOf(
                Arbitraries.bytes(),
                Arbitraries.of(
                        "{}[]\",:\\ \n0-.eut".chars().mapToObj(c -> (byte) c).toList()));
        return Combinators.combine(
                        Arbitraries.doubles().between(0, 1),
                        Arbitraries.integers().between(0, 3),
                        bytes.list().ofMaxSize(3))
                .as(Accident::new);
    }

    /** Somewhere, bytes are lost, and others come in. */
    private record Accident(double where, int lost, List<Byte> come) {
        public byte[] happenTo(byte[] bytes) {
            int start = (int) (where * bytes.length);
            int end = Math.min(start + lost, bytes.length);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.write(bytes, 0, start);
            come.forEach(out::write);
            out.write(bytes, end, bytes.length - end);
            return out.toByteArray();
        }
    }
}

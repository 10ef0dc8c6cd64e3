package konpro.errors.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import konpro.errors.json.JsonArray;
import konpro.errors.json.JsonNumber;
import konpro.errors.json.JsonObject;
import konpro.errors.json.JsonParseException;
import konpro.errors.json.JsonValue;
import konpro.errors.json.JsonValueException;

/** Any bytes, read as JSON: a value or a refusal, the same by every road, and the same as another parser's. */
public final class JsonTarget {

    private static final int LONG_TEXT = 1 << 14;

    private JsonTarget() {}

    public static void fuzzerTestOneInput(byte[] json) throws IOException {
        Reading reading = Reading.of(() -> JsonValue.parse(json));
        Optional<String> text = Check.utf8(json);
        Check.that(text.isPresent() || reading.value == null, "no value of bytes that are not UTF-8");
        if (text.isPresent()) {
            reading.checkSame(Reading.of(() -> JsonValue.parse(text.get())));
            checkAgainstJackson(reading, text.get());
        }
        if (reading.value != null) {
            checkWriting(reading.value);
            checkConversion(reading.value);
            checkInALongText(reading.value, text.get());
        }
    }

    /** There, strings that come again are made but once. Not too often: it takes as long as a hundred short ones. */
    private static void checkInALongText(JsonValue value, String text) {
        if (text.hashCode() % 128 == 0
                && text.chars().filter(c -> c == '[' || c == '{').count() < 128) {
            int times = LONG_TEXT / text.length() + 1;
            String element = withoutMark(text);
            JsonValue array = JsonValue.parse("[" + (element + ",").repeat(times) + element + "]");
            Check.that(array.asList().stream().allMatch(value::equals), "the same value at each place of a long text");
        }
    }

    private static void checkAgainstJackson(Reading reading, String text) throws IOException {
        if (reading.value != null) {
            Check.same(
                    StrictJackson.read(withoutMark(text)), Optional.of(plain(reading.value)), "another parser's value");
        } else if (!isRefusedHereAlone(reading.refusal.expected())) {
            Check.same(StrictJackson.read(withoutMark(text)), Optional.empty(), "another parser's refusal");
        }
    }

    /** For a limit; or for a character that is no hexadecimal digit, but that Jackson takes for the one with the same low byte. */
    private static boolean isRefusedHereAlone(String expected) {
        return expected.startsWith("at most 128 nested")
                || expected.startsWith("a number of at most")
                || expected.startsWith("four hexadecimal digits");
    }

    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** {@return the value as {@link StrictJackson} tells it} */
    private static Object plain(JsonValue value) {
        if (value instanceof JsonObject) {
            Map<String, Object> members = StrictJackson.newObject();
            value.asMap().forEach((name, member) -> members.put(name, plain(member)));
            return members;
        }
        if (value instanceof JsonArray) {
            return value.asList().stream().map(JsonTarget::plain).collect(Collectors.toList());
        }
        return value instanceof JsonNumber number
                ? new StrictJackson.Digits(number.toString())
                : Optional.ofNullable(value.toJava());
    }

    private static void checkWriting(JsonValue value) throws IOException {
        byte[] bytes = value.toBytes();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        value.writeTo(out);
        Check.that(Arrays.equals(bytes, out.toByteArray()), "a stream of the same bytes");
        Check.that(Check.utf8(bytes).isPresent(), "well-formed UTF-8");
        Check.that(value.toString().chars().noneMatch(Character::isISOControl), "no control character");
        Check.that(Arrays.equals(bytes, JsonValue.parse(value.toString()).toBytes()), "the same bytes of the text");

        JsonValue again = JsonValue.parse(bytes);
        Check.that(value.equals(again) && again.equals(value), "an equal value read again");
        Check.same(value.hashCode(), again.hashCode(), "the hash of the value read again");
        Check.that(Arrays.equals(bytes, again.toBytes()), "the same bytes written again");
        Check.same(value.toString(), JsonValue.parse(value.toPrettyString()).toString(), "the pretty text read again");
        Check.that(
                Check.utf8(value.toPrettyString().getBytes(UTF_8)).isPresent(), "a pretty text with a form in UTF-8");
    }

    private static void checkConversion(JsonValue value) {
        try {
            JsonValue converted = JsonValue.of(value.toJava()); // 1e0 is 1 now
            Check.same(converted, JsonValue.of(converted.toJava()), "plain Java values, converted forth and back");
        } catch (JsonValueException hugeNumber) {
            Check.that(hugeNumber.expected().contains("exponent"), "no refusal but of an exponent: " + hugeNumber);
        }
    }

    /** One of the two ends that reading has. Whatever else it throws goes up, and is found. */
    private record Reading(JsonValue value, JsonParseException refusal) {

        static Reading of(Supplier<JsonValue> parse) {
            try {
                return new Reading(parse.get(), null);
            } catch (JsonParseException refusal) {
                return new Reading(null, refusal);
            }
        }

        void checkSame(Reading other) {
            Check.same(value, other.value, "the value by the other road");
            if (refusal != null) {
                Check.same(refusal.getMessage(), other.refusal.getMessage(), "the refusal by the other road");
                Check.same(refusal.offset(), other.refusal.offset(), "the offset by the other road");
                Check.that(Check.isClean(refusal.getMessage()), "a clean message");
                Check.that(refusal.getMessage().length() < 200, "a short message");
            }
        }
    }
}

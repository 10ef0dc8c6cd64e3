package konpro.errors;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import konpro.errors.json.JsonArray;
import konpro.errors.json.JsonObject;
import konpro.errors.json.JsonString;
import konpro.errors.json.JsonValue;

/**
 * A field of a request, and why its value was not accepted.
 *
 * @param field the field's name or path, such as {@code avatar_id} or {@code items[3].quantity}
 * @param reason why its value was not accepted, for people, such as {@code Must be 1 to 512}
 */
public record FieldViolation(String field, String reason) {

    static final String FIELD = "field";
    static final String REASON = "reason";
    static final String VIOLATIONS = "violations";

    /**
     * Checks that neither is {@code null}.
     *
     * @param field the field's name or path
     * @param reason why its value was not accepted
     */
    public FieldViolation {
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(reason, "reason");
    }

    /** {@return the violation as JSON on one line, in which invisible characters are escaped} */
    @Override
    public String toString() {
        return SafeText.escaped(toJson().toString());
    }

    JsonObject toJson() {
        return JsonObject.of(FIELD, field, REASON, reason);
    }

    /** {@return the violations in the details of an error, see {@link ApiError#violations()}} */
    static List<FieldViolation> allIn(JsonObject details) {
        List<FieldViolation> all = details.tryGet(VIOLATIONS).stream()
                .filter(JsonArray.class::isInstance)
                .flatMap(several -> several.asList().stream())
                .flatMap(FieldViolation::in)
                .toList();
        return all.isEmpty() ? in(details).toList() : all;
    }

    /** {@return the violation that a value describes, if it does: other members make no difference} */
    private static Stream<FieldViolation> in(JsonValue value) {
        return value instanceof JsonObject details
                        && details.tryGet(FIELD).orElse(null) instanceof JsonString field
                        && details.tryGet(REASON).orElse(null) instanceof JsonString reason
                ? Stream.of(new FieldViolation(field.asString(), reason.asString()))
                : Stream.empty();
    }
}

package konpro.errors;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import konpro.errors.json.JsonObject;
import konpro.errors.json.JsonValue;
import konpro.errors.json.impl.Nullable;

/**
 * What went wrong, as a KonPro API says it: a code for machines, a message for people, details for both.
 *
 * <pre>{@code
 * ApiError error = ApiError.invalid(List.of(
 *         new FieldViolation("name", "Must not be blank"),
 *         new FieldViolation("size", "Must be 1 to 512")));
 * return new ErrorEnvelope(error, "req-123458");
 * }</pre>
 *
 * @param code the code as it is on the wire, never empty; one that this library does not know is kept as it is
 * @param message the message, for people
 * @param details more about it; empty when there is no more
 */
public record ApiError(String code, String message, JsonObject details) {

    /**
     * Checks that all is there.
     *
     * @param code the code as it is on the wire
     * @param message the message, for people
     * @param details more about it
     * @throws IllegalArgumentException if the code is empty, or the details nest deeper than fits into an envelope: 126 arrays
     *     and objects
     */
    public ApiError {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(details, "details");
        if (code.isEmpty()) {
            throw new IllegalArgumentException("Expected an error code that is not empty");
        }
        EnvelopeJson.checkDepth(details);
    }

    /**
     * {@return an error of that type, without details}
     *
     * @param type one of {@link ErrorCode}, or an application's own
     * @param message the message, for people; {@code null} for the type's message
     * @throws IllegalArgumentException if the type's code or status is not as {@link ErrorType} requires
     */
    public static ApiError of(ErrorType type, @Nullable String message) {
        ErrorType checked = CheckedType.of(type);
        return new ApiError(checked.code(), message == null ? checked.message() : message, JsonObject.of());
    }

    /**
     * {@return a {@code VALIDATION_ERROR} with the details {@code field} and {@code reason}}
     *
     * @param field the field that is wrong
     * @param reason what is wrong with it
     */
    public static ApiError invalid(String field, String reason) {
        return invalid(List.of(new FieldViolation(field, reason)));
    }

    /**
     * {@return a {@code VALIDATION_ERROR} with the first violation as the details {@code field} and {@code reason}, and all of
     * them as the detail {@code violations} when there are several}
     *
     * @param violations what is wrong
     * @throws IllegalArgumentException if there are none
     */
    public static ApiError invalid(List<FieldViolation> violations) {
        List<JsonObject> all = violations.stream().map(FieldViolation::toJson).toList();
        if (all.isEmpty()) {
            throw new IllegalArgumentException("Expected at least one violation");
        }
        ErrorCode type = ErrorCode.VALIDATION_ERROR;
        JsonObject first = all.get(0);
        return new ApiError(
                type.code(), type.message(), all.size() == 1 ? first : first.with(FieldViolation.VIOLATIONS, all));
    }

    /**
     * {@return what is wrong with the request, field by field: the details' {@code violations}, else their {@code field} and
     * {@code reason}} Empty where the details say neither; entries of another form are left out.
     */
    public List<FieldViolation> violations() {
        return FieldViolation.allIn(details);
    }

    /**
     * {@return a copy with one more detail, or with another value for the one of that name}
     *
     * @param name the detail's name
     * @param value whatever {@link JsonValue#of JsonValue.of} takes
     * @throws IllegalArgumentException if there is no JSON for the value, or the details would nest deeper than 126
     */
    public ApiError withDetail(String name, @Nullable Object value) {
        return new ApiError(code, message, details.with(name, value));
    }

    /**
     * {@return whether the code is that type's, letter by letter}
     *
     * @param type one of {@link ErrorCode}, or an application's own
     */
    public boolean is(ErrorType type) {
        return code.equals(type.code());
    }

    /** {@return the documented code that this is, to switch on, or empty for any other} */
    public Optional<ErrorCode> knownCode() {
        return ErrorCode.find(code);
    }

    /** {@return the error as it stands in an envelope, as JSON on one line} */
    @Override
    public String toString() {
        return EnvelopeJson.toJson(this).toString();
    }
}

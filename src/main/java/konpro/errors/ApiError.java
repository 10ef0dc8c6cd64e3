package konpro.errors;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import konpro.errors.json.JsonObject;
import konpro.errors.json.JsonValue;
import konpro.errors.json.impl.Nullable;

/**
 * An error of a KonPro API: a code for programs, a message for people, and details for both.
 *
 * <pre>{@code
 * ApiError error = ApiError.invalid(List.of(
 *         new FieldViolation("name", "Must not be blank"),
 *         new FieldViolation("size", "Must be 1 to 512")));
 * return new ErrorEnvelope(error, "req-123458");
 * }</pre>
 *
 * <p>Data binders do not know this type: use {@link ErrorEnvelope#toMap()}, or the adapters in {@code docs/mappers.md}.
 *
 * @param code the code as it is on the wire, known to this library or not; never empty
 * @param message the message, for people
 * @param details the details; empty if there are none
 */
public record ApiError(String code, String message, JsonObject details) {

    /**
     * Checks the code and the details.
     *
     * @param code the code
     * @param message the message
     * @param details the details
     * @throws IllegalArgumentException if the code is empty, or the details nest deeper than 126 arrays and objects, which is what
     *     fits into an envelope
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
     * {@return an error of a type, without details}
     *
     * @param type one of {@link ErrorCode}, or an application's own
     * @param message the message; {@code null} for the type's message
     * @throws IllegalArgumentException if the type is not as {@link ErrorType} requires
     */
    public static ApiError of(ErrorType type, @Nullable String message) {
        ErrorType checked = CheckedType.of(type);
        return new ApiError(checked.code(), message == null ? checked.message() : message, JsonObject.of());
    }

    /**
     * {@return a {@code VALIDATION_ERROR} with the details {@code field} and {@code reason}}
     *
     * @param field the field that is invalid
     * @param reason why it is invalid
     */
    public static ApiError invalid(String field, String reason) {
        return invalid(List.of(new FieldViolation(field, reason)));
    }

    /**
     * {@return a {@code VALIDATION_ERROR} with the first violation as the details {@code field} and {@code reason}, and all as the
     * detail {@code violations} if there are several}
     *
     * @param violations what is invalid
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
     * {@return the violations in the details: their {@code violations}, or else their {@code field} and {@code reason}} Entries of
     * another form are left out. The list is empty if there are none.
     */
    public List<FieldViolation> violations() {
        return FieldViolation.allIn(details);
    }

    /**
     * {@return a copy with a detail, which replaces one of the same name}
     *
     * @param name the detail's name
     * @param value a value that {@link JsonValue#of JsonValue.of} accepts
     * @throws IllegalArgumentException if the value is not accepted, or the details would nest deeper than 126
     */
    public ApiError withDetail(String name, @Nullable Object value) {
        return new ApiError(code, message, details.with(name, value));
    }

    /**
     * {@return whether the code is that of a type, in the same letter case}
     *
     * @param type one of {@link ErrorCode}, or an application's own
     */
    public boolean is(ErrorType type) {
        return code.equals(type.code());
    }

    /** {@return the code as a documented one, to switch on, or empty for any other} */
    public Optional<ErrorCode> knownCode() {
        return ErrorCode.find(code);
    }

    /** {@return the error as JSON on one line, in which invisible characters are escaped} */
    @Override
    public String toString() {
        return SafeText.escaped(EnvelopeJson.toJson(this).toString());
    }
}

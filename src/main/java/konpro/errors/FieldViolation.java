package konpro.errors;

import java.util.Objects;

/**
 * One thing that is wrong with a request: a field, and why its value was not accepted.
 *
 * @param field the field's name, or its path, as {@code avatar_id} or {@code items[3].quantity}
 * @param reason why, in words for the one who sent it, as {@code Avatar ID is required}
 */
public record FieldViolation(String field, String reason) {

    /**
     * Checks that both are there.
     *
     * @param field the field's name or path
     * @param reason why its value was not accepted
     */
    public FieldViolation {
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(reason, "reason");
    }
}

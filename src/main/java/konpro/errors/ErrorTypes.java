package konpro.errors;

import java.io.Serializable;
import java.util.Objects;
import java.util.regex.Pattern;

/** What every {@link ErrorType} owes, whoever wrote it, and the plain one. */
final class ErrorTypes {

    private static final Pattern CODE = Pattern.compile("[A-Z0-9_.-]{1,100}");

    private ErrorTypes() {}

    /**
     * {@return the type, if its code and status can stand on the wire}
     *
     * @throws IllegalArgumentException if they cannot
     */
    static ErrorType checked(ErrorType type) {
        String code = type.code();
        if (code == null || !isCode(code)) {
            throw new IllegalArgumentException("Expected an error code of 1 to 100 characters of A-Z 0-9 _ . - from "
                    + nameOf(type) + " but found " + (code == null ? "null" : "'" + CleanText.of(code, 100) + "'"));
        }
        if (type.status() < 400 || type.status() > 599) {
            throw new IllegalArgumentException(
                    "Expected an error status from 400 to 599 for " + code + " but found " + type.status());
        }
        Objects.requireNonNull(type.message(), () -> "The message of " + code);
        return type;
    }

    static boolean isCode(String text) {
        return CODE.matcher(text).matches();
    }

    private static String nameOf(ErrorType type) {
        return type instanceof Enum<?> constant
                ? constant.getDeclaringClass().getName() + "." + constant.name()
                : type.getClass().getName();
    }

    /** A type that is no more than what it says. */
    record Plain(String code, int status, String message, boolean retryable) implements ErrorType, Serializable {

        static Plain copyOf(ErrorType type) {
            return new Plain(type.code(), type.status(), type.message(), type.retryable());
        }
    }
}

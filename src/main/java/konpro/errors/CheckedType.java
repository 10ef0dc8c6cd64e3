package konpro.errors;

import konpro.errors.json.impl.Nullable;

/**
 * The values of an {@link ErrorType}, read once and checked: a type that changes afterwards has no effect.
 *
 * @param code 1 to 100 characters that are safe in a header
 * @param status 400 to 599
 * @param message the default message
 */
record CheckedType(String code, int status, String message) implements ErrorType {

    private static final int MAX_CODE_LENGTH = 100;

    CheckedType {
        if (!isCode(code)) {
            throw refusedCode(code, "a type");
        }
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException(
                    "Expected an error status from 400 to 599 for " + code + " but found " + status);
        }
        if (message == null) {
            throw new IllegalArgumentException("Expected a message of " + code + " but found null");
        }
    }

    /**
     * {@return the present values of a type}
     *
     * @throws IllegalArgumentException if its code, status or message is not as {@link ErrorType} requires
     */
    static ErrorType of(ErrorType type) {
        if (type instanceof ErrorCode || type instanceof CheckedType) {
            return type; // these never change
        }
        String code = type.code();
        if (!isCode(code)) {
            throw refusedCode(code, nameOf(type));
        }
        return new CheckedType(code, type.status(), type.message());
    }

    static boolean isCode(@Nullable String text) {
        return RequestId.isToken(text, MAX_CODE_LENGTH);
    }

    private static IllegalArgumentException refusedCode(@Nullable String code, String owner) {
        return new IllegalArgumentException("Expected an error code of 1 to 100 characters of A-Z a-z 0-9 _ . - from "
                + owner + " but found " + (code == null ? "null" : "'" + SafeText.of(code, MAX_CODE_LENGTH) + "'"));
    }

    private static String nameOf(ErrorType type) {
        return type instanceof Enum<?> constant
                ? constant.getDeclaringClass().getName() + "." + constant.name()
                : type.getClass().getName();
    }
}

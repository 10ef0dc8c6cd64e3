package konpro.errors;

/**
 * A kind of error that a server responds with: a code for machines, and the HTTP status.
 *
 * <p>The documented ones are the constants of {@link ErrorCode}. An application defines its own as an enum:
 *
 * <pre>{@code
 * enum ShopError implements ErrorType {
 *     OUT_OF_STOCK(409);
 *
 *     private final int status;
 *
 *     ShopError(int status) {
 *         this.status = status;
 *     }
 *
 *     @Override
 *     public String code() {
 *         return name();
 *     }
 *
 *     @Override
 *     public int status() {
 *         return status;
 *     }
 * }
 * }</pre>
 */
public interface ErrorType {

    /** {@return the code in the envelope: 1 to 100 characters of {@code A-Z a-z 0-9 _ . -}} */
    String code();

    /** {@return the HTTP status of the response, 400 to 599} */
    int status();

    /** {@return the default message} Unless overridden, it is that of the documented code for the status. */
    default String message() {
        return ErrorCode.fallbackFor(status()).message();
    }

    /**
     * {@return a type with that status, the documented code for it, and its reason phrase (RFC 9110, section 15) as the message}
     * It is for what a framework's router refuses: 405 and 415 have no code of their own and become {@code INVALID_REQUEST}, with
     * their own status. For a documented status it is the {@link ErrorCode} itself.
     *
     * @param status the HTTP status, 400 to 599
     * @throws IllegalArgumentException if it is any other
     */
    static ErrorType ofStatus(int status) {
        ErrorCode code = ErrorCode.fallbackFor(status);
        if (code.status() == status) {
            return code;
        }
        String reason = HttpStatus.reasonOf(status);
        return new CheckedType(code.code(), status, reason == null ? code.message() : reason);
    }
}

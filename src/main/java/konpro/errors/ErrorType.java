package konpro.errors;

/**
 * What kind of error a server answers with: a code for machines, and the HTTP status that goes with it.
 *
 * <p>The documented ones are the constants of {@link ErrorCode}. An application's own are an enum of its own:
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

    /** {@return the code on the wire: 1 to 100 characters of {@code A-Z 0-9 _ . -}} */
    String code();

    /** {@return the HTTP status that goes with it, 400 to 599} */
    int status();

    /**
     * {@return what to tell when nothing more specific is known, never {@code null}} Unless a type says more, the message of the documented code
     * for the {@link #status()}.
     */
    default String message() {
        return ErrorCode.forStatus(status()).message();
    }

    /**
     * {@return whether the same request may succeed later} Unless a type says more, so for the statuses 429 and 503 alone.
     * It does not go over the wire: what {@link RetryAdvice} knows there is the status, and the documented codes.
     */
    default boolean retryable() {
        return status() == 429 || status() == 503;
    }

    /**
     * {@return a type of that status with the documented code for it} For what a framework's router has decided: 405 and 415
     * have no code of their own, and are told as {@code INVALID_REQUEST} with their status kept.
     *
     * @param status the HTTP status, 400 to 599
     * @throws IllegalArgumentException if it is another one
     */
    static ErrorType ofStatus(int status) {
        ErrorCode code = ErrorCode.forStatus(status);
        return code.status() == status
                ? code
                : ErrorTypes.checked(new ErrorTypes.Plain(code.code(), status, code.message(), code.retryable()));
    }
}

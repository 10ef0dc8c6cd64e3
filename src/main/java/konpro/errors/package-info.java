/**
 * The error envelope of the KonPro API: what an error is, how a server sends it, and how a client reads it.
 *
 * <table>
 * <caption>The three groups of types</caption>
 * <tr><th>Group</th><th>Types</th><th>Start at</th></tr>
 * <tr><td>Shared</td><td>{@link konpro.errors.ErrorEnvelope}, {@link konpro.errors.ApiError},
 * {@link konpro.errors.FieldViolation}, {@link konpro.errors.ErrorType}, {@link konpro.errors.ErrorCode},
 * {@link konpro.errors.HttpStatus}, {@link konpro.errors.RequestId}</td>
 * <td>{@code ErrorEnvelope}</td></tr>
 * <tr><td>Server</td><td>{@link konpro.errors.ApiException}, {@link konpro.errors.ErrorMapper},
 * {@link konpro.errors.ErrorResponse}</td><td>{@code ErrorMapper}</td></tr>
 * <tr><td>Client</td><td>{@link konpro.errors.RemoteError}, {@link konpro.errors.RemoteApiException},
 * {@link konpro.errors.RetryAdvice}, {@link konpro.errors.ErrorLimits}</td><td>{@code RemoteError}</td></tr>
 * </table>
 *
 * <p>Everything but exceptions and builders is immutable, and all of it needs {@code java.base} alone, whatever the framework or
 * the HTTP client. No method returns {@code null}, and none accepts it unless its documentation says so.
 */
package konpro.errors;

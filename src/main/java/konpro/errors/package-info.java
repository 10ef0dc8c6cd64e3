/**
 * The error envelope of the KonPro API: what an error is, and how it goes over the wire in both directions.
 *
 * <p>Start at {@link konpro.errors.ErrorEnvelope}. Everything here is immutable and needs {@code java.base} alone, whatever
 * the framework or the HTTP client. Nothing here takes or gives {@code null}.
 */
package konpro.errors;

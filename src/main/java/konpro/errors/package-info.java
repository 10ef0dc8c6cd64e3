/**
 * The error envelope of the KonPro API: what an error is, and how it goes over the wire in both directions.
 *
 * <p>Start at {@link konpro.errors.ErrorEnvelope}. Everything here but exceptions and builders is immutable, and all of it
 * needs {@code java.base} alone, whatever the framework or the HTTP client. Nothing gives {@code null}, and nothing takes it
 * where that is not said.
 */
package konpro.errors;

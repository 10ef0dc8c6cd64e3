/**
 * Errors of the KonPro API for code that calls it with {@link java.net.http.HttpClient}. Start at
 * {@link konpro.errors.httpclient.HttpErrors}; a module that uses it writes {@code requires java.net.http} as well.
 */
package konpro.errors.httpclient;

/**
 * Errors of a KonPro API that is served by {@link com.sun.net.httpserver.HttpServer}. Start at
 * {@link konpro.errors.httpserver.ErrorFilter}; a module that uses it writes {@code requires jdk.httpserver} as well.
 */
package konpro.errors.httpserver;

/**
 * The error envelope of the KonPro API, with nothing but the JDK.
 *
 * <p>Three layers, each of which knows only those below it; the last package implements the JSON layer:
 *
 * <pre>
 *   konpro.errors.httpserver    konpro.errors.httpclient      adapters, one for each of two JDK modules
 *                     \             /
 *                      konpro.errors                          the errors
 *                            |
 *                      konpro.errors.json                     the JSON below them
 *                            |
 *                      konpro.errors.json.impl                how it is read and written; the others use it, too
 * </pre>
 *
 * <p>All but the adapters need {@code java.base} alone. A consumer writes {@code requires konpro.errors}, and one that uses an
 * adapter requires the JDK's module for it as well: {@code jdk.httpserver} or {@code java.net.http}.
 */
module konpro.errors {
    requires static java.net.http;
    requires static jdk.httpserver;

    exports konpro.errors;
    exports konpro.errors.httpclient;
    exports konpro.errors.httpserver;
    exports konpro.errors.json;
}

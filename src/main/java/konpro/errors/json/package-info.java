/**
 * JSON as six immutable values, read strictly (RFC 8259, RFC 3629) and written compactly.
 *
 * <p>Start at {@link konpro.errors.json.JsonValue}. The package needs {@code java.base} alone and knows nothing of errors
 * or HTTP. The names are those of the JDK's own JSON API, as far as that is known (JEP 540). Nothing is ever {@code null},
 * except where JSON's {@code null} is meant: in what {@code of} and {@code with} take as values, and in what
 * {@link konpro.errors.json.JsonValue#toJava toJava()} returns.
 */
package konpro.errors.json;

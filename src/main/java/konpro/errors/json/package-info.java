/**
 * JSON as six immutable values, read strictly (RFC 8259, RFC 3629) and written compactly.
 *
 * <p>Start at {@link konpro.errors.json.JsonValue}. The package needs {@code java.base} alone and knows nothing of errors
 * or HTTP. The names are those of the JDK's own JSON API, as far as that is known (JEP 540). No parameter, return value or
 * element is ever {@code null}, except where JSON's {@code null} is meant:
 * {@link konpro.errors.json.JsonValue#of JsonValue.of(null)} and
 * {@link konpro.errors.json.JsonValue#toJava JsonValue.toJava()}.
 */
package konpro.errors.json;

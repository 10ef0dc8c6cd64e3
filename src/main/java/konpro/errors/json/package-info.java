/**
 * JSON as six immutable values, read strictly (RFC 8259, RFC 3629) and written compactly.
 *
 * <pre>{@code
 * JsonValue value = JsonValue.parse(bytes);                       // byte[] or String
 * String field = value.get("error").get("details").get("field").asString();
 * JsonObject details = JsonObject.of("field", "avatar_id", "limit", 10).with("tags", List.of("a", "b"));
 * byte[] utf8 = details.toBytes();
 * }</pre>
 *
 * <p>Start at {@link konpro.errors.json.JsonValue}. The package needs {@code java.base} alone and knows nothing of errors
 * or HTTP. No parameter, return value or element here is ever {@code null}, except where JSON's {@code null} is meant:
 * {@link konpro.errors.json.JsonValue#of JsonValue.of(null)} and
 * {@link konpro.errors.json.JsonValue#toJava JsonValue.toJava()}.
 */
package konpro.errors.json;

package konpro.errors.json;

import konpro.errors.json.impl.JsonNumberImpl;

/**
 * A JSON number. It keeps the text it was read from, so that it is written digit for digit as it was read: {@code 2.50},
 * {@code -0}, {@code 1E400}. Two numbers are equal if their texts are: {@code 1.0} does not equal {@code 1}.
 *
 * <p>{@code JsonValue.of(10)} builds one. The {@code as…} methods convert it, {@link #toString()} is its text.
 */
public sealed interface JsonNumber extends JsonValue permits JsonNumberImpl {}

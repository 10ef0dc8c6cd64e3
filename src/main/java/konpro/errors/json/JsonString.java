package konpro.errors.json;

import konpro.errors.json.impl.JsonStringImpl;

/**
 * A JSON string: any sequence of UTF-16 code units, unpaired surrogates included (RFC 8259, section 8.2).
 *
 * <p>{@code JsonValue.of("text")} builds one. {@link #asString()} is its text, {@link #toString()} its JSON. Two strings are
 * equal if their texts are.
 */
public sealed interface JsonString extends JsonValue permits JsonStringImpl {}

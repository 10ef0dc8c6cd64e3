package konpro.errors.json;

import konpro.errors.json.impl.JsonBooleanImpl;

/** JSON's {@code true} or {@code false}. {@code JsonValue.of(true)} builds one. */
public sealed interface JsonBoolean extends JsonValue permits JsonBooleanImpl {}

package konpro.errors.json;

import konpro.errors.json.impl.JsonNullImpl;

/** JSON's {@code null}. {@code JsonValue.of(null)} builds one. */
public sealed interface JsonNull extends JsonValue permits JsonNullImpl {}

package konpro.errors.json.impl;

import java.util.Locale;

/**
 * The path from one value to a nested one, for exceptions: {@code error.details["odd name"][3]}.
 *
 * @param parent the path to the enclosing value, {@code null} for the root
 * @param step a member's name or an element's index
 */
public record JsonPath(@Nullable JsonPath parent, Object step) {

    /** The path of a value that was not reached through another. */
    public static final JsonPath ROOT = new JsonPath(null, "");

    private static final int MAX_NAME_LENGTH = 40;

    /** {@return the path to a member or an element of the value that this path leads to} */
    public JsonPath then(Object step) {
        return new JsonPath(this, step);
    }

    @Override
    public String toString() {
        if (parent == null) {
            return "";
        }
        String before = parent.toString();
        if (step instanceof Integer index) {
            return before + "[" + index + "]";
        }
        String name = (String) step;
        if (isIdentifier(name)) {
            return before.isEmpty() ? name : before + "." + name;
        }
        return before + "[" + quoted(name) + "]";
    }

    private static boolean isIdentifier(String name) {
        return !name.isEmpty()
                && name.length() <= MAX_NAME_LENGTH
                && name.chars().allMatch(c -> c == '_' || c == '-' || (c < 0x80 && Character.isLetterOrDigit(c)));
    }

    /** The name may come from anyone: it is cut, and only printable ASCII is quoted as it is. */
    private static String quoted(String name) {
        StringBuilder text = new StringBuilder("\"");
        for (int i = 0; i < Math.min(name.length(), MAX_NAME_LENGTH); i++) {
            char c = name.charAt(i);
            if (c < 0x20 || c > 0x7E || c == '"' || c == '\\') {
                text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        return text.append(name.length() > MAX_NAME_LENGTH ? "…\"" : "\"").toString();
    }
}

package konpro.errors.json;

import java.util.Locale;
import konpro.errors.json.text.Nullable;

/**
 * The way from a value to one within it: {@code error.details["odd name"][3]}.
 *
 * @param parent the way so far, {@code null} at the start
 * @param step a member's name or an element's index
 */
record Path(@Nullable Path parent, Object step) {

    /** Where every value starts: nothing walked yet. */
    static final Path ROOT = new Path(null, "");

    private static final int MAX_NAME_LENGTH = 40;

    Path then(Object step) {
        return new Path(this, step);
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
        if (isPlain(name)) {
            return before.isEmpty() ? name : before + "." + name;
        }
        return before + "[" + quoted(name) + "]";
    }

    private static boolean isPlain(String name) {
        return !name.isEmpty()
                && name.length() <= MAX_NAME_LENGTH
                && name.chars().allMatch(c -> c == '_' || c == '-' || (c < 0x80 && Character.isLetterOrDigit(c)));
    }

    /** A name may be anyone's text: it is cut, and nothing but printable ASCII of it reaches a message as it is. */
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

package konpro.errors.json;

import konpro.errors.json.text.Fragment;

/** What documented details are: a field and a reason, two strings in this order. They are read and written at one go. */
final class Violation {

    static final Fragment FIELD = Fragment.quoted("field");
    static final Fragment REASON = Fragment.quoted("reason");

    static final Fragment BEFORE_FIELD = Fragment.of("{'field':'");
    static final Fragment BEFORE_REASON = Fragment.of("','reason':'");

    static final int QUOTES = 8;
    static final int FIXED_LENGTH = BEFORE_FIELD.length() + BEFORE_REASON.length() + 2;

    private Violation() {}

    /** {@return whether an object of these names and values is one} */
    static boolean isOne(Object[] table) {
        return table.length == 4
                && table[0].equals(FIELD.string())
                && table[2].equals(REASON.string())
                && table[1] instanceof String
                && table[3] instanceof String;
    }
}

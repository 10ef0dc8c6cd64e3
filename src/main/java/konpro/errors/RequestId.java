package konpro.errors;

import java.util.UUID;
import konpro.errors.json.impl.Nullable;

/** Request ids, by which a request is found in its response, in the logs and in a support case. */
public final class RequestId {

    private static final int MAX_LENGTH = 128;

    private RequestId() {}

    /** {@return a new id: {@code req-} and the 32 hexadecimal digits of a random UUID (RFC 9562, section 5.4)} */
    public static String next() {
        return "req-".concat(UUID.randomUUID().toString().replace("-", ""));
    }

    /**
     * {@return the client's id if it is one, else a new id} An id has 1 to 128 characters of {@code A-Z a-z 0-9 . _ -}, which are
     * safe in a header, a log and a URL.
     *
     * @param header the value of the header {@code X-Request-Id}, or {@code null} if there is none
     */
    public static String accept(@Nullable String header) {
        return header != null && isToken(header, MAX_LENGTH) ? header : next();
    }

    /** {@return whether a text is 1 to {@code maxLength} characters of A-Z a-z 0-9 . _ -} */
    static boolean isToken(@Nullable String text, int maxLength) {
        if (text == null || text.isEmpty() || text.length() > maxLength) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!isLetter && !(c >= '0' && c <= '9') && c != '-' && c != '.' && c != '_') {
                return false;
            }
        }
        return true;
    }
}

package konpro.errors;

import konpro.errors.json.JsonObject;
import konpro.errors.json.text.Fragment;
import konpro.errors.json.text.JsonScanner;
import konpro.errors.json.text.Malformed;
import konpro.errors.json.text.Nullable;
import konpro.errors.json.text.Place;
import konpro.errors.json.text.StringDecoder;
import konpro.errors.json.text.Utf8;
import konpro.errors.json.text.Vocabulary;

/**
 * The short way from bytes to an envelope: once through the text for the places of its strings, and nothing is made that the
 * envelope does not keep. It is for what is well-formed and complete; whatever else comes is left to {@link WireForm#read}, which
 * knows what to say of it.
 *
 * <p>Most come in the order of {@link EnvelopeWriter}, and are for {@link OrderedReader}. Here the members are looked for.
 */
final class EnvelopeReader {

    static final Fragment ERROR = Fragment.quoted(WireForm.ERROR);
    static final Fragment CODE = Fragment.quoted(WireForm.CODE);
    static final Fragment MESSAGE = Fragment.quoted(WireForm.MESSAGE);
    static final Fragment DETAILS = Fragment.quoted(WireForm.DETAILS);
    static final Fragment REQUEST_ID = Fragment.quoted(WireForm.REQUEST_ID);

    static final Vocabulary CODES;

    static { // in a loop: with lambdas here and a plus in Fragment, the first envelope took 20 to 30 ms more
        ErrorCode[] documented = ErrorCode.values();
        String[] codes = new String[documented.length];
        String[] messages = new String[documented.length];
        for (int i = 0; i < documented.length; i++) {
            codes[i] = documented[i].code();
            messages[i] = documented[i].message();
        }
        CODES = Vocabulary.of(codes, messages);
    }

    private EnvelopeReader() {}

    /** {@return the envelope, or {@code null} if the long way has to be gone} */
    static @Nullable ErrorEnvelope read(byte[] text) {
        try {
            ErrorEnvelope envelope = OrderedReader.read(text);
            return envelope != null ? envelope : anyOrder(text);
        } catch (Malformed notForTheShortWay) {
            return null;
        }
    }

    /** The members of the envelope are on level 0, those of its error on level 1. Of those that share a name the last counts. */
    private static @Nullable ErrorEnvelope anyOrder(byte[] text) {
        int code = 0;
        int codeEnd = 0;
        int message = 0;
        int messageEnd = 0;
        int requestId = 0;
        int requestIdEnd = 0;
        JsonObject details = JsonObject.of();
        boolean detailed = false;

        int level = 0;
        int at = JsonScanner.space(Utf8.startOf(text), text);
        at = JsonScanner.open(demand('{', at, text), text, 0);
        boolean more = true;
        while (more) {
            JsonScanner.demandName(at, text);
            if (level == 0 && ERROR.isAt(at, text)) {
                at = demand('{', JsonScanner.colon(at + ERROR.length(), text), text);
                at = JsonScanner.open(at, text, 1);
                level = 1;
                code = 0;
                message = 0;
                details = JsonObject.of();
                continue;
            }
            if (level == 1 && DETAILS.isAt(at, text)) {
                if (detailed) {
                    return null; // a reader takes 8 KB in a long text: one for each of many details would be a gigabyte
                }
                detailed = true;
                Place place = new Place(JsonScanner.colon(at + DETAILS.length(), text));
                details = OrderedReader.details(place, text);
                at = place.at;
            } else {
                int nameLength = stringMember(level, at, text);
                if (nameLength > 0) {
                    int start = demand('"', JsonScanner.colon(at + nameLength, text), text);
                    int end = JsonScanner.string(start, text);
                    if (nameLength == CODE.length()) {
                        code = start;
                        codeEnd = end;
                    } else if (nameLength == MESSAGE.length()) {
                        message = start;
                        messageEnd = end;
                    } else {
                        requestId = start;
                        requestIdEnd = end;
                    }
                    at = JsonScanner.behind(end);
                } else {
                    at = unknown(at, text, level);
                }
            }
            at = JsonScanner.space(at, text);
            more = JsonScanner.byteAt(at, text) == ',';
            if (!more && level == 1) {
                at = JsonScanner.space(JsonScanner.close(at, text, '}'), text);
                level = 0;
                more = JsonScanner.byteAt(at, text) == ',';
            }
            if (more) {
                at = JsonScanner.space(at + 1, text);
            }
        }
        JsonScanner.end(JsonScanner.close(at, text, '}'), text);
        if (code == 0 || message == 0 || requestId == 0) {
            return null;
        }
        int known = CODES.find(code, text);
        boolean isOwn = known >= 0 && CODES.value(known).isAt(message, text);
        return envelope(known, code, codeEnd, isOwn, message, messageEnd, details, requestId, requestIdEnd, text);
    }

    /**
     * {@return the envelope, made of what has been found, or {@code null} if a string is empty that must not be}
     *
     * @param known the code's number in the vocabulary, or -1
     * @param isOwn whether the message is that code's own
     */
    static @Nullable ErrorEnvelope envelope(
            int known,
            int code,
            int codeEnd,
            boolean isOwn,
            int message,
            int messageEnd,
            JsonObject details,
            int requestId,
            int requestIdEnd,
            byte[] text) {
        if (isEmpty(code, codeEnd) || isEmpty(requestId, requestIdEnd)) {
            return null;
        }
        ApiError error = new ApiError(
                known >= 0 ? CODES.key(known).string() : StringDecoder.decode(code, codeEnd, text),
                isOwn ? CODES.value(known).string() : StringDecoder.decode(message, messageEnd, text),
                details);
        return new ErrorEnvelope(error, StringDecoder.decode(requestId, requestIdEnd, text));
    }

    /** {@return the length of the name of a member that is a string, which no two of them share, or 0 if another is there} */
    private static int stringMember(int level, int at, byte[] text) {
        if (level == 0) {
            return REQUEST_ID.isAt(at, text) ? REQUEST_ID.length() : 0;
        }
        return CODE.isAt(at, text) ? CODE.length() : MESSAGE.isAt(at, text) ? MESSAGE.length() : 0;
    }

    private static int unknown(int at, byte[] text, int level) {
        int value = JsonScanner.colon(plain(JsonScanner.string(at, text), at), text);
        return JsonScanner.value(value, text, level + 1);
    }

    private static boolean isEmpty(int start, int end) {
        return end == start + 2;
    }

    static int demand(char first, int at, byte[] text) {
        if (JsonScanner.byteAt(at, text) != first) {
            throw new Malformed("a value of the type that an envelope has here", at);
        }
        return at;
    }

    /** An escaped name may be one of an envelope's: that is for the long way to find out. */
    private static int plain(int nameEnd, int at) {
        if (nameEnd < 0) {
            throw new Malformed("a name without escapes", at);
        }
        return nameEnd;
    }
}

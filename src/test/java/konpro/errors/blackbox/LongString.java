package konpro.errors.blackbox;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import konpro.errors.json.JsonValue;

/**
 * Strings of 100 MB, and a program that reads one and writes it back, to be run with as little heap as it may need: at most three
 * times as much as the text, beside the text itself. A string has a byte for each character, or two where one of them is beyond
 * U+00FF. One that has to be decoded takes two bytes for each byte on the way. To write one takes its JSON twice.
 */
enum LongString {
    PLAIN("abcdefgh", "abcdefgh", 99_999_998, 100 + 2 * 100),
    WITH_ONE_ESCAPE("\\n", "abcdefgh", 99_999_997, 100 + 3 * 100),
    GERMAN("äöüß", "äöüß", 50_000_002, 100 + 2 * 100 + 50),
    JAPANESE("アバター", "アバター", 33_333_334, 100 + 2 * 100 + 67);

    private static final int BYTES = 100_000_000;

    private final String start;
    private final String rest;
    private final int characters;
    private final int megabytes;

    LongString(String start, String rest, int characters, int megabytes) {
        this.start = start;
        this.rest = rest;
        this.characters = characters;
        this.megabytes = megabytes;
    }

    int megabytes() {
        return megabytes;
    }

    /**
     * Reads one and writes it back.
     *
     * @param arguments its name
     */
    public static void main(String[] arguments) throws IOException {
        LongString string = valueOf(arguments[0]);
        byte[] json = string.json();
        int hash = Arrays.hashCode(json);
        JsonValue value = JsonValue.parse(json);
        json = null; // it has been read: from here on there is but the value
        check(value.asString().length() == string.characters);
        check(Arrays.hashCode(value.toBytes()) == hash);
        value.writeTo(new OutputStream() {
            @Override
            public void write(int b) {
                check(false);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                check(length == BYTES && Arrays.hashCode(bytes) == hash);
            }
        });
    }

    private byte[] json() {
        byte[] json = new byte[BYTES];
        byte[] head = ('"' + start).getBytes(StandardCharsets.UTF_8);
        byte[] unit = rest.getBytes(StandardCharsets.UTF_8);
        Arrays.fill(json, (byte) '.');
        System.arraycopy(head, 0, json, 0, head.length);
        for (int at = head.length; at < BYTES - unit.length; at += unit.length) {
            System.arraycopy(unit, 0, json, at, unit.length);
        }
        json[BYTES - 1] = '"';
        return json;
    }

    private static void check(boolean holds) {
        if (!holds) {
            throw new AssertionError();
        }
    }
}

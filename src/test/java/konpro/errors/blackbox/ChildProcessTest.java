package konpro.errors.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import konpro.errors.httpclient.FirstTimer;
import konpro.errors.json.JsonValue;
import konpro.errors.testkit.JdkTools;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What shows only in a process of its own. */
class ChildProcessTest {

    private static final String CLASSES = JdkTools.path(Path.of("target/classes"), Path.of("target/test-classes"));

    /** Which the thread of the JDK's timers would keep for ever. */
    @Test
    void doesNotKeepTheContextClassLoaderOfItsCaller() throws Exception {
        String out = JdkTools.ofThisJdk()
                .run("java", "-cp %s %s", CLASSES, FirstTimer.class.getName())
                .succeeds();

        assertEquals(
                List.of("timers: system", "caller: application"), out.lines().toList());
    }

    /** What the virtual machine has there itself, and the garbage collector cannot use: 10 MB, or 40 beside a char[] (JDK 25). */
    private static final int MORE = 60;

    @Tag("slow")
    @ParameterizedTest
    @EnumSource
    void aLongStringTakesLittleMoreThanItsOwnMemory(LongString string) throws Exception {
        int heap = string.megabytes + MORE; // other collectors divide it in parts, none of which may be enough
        String options = "-Xmx%d000000 -XX:-UseSerialGC -XX:+UseG1GC -cp %%s %%s %s".formatted(heap, string);
        JdkTools.ofThisJdk()
                .run("java", options, CLASSES, LongString.class.getName())
                .succeeds();
    }

    /**
     * Strings of 100 MB, and a program that reads one and writes it back, to be run with as little heap as it may need: at most
     * three times as much as the text, beside the text itself. A string has a byte for each character, or two where one of them
     * is beyond U+00FF. One that has to be decoded takes two bytes for each byte on the way. To write one takes its JSON twice.
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

        /**
         * Reads one and writes it back.
         *
         * @param arguments its name
         */
        public static void main(String[] arguments) throws IOException {
            LongString string = valueOf(arguments[0]);
            byte[] json = string.json();
            long checksum = checksum(json);
            JsonValue value = JsonValue.parse(json);
            json = null; // it has been read: from here on there is only the value
            check(value.asString().length() == string.characters);
            check(checksum(value.toBytes()) == checksum);
            CheckedOutputStream written = new CheckedOutputStream(OutputStream.nullOutputStream(), new CRC32());
            value.writeTo(written);
            check(written.getChecksum().getValue() == checksum);
        }

        private static long checksum(byte[] bytes) {
            CRC32 checksum = new CRC32();
            checksum.update(bytes);
            return checksum.getValue();
        }

        private byte[] json() {
            byte[] json = new byte[BYTES];
            byte[] head = ('"' + start).getBytes(UTF_8);
            byte[] unit = rest.getBytes(UTF_8);
            Arrays.fill(json, (byte) '.');
            System.arraycopy(head, 0, json, 0, head.length);
            for (int i = head.length; i < BYTES - unit.length; i += unit.length) {
                System.arraycopy(unit, 0, json, i, unit.length);
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
}

package konpro.errors.blackbox;

import konpro.errors.testkit.JdkTools;
import java.io.File;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LongStringTest {

    /** What the virtual machine has there itself, and the garbage collector cannot use: 10 MB, or 40 beside a char[] (JDK 25). */
    private static final int MORE = 60;

    @Tag("slow")
    @ParameterizedTest
    @EnumSource
    void isReadAndWrittenInLittleMoreThanItsOwnMemory(LongString string) throws Exception {
        JdkTools.ofThisJdk()
                .java(
                        "-Xmx" + (string.megabytes() + MORE) * 1_000_000,
                        "-XX:+UseG1GC", // others divide the heap in parts, none of which may be enough
                        "-cp",
                        String.join(File.pathSeparator, "target/classes", "target/test-classes"),
                        LongString.class.getName(),
                        string.name())
                .succeeds();
    }
}

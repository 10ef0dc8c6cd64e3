package konpro.errors.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;

import konpro.errors.testkit.JdkTools;
import java.io.File;
import java.util.List;
import konpro.errors.httpclient.FirstTimer;
import org.junit.jupiter.api.Test;

class FirstTimerTest {

    /** Which the thread of the JDK's timers would keep for ever. */
    @Test
    void doesNotKeepTheContextClassLoaderOfItsCaller() throws Exception {
        String out = JdkTools.ofThisJdk()
                .java(
                        "-cp",
                        String.join(File.pathSeparator, "target/classes", "target/test-classes"),
                        FirstTimer.class.getName())
                .succeeds();

        assertEquals(
                List.of("timers: system", "caller: application"), out.lines().toList());
    }
}

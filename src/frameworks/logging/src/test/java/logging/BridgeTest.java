package logging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import konpro.errors.ErrorMapper;
import org.junit.jupiter.api.Test;

/** The line of the default log, as the logging library on the class path writes it. */
class BridgeTest {

    @Test
    void logsAnUnexpectedExceptionWithItsStackTrace() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream console = new PrintStream(bytes, true, UTF_8);
        System.setOut(console);
        System.setErr(console);

        ErrorMapper.builder().build().respond(new IllegalStateException("the bug"), "req-123456");

        String log = bytes.toString(UTF_8);
        String line = "\\[main] ERROR konpro\\.errors - req-123456 500 PROCESSING_ERROR: Server processing error\\R";
        assertTrue(
                log.matches(
                        "(?s)" + line + "java.lang.IllegalStateException: the bug\\R\\s+at logging\\.BridgeTest\\..*"),
                log);
    }
}

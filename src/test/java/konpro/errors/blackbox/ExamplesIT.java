package konpro.errors.blackbox;

import static org.junit.jupiter.api.Assertions.*;

import konpro.errors.testkit.JdkTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import konpro.errors.testkit.JdkTools.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples of the docs, run as a reader runs them; what they print is kept beside the consumers. */
class ExamplesIT {
    private static final Path EXAMPLES = Path.of("docs/examples");
    private static final Path PRINTED = Path.of("src/it/examples");
    private static final Pattern COMMAND = Pattern.compile("(?m)^\\./mvnw -q compile && java (.+)$");

    private final JdkTools jdk = JdkTools.ofThisJdk();

    @ParameterizedTest
    @MethodSource("examples")
    void printsWhatTheDocsSay(String example) throws Exception {
        Outcome outcome = jdk.java(
                "-ea",
                "-p",
                System.getProperty("konpro.errors.jar"),
                "--add-modules",
                "konpro.errors",
                EXAMPLES.resolve(example + ".java"));

        assertEquals(printed(example), withoutIds(outcome.succeeds()), outcome::toString);
    }

    @Test
    void runsTheQuickstartByTheCommandOfTheReadme() throws Exception {
        Matcher command = COMMAND.matcher(Files.readString(Path.of("README.md")));
        assertTrue(command.find(), "There is no such command in the README");
        Outcome outcome = jdk.java((Object[]) command.group(1).split(" "));

        assertEquals(printed("Quickstart"), withoutIds(outcome.succeeds()), outcome::toString);
    }

    static List<String> examples() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files.map(file -> file.getFileName().toString().replaceFirst("\\.java$", ""))
                    .sorted()
                    .toList();
        }
    }

    private static String printed(String example) throws IOException {
        return Files.readString(PRINTED.resolve(example + ".txt"));
    }

    /** Ids and ports are new each time. */
    private static String withoutIds(String text) {
        return text.replaceAll("req-[0-9a-f]{32}", "req-…")
                .replaceAll("localhost:[0-9]+", "localhost:…")
                .replace(System.lineSeparator(), "\n");
    }
}

package konpro.errors.testkit;

import static org.junit.jupiter.api.Assertions.*;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command-line tools of a JDK or of an image, each run as a child process: ours are those of the JDK under test. */
public record JdkTools(Path home) {
    private static final long TIME_LIMIT_SECONDS = 120;

    public static JdkTools ofThisJdk() {
        return new JdkTools(Path.of(System.getProperty("java.home")));
    }

    public Outcome javac(Object... arguments) throws IOException, InterruptedException {
        return run("javac", english(arguments));
    }

    public Outcome java(Object... arguments) throws IOException, InterruptedException {
        return run("java", List.of(arguments));
    }

    public Outcome jar(Object... arguments) throws IOException, InterruptedException {
        return run("jar", english(arguments));
    }

    public Outcome jlink(Object... arguments) throws IOException, InterruptedException {
        return run("jlink", english(arguments));
    }

    /** jlink takes the platform's modules from jmods or, on a newer JDK that was built for it, from the JDK itself. */
    public void mustBeAbleToLink() throws IOException, InterruptedException {
        boolean canLink = Files.isRegularFile(home.resolve("jmods/java.base.jmod"))
                || jlink("--help").succeeds().contains("Linking from run-time image enabled");
        if (!canLink) {
            fail("The JDK in " + home + " has no jmods and cannot link from its run-time image: "
                    + "install its jmods, or run the tests on a JDK that has them.");
        }
    }

    /** Diagnostics are compared with English text, whatever the language of the machine. */
    private static List<Object> english(Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("-J-Duser.language=en"));
        all.addAll(Arrays.asList(arguments));
        return all;
    }

    private Outcome run(String tool, List<?> arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(home.resolve("bin").resolve(tool).toString()));
        arguments.forEach(argument -> command.add(argument.toString()));

        // Files drain both streams without a thread, however much the child writes and however it ends.
        Path out = Files.createTempFile("out", ".txt");
        Path err = Files.createTempFile("err", ".txt");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
            builder.environment()
                    .keySet()
                    .removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "JDK_JAVAC_OPTIONS", "CLASSPATH"));
            Process process = builder.start();
            boolean ended;
            try {
                ended = process.waitFor(TIME_LIMIT_SECONDS, TimeUnit.SECONDS);
            } finally {
                process.destroyForcibly().waitFor();
            }
            Outcome outcome = new Outcome(command, process.exitValue(), read(out), read(err));
            return ended ? outcome : fail("Still running after " + TIME_LIMIT_SECONDS + " s: " + outcome);
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    /** Never fails on a byte that is not UTF-8, as {@code Files.readString} would: this is for people to read. */
    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    /** How a child process ended, and all that it said. */
    public record Outcome(List<String> command, int exitCode, String out, String err) {
        /** {@return the standard output of a tool that must succeed} */
        public String succeeds() {
            assertEquals(0, exitCode, this::toString);
            return out;
        }

        /** {@return what a tool that must fail said on both streams} */
        public String fails() {
            assertNotEquals(0, exitCode, this::toString);
            return out + err;
        }

        @Override
        public String toString() {
            return "%s%nexit code %d%n--- out%n%s%n--- err%n%s"
                    .formatted(String.join(" ", command), exitCode, out, err);
        }
    }
}

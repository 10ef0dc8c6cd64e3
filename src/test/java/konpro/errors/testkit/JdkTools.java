package konpro.errors.testkit;

import static org.junit.jupiter.api.Assertions.*;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command-line tools of a JDK or of an image, each run as a child process. */
public record JdkTools(Path home) {

    private static final long TIME_LIMIT_SECONDS = 120;

    public static JdkTools ofThisJdk() {
        return new JdkTools(Path.of(System.getProperty("java.home")));
    }

    public static String path(Path... entries) {
        return Stream.of(entries).map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** jlink takes the platform's modules from jmods or, on a newer JDK that was built for it, from the JDK itself. */
    public void mustBeAbleToLink() throws IOException, InterruptedException {
        boolean canLink = Files.isRegularFile(home.resolve("jmods/java.base.jmod"))
                || run("jlink", "--help").succeeds().contains("Linking from run-time image enabled");
        assertTrue(
                canLink,
                () -> "The JDK in " + home + " has no jmods and cannot link from its run-time image: "
                        + "install its jmods, or run the tests on a JDK that has them.");
    }

    /** Runs a tool with its options, in which each %s is one of the arguments, or all of a list. */
    public Outcome run(String tool, String options, Object... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(home.resolve("bin").resolve(tool).toString());
        String prefix = tool.equals("java") ? "-" : "-J-";
        command.addAll(List.of(prefix + "XX:TieredStopAtLevel=1", prefix + "XX:+UseSerialGC")); // it runs for moments
        command.add(prefix + "Duser.language=en"); // diagnostics are compared with English text
        Iterator<Object> next = List.of(arguments).iterator();
        for (String option : options.split(" ", -1)) {
            Object argument = option.equals("%s") ? next.next() : option;
            List<?> all = argument instanceof List<?> list ? list : List.of(argument);
            all.forEach(one -> command.add(one.toString()));
        }

        // Files take all of both streams without a thread, however much the child writes and however it ends.
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
            assertTrue(ended, () -> "Still running after " + TIME_LIMIT_SECONDS + " s: " + outcome);
            return outcome;
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    /** Does not fail on a byte that is not UTF-8, as {@code Files.readString} would. */
    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    /** How a child process ended, and all that it wrote. */
    public record Outcome(List<String> command, int exitCode, String out, String err) {

        /** {@return the standard output of a tool that must succeed} */
        public String succeeds() {
            assertEquals(0, exitCode, this::toString);
            return out;
        }

        @Override
        public String toString() {
            return "%s%nexit code %d%n--- out%n%s%n--- err%n%s"
                    .formatted(String.join(" ", command), exitCode, out, err);
        }
    }
}

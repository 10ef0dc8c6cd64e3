package konpro.errors.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Runs targets with Jazzer, each in a JVM of its own: {@code Fuzz FOLDER SECONDS TARGET...}, where the folder is the one of the
 * corpus and the dictionary. What they write goes to the working directory.
 */
public final class Fuzz {

    private static final Map<String, Class<?>> TARGETS = Map.of(
            "json", JsonTarget.class,
            "envelope", EnvelopeTarget.class,
            "remote-error", RemoteErrorTarget.class,
            "headers", HeadersTarget.class);

    private final Path folder;
    private final int seconds;

    private Fuzz(Path folder, int seconds) {
        this.folder = folder;
        this.seconds = seconds;
    }

    public static void main(String[] args) throws Exception {
        Fuzz fuzz = new Fuzz(Path.of(args[0]), Integer.parseInt(args[1]));
        List<String> targets = Arrays.asList(args).subList(2, args.length);
        if (targets.isEmpty() || !TARGETS.keySet().containsAll(targets)) {
            throw new IllegalArgumentException("Expected some of " + TARGETS.keySet() + " but found " + targets);
        }
        if (!fuzz.run(targets)) {
            System.exit(1);
        }
    }

    private boolean run(List<String> targets) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            List<Future<Boolean>> ends = new ArrayList<>();
            for (String target : targets) {
                Callable<Boolean> run = () -> run(target);
                ends.add(pool.submit(run));
            }
            boolean passed = true;
            for (Future<Boolean> end : ends) {
                passed &= end.get();
            }
            return passed;
        } finally {
            pool.shutdown();
        }
    }

    private boolean run(String target) throws IOException, InterruptedException {
        Path log = Path.of(target + ".log");
        Path found = Files.createDirectories(Path.of("corpus", target));
        Process jazzer = new ProcessBuilder(command(target, found))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean passed = jazzer.waitFor() == 0;
        tell(target, passed, Files.readAllLines(log, UTF_8));
        return passed;
    }

    private List<String> command(String target, Path found) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xss256k", // on which no input may overflow
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + TARGETS.get(target).getName(),
                "--instrumentation_includes=konpro.errors.**",
                "--instrumentation_excludes=konpro.errors.fuzz.**",
                "--custom_hook_includes=konpro.errors.**",
                "--custom_hook_excludes=konpro.errors.fuzz.**",
                "--trace=cov", // to be told of every comparison as well took twice the time, and found no more
                "--reproducer_path=.",
                "-artifact_prefix=" + target + "-",
                "-dict=" + folder.resolve("dictionary.txt"),
                "-max_len=512", // short ones are many: 4,096 made it a third as fast
                "-timeout=10", // for one input
                "-print_final_stats=1",
                "-max_total_time=" + seconds,
                found.toString(),
                folder.resolve("corpus").resolve(target).toString());
    }

    /** One line, and if it has failed the last that Jazzer said: what was thrown, and the input. */
    private static synchronized void tell(String target, boolean passed, List<String> log) {
        String executions = log.stream()
                .filter(line -> line.startsWith("stat::number_of_executed_units:"))
                .map(line -> line.replaceFirst(".*: *", ""))
                .findFirst()
                .orElse("unknown");
        if (!passed) {
            log.subList(Math.max(0, log.size() - 60), log.size()).forEach(System.out::println);
        }
        System.out.println(target + ": " + executions + " executions, " + (passed ? "nothing found" : "FAILED"));
    }
}

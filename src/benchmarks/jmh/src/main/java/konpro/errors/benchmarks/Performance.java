package konpro.errors.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * All measures on several JDKs, one after the other, and {@code performance.md} of them. The arguments are the JDKs'
 * {@code java} programs, this one's when there are none; what comes after {@code --} is JMH's, as in {@code -- -f 1}.
 */
final class Performance {

    private Performance() {}

    public static void main(String[] args) throws Exception {
        List<String> all = Arrays.asList(args);
        int end = all.contains("--") ? all.indexOf("--") : all.size();
        List<String> jvms = end > 0
                ? all.subList(0, end)
                : List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString());
        List<String> jmhArgs = all.subList(Math.min(end + 1, all.size()), all.size());
        List<Path> results = new ArrayList<>();
        StringBuilder rest = new StringBuilder();
        for (String jvm : jvms) {
            Path result = Path.of("jmh-" + (results.size() + 1) + ".json");
            List<String> command = new ArrayList<>(List.of("org.openjdk.jmh.Main", "-foe", "true"));
            command.addAll(List.of("-prof", "gc", "-prof", CpuTime.class.getName()));
            command.addAll(List.of("-rf", "json", "-rff", result.toString()));
            command.addAll(jmhArgs);
            run(jvm, ProcessBuilder.Redirect.INHERIT, command.toArray(String[]::new));
            results.add(result);
            for (Class<?> other : List.of(ColdStart.class, ServerLoad.class)) {
                rest.append(run(jvm, ProcessBuilder.Redirect.PIPE, other.getName()))
                        .append('\n');
            }
        }
        Path report = Path.of("performance.md");
        Files.writeString(report, Report.of(results) + rest);
        System.out.println(report.toAbsolutePath());
    }

    private static String run(String jvm, ProcessBuilder.Redirect output, String... mainAndArgs)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(jvm, "-cp", absoluteClassPath()));
        command.addAll(List.of(mainAndArgs));
        Process process = new ProcessBuilder(command)
                .redirectOutput(output)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("Failed: " + String.join(" ", mainAndArgs));
        }
        return printed;
    }

    private static String absoluteClassPath() {
        return String.join(
                File.pathSeparator,
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(entry -> Path.of(entry).toAbsolutePath().toString())
                        .toList());
    }
}

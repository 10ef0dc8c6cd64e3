package konpro.errors.benchmarks;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import konpro.errors.benchmarks.contestants.Fastjson2;
import konpro.errors.benchmarks.contestants.Jackson2;
import konpro.errors.benchmarks.contestants.Jackson2Streaming;
import konpro.errors.benchmarks.contestants.KonproErrors;

/**
 * What a library costs a process that needs it once: the CPU time of a whole JVM that reads and writes one envelope,
 * less that of one that does nothing. Each has its library alone on the class path, in jars. The time, user and system,
 * of all threads, is what bash's {@code time} tells of the ended process; the JDK itself counts in steps of 10 ms.
 */
final class ColdStart {

    private static final int RUNS = 15;

    private static final String DOCUMENT = """
            {"error":{"code":"INVALID_REQUEST","message":"The request body is invalid","details":{"field":"avatar_id",\
            "reason":"Avatar ID is required"}},"request_id":"req-123456"}""";

    private ColdStart() {}

    static final class Nothing {
        public static void main(String[] args) {}
    }

    static final class WithKonpro {
        public static void main(String[] args) throws Exception {
            readAndWrite(new KonproErrors());
        }
    }

    static final class WithJackson2 {
        public static void main(String[] args) throws Exception {
            readAndWrite(new Jackson2());
        }
    }

    static final class WithJackson2Streaming {
        public static void main(String[] args) throws Exception {
            readAndWrite(new Jackson2Streaming());
        }
    }

    static final class WithFastjson2 {
        public static void main(String[] args) throws Exception {
            readAndWrite(new Fastjson2());
        }
    }

    private static <E> void readAndWrite(Contestant<E> contestant) throws Exception {
        byte[] written = contestant.write(contestant.read(DOCUMENT.getBytes(StandardCharsets.UTF_8)));
        if (written.length != DOCUMENT.length()) {
            throw new AssertionError(new String(written, StandardCharsets.UTF_8));
        }
    }

    /** A process to measure. */
    private record Variant(String title, Class<?> main, String classPath) {

        /** @param uses a class of each jar that it needs */
        static Variant of(String title, Class<?> main, Class<?>... uses) {
            return new Variant(
                    title,
                    main,
                    Stream.concat(Stream.of(main), Stream.of(uses))
                            .map(ColdStart::jarOf)
                            .distinct()
                            .collect(Collectors.joining(File.pathSeparator)));
        }
    }

    public static void main(String[] args) throws Exception {
        List<Variant> variants = List.of(
                Variant.of("nothing", Nothing.class),
                Variant.of("konpro.errors", WithKonpro.class, konpro.errors.ErrorEnvelope.class),
                Variant.of(
                        "Jackson 2",
                        WithJackson2.class,
                        com.fasterxml.jackson.databind.ObjectMapper.class,
                        com.fasterxml.jackson.core.JsonFactory.class,
                        com.fasterxml.jackson.annotation.JsonProperty.class),
                Variant.of(
                        "Jackson 2, streaming by hand",
                        WithJackson2Streaming.class,
                        com.fasterxml.jackson.core.JsonFactory.class),
                Variant.of("fastjson2", WithFastjson2.class, com.alibaba.fastjson2.JSON.class));
        Map<Variant, List<Double>> millis = new LinkedHashMap<>();
        for (int run = -1; run < RUNS; run++) { // the first round only fills the file cache
            for (Variant variant : variants) {
                double cpu = cpuMillis(variant);
                if (run >= 0) {
                    millis.computeIfAbsent(variant, x -> new ArrayList<>()).add(cpu);
                }
            }
        }
        double nothing = median(millis.get(variants.get(0)));
        System.out.printf(
                "Cold start, JDK %s, median of %d runs:%n%n", Runtime.version().feature(), RUNS);
        System.out.printf("| | CPU ms | more than nothing |%n| --- | --: | --: |%n");
        millis.forEach((variant, all) -> System.out.printf(
                Locale.ROOT, "| %s | %.0f | %.0f |%n", variant.title(), median(all), median(all) - nothing));
    }

    private static double cpuMillis(Variant variant) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                "bash",
                "-c",
                "TIMEFORMAT='%3U %3S'; time \"$@\"",
                "bash",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                variant.classPath(),
                variant.main().getName());
        builder.environment().put("LC_ALL", "C");
        Process process = builder.redirectErrorStream(true).start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList(); // warnings of the JVM come before
        if (process.waitFor() != 0) {
            throw new IOException(String.join("\n", lines));
        }
        return Stream.of(lines.get(lines.size() - 1).split(" "))
                        .mapToDouble(Double::parseDouble)
                        .sum()
                * 1_000;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    /** Whoever is there as a folder of classes, fresh from the compiler, is made a jar, as the others are. */
    private static String jarOf(Class<?> type) {
        try {
            Path place = Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
            if (!Files.isDirectory(place)) {
                return place.toString();
            }
            Path jar = place.resolveSibling("cold-start.jar");
            ToolProvider.findFirst("jar")
                    .orElseThrow()
                    .run(System.out, System.err, "--create", "--file", jar.toString(), "-C", place.toString(), ".");
            return jar.toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}

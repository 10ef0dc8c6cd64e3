package konpro.errors.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import konpro.errors.json.JsonValue;

/** JMH's JSON results, one file for each JDK, as the tables of {@code docs/performance.md}. */
final class Report {

    private static final String OURS = Library.KONPRO.title();
    private static final Map<String, String> OPERATIONS = Map.of(
            ConstructionFloor.class.getSimpleName(), Read.class.getSimpleName(),
            CopyFloor.class.getSimpleName(), Write.class.getSimpleName());

    private final Map<String, List<Result>> byJdk = new LinkedHashMap<>();
    private final StringBuilder out = new StringBuilder();

    private Report() {}

    public static void main(String[] files) throws IOException {
        System.out.print(of(Arrays.stream(files).map(Path::of).toList()));
    }

    static String of(List<Path> files) throws IOException {
        Report report = new Report();
        for (Path file : files) {
            report.read(file);
        }
        report.summary();
        report.growth();
        for (String operation : List.of("Read", "Write")) {
            for (Document document : Document.values()) {
                report.table(operation, document);
            }
        }
        return report.out.toString();
    }

    /** Of one benchmark on one JDK: nanoseconds and bytes per operation. */
    private record Result(
            String operation,
            Document document,
            String contestant,
            double wall,
            double thread,
            double process,
            double bytes) {

        boolean isFloor() {
            return contestant.startsWith("floor");
        }
    }

    private void read(Path file) throws IOException {
        for (JsonValue run : JsonValue.parse(Files.readAllBytes(file)).asList()) {
            String jdk = "JDK "
                    + Runtime.Version.parse(run.get("jdkVersion").asString()).feature();
            if (run.get("params").tryGet("document").isPresent()) { // the whole paths are in JMH's own results
                byJdk.computeIfAbsent(jdk, x -> new ArrayList<>()).add(result(run));
            }
        }
    }

    private static Result result(JsonValue run) {
        String[] benchmark = run.get("benchmark").asString().split("\\."); // …, class, method
        String type = benchmark[benchmark.length - 2];
        JsonValue params = run.get("params");
        String contestant = params.tryGet("library")
                .map(library -> Library.valueOf(library.asString()).title())
                .orElse("floor: " + benchmark[benchmark.length - 1]);
        return new Result(
                OPERATIONS.getOrDefault(type, type),
                Document.valueOf(params.get("document").asString()),
                contestant,
                median(run.get("primaryMetric")),
                secondary(CpuTime.THREAD, run),
                secondary(CpuTime.PROCESS, run),
                secondary("gc.alloc.rate.norm", run));
    }

    private static double secondary(String metric, JsonValue run) {
        return run.get("secondaryMetrics").tryGet(metric).map(Report::median).orElse(Double.NaN);
    }

    /** Of all iterations: what others do on the machine disturbs some of them, and the mean with them. */
    private static double median(JsonValue metric) {
        double[] all = metric.get("rawData").asList().stream()
                .flatMap(fork -> fork.asList().stream())
                .mapToDouble(JsonValue::asDouble)
                .sorted()
                .toArray();
        return all[all.length / 2];
    }

    /** How konpro.errors stands to the best of the others, metric by metric. */
    private void summary() {
        row("document", "", "CPU time", "bytes");
        row("---", "---", "---", "---");
        for (Document document : Document.values()) {
            for (String operation : List.of("Read", "Write")) {
                byJdk.forEach((jdk, all) -> {
                    List<Result> results = of(all, operation, document);
                    our(results)
                            .ifPresent(our -> row(
                                    name(document),
                                    operation.toLowerCase(Locale.ROOT) + ", " + jdk,
                                    against(our, results, Result::thread),
                                    against(our, results, Result::bytes)));
                });
            }
        }
        line("");
    }

    private static String against(Result our, List<Result> results, ToDoubleFunction<Result> metric) {
        return best(results, metric)
                .map(best -> format("%.2f × %s", ratio(our, best, metric), best.contestant()))
                .orElse("");
    }

    /** Nanoseconds of CPU time per byte of the document, from the smallest large one to the largest. */
    private void growth() {
        List<Document> sizes = List.of(Document.LARGE_QUARTER, Document.LARGE, Document.LARGE_4, Document.LARGE_16);
        if (byJdk.values().stream()
                .allMatch(all -> our(of(all, "Read", Document.LARGE_16)).isEmpty())) {
            return;
        }
        row("ns per byte", "1/4 MB", "1 MB", "4 MB", "16 MB", "most : least");
        row("---", "---", "---", "---", "---", "---");
        for (String operation : List.of("Read", "Write")) {
            byJdk.forEach((jdk, all) -> {
                List<Double> perByte = sizes.stream()
                        .flatMap(size -> our(of(all, operation, size)).stream())
                        .map(our -> our.thread() / our.document().size())
                        .toList();
                if (perByte.size() == sizes.size()) {
                    Stream<String> cells = perByte.stream().map(ns -> format("%.2f", ns));
                    double most =
                            perByte.stream().max(Comparator.naturalOrder()).orElseThrow();
                    double least =
                            perByte.stream().min(Comparator.naturalOrder()).orElseThrow();
                    row(Stream.of(
                                    Stream.of(operation.toLowerCase(Locale.ROOT) + ", " + jdk),
                                    cells,
                                    Stream.of(format("%.2f", most / least)))
                            .flatMap(x -> x)
                            .toArray(String[]::new));
                }
            });
        }
        line("");
    }

    private void table(String operation, Document document) {
        if (byJdk.values().stream().allMatch(all -> of(all, operation, document).isEmpty())) {
            return;
        }
        line("### %s: %s, %,d bytes", operation, name(document), Math.round(document.size()));
        line("");
        String unit = document.isLarge() ? "ms" : "ns";
        List<String> head = new ArrayList<>(List.of(""));
        byJdk.keySet()
                .forEach(jdk -> head.addAll(List.of(
                        jdk + ": " + unit, "CPU " + unit, "× best", document.isLarge() ? "MB/s" : "all CPU", "B/op")));
        row(head.toArray(String[]::new));
        row(head.stream().map(x -> x.isEmpty() ? "---" : "--:").toArray(String[]::new));
        rows(operation, document).forEach(contestant -> {
            List<String> cells = new ArrayList<>(List.of(contestant));
            byJdk.values().forEach(all -> cells.addAll(cells(contestant, of(all, operation, document))));
            row(cells.toArray(String[]::new));
        });
        line("");
    }

    /** The fastest first, by the first JDK's CPU time. */
    private List<String> rows(String operation, Document document) {
        return byJdk.values().stream()
                .flatMap(all -> of(all, operation, document).stream()
                        .sorted(Comparator.comparing(Result::thread))
                        .map(Result::contestant))
                .distinct()
                .toList();
    }

    private static List<String> cells(String contestant, List<Result> results) {
        return results.stream()
                .filter(result -> result.contestant().equals(contestant))
                .findFirst()
                .map(result -> List.of(
                        time(result, result.wall()),
                        time(result, result.thread()),
                        best(results, Result::thread)
                                .map(best -> format("%.2f", ratio(result, best, Result::thread)))
                                .orElse(""),
                        result.document().isLarge()
                                ? format("%,.0f", result.document().size() * 1_000 / result.wall())
                                : time(result, result.process()),
                        format("%,.0f", result.bytes())))
                .orElse(List.of("", "", "", "", ""));
    }

    private static String time(Result result, double nanos) {
        return result.document().isLarge() ? format("%,.2f", nanos / 1e6) : format("%,.1f", nanos);
    }

    private static List<Result> of(List<Result> all, String operation, Document document) {
        return all.stream()
                .filter(result -> result.operation().equals(operation) && result.document() == document)
                .toList();
    }

    private static Optional<Result> our(List<Result> results) {
        return results.stream()
                .filter(result -> result.contestant().equals(OURS))
                .findFirst();
    }

    private static Optional<Result> best(List<Result> results, ToDoubleFunction<Result> metric) {
        return results.stream()
                .filter(result -> !result.isFloor() && !result.contestant().equals(OURS))
                .min(Comparator.comparingDouble(metric));
    }

    private static double ratio(Result one, Result other, ToDoubleFunction<Result> metric) {
        return metric.applyAsDouble(one) / metric.applyAsDouble(other);
    }

    private static String name(Document document) {
        return document.name()
                .toLowerCase(Locale.ROOT)
                .replace("_quarter", ", 1/4 MB")
                .replaceAll("_(\\d+)", ", $1 MB");
    }

    private void row(String... cells) {
        line("| %s |", String.join(" | ", cells));
    }

    private void line(String format, Object... values) {
        out.append(format(format, values)).append('\n');
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}

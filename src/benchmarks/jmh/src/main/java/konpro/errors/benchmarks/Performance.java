package konpro.errors.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import konpro.errors.json.JsonValue;
import org.openjdk.jmh.Main;

/**
 * Measures on each JDK whose {@code java} program is given, then makes {@code docs/performance.svg} and the tables of
 * {@code docs/performance.md} from JMH's JSON results. Given those files instead, it measures nothing.
 */
final class Performance {
    private static final List<String> RUNS = List.of(
            "ServerPath",
            "ClientPath",
            "Steps.read -f 4 -p document=TYPICAL,MINIMAL,PRETTY,SHUFFLED,UNICODE,VIOLATIONS,LARGE",
            "Steps.write -f 4 -p document=TYPICAL,MINIMAL,UNICODE,VIOLATIONS,LARGE",
            "Steps -f 4 -p document=LARGE_QUARTER,LARGE_4,LARGE_16 -p library=KONPRO,FASTJSON2",
            "ColdStart");
    private static final String CPU = "cpu.thread";
    private static final String BYTES = "gc.alloc.rate.norm";
    private static final List<String> OTHERS = List.of("FASTJSON2", "DSL_JSON", "JACKSON3", "GSON");

    /** The figures by JDK, and then by metric, title and library, with LEAST for the least of the others. */
    private final Map<Integer, Map<String, Double>> jdks = new TreeMap<>();

    private final Set<String> titles = new LinkedHashSet<>();

    public static void main(String[] args) throws IOException {
        List<String> files = new ArrayList<>();
        for (String arg : args) {
            files.addAll(arg.endsWith(".json") ? List.of(arg) : measure(arg, files.size()));
        }
        Performance performance = new Performance();
        for (String file : files) {
            JsonValue.parse(Files.readAllBytes(Path.of(file))).asList().forEach(performance::add);
        }
        performance.show();
    }

    private static List<String> measure(String java, int first) throws IOException {
        List<String> files = new ArrayList<>();
        for (String run : RUNS) {
            String file = "target/benchmarks/jmh-" + (first + files.size()) + ".json";
            String options = " -foe true -prof gc -prof " + CpuTime.class.getName() + " -rf json -rff " + file;
            Main.main((run + options + " -jvm " + java).split(" "));
            files.add(file);
        }
        return files;
    }

    private void add(JsonValue run) {
        String method = run.get("benchmark").asString().replaceAll(".*[.]", "");
        JsonValue params = run.get("params");
        JsonValue input = params.tryGet("input").orElseGet(() -> params.get("document"));
        String title = method + ": " + input.asString().toLowerCase(Locale.ROOT).replace('_', ' ');
        String library =
                params.tryGet("by").orElseGet(() -> params.get("library")).asString();
        int jdk = Runtime.Version.parse(run.get("jdkVersion").asString()).feature();
        Map<String, Double> figures = jdks.computeIfAbsent(jdk, x -> new HashMap<>());
        for (String metric : List.of(CPU, BYTES)) {
            JsonValue percentiles = run.get("secondaryMetrics").get(metric).get("scorePercentiles");
            double least = percentiles.get("0.0").asDouble(); // what else the machine does only adds to it
            figures.put(metric + title + library, least);
            if (OTHERS.contains(library) && !title.contains("large ")) {
                figures.merge(metric + title + "LEAST", least, Math::min);
                titles.add(title);
            }
        }
    }

    private void show() throws IOException {
        Map<String, double[]> bars = new LinkedHashMap<>();
        StringBuilder tables = new StringBuilder("| CPU time to | ")
                .append(String.join(" | ", OTHERS).toLowerCase(Locale.ROOT).replace('_', '-'))
                .append(" | bytes | least of the others |\n|---|--:|--:|--:|--:|--:|--:|\n");
        for (String title : titles) {
            bars.put(title, shares(CPU + title, "KONPRO", "LEAST").toArray());
            tables.append("| ").append(title);
            OTHERS.forEach(other -> tables.append(cell("%.2f", shares(CPU + title, "KONPRO", other))));
            tables.append(cell("%,.0f", values(BYTES + title + "KONPRO")));
            tables.append(cell("%,.0f", values(BYTES + title + "LEAST"))).append(" |\n");
        }
        tables.append("\n| CPU time to that of 1/4 MB | 4 × | 16 × | 64 × |\n|---|--:|--:|--:|\n");
        for (String row : List.of("read: KONPRO", "read: FASTJSON2", "write: KONPRO", "write: FASTJSON2")) {
            tables.append("| ").append(row.toLowerCase(Locale.ROOT));
            for (String size : List.of("large", "large 4", "large 16")) {
                tables.append(
                        cell("%.1f", shares(CPU, row.replace(" ", " " + size), row.replace(" ", " large quarter"))));
            }
            tables.append(" |\n");
        }
        Files.writeString(Path.of("docs/performance.svg"), Chart.of(jdks.keySet(), bars));
        Path page = Path.of("docs/performance.md");
        String text = Files.readString(page);
        int start = text.indexOf(" -->\n") + 5;
        Files.writeString(page, text.substring(0, start) + tables + text.substring(text.indexOf("<!-- end")));
    }

    private DoubleStream values(String key) {
        return jdks.values().stream().mapToDouble(jdk -> jdk.getOrDefault(key, Double.NaN));
    }

    private DoubleStream shares(String key, String one, String other) {
        return jdks.values().stream()
                .mapToDouble(jdk -> jdk.get(key + one) / jdk.getOrDefault(key + other, Double.NaN));
    }

    /** The value on each JDK, and nothing where it was not measured. */
    private static String cell(String format, DoubleStream values) {
        return values.filter(Double::isFinite)
                .mapToObj(value -> String.format(Locale.ROOT, format, value))
                .collect(Collectors.joining(" / ", " | ", ""));
    }
}

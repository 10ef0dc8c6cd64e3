package konpro.errors.benchmarks;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;

/** A bar chart as SVG, in colours that are readable on a light and on a dark page. */
final class Chart {
    private static final int WIDTH = 720;
    private static final int LEFT = 150;
    private static final int BAR = 10;
    private static final List<String> COLOURS = List.of("#3f87c9", "#cf8730");

    private final StringBuilder shapes = new StringBuilder();
    private int y;

    private Chart() {}

    /** @param bars by title, the value on each JDK; there is a gap where the first word of the titles changes */
    static String of(Collection<Integer> jdks, Map<String, double[]> bars) {
        Chart chart = new Chart();
        double most = bars.values().stream().flatMapToDouble(DoubleStream::of).reduce(1, Math::max);
        double scale = (WIDTH - LEFT) / most;
        int x = LEFT;
        chart.text(0, 0, "CPU time of konpro.errors, as a share of the fastest other library's: shorter is better");
        chart.y += 20;
        for (int jdk : jdks) {
            chart.bar(x, BAR, (x - LEFT) / 70);
            chart.text(x + 15, 0, "JDK " + jdk);
            x += 70;
        }
        chart.text(LEFT + scale, 0, "1: as fast");
        String group = "";
        for (Map.Entry<String, double[]> bar : bars.entrySet()) {
            String word = bar.getKey().split(" ")[0];
            chart.y += word.equals(group) ? 7 : 22;
            group = word;
            chart.row(bar.getKey(), bar.getValue(), scale);
        }
        chart.add("<path d='M%.1f 34V%d' stroke='#6f7883' stroke-dasharray='3'/>", LEFT + scale, chart.y);
        String head = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' fill='#6f7883' font-size='12'";
        return head.formatted(WIDTH, chart.y + 4) + " font-family='sans-serif'>\n" + chart.shapes + "</svg>\n";
    }

    private void row(String title, double[] values, double scale) {
        text(0, BAR * (values.length - 1) / 2, title);
        for (int i = 0; i < values.length; i++) {
            text(LEFT - 30, 0, String.format(Locale.ROOT, "%.2f", values[i]));
            bar(LEFT, values[i] * scale, i);
            y += BAR + 2;
        }
    }

    private void bar(double x, double width, int colour) {
        add("<rect x='%.0f' y='%d' width='%.1f' height='%d' fill='%s'/>", x, y, width, BAR, COLOURS.get(colour));
    }

    private void text(double x, int down, String text) {
        add("<text x='%.0f' y='%d'>%s</text>", x, y + BAR + down, text);
    }

    private void add(String format, Object... values) {
        shapes.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}

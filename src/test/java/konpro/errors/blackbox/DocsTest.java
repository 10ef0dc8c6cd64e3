package konpro.errors.blackbox;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.*;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorEnvelope;
import konpro.errors.HttpStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** README, docs and Javadoc show what is run and written, name what is there, and list what the enums are. */
class DocsTest {

    private static final Pattern JAVADOC_JAVA =
            Pattern.compile("(?s)<pre>\\{@code\n((?: *\\* (?!\\{).*?\n)+?) *\\* }</pre>");
    private static final Pattern IMPORT = Pattern.compile("\\bimport (?:static )?[\\w.]+;");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)\\)");
    private static final Pattern BODY = Pattern.compile("(?m)^\\{.*}$");
    private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z0-9]+(?:Test|Properties))\\.([a-zA-Z0-9]+)`");

    // Snippets are, except for white space, in an example that is run, or in its output.

    private static Pattern markdown(String language) {
        return Pattern.compile("(?s)```" + language + "\n(.*?)```");
    }

    @Test
    void showsOnlyWhatIsRunWrittenAndSent() throws IOException {
        List<Path> examples = files("docs/examples", ".java");
        List<Path> outputs = files("src/it/examples", ".txt");
        List<Path> run = new ArrayList<>(examples);
        run.addAll(files("src/frameworks", ".java"));
        assertContained(run, blocks(markdown("java"), pages()), 18);
        assertContained(examples, blocks(JAVADOC_JAVA, files("src/main/java", ".java")), 13);
        assertContained(outputs, blocks(markdown("json"), pages()), 7);
        assertContained(outputs, blocks(markdown("http"), pages()), 5);
    }

    @Test
    void keepsAdaptersShort() throws IOException {
        List<String> adapters = blocks(markdown("java"), List.of(Path.of("docs/mappers.md")));

        assertEquals(7, adapters.size());
        for (String adapter : adapters) {
            assertTrue(adapter.lines().filter(line -> !line.isBlank()).count() <= 12, adapter);
        }
    }

    /** Fails if a block is in no file, or if there are so few blocks that the pattern must have missed some. */
    private static void assertContained(List<Path> files, List<String> blocks, int atLeast) throws IOException {
        assertTrue(blocks.size() >= atLeast, () -> "Only " + blocks.size() + " blocks were found");
        List<String> texts = texts(files);
        for (String block : blocks) {
            assertTrue(texts.stream().anyMatch(text -> contains(text, block)), block);
        }
    }

    private static boolean contains(String text, String block) {
        return bare(text).contains(bare(block)) && imports(text).containsAll(imports(block));
    }

    /** {@return the text without imports, and without white space, which is each page's own} */
    private static String bare(String text) {
        return IMPORT.matcher(text).replaceAll("").replaceAll("\\s+", "");
    }

    private static List<String> imports(String text) {
        return IMPORT.matcher(text).results().map(MatchResult::group).toList();
    }

    private static List<String> blocks(Pattern pattern, List<Path> files) throws IOException {
        return texts(files).stream()
                .flatMap(text -> pattern.matcher(text).results())
                .map(block -> block.group(1).replaceAll("(?m)^ *\\* ?", ""))
                .toList();
    }

    // Names

    @Test
    void linksOnlyToWhatIsThere() throws IOException {
        for (Path page : pages()) {
            for (MatchResult link :
                    LINK.matcher(Files.readString(page)).results().toList()) {
                boolean isThere = link.group(1).startsWith("http") || Files.exists(page.resolveSibling(link.group(1)));
                assertTrue(isThere, () -> page + " to " + link.group(1));
            }
        }
    }

    @Test
    void namesOnlyTestsThatAreThere() throws IOException {
        String page = Files.readString(Path.of("docs/security.md"));
        List<MatchResult> named = TEST.matcher(page).results().toList();
        assertTrue(named.size() >= 25, () -> "Only " + named.size() + " tests were found");
        for (MatchResult test : named) {
            String method = "\n    void " + test.group(2) + "("; // a helper would be private, or static
            List<Path> sources = files("src/test/java", "/" + test.group(1) + ".java");
            assertTrue(texts(sources).stream().anyMatch(source -> source.contains(method)), test.group());
        }
    }

    // docs/errors.md

    private static String errors() throws IOException {
        return Files.readString(Path.of("docs/errors.md"));
    }

    @Test
    void listsTheCodesAndTheStatuses() throws IOException {
        assertListed("|---|---|---|---|\n", Stream.of(ErrorCode.values()).map(DocsTest::row));
        assertListed("|---|---|\n", Stream.of(HttpStatus.values()).map(DocsTest::row));
    }

    private static void assertListed(String head, Stream<String> rows) throws IOException {
        String table = head + rows.collect(joining()) + "\n";
        assertTrue(errors().contains(table), () -> "Expected in the page:\n" + table);
    }

    private static String row(ErrorCode code) {
        String reason = HttpStatus.find(code.status()).orElseThrow().reason();
        return "| `%s` | %d %s | %s | %s |\n"
                .formatted(code.code(), code.status(), reason, code.message(), code.retryable() ? "yes" : "no");
    }

    private static String row(HttpStatus status) {
        return "| " + status.code() + " | " + status.description() + " |\n";
    }

    /** That it is so on the wire, the examples show. */
    @ParameterizedTest
    @EnumSource
    void showsEachCodeOnTheWire(ErrorCode code) throws IOException {
        String errors = errors();
        int start = errors.indexOf("\n### " + code.code() + "\n");
        assertTrue(start >= 0, "There is no such section");
        String section = errors.substring(start, errors.indexOf("\n##", start + 1));

        assertEquals(
                Set.of(code.code()),
                BODY.matcher(section)
                        .results()
                        .map(body -> ErrorEnvelope.parse(body.group()).error().code())
                        .collect(toSet()));
    }

    private static List<String> texts(List<Path> files) throws IOException {
        List<String> texts = new ArrayList<>();
        for (Path file : files) {
            texts.add(Files.readString(file));
        }
        return texts;
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(files("docs", ".md"));
        pages.add(Path.of("README.md"));
        return pages;
    }

    private static List<Path> files(String directory, String ending) throws IOException {
        try (Stream<Path> tree = Files.walk(Path.of(directory))) {
            return tree.filter(file -> file.toString().endsWith(ending)).toList();
        }
    }
}

package konpro.errors.blackbox;

import static org.junit.jupiter.api.Assertions.*;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What README, docs and Javadoc show is, except for white space, in an example that is run, or in its output. */
class SnippetsTest {
    private static final Pattern MARKDOWN_JAVA = Pattern.compile("(?s)```java\n(.*?)```");
    private static final Pattern MARKDOWN_JSON = Pattern.compile("(?s)```json\n(.*?)```");
    private static final Pattern MARKDOWN_HTTP = Pattern.compile("(?s)```http\n(.*?)```");
    private static final Pattern JAVADOC_JAVA =
            Pattern.compile("(?s)<pre>\\{@code\n((?: *\\* (?!\\{).*?\n)+?) *\\* }</pre>");
    private static final Pattern IMPORT = Pattern.compile("\\bimport (?:static )?[\\w.]+;");
    private static final Pattern MARKDOWN_LINK = Pattern.compile("]\\(([^)#]+)\\)");

    @Test
    void showsInMarkdownOnlyJavaThatRuns() throws IOException {
        List<Path> run = new ArrayList<>(files("docs/examples", ".java"));
        run.addAll(files("src/frameworks", ".java"));
        assertContained(run, blocks(MARKDOWN_JAVA, markdown()), 18);
    }

    @Test
    void showsInJavadocOnlyJavaThatRuns() throws IOException {
        assertContained(files("docs/examples", ".java"), blocks(JAVADOC_JAVA, files("src/main/java", ".java")), 13);
    }

    @Test
    void showsOnlyJsonThatIsWritten() throws IOException {
        assertContained(files("src/it/examples", ".txt"), blocks(MARKDOWN_JSON, markdown()), 7);
    }

    @Test
    void showsOnlyResponsesThatAreSent() throws IOException {
        assertContained(files("src/it/examples", ".txt"), blocks(MARKDOWN_HTTP, markdown()), 5);
    }

    @Test
    void keepsAdaptersShort() throws IOException {
        List<String> adapters = blocks(MARKDOWN_JAVA, List.of(Path.of("docs/mappers.md")));

        assertEquals(7, adapters.size());
        assertEquals(
                List.of(),
                adapters.stream()
                        .filter(adapter ->
                                adapter.lines().filter(line -> !line.isBlank()).count() > 12)
                        .toList());
    }

    @Test
    void linksOnlyToWhatIsThere() throws IOException {
        List<Path> missing = new ArrayList<>();
        for (Path page : markdown()) {
            Matcher link = MARKDOWN_LINK.matcher(Files.readString(page));
            while (link.find()) {
                Path target =
                        Path.of("").resolve(page).resolveSibling(link.group(1)).normalize();
                if (!link.group(1).startsWith("http") && !Files.exists(target)) {
                    missing.add(target);
                }
            }
        }
        assertEquals(List.of(), missing);
    }

    /** Fails if a block is in no file, or if there are so few blocks that the pattern must have missed some. */
    private static void assertContained(List<Path> files, List<String> blocks, int atLeast) throws IOException {
        assertTrue(blocks.size() >= atLeast, () -> "Only " + blocks.size() + " blocks were found");
        List<String> texts = texts(files);
        List<String> strays = blocks.stream()
                .filter(block -> texts.stream().noneMatch(text -> contains(text, block)))
                .toList();
        assertEquals(List.of(), strays);
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

    private static List<String> texts(List<Path> files) throws IOException {
        List<String> texts = new ArrayList<>();
        for (Path file : files) {
            texts.add(Files.readString(file));
        }
        return texts;
    }

    private static List<String> blocks(Pattern pattern, List<Path> files) throws IOException {
        List<String> blocks = new ArrayList<>();
        for (Path file : files) {
            Matcher block = pattern.matcher(Files.readString(file));
            while (block.find()) {
                blocks.add(block.group(1).replaceAll("(?m)^ *\\* ?", ""));
            }
        }
        return blocks;
    }

    private static List<Path> markdown() throws IOException {
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

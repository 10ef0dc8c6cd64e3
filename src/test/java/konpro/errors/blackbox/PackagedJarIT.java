package konpro.errors.blackbox;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.*;

import konpro.errors.testkit.JdkTools;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import konpro.errors.ErrorEnvelope;
import konpro.errors.testkit.JdkTools.Outcome;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The packaged jar, as its users meet it: compiled against, run and linked by the JDK under test. */
class PackagedJarIT {
    private static final Path JAR = Path.of(System.getProperty("konpro.errors.jar", "target/not-packaged.jar"));
    private static final Path SOURCES = Path.of("src/it");
    private static final Path WORK = JAR.resolveSibling("it");

    private static final Pattern BADGES = Pattern.compile(
            "(?m)^`module (konpro\\.errors)` · `Java (\\d+)\\+` · `0 dependencies` · `jar of (\\d+) KiB`$");

    private static final String DOCUMENTED_JSON = """
            {"error":{"code":"INVALID_REQUEST","message":"The request body is invalid",\
            "details":{"field":"avatar_id","reason":"Avatar ID is required"}},"request_id":"req-123456"}""";

    private static final Path SCHEMA = Path.of("docs/error-envelope.schema.json");
    private static final Path OPENAPI = Path.of("docs/openapi-errors.yaml");

    private static final String DESCRIPTOR = """
            exports konpro.errors
            exports konpro.errors.httpclient
            exports konpro.errors.httpserver
            exports konpro.errors.json
            requires java.base mandated
            requires java.net.http static
            requires jdk.httpserver static
            contains konpro.errors.json.impl
            """;

    private final JdkTools jdk = JdkTools.ofThisJdk();

    @BeforeAll
    static void theJarIsPackaged() {
        assertTrue(Files.isRegularFile(JAR), () -> "There is no " + JAR + ": run ./mvnw verify");
    }

    @Test
    void servesAConsumerOnTheModulePath() throws Exception {
        Path classes = emptyDirectory("module-path");
        compileConsumerModule(classes);

        assertPrintsTheDocumentedJson(jdk.java("-p", path(JAR, classes), "-m", "consumer/consumer.Main"));
    }

    @Test
    void servesAConsumerOnTheClassPath() throws Exception {
        Path classes = emptyDirectory("class-path");
        jdk.javac("-Xlint:all", "-Werror", "-cp", JAR, "-d", classes, SOURCES.resolve("consumer/consumer/Main.java"))
                .succeeds();

        assertPrintsTheDocumentedJson(jdk.java("-cp", path(JAR, classes), "consumer.Main"));
    }

    @Test
    void handsOutTheContractForMachinesThroughTheModulesWalls() throws Exception {
        Path classes = emptyDirectory("contract");
        compileConsumerModule(classes);

        assertEquals(
                Files.readString(SCHEMA) + Files.readString(OPENAPI),
                jdk.java(
                                "-p",
                                path(JAR, classes),
                                "-m",
                                "consumer/consumer.Contract",
                                SCHEMA.getFileName(),
                                OPENAPI.getFileName())
                        .succeeds());
    }

    @Test
    void linksIntoAnImageThatNeedsJavaBaseAlone() throws Exception {
        jdk.mustBeAbleToLink();
        Path classes = emptyDirectory("image-classes");
        compileConsumerModule(classes);
        Path image = emptyDirectory("image").resolve("jre");
        jdk.jlink("-p", path(JAR, classes), "--add-modules", "consumer", "--output", image)
                .succeeds();

        JdkTools linked = new JdkTools(image);
        assertEquals(
                Set.of("java.base", "konpro.errors", "consumer"),
                linked.java("--list-modules")
                        .succeeds()
                        .lines()
                        .map(module -> module.replaceFirst("@.*", ""))
                        .collect(toSet()));
        assertPrintsTheDocumentedJson(linked.java("-m", "consumer/consumer.Main"));
    }

    @Test
    void compilesAServerThatRequiresJdkHttpserver() throws Exception {
        compileModule("httpserver-adapter", "httpserver-adapter/adapter", emptyDirectory("httpserver-adapter"))
                .succeeds();
    }

    @Test
    void compilesAClientThatRequiresJavaNetHttp() throws Exception {
        compileModule("httpclient-adapter", "httpclient-adapter/adapter", emptyDirectory("httpclient-adapter"))
                .succeeds();
    }

    /** Better here than as a NoClassDefFoundError at run time, which is what {@code requires static transitive} makes. */
    @Test
    void refusesToCompileAServerThatDoesNotRequireJdkHttpserver() throws Exception {
        String diagnostics = compileModule(
                        "httpserver-adapter-without-requires",
                        "httpserver-adapter/adapter",
                        emptyDirectory("httpserver-adapter-without-requires"))
                .fails();

        assertMentions("com.sun.net.httpserver is declared in module jdk.httpserver", diagnostics);
    }

    @Test
    void refusesToCompileAClientThatDoesNotRequireJavaNetHttp() throws Exception {
        String diagnostics = compileModule(
                        "httpclient-adapter-without-requires",
                        "httpclient-adapter/adapter",
                        emptyDirectory("httpclient-adapter-without-requires"))
                .fails();

        assertMentions("java.net.http is declared in module java.net.http", diagnostics);
    }

    @Test
    void exportsItsFourPackagesAndRequiresJavaBaseAlone() throws Exception {
        List<String> description = jdk.jar("--describe-module", "--file", JAR)
                .succeeds()
                .lines()
                .filter(line -> !line.isBlank())
                .toList();

        assertTrue(description.get(0).startsWith("konpro.errors@"), description::toString);
        // A main class, an opened or hidden package, a service or another requirement would be a line more.
        assertEquals(DESCRIPTOR.lines().toList(), description.subList(1, description.size()));
    }

    /** The version of class files is that of Java and 44 more (JVM specification, section 4.1). */
    @Test
    void isAsTheReadmeSays() throws Exception {
        Matcher badges = BADGES.matcher(Files.readString(Path.of("README.md")));
        assertTrue(badges.find(), "There are no badges in the README");
        String description = jdk.jar("--describe-module", "--file", JAR).succeeds();
        byte[] classFile =
                ErrorEnvelope.class.getResourceAsStream("ErrorEnvelope.class").readNBytes(8);

        assertTrue(description.startsWith(badges.group(1) + "@"), description);
        assertEquals(Integer.parseInt(badges.group(2)) + 44, classFile[7]);
        assertEquals(Files.size(JAR) / 1024.0, Integer.parseInt(badges.group(3)), 2); // the compiler has a say in it
    }

    @Test
    void holdsNothingButItsClassesAndItsMetadata() throws Exception {
        List<String> strays = jdk.jar("--list", "--file", JAR)
                .succeeds()
                .lines()
                .filter(entry -> !entry.endsWith("/"))
                .filter(entry -> !entry.equals("module-info.class"))
                .filter(entry ->
                        !entry.matches("konpro/errors/((json|json/impl|httpserver|httpclient)/)?[\\w$-]+\\.class"))
                .filter(entry -> !entry.matches("META-INF/(MANIFEST\\.MF|LICENSE)"))
                .filter(entry -> !entry.equals("META-INF/konpro.errors/" + SCHEMA.getFileName()))
                .filter(entry -> !entry.equals("META-INF/konpro.errors/" + OPENAPI.getFileName()))
                .toList();

        assertEquals(List.of(), strays);
    }

    private void compileConsumerModule(Path classes) throws IOException, InterruptedException {
        compileModule("consumer", "consumer/consumer", classes).succeeds();
    }

    /** Compiles the sources in a folder under a module descriptor, which may be another consumer's. */
    private Outcome compileModule(String descriptor, String sources, Path classes)
            throws IOException, InterruptedException {
        List<Object> arguments = new ArrayList<>(List.of("-Xlint:all", "-Werror", "-p", JAR, "-d", classes));
        arguments.add(SOURCES.resolve(descriptor).resolve("module-info.java"));
        arguments.addAll(javaFiles(SOURCES.resolve(sources)));
        return jdk.javac(arguments.toArray());
    }

    private static void assertPrintsTheDocumentedJson(Outcome outcome) {
        assertEquals(DOCUMENTED_JSON + System.lineSeparator(), outcome.succeeds(), outcome::toString);
    }

    private static void assertMentions(String expected, String diagnostics) {
        assertTrue(diagnostics.contains(expected), () -> "Expected \"" + expected + "\" in: " + diagnostics);
    }

    private static String path(Path... entries) {
        return String.join(
                File.pathSeparator, Stream.of(entries).map(Path::toString).toList());
    }

    private static List<Path> javaFiles(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    /** {@return a directory of that name without what an earlier run left in it} */
    private static Path emptyDirectory(String name) throws IOException {
        Path directory = WORK.resolve(name);
        if (Files.exists(directory)) {
            try (Stream<Path> tree = Files.walk(directory)) {
                for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        return Files.createDirectories(directory);
    }
}

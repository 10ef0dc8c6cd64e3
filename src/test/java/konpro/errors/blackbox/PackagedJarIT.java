package konpro.errors.blackbox;

import static java.util.stream.Collectors.toSet;
import static konpro.errors.testkit.Envelopes.DOCUMENTED_JSON;
import static konpro.errors.testkit.JdkTools.path;
import static org.junit.jupiter.api.Assertions.*;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorEnvelope;
import konpro.errors.testkit.JdkTools;
import konpro.errors.testkit.JdkTools.Outcome;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The packaged jar, as its users meet it: compiled against, run and linked by the JDK under test. */
class PackagedJarIT {

    private static final Path JAR = Path.of(System.getProperty("konpro.errors.jar", "target/not-packaged.jar"));
    private static final Path SOURCES = Path.of("src/it");
    private static final Path SCHEMA = Path.of("docs/error-envelope.schema.json");
    private static final Path OPENAPI = Path.of("docs/openapi-errors.yaml");

    private static final Pattern BADGES = Pattern.compile(
            "(?m)^`module (konpro\\.errors)` · `Java (\\d+)\\+` · `0 dependencies` · `jar of (\\d+) KiB`$");
    private static final Pattern COMMAND = Pattern.compile("(?m)^\\./mvnw -q compile && java (.+)$");

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

    private static final Path MAIN = Path.of("src/main/java");
    private static final Path CODES = Path.of("konpro/errors/ErrorCode.java");

    /** Codes of any name and any message. */
    private static final String ADDED_CODES = """
            CONFLICT(HttpStatus.BAD_REQUEST, "The resource was changed by another request in the meantime")
            A(HttpStatus.BAD_REQUEST, "")
            B(HttpStatus.BAD_REQUEST, "")
            AB(HttpStatus.UNAUTHORIZED, "short")
            GONE(HttpStatus.NOT_FOUND, "This resource is gone")
            QUOTA_EXCEEDED(HttpStatus.TOO_MANY_REQUESTS, "Quota exceeded")
            QUOTA_EXCEEDED_FOR_ORGANIZATION(HttpStatus.TOO_MANY_REQUESTS, "Quota exceeded")
            INVALID_REQUEST_BODY(HttpStatus.BAD_REQUEST, "The request is invalid")
            INVALID_REQUEST_HEAD(HttpStatus.BAD_REQUEST, "The request is invalid")
            VALIDATION_ERRORS(HttpStatus.BAD_REQUEST, "Request validation failed")
            RATE_LIMIT_EXCEEDED_(HttpStatus.TOO_MANY_REQUESTS, "Too many requests")
            PAYMENT_REQUIRED(HttpStatus.BAD_REQUEST, "Say \\"please\\"\\n\\tand pay")
            GROESSE(HttpStatus.BAD_REQUEST, "Größe überschritten")
            AVATAR(HttpStatus.BAD_REQUEST, "アバター 😀")
            CONTROL(HttpStatus.BAD_REQUEST, "\\u0000\\u001F\\u007F\\\\")
            ESCAPE(HttpStatus.BAD_REQUEST, "a\\\\u0041")
            A_VERY_LONG_NAME_OF_AN_ERROR_CODE_THAT_STILL_FITS_INTO_ONE_HUNDRED_CHARACTERS(HttpStatus.INTERNAL_SERVER_ERROR, "x")
            LONG_MESSAGE(HttpStatus.INTERNAL_SERVER_ERROR, "x".repeat(10_000))
            VERY_LONG_MESSAGE(HttpStatus.INTERNAL_SERVER_ERROR, "x".repeat(100_000))
            BAD_GATEWAY(HttpStatus.INTERNAL_SERVER_ERROR, "Upstream failed")
            """;

    private final JdkTools jdk = JdkTools.ofThisJdk();

    @TempDir
    Path classes;

    @BeforeAll
    static void theJarIsPackaged() {
        assertTrue(Files.isRegularFile(JAR), () -> "There is no " + JAR + ": run ./mvnw verify");
    }

    // Consumers

    /** And hands it the contract for machines, through the modules' walls. */
    @Test
    void servesAConsumerOnTheModulePath() throws Exception {
        compile("consumer", "consumer/consumer").succeeds();
        List<Path> names = List.of(SCHEMA.getFileName(), OPENAPI.getFileName());
        Outcome contract = jdk.run("java", "-p %s -m consumer/consumer.Contract %s", path(JAR, classes), names);

        assertEquals(Files.readString(SCHEMA) + Files.readString(OPENAPI), contract.succeeds());
        assertPrintsTheDocumentedJson(jdk.run("java", "-p %s -m consumer/consumer.Main", path(JAR, classes)));
    }

    @Test
    void servesAConsumerOnTheClassPath() throws Exception {
        Path source = SOURCES.resolve("consumer/consumer/Main.java");
        jdk.run("javac", "-Xlint:all -Werror -cp %s -d %s %s", JAR, classes, source)
                .succeeds();

        assertPrintsTheDocumentedJson(jdk.run("java", "-cp %s consumer.Main", path(JAR, classes)));
    }

    @Test
    void linksIntoAnImageThatNeedsJavaBaseAlone(@TempDir Path folder) throws Exception {
        jdk.mustBeAbleToLink();
        compile("consumer", "consumer/consumer").succeeds();
        Path image = folder.resolve("jre");
        jdk.run("jlink", "-p %s --add-modules consumer --output %s", path(JAR, classes), image)
                .succeeds();

        JdkTools linked = new JdkTools(image);
        String modules = linked.run("java", "--list-modules").succeeds().replaceAll("@.*", "");
        assertEquals(
                Set.of("java.base", "konpro.errors", "consumer"),
                modules.lines().collect(toSet()));
        assertPrintsTheDocumentedJson(linked.run("java", "-m consumer/consumer.Main"));
    }

    private static void assertPrintsTheDocumentedJson(Outcome outcome) {
        assertEquals(DOCUMENTED_JSON + System.lineSeparator(), outcome.succeeds(), outcome::toString);
    }

    /** Better refused here than by a NoClassDefFoundError at run time, to which {@code requires static transitive} leads. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            httpserver | com.sun.net.httpserver is declared in module jdk.httpserver
            httpclient | java.net.http is declared in module java.net.http""")
    void compilesAnAdapterOnlyWithWhatItRequires(String name, String refusal) throws Exception {
        String sources = name + "-adapter/adapter";
        compile(name + "-adapter", sources).succeeds();
        Outcome refused = compile(name + "-adapter-without-requires", sources);

        assertNotEquals(0, refused.exitCode());
        assertTrue((refused.out() + refused.err()).contains(refusal), refused::toString);
    }

    /** Compiles the sources in a folder with a module descriptor, which may be another consumer's. */
    private Outcome compile(String descriptor, String folder) throws IOException, InterruptedException {
        Path module = SOURCES.resolve(descriptor).resolve("module-info.java");
        try (Stream<Path> files = Files.list(SOURCES.resolve(folder))) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            return jdk.run("javac", "-Xlint:all -Werror -p %s -d %s %s %s", JAR, classes, module, sources);
        }
    }

    // What is in it

    private List<String> jar(String option) throws IOException, InterruptedException {
        String output = jdk.run("jar", option + " --file %s", JAR).succeeds();
        return output.lines().filter(line -> !line.isBlank()).toList();
    }

    @Test
    void exportsItsFourPackagesAndRequiresJavaBaseAlone() throws Exception {
        List<String> description = jar("--describe-module");

        assertTrue(description.get(0).startsWith("konpro.errors@"), description::toString);
        // A main class, an opened or hidden package, a service or another requirement would be a line more.
        assertEquals(DESCRIPTOR.lines().toList(), description.subList(1, description.size()));
    }

    /** The version of class files is that of Java and 44 more (JVM specification, section 4.1). */
    @Test
    void isAsTheReadmeSays() throws Exception {
        Matcher badges = BADGES.matcher(Files.readString(Path.of("README.md")));
        assertTrue(badges.find(), "There are no badges in the README");
        InputStream classFile = ErrorEnvelope.class.getResourceAsStream("ErrorEnvelope.class");

        assertTrue(jar("--describe-module").get(0).startsWith(badges.group(1) + "@"));
        assertEquals(Integer.parseInt(badges.group(2)) + 44, classFile.readNBytes(8)[7]);
        assertEquals(Files.size(JAR) / 1024.0, Integer.parseInt(badges.group(3)), 2); // the compiler has a say in it
    }

    @Test
    void holdsNothingButItsClassesAndItsMetadata() throws Exception {
        String expected = "module-info\\.class|konpro/errors/((json|json/impl|httpserver|httpclient)/)?[\\w$-]+\\.class"
                + "|META-INF/(MANIFEST\\.MF|LICENSE|konpro\\.errors/(%s|%s))"
                        .formatted(SCHEMA.getFileName(), OPENAPI.getFileName());

        List<String> strays = jar("--list").stream()
                .filter(entry -> !entry.endsWith("/") && !entry.matches(expected))
                .toList();
        assertEquals(List.of(), strays);
    }

    // The examples of the docs, run as a reader runs them; what they print is kept beside the consumers.

    static List<String> examples() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("docs/examples"))) {
            return files.map(file -> file.getFileName().toString().replaceFirst("\\.java$", ""))
                    .filter(name -> !name.equals("Quickstart")) // the README's
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void runsAnExampleOfTheDocs(String example) throws Exception {
        assertPrints(example, "-ea -p " + JAR + " --add-modules konpro.errors docs/examples/" + example + ".java");
    }

    @Test
    void runsTheQuickstartByTheCommandOfTheReadme() throws Exception {
        Matcher command = COMMAND.matcher(Files.readString(Path.of("README.md")));
        assertTrue(command.find(), "There is no such command in the README");
        assertPrints("Quickstart", command.group(1));
    }

    private void assertPrints(String example, String options) throws Exception {
        Outcome outcome = jdk.run("java", options);
        String printed = outcome.succeeds() // ids and ports are new each time
                .replaceAll("req-[0-9a-f]{32}", "req-…")
                .replaceAll("localhost:[0-9]+", "localhost:…")
                .replace(System.lineSeparator(), "\n");
        assertEquals(Files.readString(SOURCES.resolve("examples/" + example + ".txt")), printed, outcome::toString);
    }

    /** A new code is one line in {@link ErrorCode}: nothing else knows the codes. */
    @Test
    void addsTwentyCodesOfAnyNameAndMessage() throws Exception {
        List<String> added = ADDED_CODES
                .lines()
                .filter(x -> ErrorCode.find(x.substring(0, x.indexOf('('))).isEmpty())
                .toList();
        String source = Files.readString(MAIN.resolve(CODES));
        String constants = "),\n    " + String.join(",\n    ", added) + ";";
        String extended = source.replaceFirst("(?m)\\);$", Matcher.quoteReplacement(constants));
        assertNotEquals(source, extended);
        Files.createDirectories(classes.resolve(CODES).getParent());
        Files.writeString(classes.resolve(CODES), extended);

        Path library = classes.resolve("library");
        Path main = classes.resolve("main");
        Path envelope = MAIN.resolve("konpro/errors/ErrorEnvelope.java");
        String sourcePath = path(classes, MAIN); // its first ErrorCode is the one that is compiled
        jdk.run("javac", "-d %s --source-path %s %s", library, sourcePath, envelope)
                .succeeds();
        jdk.run("javac", "-d %s -cp %s src/it/added-codes/added/Main.java", main, library)
                .succeeds();
        String output =
                jdk.run("java", "-cp %s added.Main", path(library, main)).succeeds();

        assertEquals(ErrorCode.values().length + added.size() + " codes", output.strip());
    }
}

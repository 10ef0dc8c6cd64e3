package konpro.errors.blackbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import konpro.errors.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new error code is one line in {@link ErrorCode}, with any name and any message: nothing else knows the codes. */
class AddedCodesIT {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final String LAST = "SERVICE_UNAVAILABLE(503, \"Service temporarily unavailable\");";

    private static final List<String> ADDED = List.of(
            "CONFLICT(409, \"The resource was changed by another request in the meantime\")",
            "A(400, \"\")",
            "B(400, \"\")",
            "AB(401, \"short\")",
            "GONE(410, \"This resource is gone\")",
            "QUOTA_EXCEEDED(429, \"Quota exceeded\")",
            "QUOTA_EXCEEDED_FOR_ORGANIZATION(429, \"Quota exceeded\")",
            "INVALID_REQUEST_BODY(400, \"The request is invalid\")",
            "INVALID_REQUEST_HEAD(400, \"The request is invalid\")",
            "VALIDATION_ERRORS(400, \"Request validation failed\")",
            "RATE_LIMIT_EXCEEDED_(429, \"Too many requests\")",
            "PAYMENT_REQUIRED(402, \"Say \\\"please\\\"\\n\\tand pay\")",
            "GROESSE(413, \"Größe überschritten\")",
            "AVATAR(422, \"アバター 😀\")",
            "CONTROL(400, \"\\u0000\\u001F\\u007F\\\\\")",
            "ESCAPE(400, \"a\\\\u0041\")",
            "A_VERY_LONG_NAME_OF_AN_ERROR_CODE_THAT_STILL_FITS_INTO_ONE_HUNDRED_CHARACTERS(500, \"x\")",
            "LONG_MESSAGE(500, \"x\".repeat(10_000))",
            "VERY_LONG_MESSAGE(500, \"x\".repeat(100_000))",
            "BAD_GATEWAY(502, \"Upstream failed\")");

    @TempDir
    Path folder;

    @Test
    void addsTwentyCodesOfAnyNameAndMessage() throws Exception {
        Path sources = copyWith(String.join(",\n    ", ADDED));
        Path classes = folder.resolve("classes");
        JdkTools tools = JdkTools.ofThisJdk();
        tools.javac("-d", classes, "--source-path", sources, sources.resolve("konpro/errors/ErrorEnvelope.java"))
                .succeeds();
        Path main = folder.resolve("main");
        tools.javac("-d", main, "-cp", classes, "src/it/added-codes/added/Main.java")
                .succeeds();

        String output = tools.java("-cp", classes + java.io.File.pathSeparator + main, "added.Main")
                .succeeds();

        assertEquals(ErrorCode.values().length + ADDED.size() + " codes", output.strip());
    }

    private Path copyWith(String constants) throws IOException {
        Path copy = folder.resolve("sources");
        try (Stream<Path> tree = Files.walk(SOURCES)) {
            for (Path file : tree.filter(Files::isRegularFile).toList()) {
                Path target = copy.resolve(SOURCES.relativize(file));
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
        Path codes = copy.resolve("konpro/errors/ErrorCode.java");
        String source = Files.readString(codes);
        String extended = source.replace(LAST, LAST.replace(";", ",\n    " + constants + ";"));
        assertNotEquals(source, extended);
        Files.writeString(codes, extended);
        return copy;
    }
}

package konpro.errors.blackbox;

import static org.junit.jupiter.api.Assertions.*;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import konpro.errors.ErrorCode;
import konpro.errors.testkit.JdkTools;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new error code is one line in {@link ErrorCode}, with any name and any message: nothing else knows the codes. */
class AddedCodesIT {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Path CODES = Path.of("konpro/errors/ErrorCode.java");
    private static final String ADDED = """
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

    @TempDir
    Path folder;

    @Test
    void addsTwentyCodesOfAnyNameAndMessage() throws Exception {
        List<String> added = ADDED.lines()
                .filter(x -> ErrorCode.find(x.substring(0, x.indexOf('('))).isEmpty())
                .toList();
        String source = Files.readString(SOURCES.resolve(CODES));
        String constants = "),\n    " + String.join(",\n    ", added) + ";";
        String extended = source.replaceFirst("(?m)\\);$", Matcher.quoteReplacement(constants));
        assertNotEquals(source, extended);
        Files.createDirectories(folder.resolve(CODES).getParent());
        Files.writeString(folder.resolve(CODES), extended);

        Path classes = folder.resolve("classes");
        Path main = folder.resolve("main");
        JdkTools jdk = JdkTools.ofThisJdk();
        Path envelope = SOURCES.resolve("konpro/errors/ErrorEnvelope.java");
        String sourcePath = JdkTools.path(folder, SOURCES); // its first ErrorCode is the one that is compiled
        jdk.run("javac", "-d %s --source-path %s %s", classes, sourcePath, envelope)
                .succeeds();
        jdk.run("javac", "-d %s -cp %s src/it/added-codes/added/Main.java", main, classes)
                .succeeds();
        String output = jdk.run("java", "-cp %s added.Main", JdkTools.path(classes, main))
                .succeeds();

        assertEquals(ErrorCode.values().length + added.size() + " codes", output.strip());
    }
}

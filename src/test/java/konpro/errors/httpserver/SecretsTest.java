package konpro.errors.httpserver;

import static org.junit.jupiter.api.Assertions.*;

import konpro.errors.testkit.OnEachExecutor;
import konpro.errors.testkit.RawClient;
import konpro.errors.testkit.TestServer;
import konpro.errors.testkit.Threads;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import org.junit.jupiter.api.Timeout;

/** Nothing of an unmapped exception is sent to the client. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SecretsTest {

    private static final class TopSecretException extends RuntimeException {
        private static final long serialVersionUID = 1;

        TopSecretException(String message, Throwable cause) {
            super(message, cause);
        }

        @Override
        public String getLocalizedMessage() {
            return "hunter2, as they say here";
        }
    }

    static Stream<Throwable> exceptions() {
        TopSecretException secret = new TopSecretException("password=hunter2", new IOException("jdbc:hunter2@db"));
        secret.addSuppressed(new IllegalStateException("hunter2 was suppressed"));
        secret.setStackTrace(new StackTraceElement[] {new StackTraceElement("hunter2.Main", "hunter2", "hunter2", 2)});
        return Stream.of(
                secret,
                new AssertionError("hunter2", secret),
                new IOException("/home/hunter2/key.pem", secret),
                new ExecutionException("hunter2", secret),
                new CompletionException("hunter2", secret),
                new UncheckedIOException("hunter2", new IOException("hunter2", secret)),
                new InvocationTargetException(secret, "hunter2"),
                new NumberFormatException("For input string: \"hunter2\""),
                new LinkageError("hunter2/Main", secret),
                new ApiException(ErrorCode.RESOURCE_NOT_FOUND, "No such avatar").initCause(secret));
    }

    @OnEachExecutor
    void stayInside(Threads threads) throws Exception {
        List<Throwable> exceptions = exceptions().toList();
        HttpHandler handler = exchange -> {
            exchange.getResponseHeaders().set("Content-Disposition", "attachment; filename=hunter2.pdf");
            exchange.getResponseHeaders().set("Content-Location", "/hunter2");
            exchange.getResponseHeaders().set("ETag", "\"hunter2\"");
            exchange.setAttribute("secret", "hunter2");
            ErrorFilterTest.sneak(exceptions.get(
                    Integer.parseInt(exchange.getRequestURI().getPath().substring(1))));
        };
        try (TestServer server = TestServer.start(threads, handler);
                RawClient client = new RawClient(server)) {
            for (int i = 0; i < exceptions.size(); i++) {
                for (String method : List.of("GET", "HEAD", "POST")) {
                    int status =
                            client.exchange(method + " /" + i + " HTTP/1.1").status();
                    assertEquals(i == exceptions.size() - 1 ? 404 : 500, status);
                    assertSame(exceptions.get(i), server.notification().exception());
                }
            }
            assertEquals(0, server.notificationsLeft());
            String seen = client.seen();
            for (String word :
                    List.of("hunter", "password", "jdbc", "key.pem", "Exception", "Secret", "java", "konpro")) {
                assertFalse(seen.contains(word), word + " in " + seen);
            }
        }
    }
}

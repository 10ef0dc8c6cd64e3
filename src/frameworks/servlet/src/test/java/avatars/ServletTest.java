package avatars;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import contract.ErrorContract;
import contract.Logged;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorEnvelope;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServletTest extends ErrorContract {

    private final HttpClient client = HttpClient.newHttpClient();
    private final AvatarServer server;

    ServletTest() throws Exception {
        server = new AvatarServer(context -> {
            context.addServlet(OddServlet.class, "/odd/*").setAsyncSupported(true);
        });
    }

    @AfterAll
    void stop() throws Exception {
        server.stop();
    }

    /** The handler reads the body as a JsonValue. */
    @Override
    protected ErrorCode codeOfAWrongType() {
        return ErrorCode.INVALID_REQUEST;
    }

    @Override
    protected URI baseUrl() {
        return server.url();
    }

    /** Jetty would close the connection, while the client is still sending, if sendError left a part of the request unread. */
    @Test
    void readsAnOversizeBodyBeforeSendError() throws Exception {
        HttpResponse<byte[]> response =
                post("{\"name\":\"" + "a".repeat(2 << 20) + "\"}").http();

        assertEquals(413, response.statusCode());
        assertEquals(List.of(), response.headers().allValues("Connection"));
    }

    @Test
    void sendsEnvelopeAfterTheReaderIsUsed() throws Exception {
        HttpResponse<String> response =
                exchange(request("/odd/reader").POST(BodyPublishers.ofByteArray(new byte[1 << 20])));

        assertEquals(403, response.statusCode());
        assertEnvelope(response, ErrorCode.INSUFFICIENT_PERMISSIONS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"writer", "closed", "closed-writer", "headers"})
    void sendsEnvelopeInsteadOfWhatIsBuffered(String path) throws Exception {
        assertEnvelope(exchange(request("/odd/" + path)), ErrorCode.PROCESSING_ERROR);
    }

    @Test
    void keepsHeadersThatDoNotDescribeContent() throws Exception {
        HttpResponse<String> response = exchange(request("/odd/headers"));

        String requestId = ErrorEnvelope.parse(response.body()).requestId();
        assertEquals(List.of(requestId), response.headers().allValues("X-Request-Id"));
        assertEquals(List.of("Origin"), response.headers().allValues("Vary"));
        assertEquals(List.of("a=b", "c=d"), response.headers().allValues("Set-Cookie"));
        assertEquals(List.of(), response.headers().allValues("Content-Encoding"));
        assertEquals(List.of(), response.headers().allValues("ETag"));
        assertEquals(1, response.headers().allValues("Date").size());
    }

    @Test
    void ignoresWhatIsWrittenAfterSendError() throws Exception {
        assertEnvelope(exchange(request("/odd/send-error")), ErrorCode.RESOURCE_NOT_FOUND);
    }

    @Test
    void unwrapsServletException() throws Exception {
        assertEnvelope(exchange(request("/odd/wrapped")), ErrorCode.RESOURCE_NOT_FOUND);
    }

    @Test
    void keepsTheChallengeOfTheContainer() throws Exception {
        HttpResponse<String> response = exchange(request("/v1/secret"));

        assertEquals(List.of("Bearer realm=\"avatars\""), response.headers().allValues("WWW-Authenticate"));
    }

    @ParameterizedTest
    @CsvSource({
        "timeout, PROCESSING_ERROR",
        "start, PROCESSING_ERROR",
        "thread, PROCESSING_ERROR",
        "api-exception, RATE_LIMIT_EXCEEDED",
        "send-error, RESOURCE_NOT_FOUND",
        "dispatch, PROCESSING_ERROR",
        "throw, PROCESSING_ERROR",
        "listener, PROCESSING_ERROR"
    })
    void sendsEnvelopeForAsynchronousWork(String path, ErrorCode code) throws Exception {
        try (Logged log = new Logged()) {
            assertEnvelope(exchange(request("/odd/async/" + path).POST(BodyPublishers.ofString("{}"))), code);

            long notified = log.lines().stream()
                    .filter(line -> line.contains(" konpro.errors: "))
                    .count();
            assertEquals(code.status() < 500 ? 0 : 1, notified, () -> "" + log.lines());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"half-of-length", "half-unflushed", "half-of-a-file", "async/half"})
    void reportsHalfAResponseOnce(String path) {
        try (Logged log = new Logged()) {
            assertThrows(IOException.class, () -> exchange(request("/odd/" + path)));

            assertEquals(
                    1,
                    log.errors().stream()
                            .filter(x -> x.getLoggerName().equals("konpro.errors"))
                            .count(),
                    () -> "" + log.lines());
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void breaksEveryProtocol(Version version) throws Exception {
        HttpClient http = HttpClient.newBuilder().version(version).build();

        assertEquals(
                version,
                http.send(request("/v1/avatars/7").build(), BodyHandlers.ofString())
                        .version());
        assertThrows(IOException.class, () -> http.send(request("/v1/half").build(), BodyHandlers.ofString()));
    }

    @RepeatedTest(3)
    void doesNotReportAClientThatDisconnectsWhileSending() throws Exception {
        try (Logged log = new Logged()) {
            try (Socket socket = new Socket(baseUrl().getHost(), baseUrl().getPort())) {
                socket.setSoLinger(true, 0);
                write(socket, "POST /odd/read HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\nhalf");
                Thread.sleep(100); // until the servlet reads
            }
            Thread.sleep(300); // what is logged afterwards

            assertEquals(List.of(), log.lines());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /odd/read HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzzz\r\nhalf\r\n",
                "GET /v1/avatars?max_size=%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: localhost\r\nBad Header: x\r\n\r\n",
                "GET /\u0001 HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n"
            })
    void sendsEnvelopeForAMalformedRequest(String request) throws Exception {
        try (Logged log = new Logged();
                Socket socket = new Socket(baseUrl().getHost(), baseUrl().getPort())) {
            socket.setSoTimeout(10_000);
            write(socket, request);
            String response = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);

            assertTrue(response.startsWith("HTTP/1.1 400 "), response);
            assertTrue(response.contains("INVALID_REQUEST"), response);
            assertEquals(List.of(), log.lines());
        }
    }

    @RepeatedTest(3)
    void doesNotReportAClientThatDisconnectsFromAsynchronousWork() throws Exception {
        try (Logged log = new Logged()) {
            try (Socket socket = new Socket(baseUrl().getHost(), baseUrl().getPort())) {
                socket.setSoLinger(true, 0);
                write(socket, "GET /odd/async/endless HTTP/1.1\r\nHost: localhost\r\n\r\n");
                socket.getInputStream().readNBytes(1 << 17);
            }
            Thread.sleep(300); // what is logged afterwards

            assertEquals(List.of(), log.lines());
        }
    }

    private static void write(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(ISO_8859_1));
        out.flush();
    }

    private static void assertEnvelope(HttpResponse<String> response, ErrorCode code) {
        assertEquals(code.status(), response.statusCode(), response::body);
        assertEquals(code.code(), ErrorEnvelope.parse(response.body()).error().code());
        assertEquals(List.of(code.code()), response.headers().allValues("X-Error-Code"));
        assertFalse(response.body().contains("hunter2"), response::body);
    }

    private HttpResponse<String> exchange(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }
}

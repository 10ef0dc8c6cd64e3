package konpro.errors.httpclient;

import static java.nio.charset.StandardCharsets.UTF_8;
import static konpro.errors.testkit.Responses.ENVELOPE;
import static konpro.errors.testkit.Responses.chunk;
import static konpro.errors.testkit.Responses.chunkedHead;
import static konpro.errors.testkit.Responses.deadline;
import static konpro.errors.testkit.Responses.gzip;
import static konpro.errors.testkit.Responses.response;
import static konpro.errors.testkit.Way.CLIENT;
import static konpro.errors.testkit.Way.http1;
import static org.junit.jupiter.api.Assertions.*;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Authenticator;
import java.net.ConnectException;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import konpro.errors.ErrorEnvelope;
import konpro.errors.ErrorLimits;
import konpro.errors.RemoteApiException;
import konpro.errors.RemoteError;
import konpro.errors.RemoteError.Kind;
import konpro.errors.testkit.RawServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls whose response is whole, and calls without a response. */
class HttpErrorsTest extends EachWay {

    static Stream<byte[]> envelopes() {
        String chunks = chunk(ENVELOPE.substring(0, 9)) + chunk(ENVELOPE.substring(9)) + "0\r\n\r\n";
        return Stream.of(
                response("404 Not Found", ENVELOPE),
                response("404 Not Found", gzip(ENVELOPE), "Content-Encoding: gzip"),
                (chunkedHead(404) + chunks).getBytes(UTF_8));
    }

    @ParameterizedTest
    @MethodSource("envelopes")
    void throwsTheErrorThatTheServerSends(byte[] response) {
        server.sends(response);

        RemoteApiException e = error();

        assertMessage("404 RESOURCE_NOT_FOUND: No such avatar (request req-7)", e);
        assertNull(e.getCause());
        assertEquals(404, e.remoteError().status());
        assertEquals(Kind.ENVELOPE, e.remoteError().kind());
        assertEquals(Optional.of(ErrorEnvelope.parse(ENVELOPE)), e.remoteError().envelope());
        assertEquals(ENVELOPE, body(e));
        assertFalse(e.remoteError().truncated());
    }

    @Test
    void readsABodyWithoutALengthUntilTheConnectionEnds() {
        server.sendsAndCloses("HTTP/1.1 404 Not Found\r\n\r\n" + ENVELOPE);

        RemoteApiException e = error();

        assertEquals(ENVELOPE, body(e));
        assertNull(e.getCause());
    }

    @ParameterizedTest
    @ValueSource(strings = {"iso-8859-1", "utf-16", "no-such-charset", "\"", ""})
    void takesTheBodyForUtf8WhateverTheContentTypeClaims(String charset) {
        String body = "\uFEFF" + ENVELOPE.replace("No such avatar", "Kein Bär \uD83D\uDC3B");
        server.responds("404 Not Found", body, "Content-Type: application/json; charset=" + charset);

        RemoteError error = error().remoteError();

        assertEquals("Kein Bär \uD83D\uDC3B", error.message());
        assertEquals(Kind.ENVELOPE, error.kind());
    }

    @Test
    void readsTheHeadersToo() {
        server.responds("429 Slow Down", "", "retry-after: 7", "x-request-id: req-8");

        RemoteError error = error().remoteError();

        assertEquals(Optional.of(Duration.ofSeconds(7)), error.retryAdvice().delay());
        assertEquals(Optional.of("req-8"), error.requestId());
        assertEquals("RATE_LIMIT_EXCEEDED", error.code());
    }

    @Test
    void readsOneMebibyteByDefault() {
        server.sends(response("500 Oops", new byte[(1 << 20) + 1]));

        RemoteError error =
                error(CLIENT, server.request(), BodyHandlers.discarding()).remoteError();

        assertEquals(1 << 20, error.body().length);
        assertTrue(error.truncated());
    }

    @ParameterizedTest
    @CsvSource({"200, OK", "201, Created", "204, No Content", "302, Found", "304, Not Modified", "399, ''"})
    void returnsAResponseBelow400(int status, String reason) throws Exception {
        server.responds(status + " " + reason, "", "Location: /elsewhere");

        HttpResponse<String> response = call();

        assertEquals(status, response.statusCode());
        assertEquals("", response.body());
        assertEquals(Optional.of("/elsewhere"), response.headers().firstValue("Location"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            400 | INVALID_REQUEST
            418 | INVALID_REQUEST
            499 | INVALID_REQUEST
            500 | PROCESSING_ERROR
            530 | PROCESSING_ERROR
            599 | PROCESSING_ERROR
            600 | PROCESSING_ERROR
            999 | PROCESSING_ERROR
            """)
    void throwsForEveryStatusFrom400OnEvenWithoutAReason(int status, String code) {
        for (String statusLine : new String[] {status + " ", "" + status}) {
            server.responds(statusLine, "");

            RemoteError error = error().remoteError();

            assertEquals(status, error.status());
            assertEquals(Kind.EMPTY, error.kind());
            assertEquals(code, error.code());
        }
    }

    @Test
    void anErrorInResponseToHeadHasItsStatusAndNoBody() {
        server.responds("404 Not Found", "", "Content-Length: 99", "X-Request-Id: req-9");
        HttpRequest head = HttpRequest.newBuilder(server.uri())
                .method("HEAD", BodyPublishers.noBody())
                .build();

        RemoteApiException e = error(CLIENT, head, BodyHandlers.ofString());

        assertEquals(Kind.EMPTY, e.remoteError().kind());
        assertEquals(
                "HEAD " + server.uri()
                        + ": 404 RESOURCE_NOT_FOUND: Not Found (no KonPro error: no body) (request req-9)",
                e.getMessage());
    }

    @Test
    void neverWritesAnErrorIntoTheTargetFile(@TempDir Path directory) throws IOException {
        Path absent = directory.resolve("absent.png");
        Path present = Files.writeString(directory.resolve("present.png"), "a picture");
        server.responds("404 Not Found", ENVELOPE);

        for (Path target : new Path[] {absent, present}) {
            assertEquals(ENVELOPE, body(error(CLIENT, server.request(), BodyHandlers.ofFile(target))));
        }

        assertFalse(Files.exists(absent));
        assertEquals("a picture", Files.readString(present));
    }

    @Test
    void neverAsksTheHandlerAboutAnError() {
        server.responds("404 Not Found", ENVELOPE);

        RemoteApiException e = error(CLIENT, server.request(), response -> {
            throw new AssertionError("asked about " + response.statusCode());
        });

        assertEquals(404, e.remoteError().status());
    }

    @Test
    void leavesTheConnectionForTheNextRequest() throws Exception {
        byte[] error = response("404 Not Found", ENVELOPE);
        server.sendsInTurn(error, error, response("200 OK", "hello"));

        assertEquals(ENVELOPE, body(error()));
        assertEquals(ENVELOPE, body(error()));
        assertEquals("hello", call().body());
        assertEquals(1, server.accepted());
    }

    @Test
    void throwsTheErrorAtTheEndOfRedirects() {
        server.runs(connection -> connection.send(
                connection.requestHead().startsWith("GET /moved ")
                        ? response("404 Not Found", ENVELOPE)
                        : response("302 Found", "moved", "Location: /moved")));

        RemoteApiException e = error(http1().followRedirects(Redirect.NORMAL).build());

        assertEquals(404, e.remoteError().status());
        assertEquals(ENVELOPE, body(e));
    }

    @Test
    void throwsA401WhoseChallengeIsNotForTheAuthenticator() {
        server.responds("401 Unauthorized", ENVELOPE, "WWW-Authenticate: Bearer");

        RemoteApiException e = error(withAuthenticator("secret"));

        assertEquals(401, e.remoteError().status());
        assertEquals(ENVELOPE, body(e));
    }

    /** The client drops the response before it asks who reads it: a trap, documented by this test. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            X-Challenge: none                   | WWW-Authenticate header missing for response code 401 | wrong
            WWW-Authenticate: Basic realm="a"   | too many authentication attempts. Limit: 3            | wrong
            WWW-Authenticate: Basic realm="a"   | No credentials provided                               |
            """)
    void losesA401ThatTheAuthenticatorCannotAnswer(String header, String message, String password) {
        server.responds("401 Unauthorized", ENVELOPE, header);
        HttpClient client = withAuthenticator(password);

        IOException e =
                assertThrows(IOException.class, () -> way.call(client, server.request(), BodyHandlers.ofString()));

        assertEquals(message, e.getMessage());
    }

    private static HttpClient withAuthenticator(String password) {
        Authenticator authenticator = new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return password == null ? null : new PasswordAuthentication("ada", password.toCharArray());
            }
        };
        return http1().authenticator(authenticator).build();
    }

    // Without a response

    @Test
    void refusesNullBeforeAnythingIsSent() {
        BodyHandler<String> text = BodyHandlers.ofString();

        assertEquals("handler", refusal(() -> way.call(CLIENT, server.request(), null, ErrorLimits.DEFAULT)));
        assertEquals("limits", refusal(() -> way.call(CLIENT, server.request(), text, null)));
        refusal(() -> way.call(CLIENT, null, text, ErrorLimits.DEFAULT));
        assertEquals(0, server.accepted());
    }

    private static String refusal(Executable call) {
        return assertThrows(NullPointerException.class, call).getMessage();
    }

    @Test
    void aRefusedConnectionStaysAConnectException() {
        assertThrows(ConnectException.class, () -> way.call(CLIENT, RawServer.TO_NO_SERVER, BodyHandlers.ofString()));
    }

    @Test
    void aConnectionResetBeforeTheHeadStaysAnIOException() {
        server.runs(RawServer.Connection::reset);

        assertThrows(IOException.class, this::call);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 404 Not Found\r\n"})
    void aTimeoutBeforeTheEndOfTheHeadStaysAnHttpTimeoutException(String response) {
        server.sends(response);
        HttpRequest request = HttpRequest.newBuilder(server.uri())
                .timeout(Duration.ofMillis(200))
                .build();

        assertThrows(HttpTimeoutException.class, () -> way.call(CLIENT, request, BodyHandlers.ofString()));
    }

    /** Before the head, within it, and within the body of an error. */
    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 404 Not Found\r\n", "HTTP/1.1 404 \r\nContent-Length: 9\r\n\r\n"})
    void anInterruptionStaysAnInterruptedException(String response) throws Exception {
        server.sends(response);
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        ErrorLimits limits = deadline(Duration.ofDays(1));
        Thread caller = new Thread(() -> outcome.complete(assertThrows(
                Throwable.class, () -> HttpErrors.send(CLIENT, server.request(), BodyHandlers.ofString(), limits))));
        caller.start();
        server.awaitResponse();
        caller.interrupt();

        assertInstanceOf(InterruptedException.class, outcome.get(20, TimeUnit.SECONDS));
        server.awaitClosed();
    }

    static Stream<BodyPublisher> throwingPublishers() {
        return Stream.of(new IllegalArgumentException("a bug"), new UncheckedIOException(new IOException("no file")))
                .flatMap(exception -> Stream.of(
                        new ThrowingPublisher(() -> {
                            throw exception;
                        }),
                        new ThrowingPublisher(() -> URI.create("http://[")),
                        BodyPublishers.ofInputStream(() -> {
                            throw exception;
                        })));
    }

    @ParameterizedTest
    @MethodSource("throwingPublishers")
    void throwsWhatABodyPublisherThrowsLikeTheClient(BodyPublisher publisher) {
        server.responds("200 OK", "hello");
        HttpRequest request =
                HttpRequest.newBuilder(server.uri()).POST(publisher).build();

        assertNotEquals(List.of(), failure(request, BodyHandlers.ofString(), ErrorLimits.DEFAULT));
    }

    /** Throws when the client subscribes to it. */
    private record ThrowingPublisher(Runnable bug) implements BodyPublisher {
        @Override
        public long contentLength() {
            return 5;
        }

        @Override
        public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
            bug.run();
        }
    }
}

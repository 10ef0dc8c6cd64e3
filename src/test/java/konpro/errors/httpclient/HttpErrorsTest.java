package konpro.errors.httpclient;

import static java.nio.charset.StandardCharsets.UTF_8;
import static konpro.errors.testkit.Way.http1;
import static org.junit.jupiter.api.Assertions.*;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import konpro.errors.ErrorEnvelope;
import konpro.errors.ErrorLimits;
import konpro.errors.RemoteApiException;
import konpro.errors.RemoteError;
import konpro.errors.RemoteError.Kind;
import konpro.errors.testkit.DecoratedClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses that are received whole. */
class HttpErrorsTest extends EachWay {

    // Errors

    static Stream<byte[]> envelopes() throws IOException {
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

        assertMessage("404 RESOURCE_NOT_FOUND: Kein Bär \uD83D\uDC3B (request req-7)", error());
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
    @ValueSource(ints = {400, 418, 499, 500, 530, 599, 600, 999})
    void throwsForEveryStatusFrom400OnEvenWithoutAReason(int status) {
        for (String statusLine : new String[] {status + " ", "" + status}) {
            server.responds(statusLine, "");
            RemoteError error = error().remoteError();

            assertEquals(status, error.status());
            assertEquals(Kind.EMPTY, error.kind());
            assertEquals(status < 500 ? "INVALID_REQUEST" : "PROCESSING_ERROR", error.code());
        }
    }

    @Test
    void anErrorInResponseToHeadHasItsStatusAndNoBody() {
        server.responds("404 Not Found", "", "Content-Length: 99", "X-Request-Id: req-9");
        HttpRequest.Builder head = HttpRequest.newBuilder(server.uri()).method("HEAD", BodyPublishers.noBody());

        assertEquals(
                "HEAD " + server.uri()
                        + ": 404 RESOURCE_NOT_FOUND: Not Found (no KonPro error: no body) (request req-9)",
                error(CLIENT, head.build(), BodyHandlers.ofString()).getMessage());
    }

    @Test
    void neverWritesAnErrorIntoTheTargetFile(@TempDir Path directory) throws IOException {
        Path absent = directory.resolve("absent.png");
        Path present = Files.writeString(directory.resolve("present.png"), "a picture");
        server.responds("404 Not Found", ENVELOPE);

        assertEquals(ENVELOPE, body(error(CLIENT, server.request(), BodyHandlers.ofFile(absent))));
        assertEquals(ENVELOPE, body(error(CLIENT, server.request(), BodyHandlers.ofFile(present))));
        assertFalse(Files.exists(absent));
        assertEquals("a picture", Files.readString(present));
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
        server.sendsInTurn(response("302 Found", "moved", "Location: /moved"), response("404 Not Found", ENVELOPE));
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
            X-Challenge: none                 | WWW-Authenticate header missing for response code 401 | wrong
            WWW-Authenticate: Basic realm="a" | too many authentication attempts. Limit: 3            | wrong
            WWW-Authenticate: Basic realm="a" | No credentials provided                               |
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

    // Success: the caller's handler gets the response as from the client alone

    /** The limits for errors limit nothing else. */
    private static final ErrorLimits NOTHING = new ErrorLimits(0, Duration.ZERO, Duration.ZERO);

    private <T> T success(BodyHandler<T> handler) throws IOException, InterruptedException {
        return way.call(CLIENT, server.request(), handler, NOTHING).body();
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

    /** So they deal with each other as without this library. */
    @Test
    void theHandlerGetsTheResponseOfTheClientAndTheClientTheSubscriberOfTheHandler() throws Exception {
        ResponseInfo head = new ErrorSubscriberTest.Head(399);
        BodySubscriber<String> subscriber = BodySubscribers.replacing("");
        List<ResponseInfo> asked = new ArrayList<>();
        BodyHandler<String> handler = response -> {
            asked.add(response);
            return subscriber;
        };
        DecoratedClient client = new DecoratedClient((request, given) -> {
            assertSame(subscriber, given.apply(head));
            return DecoratedClient.response(399, "hello", Map.of());
        });

        assertEquals(
                "hello", way.call(client, server.request(), handler, NOTHING).body());
        HttpErrors.orThrow(handler, NOTHING).apply(head);
        assertEquals(List.of(head, head), asked);
    }

    @Test
    void aBodyStreamsWhileTheServerStillSends() throws Exception {
        BodyHandler<InputStream> stream = BodyHandlers.ofInputStream();
        Semaphore firstIsRead = new Semaphore(0);
        server.runs(connection -> {
            connection.send(chunkedHead(200) + chunk("first\nsec"));
            firstIsRead.acquire();
            connection.send(chunk("ond\n") + "0\r\n\r\n");
        });

        for (InputStream in :
                List.of(success(stream), orThrow(stream, NOTHING).body().get())) {
            try (in) {
                assertEquals("first\nsec", new String(in.readNBytes(9), UTF_8));
                firstIsRead.release();
                assertEquals("ond\n", new String(in.readAllBytes(), UTF_8));
            }
        }
        try (Stream<String> lines = success(BodyHandlers.ofLines()).peek(line -> firstIsRead.release())) {
            assertEquals(List.of("first", "second"), lines.toList());
        }
    }

    @Test
    void aSubscriberOfTheCallerGetsTheBody() throws Exception {
        BodySubscriber<String> text = BodySubscribers.ofString(UTF_8);
        server.responds("200 OK", "hello");

        assertEquals("hello", success(BodyHandlers.fromSubscriber(text, HttpErrorsTest::result)));
    }

    private static <T> T result(BodySubscriber<T> subscriber) {
        return subscriber.getBody().toCompletableFuture().join();
    }

    @Test
    void aFileIsWritten(@TempDir Path directory) throws Exception {
        Path target = directory.resolve("avatar.png");
        server.responds("200 OK", "a picture");

        assertEquals(target, success(BodyHandlers.ofFile(target)));
        assertEquals("a picture", Files.readString(target));
    }

    @Test
    void aLongBodyIsNotCut() throws Exception {
        byte[] body = "z".repeat(3 << 20).getBytes(UTF_8);
        server.sends(response("200 OK", body));

        assertArrayEquals(body, success(BodyHandlers.ofByteArray()));
    }

    static Stream<RuntimeException> exceptions() {
        return Stream.of(
                new IllegalStateException("closed on Mondays"),
                new IllegalArgumentException("not a colour"),
                new NumberFormatException("not a number"),
                new UncheckedIOException(new IOException("disk full")));
    }

    @ParameterizedTest
    @MethodSource("exceptions")
    void anExceptionOfTheHandlerIsThrownAsByTheClientAlone(RuntimeException exception) {
        Function<Object, String> failing = body -> {
            throw exception;
        };
        List<BodyHandler<String>> handlers = List.of(
                head -> BodySubscribers.replacing(failing.apply(head)),
                head -> BodySubscribers.mapping(BodySubscribers.ofString(UTF_8), failing),
                head -> BodySubscribers.mapping(BodySubscribers.ofByteArrayConsumer(failing::apply), failing));
        server.responds("200 OK", "hello");

        for (BodyHandler<String> handler : handlers) {
            assertTrue(failure(server.request(), handler, NOTHING).contains(exception));
        }
    }

    // orThrow

    private <T> HttpResponse<Supplier<T>> orThrow(BodyHandler<T> handler, ErrorLimits limits)
            throws IOException, InterruptedException {
        return way.callByClientAlone(CLIENT, server.request(), HttpErrors.orThrow(handler, limits));
    }

    @Test
    void orThrowSuppliesTheBodyOfASuccess() throws Exception {
        server.responds("201 Created", "hello");
        HttpResponse<Supplier<String>> response =
                way.callByClientAlone(CLIENT, server.request(), HttpErrors.orThrow(BodyHandlers.ofString()));

        assertEquals(201, response.statusCode());
        assertEquals("hello", response.body().get());
        assertEquals("hello", response.body().get());
        assertNull(
                orThrow(head -> BodySubscribers.replacing(null), NOTHING).body().get());
    }

    @Test
    void orThrowSuppliesANewExceptionOfAnErrorEachTime(@TempDir Path directory) throws Exception {
        Path target = directory.resolve("avatar.png");
        server.responds("404 Not Found", ENVELOPE);
        HttpResponse<Supplier<Path>> response = orThrow(BodyHandlers.ofFile(target), ErrorLimits.DEFAULT);

        assertEquals(404, response.statusCode());
        RemoteApiException first = assertThrows(RemoteApiException.class, response.body()::get);
        RemoteApiException second = assertThrows(RemoteApiException.class, response.body()::get);
        assertEquals("404 RESOURCE_NOT_FOUND: No such avatar (request req-7)", first.getMessage());
        assertNull(first.getCause());
        assertEquals(first.getMessage(), second.getMessage());
        assertNotSame(first, second);
        assertFalse(Files.exists(target));
    }

    /** The client asks for the body on one of them, which may be long after the body was received, or was due. */
    @Test
    void orThrowEndsAtDeadlineAndLimitEvenIfTheThreadsOfTheClientAreBusy() throws Exception {
        HttpClient busy = http1().executor(task -> CompletableFuture.delayedExecutor(
                                ThreadLocalRandom.current().nextInt(40), TimeUnit.MILLISECONDS)
                        .execute(task))
                .build();
        server.sends(chunkedHead(404) + chunk(ENVELOPE));
        for (ErrorLimits limits : List.of(deadline(Duration.ofMillis(1)), limit(20))) {
            for (int i = 0; i < 20; i++) {
                BodyHandler<Supplier<String>> handler = HttpErrors.orThrow(BodyHandlers.ofString(), limits);
                Supplier<String> body =
                        way.callByClientAlone(busy, server.request(), handler).body();

                RemoteApiException e = assertThrows(RemoteApiException.class, body::get);
                assertEquals(404, e.remoteError().status());
            }
        }
    }

    /** Whether the client fails before it has the supplier is a race, which is documented. */
    @Test
    void orThrowLeadsToTheErrorOrAnIOExceptionIfTheBodyBreaksOff() throws Exception {
        server.sendsAndCloses(fixedHead(404));
        for (int i = 0; i < 50; i++) {
            try {
                Supplier<String> body =
                        orThrow(BodyHandlers.ofString(), ErrorLimits.DEFAULT).body();
                RemoteApiException e = assertThrows(RemoteApiException.class, body::get);
                assertEquals(404, e.remoteError().status());
                assertInstanceOf(IOException.class, e.getCause());
            } catch (IOException e) {
                assertTrue(e.getMessage().contains("bytes received: 0"), e.getMessage());
            }
        }
    }

    @Test
    void orThrowRefusesNull() {
        assertThrows(NullPointerException.class, () -> HttpErrors.orThrow(null));
        assertThrows(NullPointerException.class, () -> HttpErrors.orThrow(BodyHandlers.ofString(), null));
    }
}

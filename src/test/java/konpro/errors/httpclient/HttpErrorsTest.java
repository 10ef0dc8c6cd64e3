package konpro.errors.httpclient;

import static java.nio.charset.StandardCharsets.UTF_8;
import static konpro.errors.testkit.Way.http1;
import static org.junit.jupiter.api.Assertions.*;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Authenticator;
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
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import konpro.errors.ErrorLimits;
import konpro.errors.RemoteApiException;
import konpro.errors.RemoteError;
import konpro.errors.RemoteError.Kind;
import konpro.errors.testkit.DecoratedClient;
import konpro.errors.testkit.RawServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses that are received whole. */
class HttpErrorsTest extends EachWay {

    static Stream<RawServer.Script> envelopes() {
        String chunks = chunk(ENVELOPE.substring(0, 9)) + chunk(ENVELOPE.substring(9)) + "0\r\n\r\n";
        return Stream.of(
                connection -> connection.send(response("404 Not Found", ENVELOPE)),
                connection -> connection.send(response("404 Not Found", gzip(ENVELOPE), "Content-Encoding: gzip")),
                connection -> connection.send(chunkedHead(404) + chunks),
                connection -> {
                    connection.send("HTTP/1.1 404 Not Found\r\n\r\n" + ENVELOPE);
                    connection.close();
                });
    }

    @ParameterizedTest
    @MethodSource("envelopes")
    void throwsTheErrorThatTheServerSends(RawServer.Script script) {
        server.runs(script);
        RemoteApiException e = error();

        assertMessage("404 RESOURCE_NOT_FOUND: No such avatar (request req-7)", e);
        assertNull(e.getCause());
        assertEquals(404, e.remoteError().status());
        assertEquals(Kind.ENVELOPE, e.remoteError().kind());
        assertEquals(ENVELOPE, e.remoteError().envelope().orElseThrow().toJson());
        assertEquals(ENVELOPE, body(e));
        assertFalse(e.remoteError().truncated());
    }

    @ParameterizedTest
    @ValueSource(strings = {"iso-8859-1", "utf-16", "no-such-charset", "\"", ""})
    void takesTheBodyForUtf8WhateverTheContentTypeClaims(String charset) {
        String body = "\uFEFF" + ENVELOPE.replace("No such avatar", "Kein Bär \uD83D\uDC3B");
        server.responds("404 Not Found", body, "Content-Type: application/json; charset=" + charset);

        assertMessage("404 RESOURCE_NOT_FOUND: Kein Bär \uD83D\uDC3B (request req-7)", error());
    }

    @Test
    void readsOneMebibyteByDefault() {
        server.sends(response("500 Oops", new byte[(1 << 20) + 1]));
        RemoteApiException e = error();

        assertEquals(1 << 20, body(e).length());
        assertTrue(e.remoteError().truncated());
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
    void anErrorInResponseToHeadHasItsStatusAndHeadersAndNoBody() {
        server.responds("429 Slow Down", "", "Content-Length: 99", "x-request-id: req-9");
        HttpRequest.Builder head = HttpRequest.newBuilder(server.uri()).method("HEAD", BodyPublishers.noBody());
        String line = ": 429 RATE_LIMIT_EXCEEDED: Too Many Requests (no KonPro error: no body) (request req-9)";

        RemoteApiException e = error(CLIENT, head.build(), BodyHandlers.ofString());
        assertEquals("HEAD " + server.uri() + line, e.getMessage());
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

    /** The client may drop the response before it asks who reads it: a trap, documented by this test. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            WWW-Authenticate: Bearer          | 401 RESOURCE_NOT_FOUND: No such avatar (request req-7) | wrong
            X-Challenge: none                 | WWW-Authenticate header missing for response code 401  | wrong
            WWW-Authenticate: Basic realm="a" | too many authentication attempts. Limit: 3             | wrong
            WWW-Authenticate: Basic realm="a" | No credentials provided                                |
            """)
    void throwsA401UnlessItsChallengeIsOneForTheAuthenticatorOrMissing(String header, String message, String password) {
        Class<? extends Exception> expected = message.startsWith("401 ") ? RemoteApiException.class : IOException.class;
        server.responds("401 Unauthorized", ENVELOPE, header);
        Exception e = assertThrows(expected, () -> call(withAuthenticator(password)));

        assertEquals(message, withoutRequest(e.getMessage()));
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
        ResponseInfo head = (ResponseInfo) DecoratedClient.response(399, "", Map.of());
        BodySubscriber<String> subscriber = BodySubscribers.replacing("hello");
        BodyHandler<String> handler = response -> response == head ? subscriber : null;
        HttpResponse<?> response = DecoratedClient.response(399, "", Map.of());
        DecoratedClient client = new DecoratedClient((request, given) -> {
            assertSame(subscriber, given.apply(head));
            return response;
        });

        assertSame(response, way.call(client, server.request(), handler, NOTHING));
        assertNotNull(HttpErrors.orThrow(handler, NOTHING).apply(head));
    }

    @Test
    void aBodyStreamsWhileTheServerStillSends() throws Exception {
        Semaphore firstIsRead = new Semaphore(0);
        server.runs(connection -> {
            connection.send(chunkedHead(200) + chunk("first\nsec"));
            firstIsRead.acquire();
            connection.send(chunk("ond\n") + "0\r\n\r\n");
        });

        assertStreams(success(BodyHandlers.ofInputStream()), firstIsRead);
        assertStreams(orThrow(BodyHandlers.ofInputStream(), NOTHING).body().get(), firstIsRead);
        try (Stream<String> lines = success(BodyHandlers.ofLines()).peek(line -> firstIsRead.release())) {
            assertEquals(List.of("first", "second"), lines.toList());
        }
    }

    private static void assertStreams(InputStream body, Semaphore firstIsRead) throws IOException {
        try (body) {
            assertEquals("first\nsec", new String(body.readNBytes(9), UTF_8));
            firstIsRead.release();
            assertEquals("ond\n", new String(body.readAllBytes(), UTF_8));
        }
    }

    @Test
    void everyHandlerGetsTheWholeBody(@TempDir Path directory) throws Exception {
        String body = "z".repeat(3 << 20);
        Path target = directory.resolve("avatar.png");
        BodySubscriber<String> text = BodySubscribers.ofString(UTF_8);
        server.responds("200 OK", body);

        assertEquals(body, success(BodyHandlers.ofString()));
        assertNull(success(BodyHandlers.fromSubscriber(text)));
        assertEquals(body, text.getBody().toCompletableFuture().join());
        assertEquals(target, success(BodyHandlers.ofFile(target)));
        assertEquals(body, Files.readString(target));
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
    void anExceptionOfTheCallersCodeIsThrownAsByTheClientAlone(RuntimeException exception) {
        server.responds("200 OK", "hello");
        for (BodyHandler<String> handler : List.<BodyHandler<String>>of(
                head -> raise(exception),
                head -> BodySubscribers.mapping(BodySubscribers.ofString(UTF_8), text -> raise(exception)),
                head -> BodySubscribers.mapping(
                        BodySubscribers.ofByteArrayConsumer(bytes -> raise(exception)), x -> ""))) {
            assertTrue(failure(server.request(), handler, NOTHING).contains(exception));
        }
        for (BodyPublisher publisher : List.of(
                BodyPublishers.fromPublisher(subscriber -> raise(exception)),
                BodyPublishers.fromPublisher(subscriber -> URI.create("http://[")),
                BodyPublishers.ofInputStream(() -> raise(exception)))) {
            HttpRequest.Builder request = HttpRequest.newBuilder(server.uri()).POST(publisher);
            assertNotNull(failure(request.build(), BodyHandlers.ofString(), NOTHING));
        }
    }

    @SuppressWarnings("TypeParameterUnusedInFormals")
    private static <T> T raise(RuntimeException exception) {
        throw exception;
    }

    // orThrow

    private <T> HttpResponse<Supplier<T>> orThrow(BodyHandler<T> handler, ErrorLimits limits)
            throws IOException, InterruptedException {
        return way.callOrThrow(CLIENT, server.request(), handler, limits);
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
                Supplier<String> body = way.callOrThrow(busy, server.request(), BodyHandlers.ofString(), limits)
                        .body();

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
}

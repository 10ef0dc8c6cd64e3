package konpro.errors.httpclient;

import static java.nio.charset.StandardCharsets.UTF_8;
import static konpro.errors.testkit.Responses.ENVELOPE;
import static konpro.errors.testkit.Responses.response;
import static konpro.errors.testkit.Responses.withoutRequest;
import static konpro.errors.testkit.Way.CLIENT;
import static org.junit.jupiter.api.Assertions.*;

import konpro.errors.testkit.RawServer;
import konpro.errors.testkit.Responses;
import konpro.errors.testkit.Way;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorEnvelope;
import konpro.errors.ErrorLimits;
import konpro.errors.RemoteApiException;
import konpro.errors.RemoteError;
import konpro.errors.RemoteError.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Responses that come whole. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class HttpErrorsTest {

    @ParameterizedTest
    @EnumSource
    void throwsWhatTheServerSaid(Way way) throws IOException {
        try (RawServer server = RawServer.responding(response("404 Not Found", ENVELOPE))) {
            RemoteApiException e = way.error(server.request());

            assertEquals("404 RESOURCE_NOT_FOUND: No such avatar (request req-7)", withoutRequest(e.getMessage()));
            assertNull(e.getCause());
            assertEquals(404, e.remoteError().status());
            assertEquals(Kind.ENVELOPE, e.remoteError().kind());
            assertEquals(
                    Optional.of(ErrorEnvelope.parse(ENVELOPE)), e.remoteError().envelope());
            assertArrayEquals(ENVELOPE.getBytes(UTF_8), e.remoteError().body());
            assertFalse(e.remoteError().truncated());
        }
    }

    @ParameterizedTest
    @EnumSource
    void throwsWhatTheServerSaidInChunks(Way way) throws IOException {
        String chunks =
                Responses.chunk(ENVELOPE.substring(0, 9)) + Responses.chunk(ENVELOPE.substring(9)) + "0\r\n\r\n";
        try (RawServer server = RawServer.responding(Responses.chunkedHead(404) + chunks)) {
            assertEquals(ENVELOPE, body(way.error(server.request())));
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsABodyWithoutALengthUntilTheConnectionEnds(Way way) throws IOException {
        try (RawServer server = new RawServer(connection -> {
            connection.send("HTTP/1.1 404 Not Found\r\n\r\n" + ENVELOPE);
            connection.close();
        })) {
            RemoteApiException e = way.error(server.request());

            assertEquals(ENVELOPE, body(e));
            assertNull(e.getCause());
        }
    }

    @ParameterizedTest
    @EnumSource
    void readsTheHeadersToo(Way way) throws IOException {
        byte[] response = response("429 Slow Down", "", "retry-after: 7", "x-request-id: req-8");
        try (RawServer server = RawServer.responding(response)) {
            RemoteError error = way.error(server.request()).remoteError();

            assertEquals(Optional.of(Duration.ofSeconds(7)), error.retryAdvice().delay());
            assertEquals(Optional.of("req-8"), error.requestId());
            assertEquals(ErrorCode.RATE_LIMIT_EXCEEDED.code(), error.code());
        }
    }

    @Test
    void theEverydayCallReadsOneMebibyte() throws Exception {
        byte[] tooLong = new byte[(1 << 20) + 1];
        try (RawServer server = RawServer.responding(response("500 Oops", tooLong))) {
            RemoteApiException e = assertThrows(
                    RemoteApiException.class,
                    () -> HttpErrors.send(CLIENT, server.request(), BodyHandlers.discarding()));

            assertEquals(1 << 20, e.remoteError().body().length);
            assertTrue(e.remoteError().truncated());
        }
    }

    @Test
    void theEverydayAsyncCallReadsOneMebibyte() throws Exception {
        byte[] tooLong = new byte[(1 << 20) + 1];
        try (RawServer server = RawServer.responding(response("500 Oops", tooLong))) {
            Throwable e = HttpErrors.sendAsync(CLIENT, server.request(), BodyHandlers.discarding())
                    .handle((response, exception) -> exception)
                    .join();

            RemoteError error = ((RemoteApiException) e).remoteError();
            assertEquals(1 << 20, error.body().length);
            assertTrue(error.truncated());
        }
    }

    @ParameterizedTest
    @CsvSource({"200, OK", "201, Created", "204, No Content", "302, Found", "304, Not Modified", "399, ''"})
    void returnsWhatIsNoError(int status, String reason) throws Exception {
        try (RawServer server = RawServer.responding(response(status + " " + reason, "", "Location: /elsewhere"))) {
            for (Way way : Way.values()) {
                HttpResponse<String> response = way.call(server.request());

                assertEquals(status, response.statusCode());
                assertEquals("", response.body());
                assertEquals(Optional.of("/elsewhere"), response.headers().firstValue("Location"));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, INVALID_REQUEST",
        "418, INVALID_REQUEST",
        "499, INVALID_REQUEST",
        "500, PROCESSING_ERROR",
        "530, PROCESSING_ERROR",
        "599, PROCESSING_ERROR",
        "600, PROCESSING_ERROR",
        "999, PROCESSING_ERROR"
    })
    void throwsForEveryStatusFrom400OnEvenWithoutAReason(int status, String code) throws IOException {
        for (String statusLine : new String[] {status + " ", "" + status}) {
            try (RawServer server = RawServer.responding(response(statusLine, ""))) {
                for (Way way : Way.values()) {
                    RemoteError error = way.error(server.request()).remoteError();

                    assertEquals(status, error.status());
                    assertEquals(Kind.EMPTY, error.kind());
                    assertEquals(code, error.code());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void anErrorInResponseToHeadHasItsStatusAndNoBody(Way way) throws IOException {
        byte[] head = response("404 Not Found", "", "Content-Length: 99", "X-Request-Id: req-9");
        try (RawServer server = RawServer.responding(head)) {
            HttpRequest request = HttpRequest.newBuilder(server.uri())
                    .method("HEAD", BodyPublishers.noBody())
                    .build();

            RemoteError error = way.error(request).remoteError();

            assertEquals(Kind.EMPTY, error.kind());
            assertEquals(
                    "404 RESOURCE_NOT_FOUND: Not Found (no KonPro error: no body) (request req-9)",
                    withoutRequest(error.toString()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void decompressesTheBody(Way way) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(ENVELOPE.getBytes(UTF_8));
        }
        byte[] response = response("404 Not Found", compressed.toByteArray(), "Content-Encoding: gzip");
        try (RawServer server = RawServer.responding(response)) {
            assertEquals(ENVELOPE, body(way.error(server.request())));
        }
    }

    @ParameterizedTest
    @EnumSource
    void takesTheBodyForUtf8WhateverTheContentTypeClaims(Way way) throws IOException {
        String body = "\uFEFF" + ENVELOPE.replace("No such avatar", "Kein Bär \uD83D\uDC3B");
        for (String charset : new String[] {"iso-8859-1", "utf-16", "no-such-charset", "\"", ""}) {
            byte[] response = response("404 Not Found", body, "Content-Type: application/json; charset=" + charset);
            try (RawServer server = RawServer.responding(response)) {
                RemoteError error = way.error(server.request()).remoteError();

                assertEquals("Kein Bär \uD83D\uDC3B", error.message());
                assertEquals(Kind.ENVELOPE, error.kind());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void neverWritesAnErrorIntoTheTargetFile(Way way, @TempDir Path directory) throws IOException {
        Path absent = directory.resolve("absent.png");
        Path present = Files.writeString(directory.resolve("present.png"), "a picture");
        try (RawServer server = RawServer.responding(response("404 Not Found", ENVELOPE))) {
            for (Path target : new Path[] {absent, present}) {
                RemoteApiException e = assertThrows(
                        RemoteApiException.class,
                        () -> way.call(CLIENT, server.request(), BodyHandlers.ofFile(target), ErrorLimits.DEFAULT));

                assertEquals(ENVELOPE, body(e));
            }
        }
        assertFalse(Files.exists(absent));
        assertEquals("a picture", Files.readString(present));
    }

    @ParameterizedTest
    @EnumSource
    void neverAsksTheHandlerAboutAnError(Way way) throws IOException {
        try (RawServer server = RawServer.responding(response("404 Not Found", ENVELOPE))) {
            RemoteApiException e = assertThrows(
                    RemoteApiException.class,
                    () -> way.call(
                            CLIENT,
                            server.request(),
                            response -> {
                                throw new AssertionError("asked about " + response.statusCode());
                            },
                            ErrorLimits.DEFAULT));

            assertEquals(404, e.remoteError().status());
        }
    }

    @ParameterizedTest
    @EnumSource
    void leavesTheConnectionForTheNextRequest(Way way) throws Exception {
        try (RawServer server = new RawServer(connection -> {
            boolean first = !connection.requestHead().contains("X-Second");
            connection.send(first ? response("404 Not Found", ENVELOPE) : response("200 OK", "hello"));
        })) {
            HttpRequest second = HttpRequest.newBuilder(server.uri())
                    .header("X-Second", "yes")
                    .build();

            assertEquals(ENVELOPE, body(way.error(server.request())));
            assertEquals(ENVELOPE, body(way.error(server.request())));
            assertEquals("hello", way.call(second).body());
            assertEquals(1, server.accepted());
        }
    }

    @ParameterizedTest
    @EnumSource
    void throwsTheErrorAtTheEndOfRedirects(Way way) throws IOException {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(Redirect.NORMAL)
                .build();
        try (RawServer server = new RawServer(connection -> connection.send(
                connection.requestHead().startsWith("GET /moved ")
                        ? response("404 Not Found", ENVELOPE)
                        : response("302 Found", "moved", "Location: /moved")))) {
            RemoteApiException e = way.error(client, server.request(), ErrorLimits.DEFAULT);

            assertEquals(404, e.remoteError().status());
            assertEquals(ENVELOPE, body(e));
        }
    }

    @ParameterizedTest
    @EnumSource
    void comesThroughWithAnAuthenticatorWhereTheChallengeIsNotItsOwn(Way way) throws IOException {
        PasswordAuthentication password = new PasswordAuthentication("ada", "secret".toCharArray());
        try (RawServer server =
                RawServer.responding(response("401 Unauthorized", ENVELOPE, "WWW-Authenticate: Bearer"))) {
            RemoteApiException e = way.error(withAuthenticator(password), server.request(), ErrorLimits.DEFAULT);

            assertEquals(401, e.remoteError().status());
            assertEquals(ENVELOPE, body(e));
        }
    }

    /** The client drops the response before anyone is asked who reads it: a trap, kept in mind by this test. */
    @ParameterizedTest
    @CsvSource({
        "X-Challenge: none, WWW-Authenticate header missing for response code 401, wrong",
        "WWW-Authenticate: Basic realm=\"a\", too many authentication attempts. Limit: 3, wrong",
        "WWW-Authenticate: Basic realm=\"a\", No credentials provided,"
    })
    void a401ThatTheAuthenticatorCannotSettleIsLost(String header, String message, String password) throws IOException {
        PasswordAuthentication credentials =
                password == null ? null : new PasswordAuthentication("ada", password.toCharArray());
        try (RawServer server = RawServer.responding(response("401 Unauthorized", ENVELOPE, header))) {
            for (Way way : Way.values()) {
                IOException e = assertThrows(
                        IOException.class,
                        () -> way.call(
                                withAuthenticator(credentials),
                                server.request(),
                                BodyHandlers.ofString(),
                                ErrorLimits.DEFAULT));

                assertEquals(message, e.getMessage());
            }
        }
    }

    private static HttpClient withAuthenticator(PasswordAuthentication password) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .authenticator(new Authenticator() {
                    @Override
                    protected PasswordAuthentication getPasswordAuthentication() {
                        return password;
                    }
                })
                .build();
    }

    @Test
    void refusesNullBeforeAnythingIsSent() throws IOException {
        try (RawServer server = RawServer.responding(response("200 OK", ""))) {
            HttpRequest request = server.request();

            for (Way way : Way.values()) {
                assertEquals(
                        "handler",
                        assertThrows(
                                        NullPointerException.class,
                                        () -> way.call(CLIENT, request, null, ErrorLimits.DEFAULT))
                                .getMessage());
                assertEquals(
                        "limits",
                        assertThrows(
                                        NullPointerException.class,
                                        () -> way.call(CLIENT, request, BodyHandlers.ofString(), null))
                                .getMessage());
                assertThrows(
                        NullPointerException.class,
                        () -> way.call(CLIENT, null, BodyHandlers.ofString(), ErrorLimits.DEFAULT));
            }
            assertEquals(0, server.accepted());
        }
    }

    private static String body(RemoteApiException e) {
        return new String(e.remoteError().body(), UTF_8);
    }
}

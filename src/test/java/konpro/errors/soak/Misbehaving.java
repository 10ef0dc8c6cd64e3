package konpro.errors.soak;

import static java.nio.charset.StandardCharsets.UTF_8;
import static konpro.errors.httpclient.Answers.answer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import konpro.errors.ErrorLimits;
import konpro.errors.RemoteApiException;
import konpro.errors.RemoteError;
import konpro.errors.RemoteError.Kind;
import konpro.errors.httpclient.Answers;
import konpro.errors.httpclient.HttpErrors;
import konpro.errors.httpclient.RawServer.Connection;

/**
 * A server that is not ours, on a bare socket: another's words, half answers, late ones, none. A Content-Length that is no
 * number is not among them: the JDK's client never closes the socket on which one came (17 and 25).
 */
enum Misbehaving implements Exchange {
    SENDS_AN_ENVELOPE_IN_PIECES {
        @Override
        void speak(Connection connection, String id) throws IOException {
            byte[] answer = answer("404 Not Found", Answers.ENVELOPE);
            for (int i = 0; i < answer.length; i += 20) {
                connection.send(Arrays.copyOfRange(answer, i, Math.min(i + 20, answer.length)));
            }
        }

        @Override
        void heard(Heard heard, SentId id) {
            heard.assertError(Kind.ENVELOPE, "404 RESOURCE_NOT_FOUND: No such avatar (request req-7)");
        }
    },

    SENDS_A_PAGE {
        @Override
        void speak(Connection connection, String id) throws IOException {
            connection.send("HTTP/1.1 502 \r\nContent-Type: text/html\r\n\r\n<html><title>Bad Gateway</title>\u0007");
            connection.close();
        }

        @Override
        void heard(Heard heard, SentId id) {
            heard.assertError(Kind.FOREIGN, "502 PROCESSING_ERROR: Bad Gateway (no KonPro error: text/html)");
        }
    },

    SENDS_AN_ENVELOPE_WITHOUT_A_CODE {
        @Override
        void speak(Connection connection, String id) throws IOException {
            connection.send(answer("599 ", "{\"error\":{\"message\":\"Odd\",\"code\":7}}", "X-Request-Id: " + id));
        }

        @Override
        void heard(Heard heard, SentId id) {
            heard.assertError(
                    Kind.PARTIAL,
                    "599 PROCESSING_ERROR: Odd (no KonPro error: unknown type) (request " + id.header() + ")");
        }
    },

    SENDS_AN_EMPTY_BODY {
        @Override
        void speak(Connection connection, String id) throws IOException {
            connection.send(answer("429 ", "", "X-Request-Id: " + id, "Retry-After: Thu, 01 Jan 1970 00:00:00 GMT"));
        }

        @Override
        void heard(Heard heard, SentId id) {
            heard.assertError(
                    Kind.EMPTY,
                    "429 RATE_LIMIT_EXCEEDED: Too Many Requests (no KonPro error: no body) (request " + id.header()
                            + ")");
        }
    },

    SENDS_BYTES_THAT_ARE_NO_TEXT {
        @Override
        void speak(Connection connection, String id) throws IOException {
            connection.send(answer("400 ", new byte[] {'{', '"', (byte) 0xC0, (byte) 0x80, 0, '"'}));
        }

        @Override
        void heard(Heard heard, SentId id) {
            heard.assertError(Kind.FOREIGN, "400 INVALID_REQUEST: Bad Request (no KonPro error: unknown type)");
        }
    },

    COMPRESSES {
        @Override
        void speak(Connection connection, String id) throws IOException {
            connection.send(answer("404 Not Found", gzip(Answers.ENVELOPE), "Content-Encoding: gzip"));
        }

        @Override
        void heard(Heard heard, SentId id) {
            heard.assertError(Kind.ENVELOPE, "404 RESOURCE_NOT_FOUND: No such avatar (request req-7)");
        }
    },

    REDIRECTS {
        @Override
        void speak(Connection connection, String id) throws IOException {
            connection.send(answer("302 Found", Answers.ENVELOPE, "Location: /elsewhere"));
        }

        @Override
        void heard(Heard heard, SentId id) {
            heard.assertSuccess(302, Answers.ENVELOPE);
        }
    },

    CLOSES_BEFORE_THE_HEADERS {
        @Override
        void speak(Connection connection, String id) throws IOException {
            connection.close();
        }

        @Override
        void heard(Heard heard, SentId id) {
            heard.assertNoAnswer();
        }
    },

    RESETS_BEFORE_THE_HEADERS {
        @Override
        void speak(Connection connection, String id) throws IOException {
            connection.reset();
        }

        @Override
        void heard(Heard heard, SentId id) {
            heard.assertNoAnswer();
        }
    },

    CLOSES_WITHIN_THE_HEADERS {
        @Override
        void speak(Connection connection, String id) throws IOException {
            connection.send("HTTP/1.1 404 Not Found\r\nContent-Len");
            connection.close();
        }

        @Override
        void heard(Heard heard, SentId id) {
            heard.assertNoAnswer();
        }
    },

    CLOSES_WITHIN_A_SUCCESS {
        @Override
        void speak(Connection connection, String id) throws IOException {
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf");
            connection.close();
        }

        @Override
        void heard(Heard heard, SentId id) {
            heard.assertNoAnswer();
        }
    },

    CLOSES_WITHIN_AN_ERROR {
        @Override
        void speak(Connection connection, String id) throws IOException {
            connection.send("HTTP/1.1 404 \r\nContent-Length: 1000\r\nX-Request-Id: " + id + "\r\n\r\n{\"error\"");
            connection.close();
        }

        @Override
        void heard(Heard heard, SentId id) {
            heard.assertErrorAsFarAsItCame(404, id);
        }
    },

    CLOSES_WITHIN_A_CHUNK_OF_AN_ERROR {
        @Override
        void speak(Connection connection, String id) throws IOException {
            connection.send(chunkedHead(503, id) + "7f\r\n{\"error\"");
            connection.close();
        }

        @Override
        void heard(Heard heard, SentId id) {
            heard.assertErrorAsFarAsItCame(503, id);
        }
    },

    HANGS_WITHIN_AN_ERROR {
        @Override
        void speak(Connection connection, String id) throws IOException {
            connection.send(chunkedHead(500, id) + Answers.chunk("{\"error\""));
        }

        @Override
        void heard(Heard heard, SentId id) {
            heard.assertErrorUntilTheDeadline(500, id);
        }
    },

    TRICKLES {
        @Override
        void speak(Connection connection, String id) throws IOException, InterruptedException {
            connection.send(chunkedHead(500, id));
            while (true) { // until the client has gone
                connection.send(Answers.chunk("x"));
                Thread.sleep(5);
            }
        }

        @Override
        void heard(Heard heard, SentId id) {
            heard.assertErrorUntilTheDeadline(500, id);
        }
    },

    NEVER_COMES_TO_AN_END {
        @Override
        void speak(Connection connection, String id) throws IOException {
            connection.send(chunkedHead(400, id));
            while (true) { // until the client has gone
                connection.send(Answers.chunk("x".repeat(10_000)));
            }
        }

        @Override
        void run(Loopback loopback, Turn turn, SentId id) throws Exception {
            RemoteError error = loopback.call(turn, request(loopback, turn, id), Answers.limit(20_000))
                    .exception(RemoteApiException.class)
                    .remoteError();
            assertEquals(400, error.status());
            assertTrue(error.truncated());
            assertEquals("x".repeat(20_000), new String(error.body(), UTF_8));
        }
    },

    NEVER_ANSWERS {
        @Override
        void speak(Connection connection, String id) {
            // and leaves the connection open
        }

        @Override
        void run(Loopback loopback, Turn turn, SentId id) throws Exception {
            HttpRequest request = loopback.request(this, turn, id)
                    .timeout(Duration.ofMillis(50))
                    .POST(BodyPublishers.noBody())
                    .build();
            loopback.call(turn, request).exception(HttpTimeoutException.class);
        }
    },

    IS_LEFT_BEFORE_IT_ANSWERS {
        @Override
        void speak(Connection connection, String id) {
            // and leaves the connection open
        }

        @Override
        void run(Loopback loopback, Turn turn, SentId id) throws Exception {
            cancel(loopback, turn, id);
        }
    },

    IS_LEFT_WITHIN_AN_ERROR {
        @Override
        void speak(Connection connection, String id) throws IOException {
            connection.send(chunkedHead(500, id));
        }

        @Override
        void run(Loopback loopback, Turn turn, SentId id) throws Exception {
            cancel(loopback, turn, id);
        }
    },

    IS_NOT_ASKED_WHAT_IT_SAID {
        @Override
        void speak(Connection connection, String id) throws IOException {
            connection.send(answer("404 Not Found", Answers.ENVELOPE));
        }

        @Override
        void run(Loopback loopback, Turn turn, SentId id) throws Exception {
            HttpResponse<Supplier<String>> response = loopback.client(turn)
                    .send(request(loopback, turn, id), HttpErrors.orThrow(BodyHandlers.ofString()));
            assertEquals(404, response.statusCode());
        }
    };

    private static final ErrorLimits SOON = Answers.deadline(Duration.ofMillis(50));
    private static final Pattern HEAD =
            Pattern.compile("POST /MISBEHAVING/(\\w+)/.*\r\nX-Request-Id: (\\S+)\r\n.*", Pattern.DOTALL);

    /** What the server does. */
    abstract void speak(Connection connection, String id) throws IOException, InterruptedException;

    static void speak(Connection connection) throws IOException, InterruptedException {
        Matcher head = HEAD.matcher(connection.requestHead());
        if (!head.matches()) {
            throw new AssertionError(connection.requestHead());
        }
        valueOf(head.group(1)).speak(connection, head.group(2));
    }

    @Override
    public void run(Loopback loopback, Turn turn) throws Exception {
        run(loopback, turn, SentId.good(turn));
    }

    void run(Loopback loopback, Turn turn, SentId id) throws Exception {
        boolean isLate = this == HANGS_WITHIN_AN_ERROR || this == TRICKLES;
        heard(loopback.call(turn, request(loopback, turn, id), isLate ? SOON : ErrorLimits.DEFAULT), id);
    }

    void heard(Heard heard, SentId id) {
        throw new AssertionError(this + " is heard in a way of its own");
    }

    /** A POST: the client sends a GET again by itself where a connection has ended without an answer. */
    HttpRequest request(Loopback loopback, Turn turn, SentId id) {
        return loopback.request(this, turn, id).POST(BodyPublishers.noBody()).build();
    }

    /** At any moment. */
    void cancel(Loopback loopback, Turn turn, SentId id) throws InterruptedException {
        CompletableFuture<HttpResponse<String>> future =
                HttpErrors.sendAsync(loopback.client(turn), request(loopback, turn, id), BodyHandlers.ofString());
        Thread.sleep(turn.variant() % 20);
        assertTrue(future.cancel(true));
        assertThrows(CancellationException.class, future::join);
    }

    private static String chunkedHead(int status, String id) {
        return "HTTP/1.1 " + status + " \r\nTransfer-Encoding: chunked\r\nX-Request-Id: " + id + "\r\n\r\n";
    }

    private static byte[] gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public int told() {
        return 0;
    }
}

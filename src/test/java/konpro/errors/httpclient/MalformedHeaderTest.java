package konpro.errors.httpclient;

import static java.nio.charset.StandardCharsets.UTF_8;
import static konpro.errors.testkit.Responses.withoutRequest;
import static org.junit.jupiter.api.Assertions.*;

import konpro.errors.testkit.RawServer;
import konpro.errors.testkit.Responses;
import konpro.errors.testkit.Way;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import konpro.errors.ErrorLimits;
import konpro.errors.RemoteApiException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Heads that trip the client up. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class MalformedHeaderTest {

    @ParameterizedTest
    @ValueSource(strings = {"x", "", "2, 2", "1e3", "99999999999999999999", "-99999999999999999999", "-5"})
    void aLengthThatIsNoneKeepsTheStatusOfAnError(String length) throws IOException {
        try (RawServer server = cutAfter("HTTP/1.1 404 Not Found\r\nContent-Length: " + length + "\r\n\r\n{}")) {
            for (Way way : Way.values()) {
                RemoteApiException e = way.error(server.request());

                assertEquals(
                        "404 RESOURCE_NOT_FOUND: Not Found (no KonPro error: no body)", withoutRequest(e.getMessage()));
                assertEquals(
                        length.equals("-5") ? IOException.class : NumberFormatException.class,
                        rootOf(e.getCause(), length));
            }
        }
    }

    /** The client's two ways wrap it differently. */
    private static Class<?> rootOf(Throwable cause, String length) {
        if (length.equals("-5")) {
            return cause.getClass();
        }
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getClass();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2147483648", "4294967298", "9223372036854775807"})
    void aLengthBeyondWhatComesKeepsWhatHasCome(String length) throws IOException {
        try (RawServer server = cutAfter("HTTP/1.1 404 Not Found\r\nContent-Length: " + length + "\r\n\r\n{}")) {
            for (Way way : Way.values()) {
                RemoteApiException e = way.error(server.request());

                assertEquals(404, e.remoteError().status());
                assertEquals("{}", new String(e.remoteError().body(), UTF_8));
                assertInstanceOf(IOException.class, e.getCause());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Length: \r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n{}",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n{}",
                "HTTP/1.1 204 No Content\r\nContent-Length: x\r\n\r\n",
                "HTTP/1.1 302 Found\r\nLocation: /x\r\nContent-Length: x\r\n\r\n",
                "HTTP/1.1 302 Found\r\nLocation: http://[bad\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 302 Found\r\nLocation: %%%\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 302 Found\r\nLocation: http:///nowhere\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:99999/\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nA\u0001: b\r\n\r\n",
                "HTTP/1.1 OK\r\n\r\n",
                "HTTP/1.1 99 Low\r\n\r\n",
                "SSH-2.0-OpenSSH\r\n\r\n"
            })
    void aHeadThatIsNoneIsAnIOExceptionWhereThereIsNoError(String response) throws IOException {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(Redirect.NORMAL)
                .build();
        try (RawServer server = cutAfter(response)) {
            for (Way way : Way.values()) {
                assertThrows(
                        IOException.class,
                        () -> way.call(client, server.request(), BodyHandlers.ofString(), ErrorLimits.DEFAULT));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLocationThatIsNoneIsNothingToAnErrorOrToThoseWhoDoNotFollow(Way way) throws Exception {
        try (RawServer server = cutAfter("HTTP/1.1 302 Found\r\nLocation: %%%\r\nContent-Length: 0\r\n\r\n")) {
            HttpResponse<String> response = way.call(server.request());

            assertEquals(302, response.statusCode());
        }
        try (RawServer server = cutAfter("HTTP/1.1 404 Not Found\r\nLocation: %%%\r\nContent-Length: 0\r\n\r\n")) {
            assertEquals(404, way.error(server.request()).remoteError().status());
        }
    }

    private static RawServer cutAfter(String response) throws IOException {
        return new RawServer(connection -> {
            connection.send(response);
            connection.close();
        });
    }
}

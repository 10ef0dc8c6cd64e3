package konpro.errors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static konpro.errors.testkit.Envelopes.DOCUMENTED;
import static konpro.errors.testkit.Envelopes.DOCUMENTED_JSON;
import static org.junit.jupiter.api.Assertions.*;

import java.net.URI;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import konpro.errors.RemoteError.Kind;
import konpro.errors.json.JsonObject;
import konpro.errors.testkit.Responses;
import konpro.errors.testkit.ShopError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteErrorTest {

    private static RemoteError read(int status, byte[] body) {
        return RemoteError.of(status, Map.of(), body);
    }

    private static RemoteError read(int status, String body) {
        return read(status, body.getBytes(UTF_8));
    }

    private static RemoteError read(int status, String header, String value, String body) {
        return RemoteError.of(status, Map.of(header, List.of(value)), body.getBytes(UTF_8));
    }

    /** Kind, code and message, then the request id and the details if there are any. */
    private static String describe(RemoteError error) {
        String id = error.requestId().map(" | "::concat).orElse("");
        String details = error.details().size() == 0 ? "" : " | " + error.details();
        return error.kind() + " | " + error.code() + " | " + error.message() + id + details;
    }

    // ---- what the body contains

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", quoteCharacter = '`', textBlock = """
            # envelopes
            400 => {"error":{"code":"C","message":"m","details":{"a":1}},"request_id":"r"} => ENVELOPE | C | m | r | {"a":1}
            400 => {"error": {"code": "INVALID_REQUEST", "message": "m"}, "request_id": "r"} => ENVELOPE | INVALID_REQUEST | m | r
            400 => {"v":2,"error":{"t":"x","code":"C","message":"m","n":[]},"request_id":"r","links":{}} => ENVELOPE | C | m | r
            400 => {"error":{"code":"C","message":"m","details":["a"]},"request_id":"r"} => ENVELOPE | C | m | r
            400 => {"error":{"code":"C","message":"m","details":null},"request_id":"r"} => ENVELOPE | C | m | r
            400 => {"error":{"code":"C","message":"m"}} => ENVELOPE | C | m
            400 => \uFEFF{"error":{"code":"C","message":"m"}} => ENVELOPE | C | m
            400 => {"error":{"code":"C","message":"m"},"requestId":"camel"} => ENVELOPE | C | m | camel
            400 => {"requestId":"camel","error":{"code":"C","message":"m"},"request_id":"snake"} => ENVELOPE | C | m | snake
            400 => {"error":{"code":"C","message":"m"},"request_id":17} => ENVELOPE | C | m
            400 => {"error":{"code":"RATE_LIMIT_EXCEEDED"}} => ENVELOPE | RATE_LIMIT_EXCEEDED | Too many requests
            400 => {"error":{"code":"C","message":null},"request_id":"r"} => ENVELOPE | C | Bad Request | r
            400 => {"error":{"code":"C"},"request_id":"r"} => ENVELOPE | C | Bad Request | r
            400 => {"error":{"code":"C","message":" \\n "}} => ENVELOPE | C | Bad Request
            400 => {"error":{"code":"A","code":"B","message":"a","message":"b"},"request_id":"1","request_id":"2"} \
                => ENVELOPE | B | b | 2
            400 => {"error":{"c\\u006fde":"C","message":"\\u006d"},"request\\u005fid":"r"} => ENVELOPE | C | m | r
            # envelopes without a usable code, the first as Google has it
            404 => {"error":{"code":404,"message":"No avatar","status":"NOT_FOUND","details":[{"@type":"t"}]}} \
                => PARTIAL | RESOURCE_NOT_FOUND | No avatar
            503 => {"error":{"code":"","message":"m","details":{"a":1}},"request_id":"r"} \
                => PARTIAL | SERVICE_UNAVAILABLE | m | r | {"a":1}
            400 => {"error":{"code":null,"message":7},"request_id":null} => PARTIAL | INVALID_REQUEST | Bad Request
            500 => {"error":{}} => PARTIAL | PROCESSING_ERROR | Internal Server Error
            # API gateway, OAuth, RFC 9457, Spring Boot
            403 => {"message":"No access"} => FOREIGN | INSUFFICIENT_PERMISSIONS | No access
            401 => {"error":"invalid_token","error_description":"Expired"} => FOREIGN | INVALID_API_KEY | Expired
            401 => {"error":"invalid_client"} => FOREIGN | INVALID_API_KEY | invalid_client
            403 => `{\n  "type": "https://example.com/probs/out-of-credit",\n  "title": "You do not have enough credit.",\n\
              "status": 403,\n  "detail": "Your balance is 30, but that costs 50.",\n  "instance": "/account/12345",\n\
              "balance": 30\n}\n` => FOREIGN | INSUFFICIENT_PERMISSIONS | Your balance is 30, but that costs 50.
            404 => {"type":"about:blank","title":"Not here","status":404} => FOREIGN | RESOURCE_NOT_FOUND | Not here
            404 => {"timestamp":"2026-01-01T00:00:00.000+00:00","status":404,"error":"Not here","path":"/v1/avatars"} \
                => FOREIGN | RESOURCE_NOT_FOUND | Not here
            500 => {"timestamp":"2026-01-01T00:00:00.000+00:00","status":500,"error":"E","message":"disk full","path":"/v1"} \
                => FOREIGN | PROCESSING_ERROR | disk full
            400 => {"timestamp":1767225600000,"error":"Bad","message":"","path":"/v1"} => FOREIGN | INVALID_REQUEST | Bad
            # other JSON
            429 => {"message":"API rate limit","request_id":"f2c1"} => FOREIGN | RATE_LIMIT_EXCEEDED | API rate limit | f2c1
            429 => {"code":"C","message":"m"} => FOREIGN | RATE_LIMIT_EXCEEDED | m
            403 => {"Message":"Request has expired"} => FOREIGN | INSUFFICIENT_PERMISSIONS | Request has expired
            403 => {"title":"t","Message":"M","message":"first"} => FOREIGN | INSUFFICIENT_PERMISSIONS | first
            403 => {"message":null,"Message":"second"} => FOREIGN | INSUFFICIENT_PERMISSIONS | second
            403 => {"error_description":"expired"} => FOREIGN | INSUFFICIENT_PERMISSIONS | expired
            403 => {"detail":{"message":"nested"}} => FOREIGN | INSUFFICIENT_PERMISSIONS | nested
            403 => {"message":"","detail":{"message":"nested"}} => FOREIGN | INSUFFICIENT_PERMISSIONS | nested
            403 => {"errors":[{"message":"first"},{"message":"second"}]} => FOREIGN | INSUFFICIENT_PERMISSIONS | first
            403 => {"errors":[{"detail":"first"}]} => FOREIGN | INSUFFICIENT_PERMISSIONS | first
            404 => "No such avatar" => FOREIGN | RESOURCE_NOT_FOUND | No such avatar
            # pages: nginx, Apache, HAProxy, IIS, a CDN
            502 => `<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502</h1></center>\r\n\
              <hr><center>nginx</center>\r\n</body>\r\n</html>\r\n` => FOREIGN | PROCESSING_ERROR | 502 Bad Gateway
            503 => `<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\n<html><head>\n<title>503 Unavailable</title>\n\
              </head><body>\n<h1>Unavailable</h1>\n</body></html>\n` => FOREIGN | SERVICE_UNAVAILABLE | 503 Unavailable
            503 => `<html><body><h1>503</h1>\nNo server is available to handle this request.\n</body></html>\n` \
                => FOREIGN | SERVICE_UNAVAILABLE | Service Unavailable
            404 => `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1.dtd">\n\
              <html xmlns="http://www.w3.org/1999/xhtml">\n<head>\n<meta http-equiv="Content-Type" content="text/html"/>\n\
              <title>404 - File not found.</title>\n<style><!-- body{margin:0} --></style>\n<h1>Server Error</h1>` \
                => FOREIGN | RESOURCE_NOT_FOUND | 404 - File not found.
            522 => `<!DOCTYPE html>\n<!--[if lt IE 7]> <html class="no-js ie6 oldie" lang="en-US"> <![endif]-->\n<html>\n\
              <TITLE lang="en"\n class="t">example.com |\n 522: Timed out</TITLE>\n<script>var secret = "swordfish"</script>` \
                => FOREIGN | PROCESSING_ERROR | example.com | 522: Timed out
            500 => `\uFEFF\n<html><title>A title</title>` => FOREIGN | PROCESSING_ERROR | A title
            # XML
            403 => `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>Access Denied</Message>\
              <RequestId>4442587FB7D0A2F9</RequestId></Error>` => FOREIGN | INSUFFICIENT_PERMISSIONS | Access Denied
            403 => `<?xml version="1.0"?> <Error> <Message>a\t b</Message></Error>` => FOREIGN | INSUFFICIENT_PERMISSIONS | a b
            # text
            503 => upstream error. reset reason: timeout => FOREIGN | SERVICE_UNAVAILABLE | upstream error. reset reason: timeout
            503 => `\uFEFFupstream connect error\r\n` => FOREIGN | SERVICE_UNAVAILABLE | upstream connect error
            504 => stream timeout => FOREIGN | PROCESSING_ERROR | stream timeout
            429 => `Too\r\nmany\trequests` => FOREIGN | RATE_LIMIT_EXCEEDED | Too many requests
            500 => `404 page not found\n` => FOREIGN | PROCESSING_ERROR | 404 page not found
            500 => `\u001B[31mred\u202E` => FOREIGN | PROCESSING_ERROR | \uFFFD[31mred\uFFFD
            """)
    void readsAnyBody(int status, String body, String expected) {
        RemoteError error = read(status, body);

        assertEquals(expected, describe(error));
        assertEquals(status, error.status());
        assertEquals(ErrorEnvelope.find(body), error.envelope());
        assertArrayEquals(body.getBytes(UTF_8), error.body());
        assertFalse(error.truncated());
    }

    @Test
    void hasTheReasonPhraseWhereTheBodyHasNoMessage() {
        String bodies = """
                {"errors":[{"title":"x"}]} ; {"errors":["x"]} ; {"errors":[]} ; {"errors":{"message":"x"}} ; \
                {"detail":[{"msg":"x"}]} ; {"code":"AccessDenied"} ; {"error":[],"message":{}} ; {"error":null} ; {} ; \
                [{"error":{"code":"C","message":"m"},"request_id":"r"}] ; [] ; "" ; 404 ; null ; true ; \
                <title></title> ; <title> \n </title> ; <title>never ends ; <h1>404 Not Found</h1>No context found ; \
                <Error><Code>AccessDenied</Code></Error>""";
        for (String body : bodies.split(" ; ", -1)) {
            assertEquals("FOREIGN | INSUFFICIENT_PERMISSIONS | Forbidden", describe(read(403, body)), body);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ISO-8859-1 | Zürich ist nicht verfügbar                     | Z\uFFFDrich ist nicht verf\uFFFDgbar
            ISO-8859-1 | {"error":{"code":"C","message":"Zürich"}}      | Service Unavailable
            UTF-16     | Zürich ist nicht verfügbar                     | Service Unavailable
            UTF-16     | {"error":{"code":"C","message":"m"}}           | Service Unavailable
            UTF-16LE   | {"error":{"code":"C","message":"m"}}           | Service Unavailable
            UTF-16     | <html><title>502 Bad Gateway</title>           | Service Unavailable
            ISO-8859-1 | `\u0089PNG\r\n\u001A\n\0\0\0\r`               | Service Unavailable
            """)
    void takesNoMessageFromBytesThatAreNotText(Charset charset, String body, String message) {
        RemoteError error = read(503, body.getBytes(charset));

        assertEquals("FOREIGN | SERVICE_UNAVAILABLE | " + message, describe(error));
        assertArrayEquals(body.getBytes(charset), error.body());
    }

    @Test
    void doesNotBelieveAnEnvelopeThatWasCut() {
        for (int length = 1; length < DOCUMENTED_JSON.length(); length++) {
            String cut = DOCUMENTED_JSON.substring(0, length);

            assertEquals("FOREIGN | RATE_LIMIT_EXCEEDED | Too Many Requests", describe(read(429, cut)), cut);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, 0, 200, 302, 400, 503, 600, Integer.MAX_VALUE})
    void readsAWholeEnvelopeOnceWhateverTheStatus(int status) {
        RemoteError error = read(status, DOCUMENTED_JSON);

        assertEquals(status, error.status());
        assertEquals(Optional.of(ErrorCode.INVALID_REQUEST), error.knownCode());
        assertEquals(Optional.of(DOCUMENTED), error.envelope());
        assertEquals(List.of(new FieldViolation("avatar_id", "Avatar ID is required")), error.violations());
        assertSame(error.envelope().orElseThrow(), error.envelope().orElseThrow());
        assertSame(error.envelope().orElseThrow().error().details(), error.details());
    }

    @Test
    void survivesNestingWithoutAnEnd() {
        assertEquals(Kind.FOREIGN, read(500, "[".repeat(1_000_000)).kind());
        assertEquals(Kind.FOREIGN, read(500, "{\"error\":".repeat(100_000)).kind());
    }

    @ParameterizedTest
    @ValueSource(strings = {"<title", "<title>", "<title x", "<title>x", "<title><", "<"})
    void isSoonDoneWithAMebibyteOfHostileMarkup(String part) {
        String page = part.repeat((1 << 20) / part.length());
        String message = assertTimeoutPreemptively(
                Duration.ofSeconds(60), () -> read(500, page).message());

        assertTrue(message.length() <= 1_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\r\n\t ", "\uFEFF", "\uFEFF \n"})
    void readsABlankBody(String body) {
        assertEquals("EMPTY | RESOURCE_NOT_FOUND | Not Found", describe(read(404, body)));
    }

    @Test
    void readsNeitherBodyNorHeaders() {
        RemoteError error = RemoteError.of(404, null, null);

        assertEquals("404 RESOURCE_NOT_FOUND: Not Found (no KonPro error: no body)", error.toString());
        assertEquals("EMPTY | RESOURCE_NOT_FOUND | Not Found", describe(error));
        assertEquals(0, error.body().length);
        assertFalse(error.truncated());
        assertEquals(Map.of(), error.headers());
        assertEquals(List.of(), error.violations());
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID_REQUEST,          400 405 499",
        "INVALID_API_KEY,          401",
        "INSUFFICIENT_PERMISSIONS, 403",
        "RESOURCE_NOT_FOUND,       404",
        "RATE_LIMIT_EXCEEDED,      429",
        "SERVICE_UNAVAILABLE,      503",
        "PROCESSING_ERROR,         500 502 504 599 999 2147483647 -2147483648 -1 0 200 304 399",
    })
    void takesTheCodeFromTheStatusWhereNoneWasSent(ErrorCode code, String statuses) {
        for (String text : statuses.split(" ", -1)) {
            int status = Integer.parseInt(text);
            RemoteError error = read(status, "");
            String message = Optional.ofNullable(HttpStatus.reasonOf(status)).orElse(code.message());

            assertEquals("EMPTY | " + code.code() + " | " + message, describe(error), text);
            assertEquals(Optional.of(code), error.knownCode(), text);
            assertTrue(error.is(code), text);
        }
    }

    @Test
    void knowsAnApplicationsOwnCode() {
        RemoteError error = read(409, "{\"error\":{\"code\":\"OUT_OF_STOCK\"}}");

        assertTrue(error.is(ShopError.OUT_OF_STOCK));
        assertFalse(error.is(ErrorCode.INVALID_REQUEST));
        assertEquals(Optional.empty(), error.knownCode());
    }

    // ---- the envelope

    @Test
    void sanitisesMessageIdAndLine() {
        RemoteError error = read(400, """
                {"error":{"code":"A\\u001b[2J\\r\\nB\\u202e","message":"m\\u001b[2J\\r\\nforged\\u202e",\
                "details":{}},"request_id":"i\\u001b[2J\\r\\nd\\u202e"}""");
        ApiError sent = new ApiError("A\u001B[2J\r\nB\u202E", "m\u001B[2J\r\nforged\u202E", JsonObject.of());

        assertEquals("m\uFFFD[2J forged\uFFFD", error.message());
        assertEquals(Optional.of("i\uFFFD[2J d\uFFFD"), error.requestId());
        assertEquals("400 A\uFFFD[2J B\uFFFD: m\uFFFD[2J forged\uFFFD (request i\uFFFD[2J d\uFFFD)", error.toString());
        assertEquals(sent.code(), error.code());
        assertEquals(Optional.of(new ErrorEnvelope(sent, "i\u001B[2J\r\nd\u202E")), error.envelope());
    }

    @Test
    void boundsMessageIdAndLine() {
        String text = "x".repeat(100 << 10);
        String cut = "x".repeat(999) + "…";
        String id = "x".repeat(199) + "…";
        ErrorEnvelope envelope = new ErrorEnvelope(new ApiError(text, text, JsonObject.of()), text);
        RemoteError error = read(400, envelope.toBytes());

        assertEquals(cut, error.message());
        assertEquals(Optional.of(id), error.requestId());
        assertEquals("400 " + "x".repeat(99) + "…: " + cut + " (request " + id + ")", error.toString());
        assertEquals(text, error.code());
        assertEquals(Optional.of(envelope), error.envelope());
        assertEquals(cut, read(502, text).message());
    }

    // ---- headers

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            X-Request-Id | header-1      | {"error":{"code":"C","message":"m"},"request_id":"body-1"} | body-1
            X-Request-Id | header-1      | {"error":{},"request_id":" \\n"} | header-1
            x-request-id | header-1      | <html> | header-1
            X-REQUEST-ID | header-1      | `` | header-1
            X-Request-Id | ` a\u001B\r\nb ` | `` | a\uFFFD b
            X-Request-Id | a b           | `` | a b
            X-Request-Id | ` `           | `` |
            """)
    void takesTheRequestIdFromTheBodyOrElseFromTheHeader(String header, String value, String body, String id) {
        assertEquals(Optional.ofNullable(id), read(400, header, value, body).requestId());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # nothing, as in the response to HEAD
            x-error-code | BUSY                     | `` | 409 BUSY: Conflict
            x-error-code | BUSY                     | `` | 500 BUSY: Internal Server Error
            X-Error-Code | VALIDATION_ERROR         | `` | 400 VALIDATION_ERROR: Request validation failed
            X-Error-Code | SERVICE_UNAVAILABLE      | `` | 503 SERVICE_UNAVAILABLE: Service temporarily unavailable
            X-Error-Code | SERVICE_UNAVAILABLE      | `` | 500 SERVICE_UNAVAILABLE: Service temporarily unavailable
            X-Error-Code | ``                       | `` | 409 INVALID_REQUEST: Conflict (no KonPro error: no body)
            X-Error-Code | A B                      | `` | 409 INVALID_REQUEST: Conflict (no KonPro error: no body)
            X-Error-Code | `BUSY\r\nX: y`           | `` | 409 INVALID_REQUEST: Conflict (no KonPro error: no body)
            X-Error-Code | Ä                        | `` | 409 INVALID_REQUEST: Conflict (no KonPro error: no body)
            # something
            X-Error-Code | BUSY                     | <html> | 409 BUSY: Conflict (no envelope: unknown type)
            X-Error-Code | BUSY                     | {"error":{"code":"C" | 409 BUSY: Conflict (no envelope: unknown type)
            X-Error-Code | BUSY                     | {"error":{"message":"m"}} | 409 BUSY: m (no envelope: unknown type)
            X-Error-Code | BUSY                     | null | 409 BUSY: Conflict (no envelope: unknown type)
            X-Error-Code | BUSY                     | {"error":{"code":"C","message":"m"},"request_id":"r"} | 409 C: m (request r)
            content-type | text/html; charset=utf-8 | <html> | 502 PROCESSING_ERROR: Bad Gateway (no KonPro error: text/html)
            content-type | application/json         | {} | 502 PROCESSING_ERROR: Bad Gateway (no KonPro error: application/json)
            content-type | ` `                      | x | 502 PROCESSING_ERROR: x (no KonPro error: unknown type)
            """)
    void takesTheCodeFromTheBodyOrElseFromTheHeader(String header, String value, String body, String text) {
        int status = Integer.parseInt(text.substring(0, 3));
        RemoteError error = read(status, header, value, body);
        RemoteError sameCode = read(status, "{\"error\":{\"code\":\"" + error.code() + "\"}}");

        assertEquals(text, error.toString());
        assertEquals(text, error.toException().getMessage());
        assertTrue(text.startsWith(status + " " + error.code() + ": "), error.code());
        assertEquals(body.isEmpty(), error.kind() == Kind.EMPTY);
        assertEquals(sameCode.retryAdvice(), error.retryAdvice());
    }

    @Test
    void hasTheHeadersInAnyLetterCaseWithoutNulls() {
        Map<String, Collection<String>> headers = new LinkedHashMap<>();
        headers.put(null, Set.of("HTTP/1.1 503 Service Unavailable"));
        headers.put("Empty", Set.of());
        headers.put("X-Request-Id", null);
        headers.put("x-request-id", Arrays.asList(null, "a", null, "b"));
        headers.put("X-REQUEST-ID", Set.of("c"));
        headers.put("Retry-After", Collections.singletonList(null));
        headers.put("retry-after", List.of("7"));
        RemoteError error = RemoteError.of(503, headers, null);

        assertEquals(Map.of("x-request-id", List.of("a", "b", "c"), "retry-after", List.of("7")), error.headers());
        assertEquals(List.of("a", "b", "c"), error.headers().get("X-Request-ID"));
        assertEquals(Optional.of("a"), error.header("X-Request-Id"));
        assertEquals(Optional.empty(), error.header("Empty"));
        assertEquals(Optional.of("a"), error.requestId());
        assertEquals(Optional.of(Duration.ofSeconds(7)), error.retryAdvice().delay());
    }

    @Test
    void isImmutable() {
        byte[] body = DOCUMENTED.toBytes();
        List<String> delays = new ArrayList<>(List.of("7"));
        Map<String, List<String>> headers = new HashMap<>(Map.of("Retry-After", delays));
        RemoteError error = RemoteError.of(503, headers, body);
        headers.clear();
        delays.clear();
        error.headers().clear();
        for (byte[] bytes :
                List.of(body, error.body(), error.toException().remoteError().body())) {
            Arrays.fill(bytes, (byte) 'x');
        }

        assertArrayEquals(DOCUMENTED.toBytes(), error.body());
        assertEquals(Optional.of(DOCUMENTED), error.envelope());
        assertEquals(Optional.of(Duration.ofSeconds(7)), error.retryAdvice().delay());
    }

    // ---- limits

    @Test
    void cutsTheBodyAtTheLimit() {
        assertCut(DOCUMENTED_JSON.length(), Kind.ENVELOPE);
        assertCut(DOCUMENTED_JSON.length() - 1, Kind.FOREIGN);
        assertCut(0, Kind.EMPTY);
    }

    private static void assertCut(int limit, Kind kind) {
        byte[] body = DOCUMENTED.toBytes();
        RemoteError error = RemoteError.of(400, null, body, Responses.limit(limit));

        assertEquals(kind, error.kind());
        assertArrayEquals(Arrays.copyOf(body, limit), error.body());
        assertEquals(limit < body.length, error.truncated());
    }

    @Test
    void readsAMebibyteByDefault() {
        assertEquals(new ErrorLimits(1 << 20, Duration.ofSeconds(10), Duration.ofMinutes(2)), ErrorLimits.DEFAULT);
        assertFalse(read(400, "x".repeat(1 << 20)).truncated());
        assertTrue(read(400, "x".repeat((1 << 20) + 1)).truncated());
        assertEquals(1 << 20, read(400, "x".repeat(3 << 20)).body().length);
    }

    @ParameterizedTest
    @CsvSource({"-1, PT0S, PT0S", "0, PT-0.000000001S, PT0S", "0, PT0S, PT-0.000000001S"})
    void refusesNegativeLimits(int maxBodyBytes, Duration bodyDeadline, Duration maxRetryAfter) {
        Exception refused = assertThrows(
                IllegalArgumentException.class, () -> new ErrorLimits(maxBodyBytes, bodyDeadline, maxRetryAfter));

        assertEquals(
                "Expected limits of zero or more but found " + maxBodyBytes + " bytes, " + bodyDeadline + " and "
                        + maxRetryAfter,
                refused.getMessage());
    }

    @Test
    void refusesLimitsThatAreNull() {
        assertThrows(NullPointerException.class, () -> new ErrorLimits(1, null, Duration.ZERO));
        assertThrows(NullPointerException.class, () -> new ErrorLimits(1, Duration.ZERO, null));
    }

    // ---- the request

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POST https://api.konpro.com/v1/avatars         | https://api.konpro.com/v1/avatars
            POST https://api.konpro.com:8443/v1/a%20b      | https://user:secret@api.konpro.com:8443/v1/a%20b?key=secret#secret
            POST /v1/avatars                               | /v1/avatars?key=secret
            POST https://api.konpro.com                    | https://api.konpro.com
            POST http://[2001:db8::1]:8080/v1              | http://user:secret@[2001:db8::1]:8080/v1
            # no host name by RFC 2396
            POST http://avatar_server:8080/v1              | http://user:secret@avatar_server:8080/v1
            POST http://$/v1                               | http://secret@secret@$/v1
            POST http:///v1                                | http://user:secret@/v1
            POST http:/v1                                  | http:/v1
            POST mailto:                                   | mailto:secret@konpro.com?secret
            POST urn:                                      | urn:secret
            POST                                           | #secret
            POST                                           | ?secret
            """)
    void namesTheRequestWithoutSecrets(String request, URI uri) {
        RemoteError error = read(429, "").withRequest("POST", uri);
        String text = request + ": 429 RATE_LIMIT_EXCEEDED: Too Many Requests (no KonPro error: no body)";

        assertEquals(text, error.toString());
        assertEquals(text, error.toException().getMessage());
    }

    @Test
    void copiesWhenTheRequestIsNamed() {
        RemoteError error = read(400, DOCUMENTED_JSON);
        RemoteError named = error.withRequest("GET", URI.create("/a")).withRequest("PUT", URI.create("/b"));

        assertEquals("400 INVALID_REQUEST: The request body is invalid (request req-123456)", error.toString());
        assertEquals("PUT /b: " + error, named.toString());
        assertEquals(describe(error), describe(named));
        assertThrows(NullPointerException.class, () -> error.withRequest(null, URI.create("/")));
        assertThrows(NullPointerException.class, () -> error.withRequest("GET", null));
    }

    @Test
    void boundsTheRequest() {
        URI uri = URI.create("https://konpro.com/" + "x".repeat(100_000));
        String text = read(429, "").withRequest("GET\r\nX: y", uri).toString();

        assertTrue(text.startsWith("GET X: y https://konpro.com/xxx"), text);
        assertEquals(200, text.indexOf(": 429 RATE_LIMIT_EXCEEDED: Too Many Requests"), text);
    }

    // ---- the exception

    @Test
    void hasAnExceptionThatShowsNoDetails() {
        RemoteError error = read(409, """
                {"error":{"code":"OUT_OF_STOCK","message":"Only 2\\r\\nleft","details":{"secret":"swordfish"}},\
                "request_id":"r"}""");
        RemoteApiException exception = error.toException();

        assertEquals("409 OUT_OF_STOCK: Only 2 left (request r)", exception.getMessage());
        assertEquals("konpro.errors.RemoteApiException: " + exception.getMessage(), exception.toString());
        assertSame(error, exception.remoteError());
        assertSame(error, new RemoteApiException(error).remoteError());
        assertThrows(NullPointerException.class, () -> new RemoteApiException(null));
    }
}

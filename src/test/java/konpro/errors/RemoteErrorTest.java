package konpro.errors;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.*;

import konpro.errors.testkit.JavaSerialization;
import konpro.errors.testkit.ShopError;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import konpro.errors.RemoteError.Kind;
import konpro.errors.json.JsonObject;
import konpro.errors.json.JsonValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteErrorTest {

    private static final String ENVELOPE = """
            {"error":{"code":"INVALID_REQUEST","message":"The request body is invalid",\
            "details":{"field":"avatar_id","reason":"Avatar ID is required"}},"request_id":"req-123456"}""";

    private static RemoteError read(int status, byte[] body) {
        return RemoteError.of(status, Map.of(), body);
    }

    private static RemoteError read(int status, String body) {
        return read(status, body.getBytes(UTF_8));
    }

    private static RemoteError read(String header, String value) {
        return RemoteError.of(400, Map.of(header, List.of(value)), null);
    }

    /** Kind, code, message, request id and details. */
    private static String describe(RemoteError error) {
        return String.join(
                " | ",
                error.kind().name(),
                error.code(),
                error.message(),
                error.requestId().orElse("no id"),
                error.details().toString());
    }

    // ---- envelopes

    static Stream<Arguments> envelopes() {
        return Stream.of(
                Arguments.of(
                        ENVELOPE,
                        "ENVELOPE | INVALID_REQUEST | The request body is invalid | req-123456"
                                + " | {\"field\":\"avatar_id\",\"reason\":\"Avatar ID is required\"}"),
                Arguments.of("""
                        {"error": {"code": "OUT_OF_STOCK", "message": "Only 2 left"}, "request_id": "req-1"}
                        """, "ENVELOPE | OUT_OF_STOCK | Only 2 left | req-1 | {}"),
                Arguments.of( // details of another type
                        """
                        {"error":{"code":"OUT_OF_STOCK","message":"Only 2 left","details":["a"]},"request_id":"req-1"}""", "ENVELOPE | OUT_OF_STOCK | Only 2 left | req-1 | {}"),
                Arguments.of("""
                        {"error":{"code":"OUT_OF_STOCK","message":"Only 2 left","details":null},"request_id":"req-1"}""", "ENVELOPE | OUT_OF_STOCK | Only 2 left | req-1 | {}"),
                Arguments.of( // members to come
                        """
                        {"v":2,"error":{"type":"x","code":"C","message":"m","more":[]},"request_id":"req-1","links":{}}""", "ENVELOPE | C | m | req-1 | {}"),
                Arguments.of( // no id
                        """
                        {"error":{"code":"C","message":"m"}}""", "ENVELOPE | C | m | no id | {}"),
                Arguments.of("""
                        {"error":{"code":"C","message":"m"},"requestId":"camel-1"}""", "ENVELOPE | C | m | camel-1 | {}"),
                Arguments.of("""
                        {"requestId":"camel-1","error":{"code":"C","message":"m"},"request_id":"snake-1"}""", "ENVELOPE | C | m | snake-1 | {}"),
                Arguments.of("""
                        {"error":{"code":"C","message":"m"},"request_id":17}""", "ENVELOPE | C | m | no id | {}"),
                Arguments.of( // no message: that of the code, or of the status
                        """
                        {"error":{"code":"RATE_LIMIT_EXCEEDED"}}""", "ENVELOPE | RATE_LIMIT_EXCEEDED | Too many requests | no id | {}"),
                Arguments.of("""
                        {"error":{"code":"OUT_OF_STOCK","message":null}}""", "ENVELOPE | OUT_OF_STOCK | Bad Request | no id | {}"),
                Arguments.of("""
                        {"error":{"code":"OUT_OF_STOCK","message":" \\n "}}""", "ENVELOPE | OUT_OF_STOCK | Bad Request | no id | {}"),
                Arguments.of( // the last of duplicates
                        """
                        {"error":{"code":"A","code":"B","message":"a","message":"b"},"request_id":"1","request_id":"2"}""", "ENVELOPE | B | b | 2 | {}"),
                Arguments.of("""
                        {"error":{"c\\u006fde":"C","message":"\\u006d"},"request\\u005fid":"req-1"}""", "ENVELOPE | C | m | req-1 | {}"));
    }

    @ParameterizedTest
    @MethodSource("envelopes")
    void readsAnEnvelope(String body, String expected) {
        assertEquals(expected, describe(read(400, body)));
    }

    @Test
    void readsAnEnvelopeAfterAByteOrderMark() {
        assertEquals(
                "ENVELOPE | C | m | no id | {}",
                describe(read(400, "\uFEFF{\"error\":{\"code\":\"C\",\"message\":\"m\"}}")));
    }

    @Test
    void believesAnEnvelopeWhateverTheStatus() {
        for (int status : new int[] {Integer.MIN_VALUE, 0, 200, 302, 400, 503, 600, Integer.MAX_VALUE}) {
            RemoteError error = read(status, ENVELOPE);

            assertEquals(status, error.status());
            assertEquals("INVALID_REQUEST", error.code());
            assertEquals(Optional.of(ErrorCode.INVALID_REQUEST), error.knownCode());
        }
    }

    // ---- half envelopes

    static Stream<Arguments> halfEnvelopes() {
        return Stream.of(
                Arguments.of( // as Google has it
                        404, """
                        {"error":{"code":404,"message":"No such avatar","status":"NOT_FOUND","details":[{"@type":"t"}]}}""", "PARTIAL | RESOURCE_NOT_FOUND | No such avatar | no id | {}"),
                Arguments.of(503, """
                        {"error":{"code":"","message":"m","details":{"a":1}},"request_id":"req-1"}""", "PARTIAL | SERVICE_UNAVAILABLE | m | req-1 | {\"a\":1}"),
                Arguments.of(400, """
                        {"error":{"code":null,"message":7},"request_id":null}""", "PARTIAL | INVALID_REQUEST | Bad Request | no id | {}"),
                Arguments.of(500, "{\"error\":{}}", "PARTIAL | PROCESSING_ERROR | Internal Server Error | no id | {}"));
    }

    @ParameterizedTest
    @MethodSource("halfEnvelopes")
    void takesTheCodeOfAHalfEnvelopeFromTheStatus(int status, String body, String expected) {
        assertEquals(expected, describe(read(status, body)));
    }

    // ---- JSON of others

    private static final String API_GATEWAY = """
            {"message":"Forbidden"}""";

    private static final String OAUTH = """
            {"error":"invalid_token","error_description":"The access token expired"}""";

    private static final String OAUTH_WITHOUT_DESCRIPTION = """
            {"error":"invalid_client"}""";

    private static final String PROBLEM_DOCUMENT = // RFC 9457
            """
            {
              "type": "https://example.com/probs/out-of-credit",
              "title": "You do not have enough credit.",
              "status": 403,
              "detail": "Your current balance is 30, but that costs 50.",
              "instance": "/account/12345/msgs/abc",
              "balance": 30
            }
            """;

    private static final String PROBLEM_WITH_A_TITLE_ALONE = """
            {"type":"about:blank","title":"Not Found","status":404}""";

    private static final String SPRING_BOOT = """
            {"timestamp":"2026-01-01T00:00:00.000+00:00","status":404,"error":"Not Found","path":"/v1/avatars"}""";

    private static final String SPRING_BOOT_WITH_A_MESSAGE = """
            {"timestamp":"2026-01-01T00:00:00.000+00:00","status":500,"error":"Internal Server Error",\
            "message":"disk full","path":"/v1/avatars"}""";

    private static final String SPRING_BOOT_WITH_AN_EMPTY_MESSAGE = """
            {"timestamp":1767225600000,"status":400,"error":"Bad Request","message":"","path":"/v1/avatars"}""";

    private static final String ID_AND_MESSAGE = """
            {"message":"API rate limit exceeded","request_id":"f2c1"}""";

    static Stream<Arguments> jsonOfOthers() {
        return Stream.of(
                Arguments.of(403, API_GATEWAY, "INSUFFICIENT_PERMISSIONS | Forbidden | no id"),
                Arguments.of(401, OAUTH, "INVALID_API_KEY | The access token expired | no id"),
                Arguments.of(401, OAUTH_WITHOUT_DESCRIPTION, "INVALID_API_KEY | invalid_client | no id"),
                Arguments.of(
                        403,
                        PROBLEM_DOCUMENT,
                        "INSUFFICIENT_PERMISSIONS | Your current balance is 30, but that costs 50. | no id"),
                Arguments.of(404, PROBLEM_WITH_A_TITLE_ALONE, "RESOURCE_NOT_FOUND | Not Found | no id"),
                Arguments.of(404, SPRING_BOOT, "RESOURCE_NOT_FOUND | Not Found | no id"),
                Arguments.of(500, SPRING_BOOT_WITH_A_MESSAGE, "PROCESSING_ERROR | disk full | no id"),
                Arguments.of(400, SPRING_BOOT_WITH_AN_EMPTY_MESSAGE, "INVALID_REQUEST | Bad Request | no id"),
                Arguments.of(429, ID_AND_MESSAGE, "RATE_LIMIT_EXCEEDED | API rate limit exceeded | f2c1"),
                Arguments.of(429, "{\"code\":\"C\",\"message\":\"m\"}", "RATE_LIMIT_EXCEEDED | m | no id"),
                Arguments.of(500, "{\"error\":[],\"message\":{}}", "PROCESSING_ERROR | Internal Server Error | no id"),
                Arguments.of(500, "{\"error\":null}", "PROCESSING_ERROR | Internal Server Error | no id"),
                Arguments.of(500, "{}", "PROCESSING_ERROR | Internal Server Error | no id"),
                Arguments.of(500, "[" + ENVELOPE + "]", "PROCESSING_ERROR | Internal Server Error | no id"),
                Arguments.of(500, "[]", "PROCESSING_ERROR | Internal Server Error | no id"),
                Arguments.of(404, "\"No such avatar\"", "RESOURCE_NOT_FOUND | No such avatar | no id"),
                Arguments.of(404, "\"\"", "RESOURCE_NOT_FOUND | Not Found | no id"),
                Arguments.of(404, "404", "RESOURCE_NOT_FOUND | Not Found | no id"),
                Arguments.of(404, "null", "RESOURCE_NOT_FOUND | Not Found | no id"),
                Arguments.of(404, "true", "RESOURCE_NOT_FOUND | Not Found | no id"));
    }

    @ParameterizedTest
    @MethodSource("jsonOfOthers")
    void takesAMessageFromTheJsonOfOthers(int status, String body, String expected) {
        assertEquals("FOREIGN | " + expected + " | {}", describe(read(status, body)));
    }

    // ---- markup and text

    private static final String NGINX = """
            <html>
            <head><title>502 Bad Gateway</title></head>
            <body>
            <center><h1>502 Bad Gateway</h1></center>
            <hr><center>nginx</center>
            </body>
            </html>
            """;

    private static final String APACHE = """
            <!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">
            <html><head>
            <title>503 Service Unavailable</title>
            </head><body>
            <h1>Service Unavailable</h1>
            <p>Try again later.</p>
            </body></html>
            """;

    private static final String HAPROXY = """
            <html><body><h1>503 Service Unavailable</h1>
            No server is available to handle this request.
            </body></html>
            """;

    private static final String IIS = """
            <!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">
            <html xmlns="http://www.w3.org/1999/xhtml">
            <head>
            <meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"/>
            <title>404 - File or directory not found.</title>
            <style type="text/css"><!-- body{margin:0} --></style>
            </head>
            <body><div id="header"><h1>Server Error</h1></div></body>
            </html>
            """;

    private static final String CDN = """
            <!DOCTYPE html>
            <!--[if lt IE 7]> <html class="no-js ie6 oldie" lang="en-US"> <![endif]-->
            <html class="no-js" lang="en-US">
            <head>
            <TITLE lang="en"
                   class="t">example.com |
                522: Connection timed out</TITLE>
            <script>var secret = "swordfish"</script>
            """;

    private static final String STORAGE_XML = """
            <?xml version="1.0" encoding="UTF-8"?>
            <Error><Code>AccessDenied</Code><Message>Access Denied</Message><RequestId>4442587FB7D0A2F9</RequestId></Error>""";

    private static final String JDK_SERVER = "<h1>404 Not Found</h1>No context found for request";

    private static final String ENVOY =
            "upstream connect error or disconnect/reset before headers. reset reason: connection exception";

    static Stream<Arguments> pagesAndText() {
        return Stream.of(
                Arguments.of(502, NGINX, "PROCESSING_ERROR | 502 Bad Gateway"),
                Arguments.of(503, APACHE, "SERVICE_UNAVAILABLE | 503 Service Unavailable"),
                Arguments.of(503, HAPROXY, "SERVICE_UNAVAILABLE | Service Unavailable"),
                Arguments.of(404, IIS, "RESOURCE_NOT_FOUND | 404 - File or directory not found."),
                Arguments.of(522, CDN, "PROCESSING_ERROR | example.com | 522: Connection timed out"),
                Arguments.of(403, STORAGE_XML, "INSUFFICIENT_PERMISSIONS | Access Denied"),
                Arguments.of(404, JDK_SERVER, "RESOURCE_NOT_FOUND | Not Found"),
                Arguments.of(500, "<title></title>", "PROCESSING_ERROR | Internal Server Error"),
                Arguments.of(500, "<title> \n </title>", "PROCESSING_ERROR | Internal Server Error"),
                Arguments.of(500, "<title>never ends", "PROCESSING_ERROR | Internal Server Error"),
                Arguments.of(500, "\uFEFF\n" + NGINX, "PROCESSING_ERROR | 502 Bad Gateway"),
                Arguments.of(503, ENVOY, "SERVICE_UNAVAILABLE | " + ENVOY),
                Arguments.of(503, "\uFEFF" + ENVOY + "\r\n", "SERVICE_UNAVAILABLE | " + ENVOY),
                Arguments.of(504, "stream timeout", "PROCESSING_ERROR | stream timeout"),
                Arguments.of(429, "Too\r\nmany\trequests", "RATE_LIMIT_EXCEEDED | Too many requests"),
                Arguments.of(500, "404 page not found\n", "PROCESSING_ERROR | 404 page not found"),
                Arguments.of(500, "\u001B[31mred\u202E", "PROCESSING_ERROR | \uFFFD[31mred\uFFFD"));
    }

    @ParameterizedTest
    @MethodSource("pagesAndText")
    void takesAMessageFromPagesAndText(int status, String body, String expected) {
        assertEquals("FOREIGN | " + expected + " | no id | {}", describe(read(status, body)));
    }

    // ---- what is broken

    static IntStream cuts() {
        return IntStream.range(1, ENVELOPE.length());
    }

    @ParameterizedTest
    @MethodSource("cuts")
    void doesNotBelieveAnEnvelopeThatWasCut(int length) {
        assertEquals(
                "FOREIGN | RATE_LIMIT_EXCEEDED | Too Many Requests | no id | {}",
                describe(read(429, ENVELOPE.substring(0, length))));
    }

    static Stream<Arguments> bytesThatAreNotUtf8() {
        String zurich = "Zürich ist nicht verfügbar";
        return Stream.of(
                Arguments.of("a text in Latin-1", zurich.getBytes(ISO_8859_1), "Z\uFFFDrich ist nicht verf\uFFFDgbar"),
                Arguments.of(
                        "an envelope in Latin-1",
                        "{\"error\":{\"code\":\"C\",\"message\":\"Zürich\"}}".getBytes(ISO_8859_1),
                        "Service Unavailable"),
                Arguments.of("a text in UTF-16", zurich.getBytes(UTF_16), "Service Unavailable"),
                Arguments.of("an envelope in UTF-16", ENVELOPE.getBytes(UTF_16), "Service Unavailable"),
                Arguments.of("an envelope in UTF-16LE", ENVELOPE.getBytes(UTF_16LE), "Service Unavailable"),
                Arguments.of("a page in UTF-16", NGINX.getBytes(UTF_16), "Service Unavailable"),
                Arguments.of(
                        "the head of a PNG",
                        new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0, 0, 0, 13},
                        "Service Unavailable"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bytesThatAreNotUtf8")
    void makesNoWordsOfBytesThatAreNoText(String name, byte[] body, String message) {
        RemoteError error = read(503, body);

        assertEquals("FOREIGN | SERVICE_UNAVAILABLE | " + message + " | no id | {}", describe(error));
        assertArrayEquals(body, error.body());
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

    // ---- nothing

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\r\n\t ", "\uFEFF", "\uFEFF \n"})
    void readsNothingFromABlankBody(String body) {
        assertEquals("EMPTY | RESOURCE_NOT_FOUND | Not Found | no id | {}", describe(read(404, body)));
    }

    @Test
    void readsNothingFromNoBodyAndNoHeaders() {
        RemoteError error = RemoteError.of(404, null, null);

        assertEquals("EMPTY | RESOURCE_NOT_FOUND | Not Found | no id | {}", describe(error));
        assertEquals(0, error.body().length);
        assertFalse(error.truncated());
        assertEquals("404 RESOURCE_NOT_FOUND: Not Found (no KonPro error: no body)", error.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "-2147483648, PROCESSING_ERROR",
        "-1, PROCESSING_ERROR",
        "0, PROCESSING_ERROR",
        "200, PROCESSING_ERROR",
        "304, PROCESSING_ERROR",
        "399, PROCESSING_ERROR",
        "400, INVALID_REQUEST",
        "401, INVALID_API_KEY",
        "403, INSUFFICIENT_PERMISSIONS",
        "404, RESOURCE_NOT_FOUND",
        "405, INVALID_REQUEST",
        "429, RATE_LIMIT_EXCEEDED",
        "499, INVALID_REQUEST",
        "500, PROCESSING_ERROR",
        "502, PROCESSING_ERROR",
        "503, SERVICE_UNAVAILABLE",
        "504, PROCESSING_ERROR",
        "599, PROCESSING_ERROR",
        "999, PROCESSING_ERROR",
        "2147483647, PROCESSING_ERROR",
    })
    void takesTheCodeFromTheStatusWhereNoneWasSent(int status, ErrorCode code) {
        RemoteError error = read(status, "");

        assertEquals(status, error.status());
        assertEquals(code.code(), error.code());
        assertEquals(Optional.of(code), error.knownCode());
        assertTrue(error.is(code));
        assertEquals(Optional.ofNullable(HttpStatus.reasonOf(status)).orElse(code.message()), error.message());
    }

    // ---- hostile words in a well-formed envelope

    private static final String HOSTILE = """
            {"error":{"code":"A\\u001b[2J\\r\\nB\\u202e","message":"m\\u001b[2J\\r\\nforged\\u202e",\
            "details":{}},"request_id":"i\\u001b[2J\\r\\nd\\u202e"}""";

    @Test
    void neutralisesMessageIdAndLine() {
        RemoteError error = read(400, HOSTILE);

        assertEquals("m\uFFFD[2J forged\uFFFD", error.message());
        assertEquals(Optional.of("i\uFFFD[2J d\uFFFD"), error.requestId());
        assertEquals("400 A\uFFFD[2J B\uFFFD: m\uFFFD[2J forged\uFFFD (request i\uFFFD[2J d\uFFFD)", error.toString());
    }

    @Test
    void keepsTheExactTextOfAnEnvelope() {
        RemoteError error = read(400, HOSTILE);

        assertEquals(
                Optional.of(new ErrorEnvelope(
                        new ApiError("A\u001B[2J\r\nB\u202E", "m\u001B[2J\r\nforged\u202E", JsonObject.of()),
                        "i\u001B[2J\r\nd\u202E")),
                error.envelope());
        assertEquals("A\u001B[2J\r\nB\u202E", error.code());
    }

    @Test
    void boundsMessageIdAndLineButNotTheCodeItself() {
        String long100K = "x".repeat(100 << 10);
        RemoteError error = read(
                400,
                "{\"error\":{\"code\":\"%1$s\",\"message\":\"%1$s\"},\"request_id\":\"%1$s\"}".formatted(long100K));

        assertEquals("x".repeat(999) + "…", error.message());
        assertEquals("x".repeat(199) + "…", error.requestId().orElseThrow());
        assertEquals(
                "400 " + "x".repeat(99) + "…: " + "x".repeat(999) + "… (request " + "x".repeat(199) + "…)",
                error.toString());
        assertEquals(long100K, error.code());
        assertEquals(long100K, error.envelope().orElseThrow().error().message());
    }

    @Test
    void bounds100KibibytesOfOneLine() {
        assertEquals("x".repeat(999) + "…", read(502, "x".repeat(100 << 10)).message());
    }

    // ---- envelope()

    @Test
    void hasTheEnvelopeOnlyWhereItIsWhole() {
        assertEquals(
                Optional.of(ErrorEnvelope.parse(ENVELOPE)), read(400, ENVELOPE).envelope());
        assertEquals(
                Optional.empty(),
                read(400, "{\"error\":{\"code\":\"C\",\"message\":\"m\"}}").envelope());
        assertEquals(
                Optional.empty(),
                read(400, "{\"error\":{\"code\":\"C\"},\"request_id\":\"r\"}").envelope());
        assertEquals(
                Optional.empty(),
                read(400, "{\"error\":{\"code\":\"C\",\"message\":\"m\",\"details\":[]},\"request_id\":\"r\"}")
                        .envelope());
        assertEquals(Optional.empty(), read(400, NGINX).envelope());
        assertEquals(Optional.empty(), read(400, "").envelope());
    }

    /** Details have to be an object; whatever else was sent is in the body. */
    @Test
    void hasAnArrayOfDetailsInItsBodyAlone() {
        RemoteError error =
                read(400, "{\"error\":{\"code\":\"C\",\"message\":\"m\",\"details\":[\"a\"]},\"request_id\":\"r\"}");

        assertEquals(JsonObject.of(), error.details());
        assertEquals(
                List.of("a"),
                JsonValue.parse(error.body()).get("error").get("details").toJava());
    }

    @Test
    void parsesAWholeEnvelopeOnce() {
        RemoteError error = read(400, ENVELOPE);

        assertSame(error.envelope().orElseThrow(), error.envelope().orElseThrow());
        assertSame(error.envelope().orElseThrow().error().details(), error.details());
    }

    @Test
    void knowsAnApplicationsOwnCode() {
        RemoteError error = read(409, "{\"error\":{\"code\":\"OUT_OF_STOCK\"}}");

        assertTrue(error.is(ShopError.OUT_OF_STOCK));
        assertFalse(error.is(ErrorCode.INVALID_REQUEST));
        assertEquals(Optional.empty(), error.knownCode());
    }

    // ---- headers

    @Test
    void takesTheRequestIdFromTheHeaderOnlyWhereTheBodyHasNone() {
        Map<String, List<String>> headers = Map.of("X-Request-Id", List.of("header-1"));

        assertEquals(
                Optional.of("req-123456"),
                RemoteError.of(400, headers, ENVELOPE.getBytes(UTF_8)).requestId());
        assertEquals(
                Optional.of("header-1"),
                RemoteError.of(400, headers, NGINX.getBytes(UTF_8)).requestId());
        assertEquals(
                Optional.of("header-1"),
                RemoteError.of(400, headers, "{\"error\":{},\"request_id\":\" \\n\"}".getBytes(UTF_8))
                        .requestId());
        assertEquals(Optional.of("header-1"), RemoteError.of(400, headers, null).requestId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Request-Id", "x-request-id", "X-REQUEST-ID"})
    void findsTheRequestIdWhateverTheLetterCase(String name) {
        assertEquals(Optional.of("a"), read(name, "a").requestId());
    }

    @Test
    void cleansTheRequestIdOfTheHeader() {
        assertEquals(
                Optional.of("a\uFFFD b"), read("X-Request-Id", " a\u001B\r\nb ").requestId());
        assertEquals(Optional.empty(), read("X-Request-Id", " ").requestId());
        assertEquals(Optional.of("a b"), read("X-Request-Id", "a b").requestId());
    }

    @Test
    void passesOverWhatIsNullInTheHeaders() {
        Map<String, List<String>> headers = new HashMap<>();
        headers.put(null, List.of("HTTP/1.1 503 Service Unavailable"));
        headers.put("X-Request-Id", null);
        headers.put("x-request-id", Arrays.asList(null, "a", "b"));
        headers.put("Retry-After", Collections.singletonList(null));
        headers.put("retry-after", List.of("7"));

        RemoteError error = RemoteError.of(503, headers, null);

        assertEquals(Optional.of("a"), error.requestId());
        assertEquals(Optional.of(Duration.ofSeconds(7)), error.retryAdvice().delay());
    }

    @Test
    void isAsItWasWhateverBecomesOfItsArguments() {
        Map<String, List<String>> headers = new HashMap<>();
        List<String> delays = new ArrayList<>(List.of("7"));
        headers.put("Retry-After", delays);
        byte[] body = ENVELOPE.getBytes(UTF_8);
        RemoteError error = RemoteError.of(503, headers, body);
        headers.clear();
        delays.clear();
        Arrays.fill(body, (byte) 'x');

        assertEquals(Optional.of(ErrorEnvelope.parse(ENVELOPE)), error.envelope());
        assertEquals(Optional.of(Duration.ofSeconds(7)), error.retryAdvice().delay());
    }

    @Test
    void givesItsBodyAnewEachTime() {
        RemoteError error = read(400, ENVELOPE);
        Arrays.fill(error.body(), (byte) 'x');
        Arrays.fill(error.toException().remoteError().body(), (byte) 'x');

        assertArrayEquals(ENVELOPE.getBytes(UTF_8), error.body());
        assertEquals(Optional.of(ErrorEnvelope.parse(ENVELOPE)), error.envelope());
    }

    // ---- limits

    private static ErrorLimits bytes(int maxBodyBytes) {
        return new ErrorLimits(maxBodyBytes, Duration.ZERO, Duration.ofMinutes(2));
    }

    @Test
    void cutsTheBodyAtTheLimit() {
        byte[] body = ENVELOPE.getBytes(UTF_8);
        RemoteError whole = RemoteError.of(400, Map.of(), body, bytes(body.length));
        RemoteError cut = RemoteError.of(400, Map.of(), body, bytes(body.length - 1));
        RemoteError none = RemoteError.of(400, Map.of(), body, bytes(0));

        assertEquals(Kind.ENVELOPE, whole.kind());
        assertFalse(whole.truncated());
        assertEquals(Kind.FOREIGN, cut.kind());
        assertTrue(cut.truncated());
        assertArrayEquals(Arrays.copyOf(body, body.length - 1), cut.body());
        assertEquals(Kind.EMPTY, none.kind());
        assertTrue(none.truncated());
    }

    @Test
    void readsAMebibyteByDefault() {
        assertFalse(read(400, "x".repeat(1 << 20)).truncated());
        assertTrue(read(400, "x".repeat((1 << 20) + 1)).truncated());
        assertEquals(1 << 20, read(400, "x".repeat(3 << 20)).body().length);
    }

    // ---- serialization

    @Test
    void survivesSerialization() throws Exception {
        ErrorLimits limits = new ErrorLimits(120, Duration.ofSeconds(1), Duration.ofSeconds(3));
        Map<String, List<String>> headers =
                Map.of("X-Request-Id", List.of("header-1"), "Retry-After", List.of("1", "7"));
        RemoteError error = RemoteError.of(503, headers, ENVELOPE.getBytes(UTF_8), limits);

        RemoteError copy = JavaSerialization.copyOf(error);

        assertEquals(describe(error), describe(copy));
        assertEquals(503, copy.status());
        assertEquals("header-1", copy.requestId().orElseThrow());
        assertTrue(copy.truncated());
        assertEquals(Duration.ofSeconds(7), copy.retryAdvice().delay().orElseThrow());
        assertFalse(copy.retryAdvice().retryable());
        assertArrayEquals(error.body(), copy.body());
    }

    @Test
    void survivesSerializationWithItsRequestAndAnyBytes() throws Exception {
        byte[] body = new byte[256];
        for (int i = 0; i < body.length; i++) {
            body[i] = (byte) i;
        }
        Map<String, List<String>> headers = Map.of("odd", List.of("\ud83d\u0000\r\n", ""), "", List.of("x"));
        RemoteError error =
                RemoteError.of(-1, headers, body).withRequest("GET", URI.create("https://api.konpro.com/v1/avatars"));
        RemoteError copy = JavaSerialization.copyOf(error);

        assertEquals(error.toString(), copy.toString());
        assertTrue(copy.toString().startsWith("GET https://api.konpro.com/v1/avatars: -1 "), copy::toString);
        assertEquals(error.headers(), copy.headers());
        assertArrayEquals(body, copy.body());
    }

    /** In place of that text there is another one of the same length, in the UTF-8 of an object stream. */
    private static Object tampered(RemoteError error, String text, String other) throws Exception {
        byte[] stream = JavaSerialization.bytes(error);
        int at = new String(stream, ISO_8859_1).indexOf(text);
        byte[] replacement = other.getBytes(UTF_8);
        assertEquals(text.length(), replacement.length);
        System.arraycopy(replacement, 0, stream, at, replacement.length);
        return JavaSerialization.read(stream);
    }

    @Test
    void sanitisesARequestThatWasTamperedWith() throws Exception {
        RemoteError error = read(429, "").withRequest("GET", URI.create("/v1/xxx/yyyyyy"));

        assertEquals(
                "GET /v1/\uFFFD/\uFFFD: 429 RATE_LIMIT_EXCEEDED: Too Many Requests (no KonPro error: no body)",
                tampered(error, "xxx/yyyyyy", "\u202E/\\u001b").toString());
        assertEquals(
                "forged: 429 RATE_LIMIT_EXCEEDED: Too Many Requests (no KonPro error: no body)",
                tampered(error, "GET /v1/xxx/yyyyyy", "forged\\n\\n\\n\\n\\n\\n")
                        .toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"status\":429 | \"status\":4.9",
                "\"status\":429 | \"status\":\"9\"",
                "\"status\":429 | \"sTatus\":429",
                "\"headers\":[] | \"headers\":{}",
                "\"headers\":[] | \"headers\":77",
                "\"body\":\"xyz\" | \"body\":12345",
                "\"limits\":[1048576 | \"limits\":[-100000",
                "PT10S | PTxxS",
                "PT10S | PT-1S",
                "{\"status\" | [\"status\""
            })
    void refusesASerialFormThatWasTamperedWith(String text, String other) {
        RemoteError error = read(429, "xyz");

        assertThrows(InvalidObjectException.class, () -> tampered(error, text, other));
    }

    @Test
    void refusesASerialFormWithANameThatHasNoValue() {
        RemoteError error = read("a", "b");

        assertThrows(InvalidObjectException.class, () -> tampered(error, "\"a\",\"b\"", "\"a\"    "));
    }

    /** No length that is forged takes memory: whatever is wrong with a byte, there is an error or an exception of the stream. */
    @Test
    void isReadOrRefusedWhicheverByteOfItsSerialFormIsWrong() throws Exception {
        byte[] stream = JavaSerialization.bytes(read(429, ENVELOPE));
        int start = new String(stream, ISO_8859_1).indexOf("{\"status\"") - 3; // the type of a string, and its length
        for (int i = start; i < stream.length; i++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] copy = stream.clone();
                copy[i] ^= (byte) (1 << bit);
                try {
                    Object read = JavaSerialization.read(copy);
                    assertTrue(!(read instanceof RemoteError error)
                            || !error.toString().isEmpty());
                } catch (IOException | ClassNotFoundException | ClassCastException refused) {
                    // as it should be: the JDK throws the last one for an object of another class
                }
            }
        }
    }

    @Test
    void cannotBeReadButInItsSerialForm() throws Exception {
        Method readObject = RemoteError.class.getDeclaredMethod("readObject", ObjectInputStream.class);
        readObject.setAccessible(true);

        Exception refused = assertThrows(
                InvocationTargetException.class, () -> readObject.invoke(read(400, ""), (ObjectInputStream) null));

        assertSame(InvalidObjectException.class, refused.getCause().getClass());
    }

    @ParameterizedTest
    @CsvSource({
        "409, BUSY,                false, false",
        "400, VALIDATION_ERROR,    false, false",
        "503, SERVICE_UNAVAILABLE, true,  false",
        "500, SERVICE_UNAVAILABLE, true,  false",
        "500, BUSY,                false, true"
    })
    void takesTheCodeOfAResponseWithoutABodyFromItsHeader(
            int status, String code, boolean retryable, boolean needsIdempotency) {
        RemoteError error = RemoteError.of(status, Map.of("x-error-code", List.of(code)), new byte[0]);

        assertEquals(code, error.code());
        assertEquals(RemoteError.Kind.EMPTY, error.kind());
        assertEquals(new RetryAdvice(retryable, Optional.empty(), needsIdempotency), error.retryAdvice());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A B", "BUSY\r\nX: y", "\u00c4"})
    void takesNoCodeFromAHeaderThatHoldsNone(String code) {
        assertEquals(
                "INVALID_REQUEST",
                RemoteError.of(409, Map.of("X-Error-Code", List.of(code)), null).code());
    }

    @Test
    void takesTheCodeFromTheHeaderWhereTheBodyHasNone() {
        Map<String, List<String>> headers = Map.of("X-Error-Code", List.of("BUSY"));

        for (String body : List.of("<html>", ENVELOPE.substring(0, 20), "{\"error\":{\"message\":\"m\"}}", "null")) {
            RemoteError error = RemoteError.of(409, headers, body.getBytes(UTF_8));
            assertEquals("BUSY", error.code());
            assertTrue(error.toString().endsWith(" (no envelope: unknown type)"), error::toString);
            assertEquals(error.toString(), error.toException().getMessage());
        }
        assertEquals("409 BUSY: Conflict", RemoteError.of(409, headers, null).toString()); // the response to HEAD
        assertEquals(
                "INVALID_REQUEST",
                RemoteError.of(409, headers, ENVELOPE.getBytes(UTF_8)).code());
    }

    // ---- headers, violations, and the request

    @Test
    void hasTheHeadersInAnyLetterCase() {
        Map<String, Set<String>> headers = new LinkedHashMap<>();
        headers.put("x-limit", new LinkedHashSet<>(Arrays.asList("1", null, "2")));
        headers.put(null, Set.of("HTTP/1.1 429"));
        headers.put("Empty", Set.of());
        headers.put("Nothing", null);
        headers.put("X-LIMIT", Set.of("3"));
        RemoteError error = RemoteError.of(429, headers, null);

        assertEquals(Optional.of("1"), error.header("X-Limit"));
        assertEquals(Optional.empty(), error.header("Empty"));
        assertEquals(Map.of("x-limit", List.of("1", "2", "3")), error.headers());
        assertEquals(List.of("1", "2", "3"), error.headers().get("X-LIMIT"));
        headers.clear();
        assertEquals(Optional.of("1"), error.header("X-Limit"));
    }

    @Test
    void hasTheViolations() {
        assertEquals(
                List.of(new FieldViolation("avatar_id", "Avatar ID is required")),
                read(400, ENVELOPE).violations());
        assertEquals(List.of(), read(400, "<html>").violations());
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.konpro.com/v1/avatars, POST https://api.konpro.com/v1/avatars",
        "https://user:secret@api.konpro.com:8443/v1/a%20b?key=secret#secret, POST https://api.konpro.com:8443/v1/a%20b",
        "/v1/avatars?key=secret, POST /v1/avatars",
        "https://api.konpro.com, POST https://api.konpro.com",
        "http://user:secret@[2001:db8::1]:8080/v1, POST http://[2001:db8::1]:8080/v1",
        "http://user:secret@avatar_server:8080/v1, POST http://avatar_server:8080/v1", // no host name by RFC 2396
        "http://secret@secret@$/v1, POST http://$/v1",
        "http://user:secret@/v1, POST http:///v1",
        "http:/v1, POST http:/v1",
        "mailto:secret@konpro.com?secret, POST mailto:",
        "urn:secret, POST urn:",
        "#secret, POST",
        "?secret, POST"
    })
    void namesTheRequestWithoutSecrets(URI uri, String expected) {
        RemoteError error = read(429, "").withRequest("POST", uri);

        assertEquals(
                expected + ": 429 RATE_LIMIT_EXCEEDED: Too Many Requests (no KonPro error: no body)", error.toString());
        assertEquals(error.toString(), error.toException().getMessage());
    }

    @Test
    void refusesARequestThatIsNull() {
        RemoteError error = read(429, "");

        assertThrows(NullPointerException.class, () -> error.withRequest(null, URI.create("/")));
        assertThrows(NullPointerException.class, () -> error.withRequest("GET", null));
    }

    @Test
    void copiesWhenTheRequestIsNamed() {
        RemoteError error = read(400, ENVELOPE);
        RemoteError named = error.withRequest("GET", URI.create("/a")).withRequest("PUT", URI.create("/b"));

        assertEquals("400 INVALID_REQUEST: The request body is invalid (request req-123456)", error.toString());
        assertEquals("PUT /b: " + error, named.toString());
        assertEquals(describe(error), describe(named));
    }

    @Test
    void boundsTheRequest() {
        String text = read(429, "")
                .withRequest("GET\r\nX: y", URI.create("https://konpro.com/" + "x".repeat(100_000)))
                .toString();

        assertTrue(text.startsWith("GET X: y https://konpro.com/xxx"), text);
        assertTrue(text.length() < 300, text);
    }

    @ParameterizedTest
    @CsvSource({
        "text/html; charset=utf-8, <html>, text/html",
        "application/problem+json, {}, application/problem+json",
        "' ', x, unknown type",
    })
    void saysThatTheBodyIsNoKonProError(String contentType, String body, String said) {
        RemoteError error = RemoteError.of(502, Map.of("content-type", List.of(contentType)), body.getBytes(UTF_8));

        assertTrue(error.toString().endsWith(" (no KonPro error: " + said + ")"), error::toString);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"Message\":\"Request has expired\"} | Request has expired",
                "{\"detail\":{\"message\":\"nested\"}} | nested",
                "{\"errors\":[{\"message\":\"first\"},{\"message\":\"second\"}]} | first",
                "{\"errors\":[{\"detail\":\"first\"}]} | first",
                "{\"errors\":[]} | Forbidden",
                "{\"errors\":[\"x\"]} | Forbidden",
                "{\"error_description\":\"expired\"} | expired",
                "{\"message\":null,\"Message\":\"second\"} | second",
                "{\"message\":\"\",\"detail\":{\"message\":\"nested\"}} | nested",
                "{\"detail\":[{\"msg\":\"x\"}]} | Forbidden",
                "{\"errors\":[{\"title\":\"x\"}]} | Forbidden",
                "{\"errors\":{\"message\":\"x\"}} | Forbidden",
                "{\"code\":\"AccessDenied\"} | Forbidden",
                "<Error><Code>AccessDenied</Code></Error> | Forbidden",
                "<?xml version=\"1.0\"?> <Error> <Message>a\t b</Message></Error> | a b",
                "<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error> | Request has expired",
            })
    void findsWhatIsPlainlyAMessage(String body, String message) {
        assertEquals(message, read(403, body).message());
    }
}

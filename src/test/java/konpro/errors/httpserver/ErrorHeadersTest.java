package konpro.errors.httpserver;

import static org.junit.jupiter.api.Assertions.*;

import konpro.errors.testkit.OnEachExecutor;
import konpro.errors.testkit.RawClient;
import konpro.errors.testkit.TestServer;
import konpro.errors.testkit.Threads;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpHandler;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import konpro.errors.testkit.RawClient.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of the headers that a handler had set before it threw. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ErrorHeadersTest {

    private static final Map<String, String> DROPPED = Map.ofEntries(
            Map.entry("Content-Type", "image/png"),
            Map.entry("Content-Encoding", "gzip"),
            Map.entry("Content-Length", "1234567"),
            Map.entry("Content-Language", "x-klingon"),
            Map.entry("Content-Location", "/avatars/1.png"),
            Map.entry("Content-Disposition", "attachment; filename=\"secret.png\""),
            Map.entry("Content-Range", "bytes 0-1/2"),
            Map.entry("Content-MD5", "Q2hlY2sgSW50ZWdyaXR5IQ=="),
            Map.entry("Content-Digest", "sha-256=:AAAA:"),
            Map.entry("Repr-Digest", "sha-256=:BBBB:"),
            Map.entry("Digest", "sha-256=CCCC"),
            Map.entry("ETag", "\"v1\""),
            Map.entry("Last-Modified", "Wed, 21 Oct 2015 07:28:00 GMT"),
            Map.entry("Expires", "Wed, 21 Oct 2065 07:28:00 GMT"),
            Map.entry("Age", "31415926"),
            Map.entry("Accept-Ranges", "bytes"),
            Map.entry("Trailer", "Expires"),
            Map.entry("Transfer-Encoding", "chunked"),
            Map.entry("Cache-Control", "max-age=31536000"),
            Map.entry("X-Error-Code", "NONE"),
            Map.entry("CDN-Cache-Control", "max-age=600001"),
            Map.entry("Cloudflare-CDN-Cache-Control", "max-age=600002"),
            Map.entry("Surrogate-Control", "max-age=600003"),
            Map.entry("Edge-Control", "max-age=600004"),
            Map.entry("X-Accel-Expires", "600005"),
            Map.entry("X-Accel-Redirect", "/protected/secret.iso"),
            Map.entry("X-Sendfile", "/srv/secret.iso"),
            Map.entry("X-Lighttpd-Send-File", "/var/secret.iso"),
            Map.entry("Location", "https://elsewhere.example"),
            Map.entry("Refresh", "0; url=https://elsewhere.example"),
            Map.entry("Link", "</style.css>; rel=preload"),
            Map.entry("Retry-After", "600006"),
            Map.entry("Pragma", "x-pragma"),
            Map.entry("Signature", "sig1=:DDDD:"),
            Map.entry("Signature-Input", "sig1=(\"@status\")"),
            Map.entry("SourceMap", "/app.js.map"));

    private static final Map<String, String> KEPT = Map.of(
            "Content-Security-Policy", "default-src 'none'",
            "Content-Security-Policy-Report-Only", "default-src 'self'",
            "Access-Control-Allow-Origin", "*",
            "Access-Control-Expose-Headers", "X-Request-Id",
            "Strict-Transport-Security", "max-age=31536001",
            "Set-Cookie", "session=1",
            "Vary", "Origin",
            "Allow", "GET",
            "X-Powered-By", "tests");

    @OnEachExecutor
    void areDroppedWhereTheyDescribeOtherContentAndKeptElsewhere(Threads threads) throws Exception {
        HttpHandler handler = exchange -> {
            DROPPED.forEach(exchange.getResponseHeaders()::set);
            KEPT.forEach(exchange.getResponseHeaders()::set);
            throw new ApiException(ErrorCode.RESOURCE_NOT_FOUND, "No such avatar");
        };
        try (TestServer server = TestServer.start(threads, handler);
                RawClient client = new RawClient(server)) {
            Response response = client.exchange("GET / HTTP/1.1");
            assertEquals("RESOURCE_NOT_FOUND", response.envelope().error().code());
            DROPPED.forEach((name, value) -> assertFalse(client.seen().contains(value), name));
            KEPT.forEach((name, value) -> assertEquals(value, response.header(name.toLowerCase(Locale.ROOT))));
            Set<String> names = new HashSet<>(response.headers().keySet());
            KEPT.keySet().forEach(name -> names.remove(name.toLowerCase(Locale.ROOT)));
            assertEquals(
                    Set.of(
                            "cache-control",
                            "content-length",
                            "content-type",
                            "date",
                            "x-content-type-options",
                            "x-error-code",
                            "x-request-id"),
                    names);
        }
    }

    /** RFC 9110, section 11.6.1: a client chooses among all challenges. */
    @OnEachExecutor
    void keepTheHandlersChallenges(Threads threads) throws Exception {
        HttpHandler handler = exchange -> {
            Headers headers = exchange.getResponseHeaders();
            switch (exchange.getRequestURI().getPath()) {
                case "/two" -> {
                    headers.add("WWW-Authenticate", "Basic realm=\"x\"");
                    headers.add("WWW-Authenticate", "Digest realm=\"y\"");
                }
                case "/empty" -> headers.put("WWW-Authenticate", new ArrayList<>());
                default -> {}
            }
            throw new ApiException(ErrorCode.INVALID_API_KEY);
        };
        try (TestServer server = TestServer.start(threads, handler);
                RawClient client = new RawClient(server)) {
            assertEquals(
                    List.of("Basic realm=\"x\"", "Digest realm=\"y\""),
                    client.exchange("GET /two HTTP/1.1").headers().get("www-authenticate"));
            assertEquals("Bearer", client.exchange("GET /empty HTTP/1.1").header("www-authenticate"));
            assertEquals("Bearer", client.exchange("GET / HTTP/1.1").header("www-authenticate"));
        }
    }

    @OnEachExecutor
    void areSkippedWhereTheyAreNull(Threads threads) throws Exception {
        HttpHandler handler = exchange -> {
            Headers headers = exchange.getResponseHeaders();
            headers.add("X-Kept", "kept");
            headers.get("X-Kept").add(0, null);
            headers.set("X-Null-List", "");
            headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase("X-Null-List"))
                    .forEach(header -> header.setValue(null));
            headers.add("WWW-Authenticate", "");
            headers.get("WWW-Authenticate").set(0, null);
            if (exchange.getRequestURI().getPath().equals("/sent")) {
                exchange.sendResponseHeaders(204, -1); // it fails in the middle of the headers
            }
            throw new ApiException(ErrorCode.INVALID_API_KEY);
        };
        try (TestServer server = TestServer.start(threads, handler);
                RawClient client = new RawClient(server)) {
            Response thrown = client.exchange("GET / HTTP/1.1");
            assertEquals("INVALID_API_KEY", thrown.envelope().error().code());
            assertEquals("kept", thrown.header("x-kept"));
            assertEquals("Bearer", thrown.header("www-authenticate"));
            assertFalse(thrown.has("x-null-list"));
            Response sent = client.exchange("GET /sent HTTP/1.1");
            assertEquals("PROCESSING_ERROR", sent.envelope().error().code());
            assertEquals("kept", sent.header("x-kept"));
        }
    }

    @Test
    void areCleanedThroughTheirKeys() {
        Headers headers = new Headers();
        headers.set("Etag", "\"v1\"");
        headers.set("Vary", "Origin");
        headers.keySet().removeIf("Etag"::equals);
        assertEquals(Map.of("Vary", List.of("Origin")), Map.copyOf(headers));
    }
}

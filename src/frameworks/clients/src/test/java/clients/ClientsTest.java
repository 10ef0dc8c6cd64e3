package clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import feign.RetryableException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorMapper;
import konpro.errors.RemoteApiException;
import konpro.errors.RemoteError;
import konpro.errors.RemoteError.Kind;
import konpro.errors.RetryAdvice;
import konpro.errors.httpclient.HttpErrors;
import konpro.errors.httpserver.ErrorFilter;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.reactive.JdkClientHttpConnector;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;

/** Every client hears the same from a server, whatever that answers. */
@Timeout(30)
class ClientsTest {

    private static final String ENVELOPE = """
            {"error":{"code":"RATE_LIMIT_EXCEEDED","message":"Only 10 requests a minute"},"request_id":"req-429"}""";

    private static final OkHttpClient OK_HTTP = new OkHttpClient();
    private static final CloseableHttpClient HTTP_CLIENT =
            HttpClients.custom().disableAutomaticRetries().build();
    private static final SpringRestClient REST_CLIENT =
            new SpringRestClient(RestClient.builder().requestFactory(new JdkClientHttpRequestFactory()));
    private static final SpringRestClient REST_CLIENT_ON_HTTP_CLIENT = new SpringRestClient(
            RestClient.builder().requestFactory(new HttpComponentsClientHttpRequestFactory(HTTP_CLIENT)));
    private static final SpringWebClient WEB_CLIENT = new SpringWebClient(WebClient.builder());
    private static final SpringWebClient WEB_CLIENT_ON_JDK =
            new SpringWebClient(WebClient.builder().clientConnector(new JdkClientHttpConnector()));
    private static final SpringRestTemplate REST_TEMPLATE = new SpringRestTemplate();

    private static final java.net.http.HttpClient JDK = java.net.http.HttpClient.newHttpClient();

    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;

    private enum Client {
        OK_HTTP {
            @Override
            String call(String method, String uri) throws IOException {
                return OkHttp.callOkHttp(
                        ClientsTest.OK_HTTP,
                        new Request.Builder()
                                .url(uri)
                                .method(method, null)
                                .header("X-Request-Id", "req-1")
                                .build());
            }
        },
        HTTP_CLIENT_5 {
            @Override
            String call(String method, String uri) throws IOException {
                return callHttpClient(HTTP_CLIENT, method, uri);
            }
        },
        REST_CLIENT {
            @Override
            String call(String method, String uri) {
                return ClientsTest.REST_CLIENT.callRestClient(HttpMethod.valueOf(method), uri, "req-1");
            }
        },
        REST_CLIENT_ON_HTTP_CLIENT_5 {
            @Override
            String call(String method, String uri) {
                return REST_CLIENT_ON_HTTP_CLIENT.callRestClient(HttpMethod.valueOf(method), uri, "req-1");
            }
        },
        REST_TEMPLATE {
            @Override
            String call(String method, String uri) {
                return ClientsTest.REST_TEMPLATE.callRestTemplate(HttpMethod.valueOf(method), uri, "req-1");
            }
        },
        WEB_CLIENT {
            @Override
            String call(String method, String uri) {
                return ClientsTest.WEB_CLIENT
                        .callWebClient(HttpMethod.valueOf(method), uri, "req-1")
                        .block();
            }
        },
        WEB_CLIENT_ON_JDK {
            @Override
            String call(String method, String uri) {
                return ClientsTest.WEB_CLIENT_ON_JDK
                        .callWebClient(HttpMethod.valueOf(method), uri, "req-1")
                        .block();
            }
        },
        FEIGN {
            @Override
            String call(String method, String uri) {
                return method.equals("HEAD")
                        ? OpenFeign.AVATARS.head(URI.create(uri))
                        : OpenFeign.AVATARS.get(URI.create(uri));
            }
        },
        RETROFIT {
            @Override
            String call(String method, String uri) throws IOException {
                return method.equals("HEAD")
                        ? String.valueOf(Retrofit2.callRetrofit(Retrofit2.AVATARS.head(uri, "req-1")))
                        : Retrofit2.callRetrofit(Retrofit2.AVATARS.get(uri, "req-1"))
                                .string();
            }
        },
        JDK {
            @Override
            String call(String method, String uri) throws IOException {
                HttpRequest request = HttpRequest.newBuilder(URI.create(uri))
                        .method(method, BodyPublishers.noBody())
                        .header("X-Request-Id", "req-1")
                        .build();
                try {
                    return HttpErrors.send(ClientsTest.JDK, request, BodyHandlers.ofString())
                            .body();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
        };

        abstract String call(String method, String uri) throws IOException;
    }

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @ParameterizedTest
    @EnumSource
    void handsOnWhatSucceeds(Client client) throws IOException {
        serveFiltered(exchange -> {
            byte[] body = "ada".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });

        assertEquals("ada", client.call("GET", uri()));
    }

    @ParameterizedTest
    @EnumSource
    void readsWhatTheFilterAnswers(Client client) {
        serveFiltered(exchange -> {
            throw new ApiException(ErrorCode.RATE_LIMIT_EXCEEDED, "Only 10 requests a minute")
                    .detail("limit", 10)
                    .retryAfter(Duration.ofSeconds(30));
        });

        RemoteError error = error(client, "GET");

        assertEquals("429 RATE_LIMIT_EXCEEDED: Only 10 requests a minute (request req-1)", withoutRequest(error));
        assertEquals(10, error.details().get("limit").asInt());
        assertEquals(new RetryAdvice(true, Optional.of(Duration.ofSeconds(30)), false), error.retryAdvice());
        assertEquals(1, requests.get());
    }

    @ParameterizedTest
    @EnumSource
    void readsAnAnswerToHeadByItsHeaders(Client client) {
        serveFiltered(exchange -> {
            throw new ApiException(ErrorCode.RESOURCE_NOT_FOUND, "No such avatar");
        });

        RemoteError error = error(client, "HEAD");

        assertEquals(
                "404 RESOURCE_NOT_FOUND: " + ErrorCode.RESOURCE_NOT_FOUND.message() + " (request req-1)",
                withoutRequest(error));
        assertEquals(Kind.EMPTY, error.kind());
        assertEquals(new RetryAdvice(false, Optional.empty(), false), error.retryAdvice());
    }

    @ParameterizedTest
    @EnumSource
    void readsACompressedEnvelope(Client client) throws IOException {
        serve(429, gzip(ENVELOPE), "Content-Encoding", "gzip", "retry-after", "7");

        RemoteError error = error(client, "GET");

        assertEquals("429 RATE_LIMIT_EXCEEDED: Only 10 requests a minute (request req-429)", withoutRequest(error));
        assertEquals(ENVELOPE, new String(error.body(), StandardCharsets.UTF_8));
        assertEquals(new RetryAdvice(true, Optional.of(Duration.ofSeconds(7)), false), error.retryAdvice());
        assertEquals(1, requests.get());
    }

    /** With the status 418, that nobody documents, and a Content-Type that is not true. */
    @ParameterizedTest
    @MethodSource
    void readsWhateverCame(Client client, String body, String expected) {
        serve(418, body.getBytes(StandardCharsets.ISO_8859_1), "Content-Type", "image/png; charset=utf-16");

        RemoteError error = error(client, "GET");

        assertEquals(expected, error.kind() + " " + withoutRequest(error));
        assertEquals(body, new String(error.body(), StandardCharsets.ISO_8859_1));
        assertEquals(418, error.status());
    }

    /** The JDK's client names the request, others do not. */
    private static String withoutRequest(RemoteError error) {
        return error.toString().replaceFirst("^[A-Z]+ http://[^ ]+: ", "");
    }

    static Stream<Arguments> readsWhateverCame() {
        Map<String, String> bodies = Map.of(
                "{\"error\":{\"code\":\"TEAPOT\",\"message\":\"Short and stout\"},\"request_id\":\"req-418\"}",
                "ENVELOPE 418 TEAPOT: Short and stout (request req-418)",
                "\u00EF\u00BB\u00BF{\"error\":{\"code\":\"TEAPOT\"}}",
                "ENVELOPE 418 TEAPOT: The request is invalid",
                "{\"error\":{\"code\":7,\"message\":\"T\u00C3\u00A9\"}}",
                "PARTIAL 418 INVALID_REQUEST: T\u00E9 (no KonPro error: image/png)",
                "{\"error\":{\"code\":\"TEAPOT\",",
                "FOREIGN 418 INVALID_REQUEST: The request is invalid (no KonPro error: image/png)",
                "tea\u00FF\u0007\u001B[31mpot",
                "FOREIGN 418 INVALID_REQUEST: The request is invalid (no KonPro error: image/png)");
        return bodies.entrySet().stream()
                .flatMap(body ->
                        Stream.of(Client.values()).map(client -> Arguments.of(client, body.getKey(), body.getValue())));
    }

    @ParameterizedTest
    @EnumSource
    void readsTheStatusOfAProxysPage(Client client) {
        byte[] page = "<html><h1>Bad Gateway</h1></html>".getBytes(StandardCharsets.UTF_8);
        serve(502, page, "Content-Type", "text/html", "x-request-id", "req-502");

        RemoteError error = error(client, "GET");

        assertEquals(Kind.FOREIGN, error.kind());
        assertEquals(502, error.status());
        assertEquals("PROCESSING_ERROR", error.code());
        assertEquals(Optional.of("req-502"), error.requestId());
        assertEquals(new RetryAdvice(false, Optional.empty(), true), error.retryAdvice());
    }

    @ParameterizedTest
    @EnumSource
    void readsTheStatusOfAnEmptyAnswer(Client client) {
        serve(503, new byte[0], "Retry-After", "7", "Retry-After", "8");

        RemoteError error = error(client, "GET");

        assertEquals(Kind.EMPTY, error.kind());
        assertEquals(503, error.status());
        assertEquals("SERVICE_UNAVAILABLE", error.code());
        assertEquals(Optional.empty(), error.requestId());
        assertEquals(new RetryAdvice(true, Optional.of(Duration.ofSeconds(8)), true), error.retryAdvice());
        assertEquals(1, requests.get());
    }

    @ParameterizedTest
    @EnumSource
    void keepsNoMoreThanTheLimitOfALongAnswer(Client client) {
        serve(500, new byte[3 << 20]);

        RemoteError error = error(client, "GET");

        assertEquals(500, error.status());
        assertEquals(1 << 20, error.body().length);
        assertTrue(error.truncated());
    }

    /** Spring closes a response of HttpClient 5 by reading its rest, and has no way to cancel the request. */
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "REST_CLIENT_ON_HTTP_CLIENT_5")
    void readsAnEndlessBodyUpToTheLimit(Client client) {
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(502, 0);
            for (byte[] part = new byte[1 << 16]; ; ) {
                exchange.getResponseBody().write(part); // until the client has closed the connection
            }
        });

        RemoteError error = error(client, "GET");

        assertEquals(502, error.status());
        assertTrue(error.truncated());
    }

    @Test
    void feignKeepsTheStatusOfABodyThatBreaksOff() {
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(404, 0);
            exchange.getResponseBody().write(ENVELOPE.getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            throw new IOException("broken off");
        });

        RemoteApiException exception = assertThrows(RemoteApiException.class, () -> Client.FEIGN.call("GET", uri()));

        assertEquals(404, exception.remoteError().status());
        assertInstanceOf(IOException.class, exception.getCause());
    }

    @Test
    void webClientEndsWithTheExceptionItself() {
        serveFiltered(exchange -> {
            throw new ApiException(ErrorCode.RESOURCE_NOT_FOUND, "No such avatar");
        });

        assertEquals(
                "RESOURCE_NOT_FOUND",
                WEB_CLIENT
                        .callWebClient(HttpMethod.GET, uri(), "req-1")
                        .onErrorResume(
                                RemoteApiException.class,
                                e -> Mono.just(e.remoteError().code()))
                        .block());
    }

    /** Why the recipe reads buffers. */
    @Test
    void webClientAloneTakesAnEmptyErrorForASuccessAndALongOneForNoResponse() {
        WebClient client = WebClient.builder()
                .defaultStatusHandler(
                        HttpStatusCode::isError,
                        response -> response.bodyToMono(byte[].class)
                                .map(body -> RemoteError.of(502, Map.of(), body).toException()))
                .build();
        serve("/empty", 502, new byte[0]);
        serve("/long", 502, new byte[262_145]);
        String root = "http://localhost:" + server.getAddress().getPort();

        assertNull(client.get()
                .uri(root + "/empty")
                .retrieve()
                .bodyToMono(String.class)
                .block());
        Mono<String> call = client.get().uri(root + "/long").retrieve().bodyToMono(String.class);
        assertThrows(DataBufferLimitException.class, call::block);
    }

    /** Why the page says so. */
    @Test
    void feignRepeatsAPostThatHasNoResponse() {
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            throw new IOException("no response");
        });

        assertThrows(RetryableException.class, () -> OpenFeign.AVATARS.post(URI.create(uri())));
        assertTrue(requests.get() > 1);
    }

    /** Why the page says so. */
    @Test
    void httpClient5RepeatsByItself() throws IOException {
        serve(503, new byte[0], "Retry-After", "0");

        try (CloseableHttpClient client = HttpClients.createDefault()) {
            assertThrows(RemoteApiException.class, () -> callHttpClient(client, "POST", uri()));
        }

        assertEquals(2, requests.get());
    }

    private static String callHttpClient(HttpClient client, String method, String uri) throws IOException {
        HttpUriRequestBase request = new HttpUriRequestBase(method, URI.create(uri));
        request.setHeader("X-Request-Id", "req-1");
        return HttpClient5.callHttpClient(client, request);
    }

    private RemoteError error(Client client, String method) {
        return assertThrows(RemoteApiException.class, () -> client.call(method, uri()))
                .remoteError();
    }

    private String uri() {
        return "http://localhost:" + server.getAddress().getPort() + "/v1/avatars/7";
    }

    private void serveFiltered(HttpHandler handler) {
        ErrorFilter.install(
                server.createContext("/", exchange -> {
                    requests.incrementAndGet();
                    handler.handle(exchange);
                }),
                ErrorMapper.builder().onFailure((response, cause) -> {}).build());
    }

    private void serve(int status, byte[] body, String... headers) {
        serve("/", status, body, headers);
    }

    private void serve(String path, int status, byte[] body, String... headers) {
        server.createContext(path, exchange -> {
            requests.incrementAndGet();
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
            }
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}

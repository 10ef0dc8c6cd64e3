package konpro.errors.httpserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.*;

import konpro.errors.testkit.OnEachExecutor;
import konpro.errors.testkit.RawClient;
import konpro.errors.testkit.TestServer;
import konpro.errors.testkit.Threads;
import konpro.errors.testkit.Work;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorMapper;
import konpro.errors.testkit.RawClient.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** A handler that returns before there is a response, and another thread that responds later. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AsynchronousHandlerTest {

    private interface Work {
        void respond(HttpExchange exchange) throws Exception;
    }

    private static final ErrorMapper ERRORS =
            ErrorMapper.builder().onFailure((response, cause) -> {}).build();

    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final Semaphore handlerHasReturned = new Semaphore(0);

    @AfterEach
    void stop() throws InterruptedException {
        workers.shutdownNow();
        assertTrue(workers.awaitTermination(20, TimeUnit.SECONDS));
    }

    private HttpHandler later(Work work) {
        return exchange -> workers.execute(() -> {
            try {
                handlerHasReturned.acquire();
                work.respond(exchange);
            } catch (Throwable e) {
                fail(exchange, e);
            }
        });
    }

    /** As docs/server.md shows it. */
    private static void fail(HttpExchange exchange, Throwable exception) {
        try {
            ErrorFilter.send(exchange, ERRORS.respond(exception, ErrorFilter.requestId(exchange)));
        } catch (IOException e) {
            exchange.close();
        }
    }

    private void request(TestServer server, RawClient client) throws Exception {
        client.request("GET / HTTP/1.1", "X-Request-Id: req-123456");
        assertEquals(Optional.empty(), server.end());
        handlerHasReturned.release();
    }

    @OnEachExecutor
    void respondsLater(Threads threads) throws Exception {
        for (int length : new int[] {4, 0}) { // known, and chunked
            Work work = exchange -> {
                exchange.sendResponseHeaders(200, length);
                exchange.getResponseBody().write("fine".getBytes(UTF_8));
                exchange.close();
            };
            try (TestServer server = TestServer.start(threads, later(work));
                    RawClient client = new RawClient(server)) {
                for (int i = 0; i < 3; i++) {
                    request(server, client);
                    Response response = client.response();
                    assertEquals("200 fine", response.status() + " " + response.text());
                    assertEquals("req-123456", response.header("x-request-id"));
                }
            }
        }
    }

    @OnEachExecutor
    void sendsTheErrorOfTheOtherThread(Threads threads) throws Exception {
        Work work = exchange -> {
            throw new ApiException(ErrorCode.RESOURCE_NOT_FOUND, "No such avatar");
        };
        try (TestServer server = TestServer.start(threads, later(work));
                RawClient client = new RawClient(server)) {
            for (int i = 0; i < 3; i++) {
                request(server, client);
                assertEquals("""
                        {"error":{"code":"RESOURCE_NOT_FOUND","message":"No such avatar"},"request_id":"req-123456"}""", client.response().text());
            }
            assertEquals(0, server.notificationsLeft());
        }
    }

    /** Half a chunked response looks whole, and the page says so: nothing but the handler's thread can break it off. */
    @OnEachExecutor
    void breaksOffHalfAResponseOfKnownLengthAlone(Threads threads) throws Exception {
        for (int length : new int[] {8, 0}) {
            Work work = exchange -> {
                exchange.sendResponseHeaders(200, length);
                exchange.getResponseBody().write("half".getBytes(UTF_8));
                throw new IllegalStateException("thrown");
            };
            try (TestServer server = TestServer.start(threads, later(work));
                    RawClient client = new RawClient(server)) {
                request(server, client);
                if (length > 0) {
                    assertThrows(IOException.class, client::response);
                } else {
                    assertEquals("half", client.response().text());
                }
            }
        }
    }
}

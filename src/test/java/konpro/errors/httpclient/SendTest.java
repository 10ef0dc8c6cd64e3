package konpro.errors.httpclient;

import static konpro.errors.testkit.Responses.deadline;
import static konpro.errors.testkit.Responses.response;
import static konpro.errors.testkit.Way.CLIENT;
import static org.junit.jupiter.api.Assertions.*;

import konpro.errors.testkit.RawServer;
import konpro.errors.testkit.Responses;
import konpro.errors.testkit.Way;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that get no response, or are given up. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class SendTest {

    @ParameterizedTest
    @EnumSource
    void aRefusedConnectionStaysAConnectException(Way way) {
        assertThrows(ConnectException.class, () -> way.call(RawServer.NOBODY));
    }

    @ParameterizedTest
    @EnumSource
    void aTimeoutBeforeTheHeadStaysAnHttpTimeoutException(Way way) throws IOException {
        for (String response : new String[] {"", "HTTP/1.1 404 Not Found\r\n"}) {
            try (RawServer server = RawServer.responding(response)) {
                HttpRequest request = HttpRequest.newBuilder(server.uri())
                        .timeout(Duration.ofMillis(200))
                        .build();

                assertThrows(HttpTimeoutException.class, () -> way.call(request));
            }
        }
    }

    /** Before the head, within it, and within the body of an error. */
    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 404 Not Found\r\n", "HTTP/1.1 404 \r\nContent-Length: 9\r\n\r\n"})
    void anInterruptionStaysAnInterruptedException(String response) throws Exception {
        CountDownLatch sent = new CountDownLatch(1);
        try (RawServer server = new RawServer(connection -> {
            connection.send(response);
            sent.countDown();
        })) {
            CompletableFuture<Throwable> outcome = new CompletableFuture<>();
            Thread caller = new Thread(() -> outcome.complete(assertThrows(
                    Throwable.class,
                    () -> HttpErrors.send(
                            CLIENT, server.request(), BodyHandlers.ofString(), deadline(Duration.ofDays(1))))));
            caller.start();
            sent.await();
            caller.interrupt();

            assertInstanceOf(InterruptedException.class, outcome.get(20, TimeUnit.SECONDS));
            server.awaitClosed();
        }
    }

    @Test
    void refusesAtOnceWhatTheClientRefusesAtOnce() {
        assertThrows(NullPointerException.class, () -> HttpErrors.send(CLIENT, null, BodyHandlers.ofString()));
    }

    static Stream<BodyPublisher> throwingPublishers() {
        return Stream.of(new IllegalArgumentException("a bug"), new UncheckedIOException(new IOException("no file")))
                .flatMap(exception -> Stream.of(
                        new ThrowingPublisher(() -> {
                            throw exception;
                        }),
                        new ThrowingPublisher(() -> URI.create("http://[")),
                        BodyPublishers.ofInputStream(() -> {
                            throw exception;
                        })));
    }

    @ParameterizedTest
    @MethodSource("throwingPublishers")
    void throwsWhatABodyPublisherThrowsLikeTheClient(BodyPublisher publisher) throws IOException {
        try (RawServer server = RawServer.responding(response("200 OK", "hello"))) {
            HttpRequest request =
                    HttpRequest.newBuilder(server.uri()).POST(publisher).build();
            for (Way way : Way.values()) {
                Throwable without = assertThrows(
                        Throwable.class, () -> way.callWithoutUs(CLIENT, request, BodyHandlers.ofString()));

                assertEquals(
                        SuccessTest.causes(without),
                        SuccessTest.causes(assertThrows(Throwable.class, () -> way.call(request))));
            }
        }
    }

    /** When the client subscribes to it. */
    private record ThrowingPublisher(Runnable bug) implements BodyPublisher {
        @Override
        public long contentLength() {
            return 5;
        }

        @Override
        public void subscribe(Subscriber<? super ByteBuffer> subscriber) {
            bug.run();
        }
    }
}

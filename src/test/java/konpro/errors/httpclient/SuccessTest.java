package konpro.errors.httpclient;

import static java.nio.charset.StandardCharsets.UTF_8;
import static konpro.errors.testkit.Responses.chunk;
import static konpro.errors.testkit.Responses.chunkedHead;
import static konpro.errors.testkit.Responses.limit;
import static konpro.errors.testkit.Responses.response;
import static konpro.errors.testkit.Way.CLIENT;
import static org.junit.jupiter.api.Assertions.*;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import konpro.errors.ErrorLimits;
import konpro.errors.testkit.RawServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Responses that are not errors: the caller's handler gets them as from the client alone. */
class SuccessTest extends EachWay {

    /** The limits for errors limit nothing else. */
    private static final ErrorLimits NOTHING = new ErrorLimits(0, Duration.ZERO, Duration.ZERO);

    @Test
    void theHandlerGetsTheResponseOfTheClientAndTheClientTheSubscriberOfTheHandler() {
        ResponseInfo head = new ErrorSubscriberTest.Head(399);
        List<ResponseInfo> asked = new ArrayList<>();
        BodySubscriber<String> subscriber = BodySubscribers.replacing("");
        BodyHandler<String> handler = response -> {
            asked.add(response);
            return subscriber;
        };

        assertSame(subscriber, new Call<>(RawServer.TO_NO_SERVER, handler, NOTHING).apply(head));
        HttpErrors.orThrow(handler, NOTHING).apply(head);
        assertEquals(List.of(head, head), asked);
    }

    @Test
    void theSubscriberGetsTheSameCallsAsFromTheClientAlone() throws Exception {
        server.responds("200 OK", "hello");
        Recorder alone = new Recorder();
        Recorder called = new Recorder();
        Recorder orThrow = new Recorder();

        way.callByClientAlone(CLIENT, server.request(), head -> alone);
        assertEquals(
                "hello",
                way.call(CLIENT, server.request(), head -> called, NOTHING).body());
        assertEquals(
                "hello",
                way.callByClientAlone(CLIENT, server.request(), HttpErrors.orThrow(head -> orThrow, NOTHING))
                        .body()
                        .get());

        assertEquals(List.of("getBody", "onSubscribe", "onNext 1 hello", "onComplete"), called.calls());
        assertEquals(called.calls(), alone.calls());
        assertEquals(called.calls(), orThrow.calls());
    }

    @Test
    void aBodyStreamsWhileTheServerStillSends() throws Exception {
        Semaphore firstIsRead = new Semaphore(0);
        server.runs(connection -> {
            connection.send(chunkedHead(200) + chunk("first\nsec"));
            firstIsRead.acquire();
            connection.send(chunk("ond\n") + "0\r\n\r\n");
        });

        try (InputStream in = call(BodyHandlers.ofInputStream(), NOTHING)) {
            assertEquals("first\nsec", new String(in.readNBytes(9), UTF_8));
            firstIsRead.release();
            assertEquals("ond\n", new String(in.readAllBytes(), UTF_8));
        }
        try (Stream<String> lines = call(BodyHandlers.ofLines(), NOTHING)) {
            assertEquals(
                    List.of("first", "second"),
                    lines.peek(line -> firstIsRead.release()).toList());
        }
    }

    @Test
    void aSubscriberOfTheCallerGetsTheBody() throws Exception {
        server.responds("200 OK", "hello");

        assertEquals("hello", call(BodyHandlers.fromSubscriber(new Recorder(), Recorder::text), NOTHING));
    }

    @Test
    void aFileIsWritten(@TempDir Path directory) throws Exception {
        Path target = directory.resolve("avatar.png");
        server.responds("200 OK", "a picture");

        assertEquals(target, call(BodyHandlers.ofFile(target), NOTHING));
        assertEquals("a picture", Files.readString(target));
    }

    @Test
    void aLongBodyIsNotCut() throws Exception {
        byte[] body = "z".repeat(3 << 20).getBytes(UTF_8);
        server.sends(response("200 OK", body));

        assertArrayEquals(body, call(BodyHandlers.ofByteArray(), limit(10)));
    }

    private <T> T call(BodyHandler<T> handler, ErrorLimits limits) throws IOException, InterruptedException {
        return way.call(CLIENT, server.request(), handler, limits).body();
    }

    static Stream<Arguments> handlersThatFail() {
        return Stream.of(
                        new IllegalStateException("closed on Mondays"),
                        new IllegalArgumentException("not a colour"),
                        new NumberFormatException("not a number"),
                        new UncheckedIOException(new IOException("disk full")))
                .flatMap(exception -> Stream.<BodyHandler<String>>of(
                                head -> {
                                    throw exception;
                                },
                                head -> BodySubscribers.mapping(BodySubscribers.ofString(UTF_8), text -> {
                                    throw exception;
                                }),
                                head -> new Recorder() {
                                    @Override
                                    public synchronized void onNext(List<ByteBuffer> buffers) {
                                        throw exception;
                                    }
                                })
                        .map(handler -> Arguments.of(exception, handler)));
    }

    @ParameterizedTest
    @MethodSource("handlersThatFail")
    void anExceptionOfTheHandlerIsThrownAsByTheClientAlone(RuntimeException exception, BodyHandler<String> handler) {
        server.responds("200 OK", "hello");

        assertTrue(failure(server.request(), handler, NOTHING).contains(exception));
    }

    /** Notes every call. */
    private static class Recorder implements BodySubscriber<String> {

        private final List<String> calls = new ArrayList<>();
        private final BodySubscriber<String> subscriber = BodySubscribers.ofString(UTF_8);

        String text() {
            return subscriber.getBody().toCompletableFuture().join();
        }

        /** When the client asks for the body differs between its releases: here that comes first. */
        synchronized List<String> calls() {
            return Stream.concat(
                            calls.stream().filter("getBody"::equals),
                            calls.stream().filter(call -> !call.equals("getBody")))
                    .toList();
        }

        @Override
        public synchronized CompletionStage<String> getBody() {
            calls.add("getBody");
            return subscriber.getBody();
        }

        @Override
        public synchronized void onSubscribe(Subscription subscription) {
            calls.add("onSubscribe");
            subscriber.onSubscribe(subscription);
        }

        @Override
        public synchronized void onNext(List<ByteBuffer> buffers) {
            StringBuilder text = new StringBuilder();
            buffers.forEach(buffer -> text.append(UTF_8.decode(buffer.duplicate())));
            calls.add("onNext " + buffers.size() + " " + text);
            subscriber.onNext(buffers);
        }

        @Override
        public synchronized void onError(Throwable exception) {
            calls.add("onError " + exception);
            subscriber.onError(exception);
        }

        @Override
        public synchronized void onComplete() {
            calls.add("onComplete");
            subscriber.onComplete();
        }
    }
}

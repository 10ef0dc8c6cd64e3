package konpro.errors.httpclient;

import static java.nio.charset.StandardCharsets.UTF_8;
import static konpro.errors.testkit.Responses.chunk;
import static konpro.errors.testkit.Responses.chunkedHead;
import static konpro.errors.testkit.Responses.limit;
import static konpro.errors.testkit.Responses.response;
import static konpro.errors.testkit.Way.CLIENT;
import static org.junit.jupiter.api.Assertions.*;

import konpro.errors.testkit.RawServer;
import konpro.errors.testkit.Responses;
import konpro.errors.testkit.Way;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow.Subscription;
import java.util.function.Supplier;
import java.util.stream.Stream;
import konpro.errors.ErrorLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Responses that are no errors: for them, it is as if we were not there. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class SuccessTest {

    /** No limit for errors is one for the rest. */
    private static final ErrorLimits NOTHING = new ErrorLimits(0, Duration.ZERO, Duration.ZERO);

    private static final HttpRequest REQUEST =
            HttpRequest.newBuilder(URI.create("http://localhost/")).build();

    @Test
    void theClientDealsWithTheSubscriberItself() {
        BodySubscriber<String> subscriber = BodySubscribers.ofString(UTF_8);

        assertSame(subscriber, new Call<>(REQUEST, response -> subscriber, NOTHING).apply(new Head(200)));
    }

    @Test
    void theHandlerIsAskedAboutTheResponseItself() {
        Head head = new Head(399);
        List<ResponseInfo> asked = new ArrayList<>();
        BodyHandler<String> handler = response -> {
            asked.add(response);
            return BodySubscribers.replacing("");
        };

        new Call<>(REQUEST, handler, NOTHING).apply(head);
        HttpErrors.orThrow(handler, NOTHING).apply(head);

        assertEquals(List.of(head, head), asked);
    }

    @ParameterizedTest
    @EnumSource
    void theSubscriberSeesTheSameCallsAsWithoutUs(Way way) throws Exception {
        byte[] sent = response("200 OK", "hello");
        try (RawServer server = RawServer.responding(sent)) {
            Recorder with = new Recorder();
            Recorder without = new Recorder();

            HttpResponse<String> response = way.call(CLIENT, server.request(), head -> with, NOTHING);
            way.callWithoutUs(CLIENT, server.request(), head -> without);

            assertEquals("hello", response.body());
            assertEquals(sorted(without.calls), sorted(with.calls));
            assertEquals(List.of("getBody", "onSubscribe", "onNext 1 hello", "onComplete"), sorted(with.calls));
        }
    }

    @ParameterizedTest
    @EnumSource
    void theSubscriberSeesTheSameCallsBehindOrThrow(Way way) throws Exception {
        try (RawServer server = RawServer.responding(response("200 OK", "hello"))) {
            Recorder with = new Recorder();
            Recorder without = new Recorder();

            HttpResponse<Supplier<String>> response =
                    way.callWithoutUs(CLIENT, server.request(), HttpErrors.orThrow(head -> with, NOTHING));
            way.callWithoutUs(CLIENT, server.request(), head -> without);

            assertEquals("hello", response.body().get());
            assertEquals(sorted(without.calls), sorted(with.calls));
        }
    }

    /** When the body is asked for is the client's affair, and changes from one release to the next. */
    private static List<String> sorted(List<String> calls) {
        return Stream.concat(
                        calls.stream().filter("getBody"::equals),
                        calls.stream().filter(call -> !call.equals("getBody")))
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void aBodyStreamsWhileTheServerStillSends(Way way) throws Exception {
        CountDownLatch firstIsRead = new CountDownLatch(1);
        try (RawServer server = new RawServer(connection -> {
            connection.send(chunkedHead(200) + chunk("first"));
            firstIsRead.await();
            connection.send(chunk("second") + "0\r\n\r\n");
        })) {
            HttpResponse<InputStream> response =
                    way.call(CLIENT, server.request(), BodyHandlers.ofInputStream(), NOTHING);

            try (InputStream in = response.body()) {
                assertArrayEquals("first".getBytes(UTF_8), in.readNBytes(5));
                firstIsRead.countDown();
                assertArrayEquals("second".getBytes(UTF_8), in.readAllBytes());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void linesStreamWhileTheServerStillSends(Way way) throws Exception {
        CountDownLatch firstIsRead = new CountDownLatch(1);
        try (RawServer server = new RawServer(connection -> {
            connection.send(chunkedHead(200) + chunk("first\nsec"));
            firstIsRead.await();
            connection.send(chunk("ond\n") + "0\r\n\r\n");
        })) {
            try (Stream<String> lines = way.call(CLIENT, server.request(), BodyHandlers.ofLines(), NOTHING)
                    .body()) {
                assertEquals(
                        List.of("first", "second"),
                        lines.peek(line -> firstIsRead.countDown()).toList());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSubscriberOfTheCallersOwnIsFed(Way way) throws Exception {
        Recorder recorder = new Recorder();
        try (RawServer server = RawServer.responding(response("200 OK", "hello"))) {
            HttpResponse<String> response =
                    way.call(CLIENT, server.request(), BodyHandlers.fromSubscriber(recorder, Recorder::text), NOTHING);

            assertEquals("hello", response.body());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aFileIsWritten(Way way, @TempDir Path directory) throws Exception {
        Path target = directory.resolve("avatar.png");
        try (RawServer server = RawServer.responding(response("200 OK", "a picture"))) {
            assertEquals(
                    target,
                    way.call(CLIENT, server.request(), BodyHandlers.ofFile(target), NOTHING)
                            .body());
        }
        assertEquals("a picture", Files.readString(target));
    }

    @ParameterizedTest
    @EnumSource
    void aLongBodyIsNotCut(Way way) throws Exception {
        byte[] body = "z".repeat(3 << 20).getBytes(UTF_8);
        try (RawServer server = RawServer.responding(response("200 OK", body))) {
            assertArrayEquals(
                    body,
                    way.call(CLIENT, server.request(), BodyHandlers.ofByteArray(), limit(10))
                            .body());
        }
    }

    static Stream<Arguments> handlersThatFail() {
        List<RuntimeException> exceptions = List.of(
                new IllegalStateException("closed on Mondays"),
                new IllegalArgumentException("not a colour"),
                new NumberFormatException("not a number"),
                new UncheckedIOException(new IOException("disk full")));
        return exceptions.stream()
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
                        .flatMap(handler -> Stream.of(Way.values()).map(way -> Arguments.of(exception, handler, way))));
    }

    @ParameterizedTest
    @MethodSource("handlersThatFail")
    void anExceptionOfTheHandlerIsThrownAsByTheClientAlone(
            RuntimeException exception, BodyHandler<String> handler, Way way) throws IOException {
        try (RawServer server = RawServer.responding(response("200 OK", "hello"))) {
            Throwable without =
                    assertThrows(Throwable.class, () -> way.callWithoutUs(CLIENT, server.request(), handler));
            Throwable with = assertThrows(Throwable.class, () -> way.call(CLIENT, server.request(), handler, NOTHING));

            assertEquals(causes(without), causes(with));
            assertSame(exception, exceptionIn(with, exception));
        }
    }

    static List<String> causes(Throwable exception) {
        return Stream.iterate(exception, cause -> cause != null, Throwable::getCause)
                .map(Throwable::toString)
                .toList();
    }

    private static Throwable exceptionIn(Throwable thrown, Throwable exception) {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                .filter(cause -> cause == exception)
                .findFirst()
                .orElse(null);
    }

    /** The head of a response that came from nowhere. */
    private record Head(int statusCode) implements ResponseInfo {
        @Override
        public HttpHeaders headers() {
            return HttpHeaders.of(Map.of(), (name, value) -> true);
        }

        @Override
        public java.net.http.HttpClient.Version version() {
            return java.net.http.HttpClient.Version.HTTP_1_1;
        }
    }

    /** Notes every call. */
    private static class Recorder implements BodySubscriber<String> {

        private final List<String> calls = new ArrayList<>();
        private final BodySubscriber<String> subscriber = BodySubscribers.ofString(UTF_8);

        String text() {
            return subscriber.getBody().toCompletableFuture().join();
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

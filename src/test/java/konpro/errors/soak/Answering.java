package konpro.errors.soak;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorMapper;
import konpro.errors.RemoteApiException;
import konpro.errors.RemoteError;
import konpro.errors.RemoteError.Kind;
import konpro.errors.httpclient.Answers;
import konpro.errors.httpserver.ErrorFilter;

/** A handler of ours answers by itself, well or badly, or is not asked at all. */
enum Answering implements Exchange {
    WITH_A_SUCCESS(0) {
        @Override
        void answer(HttpExchange exchange, ErrorMapper errors) throws IOException {
            byte[] body = "Avatar ✓".getBytes(UTF_8);
            exchange.sendResponseHeaders(200, Loopback.variant(exchange) % 2 == 0 ? body.length : 0);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }

        @Override
        public void run(Loopback loopback, Turn turn) throws Exception {
            loopback.call(turn, request(loopback, turn).build()).assertSuccess(200, "Avatar ✓");
        }
    },

    WITH_NOTHING(0) {
        @Override
        void answer(HttpExchange exchange, ErrorMapper errors) throws IOException {
            exchange.sendResponseHeaders(204, -1);
        }

        @Override
        public void run(Loopback loopback, Turn turn) throws Exception {
            loopback.call(turn, request(loopback, turn).DELETE().build()).assertSuccess(204, "");
        }
    },

    WITH_THE_LENGTH_OF_ALL_THAT_WAS_UPLOADED(0) {
        @Override
        void answer(HttpExchange exchange, ErrorMapper errors) throws IOException {
            int length = exchange.getRequestBody().readAllBytes().length;
            exchange.sendResponseHeaders(201, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(Integer.toString(length).getBytes(UTF_8));
            }
        }

        @Override
        public void run(Loopback loopback, Turn turn) throws Exception {
            byte[] upload = new byte[turn.variant() % 50_000];
            HttpRequest request = request(loopback, turn)
                    .POST(BodyPublishers.ofByteArray(upload))
                    .build();
            loopback.call(turn, request).assertSuccess(201, Integer.toString(upload.length));
        }
    },

    WITH_ITS_OWN_ERROR_RESPONSE(1) {
        @Override
        void answer(HttpExchange exchange, ErrorMapper errors) throws IOException {
            ErrorFilter.send(exchange, errors.respond(MOVED, ErrorFilter.requestId(exchange)));
        }

        @Override
        public void run(Loopback loopback, Turn turn) throws Exception {
            SentId id = SentId.any(turn);
            HttpRequest request = loopback.request(turn, path(turn), id).build();
            new Said(MOVED, id).assertHeard(loopback.call(turn, request));
        }
    },

    WITH_HALF_A_SUCCESS_BEFORE_IT_FAILS(1) {
        @Override
        void answer(HttpExchange exchange, ErrorMapper errors) throws IOException {
            exchange.sendResponseHeaders(200, Loopback.variant(exchange) % 2 == 0 ? 1_000 : 0);
            try (OutputStream out = exchange.getResponseBody()) { // which is closed before the failure is out
                out.write("half".getBytes(UTF_8));
                throw new IllegalStateException("after the headers");
            }
        }

        @Override
        public void run(Loopback loopback, Turn turn) throws Exception {
            loopback.call(turn, onlyOnce(loopback, turn)).assertNoAnswer();
        }
    },

    WITH_NO_ANSWER_BUT_A_CLOSED_CONNECTION(1) {
        @Override
        void answer(HttpExchange exchange, ErrorMapper errors) {
            exchange.close();
            throw new IllegalStateException("before the headers");
        }

        @Override
        public void run(Loopback loopback, Turn turn) throws Exception {
            loopback.call(turn, onlyOnce(loopback, turn)).assertNoAnswer();
        }
    },

    WITH_AN_ERROR_BEYOND_THE_LIMIT(1) {
        @Override
        void answer(HttpExchange exchange, ErrorMapper errors) {
            throw ApiException.invalid("text", LONG);
        }

        @Override
        public void run(Loopback loopback, Turn turn) throws Exception {
            SentId id = SentId.any(turn);
            HttpRequest request = loopback.request(turn, path(turn), id).build();
            RemoteError error = loopback.call(turn, request, Answers.limit(1_000))
                    .exception(RemoteApiException.class)
                    .remoteError();
            id.assertAnswered(error.requestId().orElseThrow());
            assertTrue(error.truncated());
            assertEquals(1_000, error.body().length);
            assertEquals(Kind.FOREIGN, error.kind());
            assertEquals("Request validation failed", error.message()); // that of the code in the header
            assertEquals(400, error.status());
        }
    },

    WITH_AN_EARLY_REFUSAL_OF_A_LONG_UPLOAD(1) {
        @Override
        void answer(HttpExchange exchange, ErrorMapper errors) {
            throw new ApiException(ErrorCode.INVALID_API_KEY, "No API key");
        }

        @Override
        public void run(Loopback loopback, Turn turn) throws Exception {
            SentId id = SentId.any(turn);
            HttpRequest request = loopback.request(turn, path(turn), id)
                    .POST(BodyPublishers.ofByteArray(UPLOAD))
                    .build();
            new Said(new ApiException(ErrorCode.INVALID_API_KEY, "No API key"), id)
                    .assertHeard(loopback.call(turn, request));
        }

        @Override
        public boolean isCostly() {
            return true;
        }
    },

    WITH_A_LONG_SUCCESS(0) {
        @Override
        void answer(HttpExchange exchange, ErrorMapper errors) throws IOException {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                for (int i = 0; i < 10; i++) {
                    out.write(LONG.getBytes(UTF_8));
                }
            }
        }

        @Override
        public void run(Loopback loopback, Turn turn) throws Exception {
            loopback.call(turn, request(loopback, turn).build()).assertSuccess(200, LONG.repeat(10));
        }

        @Override
        public boolean isCostly() {
            return true;
        }
    },

    NOWHERE(1) {
        @Override
        void answer(HttpExchange exchange, ErrorMapper errors) {
            throw new AssertionError("Nobody is here");
        }

        @Override
        public void run(Loopback loopback, Turn turn) throws Exception {
            SentId id = SentId.any(turn);
            HttpRequest request = loopback.request(turn, "/elsewhere", id).build();
            new Said(NOT_FOUND, id).assertHeard(loopback.call(turn, request));
        }
    };

    static final byte[] UPLOAD = new byte[1 << 20];

    private static final String LONG = "0123456789".repeat(10_000);

    @SuppressWarnings("StaticAssignmentOfThrowable") // never thrown: it says what is to be heard
    private static final ApiException MOVED =
            new ApiException(ErrorCode.RESOURCE_NOT_FOUND, "Moved").detail("to", "/v2");

    @SuppressWarnings("StaticAssignmentOfThrowable")
    private static final ApiException NOT_FOUND =
            new ApiException(ErrorCode.RESOURCE_NOT_FOUND, ErrorCode.RESOURCE_NOT_FOUND.message());

    private final int told;

    Answering(int told) {
        this.told = told;
    }

    /** What the handler does. */
    abstract void answer(HttpExchange exchange, ErrorMapper errors) throws IOException;

    static void handle(HttpExchange exchange, ErrorMapper errors) throws IOException {
        valueOf(Loopback.constant(exchange)).answer(exchange, errors);
    }

    String path(Turn turn) {
        return Loopback.path(this, turn.variant());
    }

    HttpRequest.Builder request(Loopback loopback, Turn turn) {
        return loopback.request(turn, path(turn), SentId.any(turn));
    }

    /** The client sends a GET again by itself where a connection has ended without an answer, and no POST. */
    HttpRequest onlyOnce(Loopback loopback, Turn turn) {
        return request(loopback, turn).POST(BodyPublishers.ofString("hello")).build();
    }

    @Override
    public int told() {
        return told;
    }
}

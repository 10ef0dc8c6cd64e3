package konpro.errors.soak;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import konpro.errors.httpserver.RawClient;
import konpro.errors.httpserver.RawClient.Response;

/** A client on a bare socket, who breaks off, or says what no client library would. */
enum Leaving implements Exchange {
    WITHIN_THE_HEAD(0) {
        @Override
        void talk(RawClient client, Turn turn) throws IOException {
            client.send("POST " + Loopback.path(Answering.WITH_A_SUCCESS, 1) + " HTTP/1.1\r\nHost: local");
            leave(client, turn);
        }
    },

    WITHIN_ITS_UPLOAD(0) {
        @Override
        void talk(RawClient client, Turn turn) throws IOException {
            String path = Loopback.path(Answering.WITH_THE_LENGTH_OF_ALL_THAT_WAS_UPLOADED, 1);
            client.request("POST " + path + " HTTP/1.1", turn.oneOf(LENGTH, CHUNKED))
                    .send("10\r\nhalf");
            leave(client, turn);
        }
    },

    WITHIN_AN_UPLOAD_THAT_IS_REFUSED(0) {
        @Override
        void talk(RawClient client, Turn turn) throws IOException {
            String path = Loopback.path(Answering.WITH_AN_EARLY_REFUSAL_OF_A_LONG_UPLOAD, 1);
            client.request("POST " + path + " HTTP/1.1", LEFT, turn.oneOf(LENGTH, CHUNKED))
                    .send("10\r\nhalf");
            leave(client, turn);
        }
    },

    BEFORE_ITS_ANSWER(0) {
        @Override
        void talk(RawClient client, Turn turn) throws IOException {
            String path = Loopback.path(Failing.WITH_WHAT_NOBODY_HAS_NAMED, turn.variant());
            client.request("GET " + path + " HTTP/1.1", LEFT);
            leave(client, turn);
        }
    },

    WITHIN_ITS_ANSWER(0) {
        @Override
        void talk(RawClient client, Turn turn) throws IOException {
            client.request("GET " + Loopback.path(Answering.WITH_A_LONG_SUCCESS, 1) + " HTTP/1.1");
            leave(client, turn);
        }
    },

    AFTER_AN_UPLOAD_THAT_WAS_SENT_BEFORE_ITS_REFUSAL_WAS_READ(1) {
        @Override
        void talk(RawClient client, Turn turn) throws IOException {
            String path = Loopback.path(Answering.WITH_AN_EARLY_REFUSAL_OF_A_LONG_UPLOAD, 1);
            Response answer = client.request("POST " + path + " HTTP/1.1", "Content-Length: " + Answering.UPLOAD.length)
                    .send(Answering.UPLOAD)
                    .response();
            assertEquals(401, answer.status());
            assertEquals("No API key", answer.envelope().error().message());
            assertEquals("Bearer", answer.header("www-authenticate"));
            assertArrayEquals(new byte[0], client.rest());
        }

        @Override
        public boolean isCostly() {
            return true;
        }
    },

    AFTER_HOSTILE_BYTES_FOR_AN_ID(2) {
        @Override
        void talk(RawClient client, Turn turn) throws IOException {
            String path = Loopback.path(Failing.WITH_A_CLASS_THAT_HAS_A_MAPPING, 1);
            String hostile = turn.oneOf("\u0001", "\u00E9\u00FF", "a\tb", "%0d%0aX-Evil: 1", "x".repeat(5_000));
            for (String method : new String[] {"HEAD", "GET"}) {
                Response answer = client.exchange(method + " " + path + " HTTP/1.1", "X-Request-Id: " + hostile);
                assertEquals(404, answer.status());
                assertEquals("RESOURCE_NOT_FOUND", answer.header("x-error-code"));
                assertTrue(answer.header("x-request-id").matches("req-[0-9a-f]{32}"), client.seen());
                assertEquals(method.equals("HEAD"), answer.body().length == 0);
                assertTrue(!client.seen().contains(hostile), client.seen());
            }
        }
    };

    private static final String LEFT = "X-Request-Id: " + Loopback.LEFT;
    private static final String LENGTH = "Content-Length: 1000";
    private static final String CHUNKED = "Transfer-Encoding: chunked";

    private final int told;

    Leaving(int told) {
        this.told = told;
    }

    abstract void talk(RawClient client, Turn turn) throws IOException;

    /** With a FIN or with a RST. */
    static void leave(RawClient client, Turn turn) throws IOException {
        if (turn.coin()) {
            client.reset();
        } else {
            client.close();
        }
    }

    @Override
    public void run(Loopback loopback, Turn turn) throws IOException {
        try (RawClient client = new RawClient(loopback.port(turn))) {
            talk(client, turn);
        }
    }

    @Override
    public int told() {
        return told;
    }
}

package konpro.errors.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest;

/**
 * What a client sends for a request id.
 *
 * @param header what stands in the header; {@code null} where there is none
 * @param isGood whether a server has to keep it
 */
record SentId(String header, boolean isGood) {

    static SentId good(Turn turn) {
        return new SentId("soak-" + turn.number(), true);
    }

    static SentId any(Turn turn) {
        return turn.oneOf(
                good(turn),
                good(turn),
                new SentId("x".repeat(128), true),
                new SentId("x".repeat(129), false),
                new SentId("../../etc/passwd", false),
                new SentId("<script>alert(1)</script>", false),
                new SentId("two words", false),
                new SentId("", false),
                new SentId(null, false));
    }

    HttpRequest.Builder on(HttpRequest.Builder request) {
        return header == null ? request : request.header("X-Request-Id", header);
    }

    void assertAnswered(String id) {
        if (isGood) {
            assertEquals(header, id);
        } else {
            assertTrue(id.matches("req-[0-9a-f]{32}"), id);
        }
    }
}

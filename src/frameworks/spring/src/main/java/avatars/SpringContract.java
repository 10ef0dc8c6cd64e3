package avatars;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import contract.Avatars;
import contract.ErrorContract;
import contract.Logged;
import contract.Response;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorEnvelope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is true of Spring MVC and of WebFlux, beyond the contract, for the paths of {@link Slips}. */
abstract class SpringContract extends ErrorContract {

    /** How often an endless stream has ended. */
    static final AtomicInteger ENDED = new AtomicInteger();

    @ParameterizedTest
    @CsvSource({
        "/slips/parameters?max_size=0, 0, theme_id=0, X-Page max_size theme_id",
        "/slips/parameters, 1, theme_id=1, max_size",
        "/slips/parameters?max_size=internal, 1, theme_id=1, max_size",
        "/slips/parameters?max_size=1, , theme_id=1, X-Page",
        "/slips/parameters?max_size=1, internal, theme_id=1, X-Page",
        "/slips/parameters?max_size=1, 1, , theme_id",
        "/slips/parameters?max_size=1, 1, theme_id=internal, theme_id",
        "/slips/ids?avatar_id=1&avatar_id=0, , , avatar_id[1]",
        "/slips/filter?max_size=0, , , max_size name",
        "/slips/filter?max_size=internal&name=ada, , , max_size",
        "/slips/proxied?max_size=0&avatar_id=0, , , avatar_id[0] max_size"
    })
    void namesParameters(String path, String page, String cookie, String fields) throws Exception {
        var request = request(path);
        if (page != null) {
            request.header("X-Page", page);
        }
        if (cookie != null) {
            request.header("Cookie", cookie);
        }
        send(request).assertInvalid(fields.split(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "order  | {'owner':{'e_mail':'','birth_year':1},'items':[]}                       | owner.birth_year owner.e_mail",
                "order  | {'owner':{'e_mail':'a','birth_year':1990},'items':[{'name':'a','item_count':1},"
                        + "{'name':'','item_count':0}]} | items[1].item_count items[1].name",
                "order  | {'owner':{'e_mail':'a','birth_year':1990},'extras':{'a.b':{'name':'','item_count':1}}}"
                        + " | extras[a.b].name",
                "order  | {'items':[]}                                                            | owner",
                "order  | {'owner':{'e_mail':['internal']}}                                       | owner.e_mail",
                "order  | {'owner':{'e_mail':'a','birth_year':'internal'}}                        | owner.birth_year",
                "order  | {'items':[{'name':'a','item_count':1},{'name':'a','item_count':1},{'name':{}}]} | items[2].name",
                "items  | [{'name':'a','item_count':1},{'name':'','item_count':0}]                | [1].item_count [1].name",
                "items  | [{'name':'a','item_count':1},{'name':'a','item_count':'internal'}]      | [1].item_count",
                "items  | [{'name':'a','item_count':1},{'name':'a','item_count':1},{'name':'a','item_count':1},"
                        + "{'name':'a','item_count':1}]                                           | body",
                "names  | ['a','']                                                                | [1]",
                "proxied | {'owner':{'e_mail':'','birth_year':1},'items':[]}                      | owner.birth_year owner.e_mail",
            })
    void namesMembersAsJsonDoes(String path, String json, String fields) throws Exception {
        postTo("/slips/" + path, json.replace('\'', '"')).assertInvalid(fields.split(" "));
    }

    @Test
    void namesParts() throws Exception {
        sendPart("other", "{}").assertInvalid("first_item");
        sendPart("first_item", "{\"name\":\"\",\"item_count\":0}").assertInvalid("item_count", "name");
        sendPart("first_item", "{\"name\":\"a\",\"item_count\":[]}").assertInvalid("item_count");
    }

    private Response sendPart(String name, String json) throws Exception {
        return send(request("/slips/part")
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(BodyPublishers.ofString("--b\r\nContent-Disposition: form-data; name=\"" + name
                        + "\"; filename=\"f\"\r\nContent-Type: application/json\r\n\r\n" + json + "\r\n--b--\r\n")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{oops", "{\"owner\":{\"e_mail\":\"a\"", "", "\"internal"})
    void sendsInvalidRequestIfTheBodyIsNotJson(String body) throws Exception {
        postTo("/slips/order", body).envelope(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void namesNoFieldIfTheWholeIsInvalid() throws Exception {
        ErrorEnvelope envelope = get("/slips/range?from=2&to=1").envelope(ErrorCode.VALIDATION_ERROR);

        assertEquals(List.of(), envelope.error().violations());
        assertEquals(ErrorCode.VALIDATION_ERROR.message(), envelope.error().message());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/slips/status/bug", "/slips/status/unknown"})
    void logsWhatIsOurOwnBug(String path) throws Exception {
        try (Logged log = new Logged()) {
            get(path).envelope(ErrorCode.PROCESSING_ERROR);

            assertEquals(1, log.lines().size(), () -> "" + log.lines());
            assertEquals("konpro.errors", log.errors().get(0).getLoggerName());
        }
    }

    @Test
    void keepsStatusAndHeaders() throws Exception {
        assertError(409, "INVALID_REQUEST", "/slips/status/conflict");
        assertError(410, "INVALID_REQUEST", "/slips/status/gone");
        Response later = get("/slips/status/later");
        later.envelope(ErrorCode.SERVICE_UNAVAILABLE);
        later.assertHeader("Retry-After", "7");
        Response type =
                send(request("/v1/avatars").header("Content-Type", "text/plain").POST(BodyPublishers.ofString("")));
        type.envelope(415, "INVALID_REQUEST");
        type.assertHeader("Accept", "application/json");
    }

    @Test
    void makesNoErrorOfAnotherStatus() throws Exception {
        Response response = get("/slips/status/unmodified");

        assertEquals(304, response.http().statusCode());
        assertEquals(0, response.http().body().length);
    }

    @Test
    void makesAnEnvelopeOfAnErrorWithoutBody() throws Exception {
        Response response = get("/slips/empty");

        response.envelope(ErrorCode.RESOURCE_NOT_FOUND);
        response.assertHeader("Location", "/slips");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wrapped", "wrapped-by-spring"})
    void sendsAnApiExceptionWhateverWrapsIt(String kind) throws Exception {
        Response response = get("/slips/status/" + kind);

        assertEquals(
                "Only 10 requests a minute",
                response.envelope(ErrorCode.RATE_LIMIT_EXCEEDED).error().message());
        response.assertHeader("Retry-After", "30");
    }

    @Test
    void sendsAnApiExceptionThatReadingTheBodyThrows() throws Exception {
        ErrorEnvelope envelope = postTo("/slips/items", "[{\"name\":\"moved\",\"item_count\":1}]")
                .envelope(ErrorCode.RESOURCE_NOT_FOUND);

        assertEquals("It has moved", envelope.error().message());
    }

    /** Else a client would decompress what is not compressed. */
    @Test
    void removesHeadersThatDescribeContent() throws Exception {
        Response response = get("/streams/described");

        response.envelope(ErrorCode.RESOURCE_NOT_FOUND);
        for (String name : List.of("Content-Encoding", "ETag", "Last-Modified")) {
            assertEquals(List.of(), response.http().headers().allValues(name), name);
        }
    }

    @Test
    void sendsAnApiExceptionWhateverItsCause() throws Exception {
        get("/slips/status/hidden").envelope(ErrorCode.RESOURCE_NOT_FOUND);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/reports, , 401, INVALID_API_KEY",
        "/v1/reports, Bearer wrong, 401, INVALID_API_KEY",
        "/v1/reports, Bearer reader, 403, INSUFFICIENT_PERMISSIONS",
        "/early/reports, Bearer wrong, 401, INVALID_API_KEY",
        "/early/reports, Bearer outage, 500, PROCESSING_ERROR" // it is not the client's error that keys cannot be
        // checked
    })
    void sendsWhatSecuritysFiltersRefuse(String path, String authorization, int status, String code) throws Exception {
        var request = request(path);
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        Response response = send(request);

        response.envelope(status, code);
        if (status == 401) {
            response.assertHeader("WWW-Authenticate", "Bearer");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/basic/reports  | | Basic realm=\"avatars\"",
                "/basic/reports  | Basic YTpi | Basic realm=\"avatars\"",
                "/bearer/reports | | Bearer",
                "/bearer/reports | Bearer wrong | Bearer error=\"invalid_token\", error_description=\"Expired\","
                        + " error_uri=\"https://tools.ietf.org/html/rfc6750#section-3.1\""
            })
    void keepsTheChallengeOfSecurity(String path, String authorization, String challenge) throws Exception {
        var request = request(path);
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        Response response = send(request);

        response.envelope(ErrorCode.INVALID_API_KEY);
        String sent = response.header("WWW-Authenticate");
        assertTrue(sent.startsWith(challenge), sent);
    }

    /** The names of what is half a response when it fails. */
    @ParameterizedTest
    @ValueSource(strings = {"half", "half-events", "half-json", "half-later", "half-typed"})
    void breaksTheConnectionIfTheResponseHasBegun(String kind) {
        assertThrows(IOException.class, () -> get("/streams/" + kind));
    }

    @Test
    void logsHalfAResponseOnce() throws Exception {
        try (Logged log = new Logged()) {
            assertThrows(IOException.class, () -> get("/streams/half"));
            while (log.lines().isEmpty()) { // the timeout of the class ends it
                Thread.sleep(10);
            }
            Thread.sleep(200); // what is logged afterwards

            assertEquals(1, log.lines().size(), () -> "" + log.lines());
            assertEquals("konpro.errors", log.errors().get(0).getLoggerName());
            assertEquals(Avatars.SECRET, log.errors().get(0).getThrown().getMessage());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "early, 500, PROCESSING_ERROR",
        "early-events, 500, PROCESSING_ERROR",
        "early-later, 500, PROCESSING_ERROR",
        "early-refused, 429, RATE_LIMIT_EXCEEDED"
    })
    void sendsAnEnvelopeIfTheResponseHasNotBegun(String kind, int status, String code) throws Exception {
        get("/streams/" + kind).envelope(status, code);
    }

    @Test
    void logsNothingOfAClientThatHasDisconnectedFromEvents() throws Exception {
        try (Logged log = new Logged()) {
            int ended = ENDED.get();
            for (int i = 0; i < 5; i++) {
                try (Socket client = new Socket(baseUrl().getHost(), baseUrl().getPort())) {
                    client.setSoLinger(true, 0);
                    client.getOutputStream()
                            .write(("GET /streams/endless-events HTTP/1.1\r\nHost: localhost\r\n\r\n")
                                    .getBytes(StandardCharsets.US_ASCII));
                    client.getInputStream().readNBytes(1 << 17);
                }
            }
            while (ENDED.get() < ended + 5) { // the timeout of the class ends it
                Thread.sleep(10);
            }
            Thread.sleep(300); // what is logged afterwards

            assertNothingLogged(log);
        }
    }

    @Test
    void logsNothingOfAnUploadThatIsBrokenOff() throws Exception {
        try (Logged log = new Logged()) {
            for (int i = 0; i < 5; i++) {
                try (Socket client = new Socket(baseUrl().getHost(), baseUrl().getPort())) {
                    client.setSoLinger(true, 0);
                    client.getOutputStream()
                            .write(
                                    ("POST /slips/order HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                                    + "Content-Length: 100000\r\n\r\n{\"owner\":")
                                            .getBytes(StandardCharsets.US_ASCII));
                    Thread.sleep(50);
                }
            }
            Thread.sleep(500); // what is logged afterwards

            assertEquals(List.of(), log.lines());
        }
    }

    private Response postTo(String path, String json) throws IOException, InterruptedException {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }
}

package konpro.errors.testkit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import konpro.errors.ErrorLimits;

/** What servers response, to the byte. */
public final class Responses {

    public static final String ENVELOPE = """
            {"error":{"code":"RESOURCE_NOT_FOUND","message":"No such avatar","details":{"avatar_id":7}},"request_id":"req-7"}""";

    /** As much of {@link #ENVELOPE} as comes before it breaks off. */
    public static final String BROKEN_ENVELOPE = ENVELOPE.substring(0, 40);

    private Responses() {}

    public static ErrorLimits deadline(Duration deadline) {
        return new ErrorLimits(1 << 20, deadline, Duration.ofMinutes(2));
    }

    public static ErrorLimits limit(int maxBodyBytes) {
        return new ErrorLimits(maxBodyBytes, Duration.ofSeconds(10), Duration.ofSeconds(120));
    }

    /** A whole response, with a length. */
    public static byte[] response(String statusLine, byte[] body, String... headers) {
        ByteArrayOutputStream response = new ByteArrayOutputStream();
        response.writeBytes(head(statusLine, headers, "Content-Length: " + body.length));
        response.writeBytes(body);
        return response.toByteArray();
    }

    public static byte[] response(String statusLine, String body, String... headers) {
        return response(statusLine, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    /** The head alone of an response with the length of {@link #ENVELOPE}. */
    public static String fixedHead(int status) {
        return "HTTP/1.1 " + status + " \r\nContent-Length: " + ENVELOPE.length() + "\r\n\r\n";
    }

    public static String chunkedHead(int status) {
        return "HTTP/1.1 " + status + " \r\nTransfer-Encoding: chunked\r\n\r\n";
    }

    public static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    private static byte[] head(String statusLine, String[] headers, String last) {
        StringBuilder head = new StringBuilder("HTTP/1.1 ").append(statusLine).append("\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return head.append(last).append("\r\n\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A message of an exception without what was called, which not every way of calling knows. */
    public static String withoutRequest(String message) {
        return message.replaceFirst("^[A-Z]+ http://[^ ]+: ", "");
    }
}

package konpro.errors.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import konpro.errors.ErrorLimits;

/** What servers send, to the byte. Tests that need much of it extend this class. */
public abstract class Responses {

    public static final String ENVELOPE = """
            {"error":{"code":"RESOURCE_NOT_FOUND","message":"No such avatar","details":{"avatar_id":7}},"request_id":"req-7"}""";

    /** What is received of {@link #ENVELOPE} before it breaks off. */
    public static final String BROKEN_ENVELOPE = ENVELOPE.substring(0, 40);

    public static ErrorLimits deadline(Duration deadline) {
        return new ErrorLimits(1 << 20, deadline, Duration.ofMinutes(2));
    }

    public static ErrorLimits limit(int maxBodyBytes) {
        return new ErrorLimits(maxBodyBytes, Duration.ofSeconds(10), Duration.ofSeconds(120));
    }

    /** A whole response, with a length. */
    public static byte[] response(String statusLine, byte[] body, String... headers) {
        StringBuilder head = new StringBuilder("HTTP/1.1 ").append(statusLine).append("\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        ByteArrayOutputStream response = new ByteArrayOutputStream();
        response.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        response.writeBytes(body);
        return response.toByteArray();
    }

    public static byte[] response(String statusLine, String body, String... headers) {
        return response(statusLine, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    /** The head of a response with the length of {@link #ENVELOPE}. */
    public static String fixedHead(int status) {
        return "HTTP/1.1 " + status + " \r\nContent-Length: " + ENVELOPE.length() + "\r\n\r\n";
    }

    public static String chunkedHead(int status) {
        return "HTTP/1.1 " + status + " \r\nTransfer-Encoding: chunked\r\n\r\n";
    }

    public static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    public static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    public static byte[] gzip(String text) {
        return gzip(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A message without the request, which {@code orThrow} does not know. */
    public static String withoutRequest(String message) {
        return message.replaceFirst("^[A-Z]+ http://[^ ]+: ", "");
    }
}

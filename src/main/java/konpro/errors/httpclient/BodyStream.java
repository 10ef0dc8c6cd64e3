package konpro.errors.httpclient;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import konpro.errors.ErrorLimits;

/** The body of an error as a stream, which may break off, hang or never end. */
final class BodyStream {

    private static final int CHUNK = 8_192;

    private BodyStream() {}

    /** {@return what comes until the stream ends or fails, the limit is passed by one byte, or the deadline is there} */
    static byte[] read(InputStream in, ErrorLimits limits) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CompletableFuture<Void> deadline = new CompletableFuture<>();
        deadline.thenRun(() -> close(in)); // which wakes a reader that waits
        deadline.completeOnTimeout(null, TimeUnit.NANOSECONDS.convert(limits.bodyDeadline()), TimeUnit.NANOSECONDS);
        try (in) {
            byte[] chunk = new byte[CHUNK];
            long room = limits.maxBodyBytes() + 1L;
            for (int read; room > 0 && (read = in.read(chunk, 0, (int) Math.min(CHUNK, room))) >= 0; room -= read) {
                bytes.write(chunk, 0, read);
            }
        } catch (IOException brokenOff) {
            // what has come until then is what there is
        } finally {
            deadline.cancel(false);
        }
        return bytes.toByteArray();
    }

    private static void close(InputStream in) {
        try {
            in.close();
        } catch (IOException e) {
            // the reader is the one to learn of it
        }
    }
}

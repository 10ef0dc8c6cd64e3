package konpro.errors.httpclient;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import konpro.errors.ErrorLimits;

/** The body of an error as a stream, which may break off, hang or never end. */
final class BodyStream {

    private static final int CHUNK = 8_192;

    private BodyStream() {}

    /** {@return what comes until the stream ends or fails, the limit is passed by a byte, or the deadline is there} */
    static byte[] read(InputStream in, ErrorLimits limits) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Deadline deadline = new Deadline();
        deadline.start(limits.bodyDeadline(), () -> close(in)); // which wakes a reader that waits
        try (in) {
            byte[] chunk = new byte[CHUNK];
            long room = limits.maxBodyBytes() + 1L;
            for (int read; room > 0 && (read = in.read(chunk, 0, (int) Math.min(CHUNK, room))) >= 0; room -= read) {
                bytes.write(chunk, 0, read);
            }
        } catch (IOException | RuntimeException brokenOff) { // unchecked where close meets read in a GZIPInputStream
            // what has come until then is what there is
        } finally {
            deadline.meet();
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

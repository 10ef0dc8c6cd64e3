package konpro.errors;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Decompresses bodies (RFC 1952), as not every HTTP client does. */
final class Gzip {

    private static final int CHUNK = 8_192;
    private static final int MAX_EMPTY_MEMBERS = 100;

    private Gzip() {}

    /** {@return whether the bytes are compressed, whatever a header says} */
    static boolean isGzip(byte[] bytes) {
        return bytes.length >= 2 && bytes[0] == (byte) 0x1F && bytes[1] == (byte) 0x8B;
    }

    /** {@return the decompressed bytes, up to a limit: a few bytes may become gigabytes} */
    static Content decompress(byte[] bytes, int limit) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (InputStream in = new Members(bytes)) {
            byte[] chunk = new byte[CHUNK];
            int read = in.read(chunk);
            while (read >= 0) {
                int remaining = limit - out.size();
                out.write(chunk, 0, Math.min(read, remaining));
                if (read > remaining) {
                    return new Content(out.toByteArray(), false);
                }
                read = in.read(chunk);
            }
            return new Content(out.toByteArray(), true);
        } catch (IOException broken) {
            return new Content(out.toByteArray(), false);
        }
    }

    /** The JDK reads an empty member, and then the next one, by recursion: many of them would overflow the stack. */
    private static final class Members extends GZIPInputStream {

        private int nested;

        Members(byte[] bytes) throws IOException {
            super(new ByteArrayInputStream(bytes));
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (nested == MAX_EMPTY_MEMBERS) {
                throw new ZipException("Too many members without content");
            }
            nested++;
            try {
                return super.read(buffer, offset, length);
            } finally {
                nested--;
            }
        }
    }

    /** The decompressed bytes, and whether there are no more. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Content(byte[] bytes, boolean whole) {}
}

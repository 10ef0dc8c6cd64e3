package konpro.errors.httpserver;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** The way to the client, which remembers when that has gone. */
final class ClientStream extends FilterOutputStream {

    private volatile boolean gone;

    ClientStream(OutputStream out) {
        super(out);
    }

    boolean isGone() {
        return gone;
    }

    @Override
    public void write(int b) throws IOException {
        try {
            out.write(b);
        } catch (IOException e) {
            throw noted(e);
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
        } catch (IOException e) {
            throw noted(e);
        }
    }

    @Override
    public void flush() throws IOException {
        try {
            out.flush();
        } catch (IOException e) {
            throw noted(e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            out.close();
        } catch (IOException e) {
            throw noted(e);
        }
    }

    /** The server's own streams complain as well, of a handler that writes too much or too late: that is not the client. */
    private IOException noted(IOException failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        boolean serverComplains = trace.length > 0 && trace[0].getClassName().startsWith("sun.net.httpserver.");
        gone |= !serverComplains;
        return failure;
    }
}

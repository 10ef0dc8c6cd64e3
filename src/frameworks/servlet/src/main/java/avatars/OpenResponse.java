package avatars;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;

/** A response that is open until the filter returns: closed in a {@code finally}, half of it would look whole. */
final class OpenResponse extends HttpServletResponseWrapper {

    private final HttpServletRequest request;

    OpenResponse(HttpServletRequest request, HttpServletResponse response) {
        super(response);
        this.request = request;
    }

    /** {@return the request, whose asynchronous response is this one} */
    HttpServletRequest request() {
        return new HttpServletRequestWrapper(request) {
            @Override
            public AsyncContext startAsync() {
                return startAsync(this, OpenResponse.this);
            }

            @Override
            public ServletInputStream getInputStream() throws IOException {
                return new Input(super.getInputStream());
            }

            @Override
            public BufferedReader getReader() throws IOException {
                String charset = getCharacterEncoding() == null ? "UTF-8" : getCharacterEncoding();
                return new BufferedReader(new InputStreamReader(getInputStream(), charset));
            }
        };
    }

    /** The container discards what is left of an upload then, and a client that is still sending could lose the response. */
    @Override
    public void sendError(int status) throws IOException {
        ErrorFilter.drain(request);
        super.sendError(status);
    }

    @Override
    public void sendError(int status, String message) throws IOException {
        ErrorFilter.drain(request);
        super.sendError(status, message);
    }

    @Override
    public ServletOutputStream getOutputStream() throws IOException {
        return new Output(super.getOutputStream());
    }

    @Override
    public PrintWriter getWriter() throws IOException {
        return new PrintWriter(super.getWriter()) {
            @Override
            public void close() {}
        };
    }

    private IOException disconnected(IOException exception) {
        request.setAttribute(ErrorFilter.DISCONNECTED, exception);
        return exception;
    }

    private final class Output extends ServletOutputStream {

        private final ServletOutputStream out;

        Output(ServletOutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            try {
                out.write(bytes, from, length);
            } catch (IOException e) {
                throw disconnected(e);
            }
        }

        @Override
        public void flush() throws IOException {
            try {
                out.flush();
            } catch (IOException e) {
                throw disconnected(e);
            }
        }

        @Override
        public void close() {}

        @Override
        public boolean isReady() {
            return out.isReady();
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            out.setWriteListener(listener);
        }
    }

    private final class Input extends ServletInputStream {

        private final ServletInputStream in;

        Input(ServletInputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            try {
                return in.read(bytes, from, length);
            } catch (IOException e) {
                throw disconnected(e);
            }
        }

        @Override
        public boolean isFinished() {
            return in.isFinished();
        }

        @Override
        public boolean isReady() {
            return in.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            in.setReadListener(listener);
        }
    }
}

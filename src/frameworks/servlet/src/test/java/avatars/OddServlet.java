package avatars;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;

/** Servlets that throw or call {@code sendError} where it is easy to overlook, by path. */
public final class OddServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    private static final RuntimeException BUG = new IllegalStateException("hunter2");

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        String path = request.getPathInfo();
        if (path.startsWith("/async/")) {
            async(path, request, response);
            return;
        }
        switch (path) {
            case "/reader" -> {
                request.getReader().read();
                throw new ApiException(ErrorCode.INSUFFICIENT_PERMISSIONS);
            }
            case "/read" -> request.getInputStream().readAllBytes();
            case "/send-error" -> {
                response.sendError(404, "hunter2");
                response.getOutputStream().write(new byte[100_000]);
                response.flushBuffer();
            }
            case "/wrapped" -> throw new ServletException(new contract.AvatarNotFound(3));
            default -> buffered(path, response);
        }
    }

    private static void buffered(String path, HttpServletResponse response) throws IOException {
        switch (path) {
            case "/writer" -> {
                response.setContentType("text/html");
                response.getWriter().print("half");
                throw BUG;
            }
            case "/closed" -> {
                try (OutputStream out = response.getOutputStream()) {
                    out.write(new byte[10]);
                    throw BUG;
                }
            }
            case "/closed-writer" -> {
                try (PrintWriter out = response.getWriter()) {
                    out.print("half");
                    throw BUG;
                }
            }
            case "/headers" -> {
                response.setHeader("Content-Encoding", "gzip");
                response.setHeader("ETag", "\"1\"");
                response.setHeader("Vary", "Origin");
                response.setHeader("x-request-id", "stale");
                response.addHeader("Set-Cookie", "a=b");
                response.addHeader("Set-Cookie", "c=d");
                response.setContentLength(1 << 20);
                throw BUG;
            }
            default -> half(path, response);
        }
    }

    private static void half(String path, HttpServletResponse response) throws IOException {
        switch (path) {
            case "/half-of-length" -> {
                response.setContentLength(1 << 20);
                response.getOutputStream().write(new byte[1 << 19]);
                throw BUG;
            }
            case "/half-unflushed" -> {
                response.getOutputStream().write(new byte[100_000]);
                throw BUG;
            }
            case "/half-of-a-file" -> {
                response.getOutputStream().write(new byte[100_000]);
                throw new IOException("disk failure");
            }
            default -> throw new IllegalArgumentException(path);
        }
    }

    private static void async(String path, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (request.getDispatcherType() == DispatcherType.ASYNC) {
            throw BUG;
        }
        AsyncContext async = request.startAsync();
        switch (path) {
            case "/async/timeout" -> async.setTimeout(50);
            case "/async/start" -> async.start(() -> ErrorFilter.fail(async, BUG));
            case "/async/thread" -> new Thread(() -> ErrorFilter.fail(async, BUG)).start();
            case "/async/api-exception" ->
                async.start(() -> ErrorFilter.fail(async, new ApiException(ErrorCode.RATE_LIMIT_EXCEEDED)));
            case "/async/half" -> async.start(() -> write(async, 100_000));
            case "/async/endless" -> async.start(() -> write(async, 1 << 28));
            case "/async/send-error" -> async.start(() -> sendError(async, response));
            case "/async/dispatch" -> async.start(async::dispatch);
            case "/async/throw" -> throw BUG;
            case "/async/listener" -> request.getInputStream().setReadListener(new Reader(async));
            default -> throw new IllegalArgumentException(path);
        }
    }

    private static void write(AsyncContext async, int bytes) {
        try (OutputStream out = async.getResponse().getOutputStream()) {
            for (int i = 0; i < bytes; i += 10_000) {
                out.write(new byte[10_000]);
            }
            throw BUG;
        } catch (Exception e) {
            ErrorFilter.fail(async, e);
        }
    }

    private static void sendError(AsyncContext async, HttpServletResponse response) {
        try {
            response.sendError(404);
            async.complete();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Reader(AsyncContext async) implements ReadListener {

        @Override
        public void onDataAvailable() {
            throw BUG;
        }

        @Override
        public void onAllDataRead() {}

        @Override
        public void onError(Throwable exception) {
            ErrorFilter.fail(async, exception);
        }
    }
}

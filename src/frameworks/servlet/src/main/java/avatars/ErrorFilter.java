package avatars;

import contract.AvatarNotFound;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorMapper;
import konpro.errors.ErrorResponse;
import konpro.errors.ErrorType;
import konpro.errors.json.JsonParseException;
import konpro.errors.json.JsonValueException;
import org.eclipse.jetty.http.HttpException;

/** The first filter of a web application: an exception of a servlet or of another filter, and an error of the container, becomes an envelope. */
public final class ErrorFilter extends HttpFilter {

    private static final long serialVersionUID = 1;
    private static final String EXCEPTION = "konpro.errors.exception";
    static final String DISCONNECTED = "konpro.errors.disconnected";

    static final ErrorMapper errors = ErrorMapper.builder()
            .map(AvatarNotFound.class, ErrorCode.RESOURCE_NOT_FOUND)
            .map(JsonParseException.class, x -> new ApiException(ErrorCode.INVALID_REQUEST, x.getMessage()))
            .map(
                    JsonValueException.class,
                    x -> new ApiException(ErrorCode.INVALID_REQUEST, "The request body is invalid")
                            .detail("field", x.path())
                            .detail("reason", "Expected " + x.expected()))
            .map(
                    HttpException.RuntimeException.class,
                    x -> new ApiException(ErrorType.ofStatus(x.getCode()))) // parameters, in Jetty
            .unwrap(ServletException.class)
            .build();

    /** Responds to an exception in another thread. */
    public static void fail(AsyncContext async, Throwable exception) {
        try {
            async.getRequest().setAttribute(EXCEPTION, exception);
            async.dispatch(); // to this filter
        } catch (IllegalStateException completed) { // by a timeout, or because the client has disconnected
            if (!(exception instanceof IOException)) {
                errors.respond(exception, null); // only to report it
            }
        }
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Throwable exception = request.getDispatcherType() == DispatcherType.ERROR
                ? containerError(request)
                : (Throwable) request.getAttribute(EXCEPTION);
        if (exception == null) {
            try {
                OpenResponse open = new OpenResponse(request, response);
                chain.doFilter(open.request(), open);
                return;
            } catch (Throwable thrown) {
                exception = thrown;
            }
        }
        String requestId = request.getHeader("X-Request-Id");
        if (response.isCommitted()) {
            if (request.getAttribute(DISCONNECTED) instanceof IOException disconnected) {
                throw disconnected;
            }
            errors.respond(exception, requestId); // only to report it
            throw new ServletException(exception); // the container breaks the connection
        }
        if (request.getAttribute(DISCONNECTED) instanceof IOException unreadable && isCause(unreadable, exception)) {
            exception =
                    new ApiException(ErrorCode.INVALID_REQUEST, "The request body cannot be read").initCause(exception);
        }
        drain(request);
        send(errors.respond(exception, requestId), response);
        if (request.isAsyncStarted()) {
            request.getAsyncContext().complete();
        }
    }

    private static boolean isCause(IOException cause, Throwable exception) {
        return Stream.iterate(exception, Objects::nonNull, Throwable::getCause)
                .limit(100)
                .anyMatch(cause::equals);
    }

    private static Throwable containerError(HttpServletRequest request) {
        Throwable thrown = (Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        int status = (Integer) request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        return status == 500 && thrown != null
                ? thrown
                : new ApiException(ErrorType.ofStatus(status)).initCause(thrown);
    }

    /** Reads what is left of an upload, which would make the container discard the response. */
    static void drain(HttpServletRequest request) {
        if (request.getHeader("Expect") != null) {
            return; // the client waits, and sends nothing
        }
        try {
            request.getInputStream().skip(8 << 20);
        } catch (IOException | IllegalStateException unreadable) {
            return; // nothing is left, or a ReadListener has not been called yet
        }
    }

    private static void send(ErrorResponse error, HttpServletResponse response) throws IOException {
        Map<String, Collection<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String name : response.getHeaderNames()) { // such as Allow, WWW-Authenticate, Set-Cookie
            if (!name.matches(
                    "(?i)content-(?!security).*|etag|last-modified|accept-ranges|expires|location|link|cache-control")) {
                headers.put(name, response.getHeaders(name));
            }
        }
        error.headers().forEach((name, value) -> {
            if (!name.equals("WWW-Authenticate") || !headers.containsKey(name)) {
                headers.put(name, List.of(value));
            }
        });
        response.reset();
        headers.forEach((name, values) -> {
            if (!response.containsHeader(name)) {
                values.forEach(value -> response.addHeader(name, value));
            }
        });
        response.setStatus(error.status());
        response.setContentLength(error.body().length);
        response.getOutputStream().write(error.body());
    }
}

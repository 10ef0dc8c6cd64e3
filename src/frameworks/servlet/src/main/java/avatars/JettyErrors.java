package avatars;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.List;
import konpro.errors.ApiException;
import konpro.errors.ErrorResponse;
import konpro.errors.ErrorType;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Jetty's errors: it passes those of {@code sendError} to the filter, and sends its own from here. */
final class JettyErrors extends ErrorPageErrorHandler {

    JettyErrors() {
        addErrorPage(GLOBAL_ERROR_PAGE, "/error"); // the filter responds to any path
    }

    @Override
    public boolean errorPageForMethod(String method) {
        return true; // not only for GET, HEAD and POST
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        boolean inContext = Request.asInContext(request, ServletContextRequest.class) != null;
        return inContext
                ? super.handle(request, response, callback)
                : send(request, response, response.getStatus(), null, callback); // a malformed request
    }

    @Override // for what is refused before the filter, as by the security handler
    protected boolean generateAcceptableResponse(
            Request request,
            Response response,
            Callback callback,
            String type,
            List<Charset> charsets,
            int status,
            String message,
            Throwable cause) {
        return send(request, response, status, cause, callback);
    }

    private static boolean send(Request request, Response response, int status, Throwable cause, Callback callback) {
        ErrorResponse error = ErrorFilter.errors.respond(
                new ApiException(ErrorType.ofStatus(status)).initCause(cause),
                request.getHeaders().get("X-Request-Id"));
        error.headers().forEach((name, value) -> {
            if (!name.equals("WWW-Authenticate") || !response.getHeaders().contains(name)) {
                response.getHeaders().put(name, value);
            }
        });
        response.setStatus(error.status());
        response.write(true, ByteBuffer.wrap(error.body()), callback);
        return true;
    }
}

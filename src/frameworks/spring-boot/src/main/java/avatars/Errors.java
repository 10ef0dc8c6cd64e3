package avatars;

import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import konpro.errors.ApiException;
import konpro.errors.ErrorMapper;
import konpro.errors.ErrorType;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.coyote.BadRequestException;
import org.apache.coyote.CloseNowException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.Order;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingRequestValueException;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.context.request.async.WebAsyncUtils;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.ExceptionHandlerExceptionResolver;
import org.springframework.web.util.WebUtils;
import tools.jackson.databind.json.JsonMapper;

/** Every error of an application, whoever finds it: a controller, Spring, Spring Security, a filter or the container. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10) // after the filter that measures, before all that refuse
class Errors extends OncePerRequestFilter implements WebMvcConfigurer, ErrorController {
    private static final String THROWN = Errors.class.getName();

    private final ErrorMapper errors;
    private final JsonMapper json;

    Errors(ErrorMapper errors, JsonMapper json) {
        this.errors = errors;
        this.json = json;
    }

    /** What no {@code @ExceptionHandler} of the application handles gets to the filter below, through Spring Security. */
    @Override
    public void extendHandlerExceptionResolvers(List<HandlerExceptionResolver> resolvers) {
        resolvers.removeIf(x -> !(x instanceof ExceptionHandlerExceptionResolver));
        resolvers.add((request, response, handler, exception) -> {
            if (!hasApiException(exception)) {
                return null;
            }
            request.setAttribute(THROWN, exception); // past Spring Security, which looks for its own among the causes
            return new ModelAndView();
        });
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        Object reported = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        if (status != null && (reported instanceof CloseNowException || response.isCommitted())) {
            return; // nothing follows half a response
        }
        // There is one already if this dispatch continues an asynchronous request.
        Watched known = WebUtils.getNativeResponse(response, Watched.class);
        Watched watched = known == null ? new Watched(response) : known;
        try {
            if (status instanceof Integer code) {
                throw reported instanceof Exception x ? x : new ApiException(ErrorType.ofStatus(code));
            }
            if (WebAsyncUtils.getAsyncManager(request).getConcurrentResult() instanceof Throwable thrown
                    && isDisconnect(thrown)) {
                throw thrown; // Tomcat recycles the request meanwhile: touch nothing
            }
            chain.doFilter(request, known == null ? watched : response);
            if (request.getAttribute(THROWN) instanceof Exception thrown) {
                request.removeAttribute(THROWN);
                throw thrown;
            } else if (!request.isAsyncStarted() && watched.isErrorWithoutBody()) {
                throw new ApiException(ErrorType.ofStatus(watched.getStatus()));
            }
        } catch (Throwable exception) {
            boolean isWrapper = exception.getClass() == ServletException.class && exception.getCause() != null;
            send(isWrapper ? exception.getCause() : exception, request, response);
        }
    }

    private void send(Throwable exception, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (isDisconnect(exception)) {
            throw new CloseNowException(exception);
        }
        boolean isError =
                !(exception instanceof ErrorResponse x) || x.getStatusCode().isError();
        var error = isError ? errors.respond(translated(exception), request.getHeader("X-Request-Id")) : null;
        if (response.isCommitted()) {
            throw new CloseNowException(exception); // half a response must not look whole
        }
        response.resetBuffer();
        for (String name : List.copyOf(response.getHeaderNames())) { // those that describe the content that is not sent
            if (name.matches("(?i)content-(?!security).*|etag|last-modified|accept-ranges|expires")) {
                response.setHeader(name, null);
            }
        }
        if (exception instanceof ErrorResponse x) { // as Allow
            x.getHeaders().forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
            response.setStatus(x.getStatusCode().value());
        }
        if (error == null) {
            return;
        }
        byte[] body = error.body();
        response.setStatus(error.status());
        error.headers().forEach((name, value) -> {
            if (!name.equals("WWW-Authenticate") || !response.containsHeader(name)) {
                response.setHeader(name, value);
            }
        });
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** An ApiException always wins; what is a bug of ours stays as it is. */
    private Throwable translated(Throwable exception) {
        if (hasApiException(exception)) {
            return exception;
        }
        ApiException found = Violations.find(exception, json);
        if (found == null
                && exception instanceof MissingRequestValueException x
                && x.getStatusCode().is4xxClientError()) {
            found = ApiException.invalid(x.getDetailMessageArguments()[0].toString(), "Is missing");
        } else if (exception instanceof MissingServletRequestPartException x) {
            found = ApiException.invalid(x.getRequestPartName(), "Is missing");
        } else if (exception instanceof MethodArgumentTypeMismatchException x) {
            found = ApiException.invalid(x.getName(), Violations.WRONG_TYPE);
        } else if (found == null && statusOf(exception) != 500) {
            found = new ApiException(ErrorType.ofStatus(statusOf(exception)));
        }
        return found == null ? exception : found.initCause(exception);
    }

    private static int statusOf(Throwable exception) {
        if (exception instanceof ErrorResponse x) {
            return x.getStatusCode().value();
        }
        if (exception instanceof InvalidParameterException x) { // Tomcat's, as is the next
            return x.getErrorCode();
        }
        if (exception instanceof BadRequestException
                || exception instanceof HttpMessageNotReadableException
                || exception instanceof MultipartException) {
            return 400;
        }
        ResponseStatus status = AnnotatedElementUtils.findMergedAnnotation(exception.getClass(), ResponseStatus.class);
        return status == null ? 500 : status.code().value();
    }

    private static boolean hasApiException(Throwable exception) {
        return causes(exception).anyMatch(ApiException.class::isInstance);
    }

    private static boolean isDisconnect(Throwable exception) {
        return causes(exception)
                .anyMatch(x -> x instanceof ClientAbortException
                        || x instanceof CloseNowException
                        || x instanceof AsyncRequestNotUsableException);
    }

    private static Stream<Throwable> causes(Throwable exception) {
        return Stream.iterate(exception, Objects::nonNull, Throwable::getCause).limit(100);
    }

    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    /** Knows whether it has a body, and sends no error page. */
    private static final class Watched extends HttpServletResponseWrapper {
        private boolean hasBody;
        private boolean isRefused;

        Watched(HttpServletResponse response) {
            super(response);
        }

        boolean isErrorWithoutBody() {
            return getStatus() >= 400 && (isRefused || !hasBody) && !isCommitted();
        }

        @Override
        public void sendError(int status) {
            resetBuffer();
            setStatus(status);
            isRefused = true;
        }

        @Override
        public void sendError(int status, String message) {
            sendError(status);
        }

        @Override
        public ServletOutputStream getOutputStream() throws IOException {
            hasBody = true;
            return super.getOutputStream();
        }

        @Override
        public PrintWriter getWriter() throws IOException {
            hasBody = true;
            return super.getWriter();
        }
    }
}

package avatars;

import contract.AvatarNotFound;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorMapper;
import konpro.errors.ErrorResponse;
import konpro.errors.ErrorType;
import konpro.errors.json.JsonParseException;
import konpro.errors.json.JsonValueException;

/** The first filter of a web application, for all paths: every failure of a servlet, of another filter, or said by {@code sendError}. */
public final class ErrorFilter extends HttpFilter {

    private static final long serialVersionUID = 1;

    private static final ErrorMapper errors = ErrorMapper.builder()
            .map(AvatarNotFound.class, ErrorCode.RESOURCE_NOT_FOUND)
            .map(JsonParseException.class, x -> new ApiException(ErrorCode.INVALID_REQUEST, x.getMessage()))
            .map(JsonValueException.class, x -> ApiException.invalid(x.path(), "Expected " + x.expected()))
            .build();

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException {
        try {
            chain.doFilter(request, new HttpServletResponseWrapper(response) {
                @Override
                public void sendError(int status) {
                    throw new ApiException(ErrorType.ofStatus(status));
                }

                @Override
                public void sendError(int status, String message) {
                    sendError(status);
                }
            });
        } catch (Throwable failure) {
            ErrorResponse answer = errors.respond(failure, request.getHeader("X-Request-Id"));
            response.resetBuffer(); // refuses where an answer has begun
            try { // what is left of an upload would cut the answer off
                request.getInputStream().skip(8 << 20);
            } catch (IllegalStateException readAsText) {
                request.getReader().skip(8 << 20);
            }
            response.setStatus(answer.status());
            answer.headers().forEach(response::setHeader);
            response.getOutputStream().write(answer.body());
        }
    }
}

package avatars;

import contract.AvatarNotFound;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import konpro.errors.ApiException;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorMapper;
import konpro.errors.ErrorType;
import konpro.errors.FieldViolation;
import org.springframework.beans.TypeMismatchException;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.validation.BindException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Every failure of a Spring application, whoever finds it: a controller, Spring itself, or the container. */
@RestController
@RestControllerAdvice
class Errors implements ErrorController {
    private final ErrorMapper errors = ErrorMapper.builder()
            .map(AvatarNotFound.class, ErrorCode.RESOURCE_NOT_FOUND)
            .map(TypeMismatchException.class, ErrorCode.INVALID_REQUEST)
            .map(HttpMessageNotReadableException.class, ErrorCode.INVALID_REQUEST)
            .map(
                    BindException.class,
                    invalid -> ApiException.invalid(invalid.getFieldErrors().stream()
                            .map(x -> new FieldViolation(
                                    x.getField(),
                                    x.isBindingFailure() ? "Not what it must be" : "" + x.getDefaultMessage()))
                            .toList()))
            .build();

    @ExceptionHandler
    ResponseEntity<byte[]> answer(Throwable failure, HttpServletRequest request) {
        Throwable named = failure;
        HttpHeaders headers = new HttpHeaders();
        if (failure instanceof ErrorResponse springs && !(failure instanceof BindException x && x.hasFieldErrors())) {
            named = new ApiException(ErrorType.ofStatus(springs.getStatusCode().value())).initCause(failure);
            headers.addAll(springs.getHeaders()); // as Allow
        }
        var response = errors.respond(named, request.getHeader("X-Request-Id"));
        response.headers().forEach(headers::set);
        return ResponseEntity.status(response.status()).headers(headers).body(response.body());
    }

    @RequestMapping("/error") // where it is outside of Spring that something fails
    ResponseEntity<byte[]> answer(HttpServletRequest request) {
        Object thrown = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        return answer(
                thrown instanceof Throwable x
                        ? x
                        : new ApiException(ErrorType.ofStatus(status instanceof Integer code ? code : 404)),
                request);
    }
}

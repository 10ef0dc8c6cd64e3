package avatars;

import contract.AvatarNotFound;
import contract.Avatars;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorMapper;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The application. */
@SpringBootApplication
class AvatarApplication implements WebMvcConfigurer {

    @Bean
    ErrorMapper errorMapper() {
        return ErrorMapper.builder()
                .map(AvatarNotFound.class, ErrorCode.RESOURCE_NOT_FOUND)
                .map(AuthenticationException.class, ErrorCode.INVALID_API_KEY)
                .map(AuthenticationServiceException.class, ErrorCode.PROCESSING_ERROR)
                .map(AccessDeniedException.class, ErrorCode.INSUFFICIENT_PERMISSIONS)
                .build();
    }

    /** Spring has a limit for multipart bodies alone. */
    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new HandlerInterceptor() {
                    @Override
                    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
                        if (request.getContentLengthLong() > Avatars.MAX_BODY) {
                            throw new ResponseStatusException(HttpStatus.CONTENT_TOO_LARGE);
                        }
                        return true;
                    }
                })
                .addPathPatterns("/v1/avatars");
    }
}

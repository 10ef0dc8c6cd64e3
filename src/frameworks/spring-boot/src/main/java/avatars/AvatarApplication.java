package avatars;

import contract.Avatars;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The application. */
@SpringBootApplication
class AvatarApplication implements WebMvcConfigurer {

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

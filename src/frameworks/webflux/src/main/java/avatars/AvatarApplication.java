package avatars;

import contract.AvatarNotFound;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorMapper;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;

/** The application. */
@SpringBootApplication
class AvatarApplication {

    @Bean
    ErrorMapper errorMapper() {
        return ErrorMapper.builder()
                .map(AvatarNotFound.class, ErrorCode.RESOURCE_NOT_FOUND)
                .map(AuthenticationException.class, ErrorCode.INVALID_API_KEY)
                .map(AccessDeniedException.class, ErrorCode.INSUFFICIENT_PERMISSIONS)
                .build();
    }
}

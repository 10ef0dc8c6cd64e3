package avatars;

import contract.AvatarNotFound;
import contract.Avatars;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorMapper;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.WebFilter;
import reactor.core.publisher.Mono;

/** The application. */
@SpringBootApplication
class AvatarApplication {

    @Bean
    ErrorMapper errorMapper() {
        return ErrorMapper.builder()
                .map(AvatarNotFound.class, ErrorCode.RESOURCE_NOT_FOUND)
                .map(AuthenticationException.class, ErrorCode.INVALID_API_KEY)
                .map(AuthenticationServiceException.class, ErrorCode.PROCESSING_ERROR)
                .map(AccessDeniedException.class, ErrorCode.INSUFFICIENT_PERMISSIONS)
                .build();
    }

    /** The limit of the codecs is for what is in memory: it stops reading in the middle of the body. */
    @Bean
    WebFilter limit() {
        return (exchange, chain) -> exchange.getRequest().getHeaders().getContentLength() > Avatars.MAX_BODY
                        && exchange.getRequest().getPath().value().equals("/v1/avatars")
                ? Mono.error(new ResponseStatusException(HttpStatus.CONTENT_TOO_LARGE))
                : chain.filter(exchange);
    }
}

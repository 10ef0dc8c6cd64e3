package avatars;

import contract.Avatars;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.ReactiveAuthenticationManager;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.annotation.method.configuration.EnableReactiveMethodSecurity;
import org.springframework.security.config.annotation.web.reactive.EnableWebFluxSecurity;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.config.web.server.ServerHttpSecurity.CsrfSpec;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.authentication.AuthenticationWebFilter;
import org.springframework.security.web.server.authentication.HttpStatusServerEntryPoint;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** API keys by Spring Security. A key is here the role it has. */
@Configuration
@EnableWebFluxSecurity
@EnableReactiveMethodSecurity
class Security {

    @Bean
    SecurityWebFilterChain keys(ServerHttpSecurity http) {
        return http.csrf(CsrfSpec::disable)
                .exceptionHandling(
                        x -> x.authenticationEntryPoint(new HttpStatusServerEntryPoint(HttpStatus.UNAUTHORIZED))
                                .accessDeniedHandler((exchange, denied) -> Mono.error(denied)))
                .addFilterAt(keyFilter(), SecurityWebFiltersOrder.AUTHENTICATION)
                .authorizeExchange(x -> x.pathMatchers("/v1/reports")
                        .hasRole("admin")
                        .anyExchange()
                        .permitAll())
                .build();
    }

    static AuthenticationWebFilter keyFilter() {
        ReactiveAuthenticationManager keys = Mono::just;
        AuthenticationWebFilter filter = new AuthenticationWebFilter(keys);
        filter.setServerAuthenticationConverter(Security::keyOf);
        filter.setAuthenticationFailureHandler((exchange, denied) -> Mono.error(denied));
        return filter;
    }

    /** The key in {@code Authorization: Bearer}. */
    private static Mono<Authentication> keyOf(ServerWebExchange exchange) {
        String credentials = exchange.getRequest().getHeaders().getFirst("Authorization");
        if (credentials == null) {
            return Mono.empty();
        }
        String key = credentials.replaceFirst("^Bearer ", "");
        if (key.equals("outage")) {
            return Mono.error(new AuthenticationServiceException(Avatars.SECRET));
        }
        return Set.of("admin", "reader").contains(key)
                ? Mono.just(UsernamePasswordAuthenticationToken.authenticated(
                        key, null, AuthorityUtils.createAuthorityList("ROLE_" + key)))
                : Mono.error(new BadCredentialsException("Unknown key " + key));
    }
}

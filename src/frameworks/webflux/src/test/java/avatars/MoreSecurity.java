package avatars;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.web.server.SecurityWebFiltersOrder;
import org.springframework.security.config.web.server.ServerHttpSecurity;
import org.springframework.security.core.userdetails.ReactiveUserDetailsService;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.web.server.SecurityWebFilterChain;
import org.springframework.security.web.server.authentication.HttpBasicServerAuthenticationEntryPoint;
import org.springframework.security.web.server.util.matcher.PathPatternParserServerWebExchangeMatcher;
import reactor.core.publisher.Mono;

/** Other ways to authenticate, each with a challenge of its own. */
@Configuration
class MoreSecurity {

    @Bean
    @Order(1)
    SecurityWebFilterChain basic(ServerHttpSecurity http) {
        HttpBasicServerAuthenticationEntryPoint basic = new HttpBasicServerAuthenticationEntryPoint();
        basic.setRealm("avatars");
        return http.securityMatcher(new PathPatternParserServerWebExchangeMatcher("/basic/**"))
                .httpBasic(x -> x.authenticationEntryPoint(basic))
                .authorizeExchange(x -> x.anyExchange().authenticated())
                .build();
    }

    @Bean
    @Order(2)
    SecurityWebFilterChain bearer(ServerHttpSecurity http) {
        return http.securityMatcher(new PathPatternParserServerWebExchangeMatcher("/bearer/**"))
                .oauth2ResourceServer(
                        x -> x.jwt(jwt -> jwt.jwtDecoder(token -> Mono.error(new BadJwtException("Expired")))))
                .authorizeExchange(x -> x.anyExchange().authenticated())
                .build();
    }

    @Bean
    @Order(3)
    SecurityWebFilterChain early(ServerHttpSecurity http) {
        return http.securityMatcher(new PathPatternParserServerWebExchangeMatcher("/early/**"))
                .addFilterAt(Security.keyFilter(), SecurityWebFiltersOrder.FIRST)
                .authorizeExchange(x -> x.anyExchange().permitAll())
                .build();
    }

    @Bean
    ReactiveUserDetailsService noUsers() {
        return name -> Mono.empty();
    }
}

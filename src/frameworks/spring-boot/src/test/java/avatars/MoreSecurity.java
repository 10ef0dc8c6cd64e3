package avatars;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;

/** Other ways to authenticate, each with a challenge of its own. */
@Configuration
class MoreSecurity {

    @Bean
    @Order(1)
    SecurityFilterChain basic(HttpSecurity http) {
        return http.securityMatcher("/basic/**")
                .httpBasic(x -> x.realmName("avatars"))
                .authorizeHttpRequests(x -> x.anyRequest().authenticated())
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain bearer(HttpSecurity http) {
        return http.securityMatcher("/bearer/**")
                .oauth2ResourceServer(x -> x.jwt(jwt -> jwt.decoder(token -> {
                    throw new BadJwtException("Expired");
                })))
                .authorizeHttpRequests(x -> x.anyRequest().authenticated())
                .build();
    }

    /** Where many put a filter of their own: what it throws passes all of Security. */
    @Bean
    @Order(3)
    SecurityFilterChain early(HttpSecurity http) {
        return http.securityMatcher("/early/**")
                .addFilterBefore(new Security.KeyFilter(), UsernamePasswordAuthenticationFilter.class)
                .authorizeHttpRequests(x -> x.anyRequest().permitAll())
                .build();
    }

    @Bean
    UserDetailsService noUsers() {
        return new InMemoryUserDetailsManager();
    }
}

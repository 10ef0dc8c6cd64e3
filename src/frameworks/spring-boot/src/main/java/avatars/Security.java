package avatars;

import contract.Avatars;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.web.filter.OncePerRequestFilter;

/** API keys by Spring Security. A key is here the role it has. */
@Configuration
@EnableMethodSecurity
class Security {

    @Bean
    SecurityFilterChain keys(HttpSecurity http) {
        return http.csrf(AbstractHttpConfigurer::disable)
                .sessionManagement(x -> x.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .exceptionHandling(x -> x.authenticationEntryPoint(new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED)))
                .addFilterBefore(new KeyFilter(), AuthorizationFilter.class) // so that Security handles what it throws
                .authorizeHttpRequests(x -> x.requestMatchers("/v1/reports")
                        .hasRole("admin")
                        .anyRequest()
                        .permitAll())
                .build();
    }

    /** Takes the key from {@code Authorization: Bearer}. */
    static final class KeyFilter extends OncePerRequestFilter {

        @Override
        protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws ServletException, IOException {
            String credentials = request.getHeader("Authorization");
            if (credentials != null) {
                String key = credentials.replaceFirst("^Bearer ", "");
                if (key.equals("outage")) {
                    throw new AuthenticationServiceException(Avatars.SECRET);
                }
                if (!Set.of("admin", "reader").contains(key)) {
                    throw new BadCredentialsException("Unknown key " + key);
                }
                SecurityContextHolder.setContext(
                        new SecurityContextImpl(UsernamePasswordAuthenticationToken.authenticated(
                                key, null, AuthorityUtils.createAuthorityList("ROLE_" + key))));
            }
            chain.doFilter(request, response);
        }
    }
}

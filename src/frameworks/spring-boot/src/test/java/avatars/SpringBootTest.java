package avatars;

import contract.Avatars;
import contract.ErrorContract;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class SpringBootTest extends ErrorContract {

    private static ConfigurableApplicationContext application;

    @BeforeAll
    static void start() {
        application = SpringApplication.run(new Class<?>[] {AvatarApplication.class, Outside.class}, new String[0]);
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    @Test
    void answersWhatFailsOutsideOfSpring() throws Exception {
        assertAnswers(500, "PROCESSING_ERROR", "/outside/exception");
        assertAnswers(403, "INSUFFICIENT_PERMISSIONS", "/outside/403");
        assertAnswers(404, "RESOURCE_NOT_FOUND", "/error");
    }

    @Override
    protected URI baseUrl() {
        return URI.create("http://localhost:" + application.getEnvironment().getProperty("local.server.port"));
    }

    /** A servlet filter that fails. */
    @Configuration
    static class Outside {

        @Bean
        FilterRegistrationBean<Filter> filter() {
            FilterRegistrationBean<Filter> bean = new FilterRegistrationBean<>((request, response, chain) -> {
                String path = ((HttpServletRequest) request).getRequestURI();
                if (path.endsWith("exception")) {
                    throw new IllegalStateException(Avatars.SECRET);
                }
                ((HttpServletResponse) response).sendError(403, Avatars.SECRET);
            });
            bean.addUrlPatterns("/outside/*");
            return bean;
        }
    }
}

package avatars;

import contract.Avatars;
import contract.ErrorContract;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.validation.Validator;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RestController;

class SpringBootTest extends ErrorContract {

    private final ConfigurableApplicationContext application =
            SpringApplication.run(new Class<?>[] {AvatarApplication.class, Outside.class, Bound.class}, new String[0]);

    @AfterAll
    void stop() {
        application.close();
    }

    /** What Spring would say of it itself has the names of classes in it, and the value. */
    @Test
    void tellsNothingOfHowAParameterFailsToConvert() throws Exception {
        assertAnswers(400, "VALIDATION_ERROR", "/bound?size=internal");
    }

    /** And not of one field. */
    @Test
    void answersWhatIsWrongWithTheWhole() throws Exception {
        assertAnswers(400, "INVALID_REQUEST", "/whole?from=2&to=1");
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

    /** Parameters that are bound to objects. */
    @RestController
    static class Bound {

        record Size(int size) {}

        record Range(int from, int to) {}

        @InitBinder("range")
        void check(WebDataBinder binder) {
            binder.addValidators(new Validator() {
                @Override
                public boolean supports(Class<?> type) {
                    return type == Range.class;
                }

                @Override
                public void validate(Object target, org.springframework.validation.Errors errors) {
                    errors.reject("order"); // without a message
                }
            });
        }

        @GetMapping("/bound")
        void bound(@ModelAttribute("size") Size size) {}

        @GetMapping("/whole")
        void whole(@Valid @ModelAttribute("range") Range range) {}
    }
}

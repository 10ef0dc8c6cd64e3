package avatars;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import contract.Avatars;
import contract.Logged;
import contract.Response;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class SpringBootTest extends SpringContract {

    private final ConfigurableApplicationContext application = SpringApplication.run(AvatarApplication.class);

    @AfterAll
    void stop() {
        application.close();
    }

    @Override
    protected URI baseUrl() {
        return URI.create("http://localhost:" + application.getEnvironment().getProperty("local.server.port"));
    }

    @Test
    void sendsWhatIsThrownOutsideOfSpring() throws Exception {
        try (Logged log = new Logged()) {
            assertError(500, "PROCESSING_ERROR", "/outside/exception");

            assertEquals(1, log.lines().size(), () -> "" + log.lines());
        }
        assertError(403, "INSUFFICIENT_PERMISSIONS", "/outside/403");
        assertError(500, "PROCESSING_ERROR", "/first/exception");
        assertError(403, "INSUFFICIENT_PERMISSIONS", "/first/403");
        assertError(404, "RESOURCE_NOT_FOUND", "/error");
        assertError(404, "RESOURCE_NOT_FOUND", "/WEB-INF/");
    }

    @Test
    void sendsAnEnvelopeAfterATimeout() throws Exception {
        assertError(503, "SERVICE_UNAVAILABLE", "/streams/timeout");
    }

    @Test
    void breaksTheConnectionAfterATimeoutInHalfAResponse() {
        assertThrows(IOException.class, () -> get("/streams/half-timeout"));
    }

    /** An error that a filter has written a body for is its own. */
    @Test
    void leavesWhatAFilterSends() throws Exception {
        Response response = get("/outside/own");

        assertEquals(403, response.http().statusCode());
        assertEquals("own", new String(response.http().body()));
    }

    /** Tomcat throws this at the first look at a parameter. */
    @Test
    void refusesParametersThatTomcatDoesNotRead() throws Exception {
        assertError(400, "INVALID_REQUEST", "/v1/avatars?" + "a&".repeat(2_000));
        String response = raw("GET /v1/avatars?max_size=%zz HTTP/1.1\r\n");
        assertTrue(response.startsWith("HTTP/1.1 400 ") && response.contains("\"INVALID_REQUEST\""), response);
    }

    /** What no filter gets, and what Spring writes itself. */
    @Test
    void leavesWhatTomcatAndCorsRefuse() throws Exception {
        String response = raw("GET /[ HTTP/1.1\r\n");
        assertTrue(response.startsWith("HTTP/1.1 400 ") && response.contains("<html"), response);

        Response shared = send(request("/slips/shared").header("Origin", "https://elsewhere.example"));
        assertEquals(403, shared.http().statusCode());
        assertEquals("Invalid CORS request", new String(shared.http().body(), US_ASCII));
    }

    private String raw(String requestLine) throws IOException {
        try (Socket client = new Socket(baseUrl().getHost(), baseUrl().getPort())) {
            client.getOutputStream()
                    .write((requestLine + "Host: localhost\r\nConnection: close\r\n\r\n").getBytes(US_ASCII));
            return new String(client.getInputStream().readAllBytes(), US_ASCII);
        }
    }

    /** Servlet filters that throw: after the recipe's own, and before it. */
    @Configuration
    static class Outside {

        @Bean
        FilterRegistrationBean<Filter> outside() {
            FilterRegistrationBean<Filter> bean = new FilterRegistrationBean<>(
                    (request, response, chain) -> refuse((HttpServletRequest) request, (HttpServletResponse) response));
            bean.addUrlPatterns("/outside/*");
            return bean;
        }

        @Bean
        FilterRegistrationBean<Filter> first() {
            FilterRegistrationBean<Filter> bean = new FilterRegistrationBean<>(
                    (request, response, chain) -> refuse((HttpServletRequest) request, (HttpServletResponse) response));
            bean.addUrlPatterns("/first/*");
            bean.setOrder(Integer.MIN_VALUE);
            return bean;
        }

        private static void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
            String path = request.getRequestURI();
            if (path.endsWith("exception")) {
                throw new IllegalStateException(Avatars.SECRET);
            } else if (path.endsWith("own")) {
                response.setStatus(403);
                response.getWriter().write("own");
            } else {
                response.sendError(403, Avatars.SECRET);
            }
        }
    }
}

package avatars;

import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

class WebFluxTest extends SpringContract {

    private final ConfigurableApplicationContext application = SpringApplication.run(AvatarApplication.class);

    @AfterAll
    void stop() {
        application.close();
    }

    @Override
    protected URI baseUrl() {
        return URI.create("http://localhost:" + application.getEnvironment().getProperty("local.server.port"));
    }

    /** Reactor throws them through every operator, out of the scheduler's task: there is no response at all. */
    @Override
    protected boolean respondsToErrorsOfTheJvm() {
        return false;
    }
}

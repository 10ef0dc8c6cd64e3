package avatars;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import contract.AvatarNotFound;
import java.io.Closeable;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.function.IntSupplier;
import konpro.errors.ErrorCode;
import konpro.errors.ErrorEnvelope;
import konpro.errors.ErrorMapper;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The recipe in an application that has no Spring Security on its class path. */
class WithoutSecurityTest {

    @Test
    void sendsEnvelopes() throws Exception {
        try (URLClassLoader loader = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader())) {
            assertThrows(
                    ClassNotFoundException.class,
                    () -> loader.loadClass("org.springframework.security.core.AuthenticationException"));
            Thread.currentThread().setContextClassLoader(loader);
            Object application = loader.loadClass(Application.class.getName())
                    .getDeclaredConstructor()
                    .newInstance();
            try {
                URI url = URI.create("http://localhost:" + ((IntSupplier) application).getAsInt() + "/v1/avatars/8");
                HttpResponse<byte[]> response = HttpClient.newHttpClient()
                        .send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofByteArray());

                assertEquals(404, response.statusCode());
                assertEquals(
                        ErrorCode.RESOURCE_NOT_FOUND.name(),
                        ErrorEnvelope.parse(response.body()).error().code());
            } finally {
                ((Closeable) application).close();
            }
        } finally {
            Thread.currentThread().setContextClassLoader(WithoutSecurityTest.class.getClassLoader());
        }
    }

    private static URL[] classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(x -> !x.contains("spring-security") && !x.contains("spring-boot-security"))
                .map(x -> url(new File(x)))
                .toArray(URL[]::new);
    }

    private static URL url(File file) {
        try {
            return file.toURI().toURL();
        } catch (MalformedURLException impossible) {
            throw new IllegalArgumentException(impossible);
        }
    }

    @EnableAutoConfiguration
    @Import({Errors.class, AvatarController.class})
    public static class Application implements IntSupplier, Closeable {

        private ConfigurableApplicationContext context;

        @Bean
        ErrorMapper errorMapper() {
            return ErrorMapper.builder()
                    .map(AvatarNotFound.class, ErrorCode.RESOURCE_NOT_FOUND)
                    .build();
        }

        @Override
        public int getAsInt() {
            context = SpringApplication.run(Application.class);
            return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        }

        @Override
        public void close() {
            context.close();
        }
    }
}

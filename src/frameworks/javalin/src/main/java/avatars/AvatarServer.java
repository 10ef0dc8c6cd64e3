package avatars;

import contract.Avatars;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.UnauthorizedResponse;
import io.javalin.security.RouteRole;
import io.javalin.validation.Validation;
import io.javalin.validation.ValidationError;
import io.javalin.validation.ValidationException;
import io.javalin.validation.Validator;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The avatar API on Javalin. */
final class AvatarServer {

    enum Role implements RouteRole {
        ADMIN
    }

    private final Javalin server;

    AvatarServer(Consumer<JavalinConfig> more) {
        server = Javalin.create(config -> {
                    Errors.install(config);
                    config.http.maxRequestSize = Avatars.MAX_BODY;
                    config.startup.showJavalinBanner = false;
                    config.routes.get("/v1/avatars/{id}", AvatarServer::find);
                    config.routes.get("/v1/avatars", AvatarServer::list);
                    config.routes.post("/v1/avatars", AvatarServer::create);
                    config.routes.put("/v1/avatars/{id}/picture", context -> Avatars.refuse());
                    config.routes.get("/v1/failures/{kind}", AvatarServer::fail);
                    config.routes.head("/v1/failures/{kind}", AvatarServer::fail); // Javalin's own sends 200, always
                    config.routes.get("/v1/half", context -> Avatars.half(context.outputStream()));
                    config.routes.get("/v1/endless", context -> Avatars.endless(context.outputStream()));
                    config.routes.get("/v1/unwritable", AvatarServer::unwritable);
                    config.routes.get("/v1/secret", context -> context.result("{}"), Role.ADMIN);
                    config.routes.beforeMatched(AvatarServer::checkRole);
                    more.accept(config);
                })
                .start("localhost", 0);
    }

    private static void checkRole(Context context) {
        if (context.routeRoles().contains(Role.ADMIN)) {
            String authorization = String.valueOf(context.header("Authorization"));
            if (!authorization.matches("Bearer (admin|reader)")) {
                throw new UnauthorizedResponse();
            } else if (!authorization.equals("Bearer admin")) {
                throw new ForbiddenResponse();
            }
        }
    }

    private static void find(Context context) {
        int id = context.pathParamAsClass("id", Integer.class).get();
        context.contentType("application/json").result(Avatars.find(id));
    }

    private static void list(Context context) {
        Validator<Integer> maxSize = positive(context, "max_size");
        Validator<Integer> firstPage = positive(context, "first_page");
        Map<String, List<ValidationError<Object>>> errors = new TreeMap<>(); // get() names the first field only
        Validation.collectErrors(maxSize, firstPage).forEach((name, x) -> errors.put(name, List.copyOf(x)));
        if (!errors.isEmpty()) {
            throw new ValidationException(errors);
        }
        context.contentType("application/json").result(Avatars.list(maxSize.get(), firstPage.get()));
    }

    private static Validator<Integer> positive(Context context, String name) {
        return context.queryParamAsClass(name, Integer.class)
                .check(x -> x != null && x > 0, "Must be a number of at least 1");
    }

    private static void create(Context context) {
        String avatar = Avatars.create(context.contentType(), context.bodyAsBytes());
        context.status(201).contentType("application/json").result(avatar);
    }

    private static void unwritable(Context context) {
        context.json(Avatars.unwritable(Integer.parseInt(context.queryParam("items"))));
    }

    private static void fail(Context context) {
        Avatars.fail(context.pathParam("kind"));
    }

    URI url() {
        return URI.create("http://localhost:" + server.port());
    }

    void stop() {
        server.stop();
    }
}

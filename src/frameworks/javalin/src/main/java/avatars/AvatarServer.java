package avatars;

import contract.Avatars;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.net.URI;

/** The avatar API on Javalin. */
final class AvatarServer {

    private final Javalin server = Javalin.create(config -> {
                Errors.install(config);
                config.http.maxRequestSize = Avatars.MAX_BODY;
                config.startup.showJavalinBanner = false;
                config.routes.get("/v1/avatars/{id}", AvatarServer::find);
                config.routes.post("/v1/avatars", AvatarServer::create);
                config.routes.put("/v1/avatars/{id}/picture", context -> Avatars.refuse());
                config.routes.get("/v1/failures/{kind}", AvatarServer::fail);
                config.routes.head("/v1/failures/{kind}", AvatarServer::fail); // Javalin's own says 200, always
            })
            .start("localhost", 0);

    private static void find(Context context) {
        int id = context.pathParamAsClass("id", Integer.class).get();
        context.contentType("application/json").result(Avatars.find(id));
    }

    private static void create(Context context) {
        String avatar = Avatars.create(context.contentType(), context.bodyAsBytes());
        context.status(201).contentType("application/json").result(avatar);
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

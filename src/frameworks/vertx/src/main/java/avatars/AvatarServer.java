package avatars;

import contract.Avatars;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URI;

/** The avatar API on Vert.x. */
final class AvatarServer {

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;

    AvatarServer() {
        Router router = Router.router(vertx);
        Errors.install(router);
        get(router, "/v1/avatars/:id").handler(AvatarServer::find);
        get(router, "/v1/failures/:kind").handler(context -> Avatars.fail(context.pathParam("kind")));
        router.put("/v1/avatars/:id/picture").handler(context -> Avatars.refuse());
        router.post("/v1/avatars")
                .consumes("application/json")
                .handler(BodyHandler.create(false).setBodyLimit(Avatars.MAX_BODY))
                .handler(AvatarServer::create);
        server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "localhost")
                .await();
    }

    /** In Vert.x, one who serves GET does not yet serve HEAD. */
    private static Route get(Router router, String path) {
        return router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD);
    }

    private static void find(RoutingContext context) {
        if (!context.pathParam("id").matches("\\d{1,9}")) {
            context.fail(400);
            return;
        }
        answer(context, 200, Avatars.find(Integer.parseInt(context.pathParam("id"))));
    }

    private static void create(RoutingContext context) {
        byte[] body =
                context.body().isEmpty() ? new byte[0] : context.body().buffer().getBytes();
        answer(context, 201, Avatars.create("application/json", body));
    }

    private static void answer(RoutingContext context, int status, String json) {
        context.response().setStatusCode(status).putHeader("Content-Type", "application/json");
        context.end(json);
    }

    URI url() {
        return URI.create("http://localhost:" + server.actualPort());
    }

    void stop() {
        vertx.close().await();
    }
}

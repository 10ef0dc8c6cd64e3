package avatars;

import contract.Avatars;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authorization.RoleBasedAuthorization;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.AuthorizationHandler;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.SimpleAuthenticationHandler;
import java.io.OutputStream;
import java.net.URI;
import java.util.Arrays;
import java.util.function.Consumer;
import konpro.errors.ApiException;

/** The avatar API on Vert.x. */
final class AvatarServer {

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;

    AvatarServer(Consumer<Router> more) {
        Router router = Router.router(vertx);
        Errors.install(router);
        get(router, "/v1/avatars/:id").handler(AvatarServer::find);
        get(router, "/v1/avatars").handler(AvatarServer::list);
        get(router, "/v1/failures/:kind").handler(context -> Avatars.fail(context.pathParam("kind")));
        router.put("/v1/avatars/:id/picture").handler(context -> Avatars.refuse());
        router.post("/v1/avatars")
                .consumes("application/json")
                .handler(BodyHandler.create(false).setBodyLimit(Avatars.MAX_BODY))
                .handler(AvatarServer::create);
        router.get("/v1/half").blockingHandler(context -> write(context, Avatars::half));
        router.get("/v1/endless").blockingHandler(context -> write(context, Avatars::endless));
        router.get("/v1/unwritable").handler(AvatarServer::unwritable);
        router.get("/v1/secret")
                .handler(SimpleAuthenticationHandler.create().authenticate(AvatarServer::authenticate))
                .handler(AuthorizationHandler.create(RoleBasedAuthorization.create("admin")))
                .handler(context -> send(context, 200, "{}"));
        more.accept(router);
        server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "localhost")
                .await();
    }

    /** In Vert.x, a route for GET does not serve HEAD. */
    private static Route get(Router router, String path) {
        return router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD);
    }

    private static Future<User> authenticate(RoutingContext context) {
        String authorization = String.valueOf(context.request().getHeader("Authorization"));
        if (!authorization.matches("Bearer (admin|reader)")) {
            return Future.failedFuture("unknown key");
        }
        String name = authorization.substring("Bearer ".length());
        User user = User.fromName(name);
        user.authorizations().put("avatars", RoleBasedAuthorization.create(name));
        return Future.succeededFuture(user);
    }

    private static void find(RoutingContext context) {
        if (!context.pathParam("id").matches("\\d{1,9}")) {
            throw ApiException.invalid("id", "Must be a number");
        }
        send(context, 200, Avatars.find(Integer.parseInt(context.pathParam("id"))));
    }

    private static void list(RoutingContext context) {
        MultiMap parameters = context.queryParams(); // unlike those of the request, a malformed one is a 400
        send(context, 200, Avatars.list(parameters.get("max_size"), parameters.get("first_page")));
    }

    private static void create(RoutingContext context) {
        byte[] body =
                context.body().isEmpty() ? new byte[0] : context.body().buffer().getBytes();
        send(context, 201, Avatars.create("application/json", body));
    }

    private static void unwritable(RoutingContext context) {
        context.json(Avatars.unwritable(Integer.parseInt(context.request().getParam("items"))));
    }

    private static void send(RoutingContext context, int status, String json) {
        context.response().setStatusCode(status).putHeader("Content-Type", "application/json");
        context.end(json);
    }

    private interface Body {
        void writeTo(OutputStream response) throws Exception;
    }

    private static void write(RoutingContext context, Body body) {
        HttpServerResponse response = context.response().setChunked(true);
        try {
            body.writeTo(new OutputStream() {
                @Override
                public void write(int b) {
                    write(new byte[] {(byte) b}, 0, 1);
                }

                @Override
                public void write(byte[] bytes, int from, int length) {
                    response.write(Buffer.buffer(Arrays.copyOfRange(bytes, from, from + length)))
                            .toCompletionStage()
                            .toCompletableFuture()
                            .join();
                }
            });
            context.end();
        } catch (Exception e) {
            context.fail(e);
        }
    }

    URI url() {
        return URI.create("http://localhost:" + server.actualPort());
    }

    void stop() {
        vertx.close().await();
    }
}

package avatars;

import com.fasterxml.jackson.databind.ObjectMapper;
import contract.Avatars;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import konpro.errors.ApiException;

/** The avatar API, below {@code /v1}. */
public final class AvatarServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = String.valueOf(request.getPathInfo());
        if (path.matches("/avatars/\\w+")) {
            find(path.substring("/avatars/".length()), response);
        } else if (path.matches("/failures/\\w+")) {
            Avatars.fail(path.substring("/failures/".length()));
        } else {
            serve(path, request, response);
        }
    }

    private static void find(String id, HttpServletResponse response) throws IOException {
        if (!id.matches("\\d{1,9}")) {
            throw ApiException.invalid("id", "Must be a number");
        }
        send(response, 200, Avatars.find(Integer.parseInt(id)));
    }

    private static void serve(String path, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        switch (path) {
            case "/avatars" ->
                send(response, 200, Avatars.list(request.getParameter("max_size"), request.getParameter("first_page")));
            case "/half" -> Avatars.half(response.getOutputStream());
            case "/endless" -> Avatars.endless(response.getOutputStream());
            case "/unwritable" -> {
                response.setContentType("application/json");
                int items = Integer.parseInt(request.getParameter("items"));
                JSON.writeValue(response.getOutputStream(), Avatars.unwritable(items));
            }
            case "/secret" -> send(response, 200, "{}"); // for the role "admin"
            default -> response.sendError(404);
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] body = request.getInputStream().readNBytes(Avatars.MAX_BODY + 1);
        if (body.length > Avatars.MAX_BODY) {
            response.sendError(413);
        } else {
            send(response, 201, Avatars.create(request.getContentType(), body));
        }
    }

    @Override
    protected void doPut(HttpServletRequest request, HttpServletResponse response) {
        Avatars.refuse();
    }

    /** RFC 9110, section 15.5.6: a 405 has {@code Allow}. */
    @Override
    protected void doDelete(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Allow", "GET, HEAD");
        response.sendError(405);
    }

    private static void send(HttpServletResponse response, int status, String json) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        response.getOutputStream().write(json.getBytes(StandardCharsets.UTF_8));
    }
}

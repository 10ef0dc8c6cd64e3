package avatars;

import contract.Avatars;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The avatar API, below {@code /v1}. */
public final class AvatarServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    private static final Pattern AVATAR = Pattern.compile("/avatars/(\\w+)");
    private static final Pattern FAILURE = Pattern.compile("/failures/(\\w+)");

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = String.valueOf(request.getPathInfo());
        Matcher avatar = AVATAR.matcher(path);
        Matcher failure = FAILURE.matcher(path);
        if (failure.matches()) {
            Avatars.fail(failure.group(1));
        } else if (!avatar.matches()) {
            response.sendError(404);
        } else if (!avatar.group(1).matches("\\d{1,9}")) {
            response.sendError(400, "Not a number");
        } else {
            answer(response, 200, Avatars.find(Integer.parseInt(avatar.group(1))));
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] body = request.getInputStream().readNBytes(Avatars.MAX_BODY + 1);
        if (body.length > Avatars.MAX_BODY) {
            response.sendError(413);
        } else {
            answer(response, 201, Avatars.create(request.getContentType(), body));
        }
    }

    @Override
    protected void doPut(HttpServletRequest request, HttpServletResponse response) {
        Avatars.refuse();
    }

    /** RFC 9110, section 15.5.6: who refuses a method says which there are. */
    @Override
    protected void doDelete(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Allow", "GET, HEAD");
        response.sendError(405);
    }

    private static void answer(HttpServletResponse response, int status, String json) throws IOException {
        response.setStatus(status);
        response.setContentType("application/json");
        response.getOutputStream().write(json.getBytes(StandardCharsets.UTF_8));
    }
}

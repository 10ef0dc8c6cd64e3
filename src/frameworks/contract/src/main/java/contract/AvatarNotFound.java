package contract;

/** An exception of the application's own, which knows nothing of HTTP. */
public class AvatarNotFound extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** What the message says is not for clients. */
    public AvatarNotFound(int id) {
        super("no row " + id + " in table avatars");
    }
}

package konpro.errors.testkit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;

/** Writes objects to object streams, and reads them from there. */
public final class JavaSerialization {

    private JavaSerialization() {}

    public static <T> T copyOf(T object) throws IOException, ClassNotFoundException {
        return copyOf(object, null, null);
    }

    /** A copy with one object in it replaced by another, which makes circles that no constructor would make. */
    @SuppressWarnings("unchecked")
    public static <T> T copyOf(T object, Object replaced, Object replacement)
            throws IOException, ClassNotFoundException {
        return (T) read(bytes(object, replaced, replacement));
    }

    public static byte[] bytes(Object object) throws IOException {
        return bytes(object, null, null);
    }

    public static Object read(byte[] bytes) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return in.readObject();
        }
    }

    private static byte[] bytes(Object root, Object replaced, Object replacement) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes) {
            {
                enableReplaceObject(true);
            }

            @Override
            protected Object replaceObject(Object object) {
                return object == replaced ? replacement : object;
            }
        }) {
            out.writeObject(root);
        }
        return bytes.toByteArray();
    }
}

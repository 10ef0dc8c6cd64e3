package konpro.errors.testkit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;

/** The way through an object stream and back. */
public final class JavaSerialization {

    private JavaSerialization() {}

    public static <T> T copyOf(T object) throws IOException, ClassNotFoundException {
        return copyOf(object, null, null);
    }

    /** A copy with one object in it replaced by another, which lets circles arise that no constructor would make. */
    @SuppressWarnings("unchecked")
    public static <T> T copyOf(T object, Object replaced, Object replacement)
            throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ReplacingStream(bytes, replaced, replacement)) {
            out.writeObject(object);
        }
        return (T) read(bytes.toByteArray());
    }

    public static byte[] bytes(Object object) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        return bytes.toByteArray();
    }

    public static Object read(byte[] bytes) throws IOException, ClassNotFoundException {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return in.readObject();
        }
    }

    private static final class ReplacingStream extends ObjectOutputStream {

        private final Object replaced;
        private final Object replacement;

        ReplacingStream(ByteArrayOutputStream out, Object replaced, Object replacement) throws IOException {
            super(out);
            this.replaced = replaced;
            this.replacement = replacement;
            enableReplaceObject(replaced != null);
        }

        @Override
        protected Object replaceObject(Object object) {
            return object == replaced ? replacement : object;
        }
    }
}

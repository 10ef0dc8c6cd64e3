package consumer;

import java.io.IOException;
import java.io.InputStream;
import konpro.errors.ErrorEnvelope;

/** Prints what the library holds for machines. */
public class Contract {
    public static void main(String[] args) throws IOException {
        for (String name : args) {
            try (InputStream in = ErrorEnvelope.class.getResourceAsStream("/META-INF/konpro.errors/" + name)) {
                in.transferTo(System.out);
            }
        }
    }
}

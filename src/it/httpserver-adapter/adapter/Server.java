package adapter;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import konpro.errors.ErrorResponse;
import konpro.errors.httpserver.ErrorFilter;

class Server {
    void answer(HttpExchange exchange, ErrorResponse response) throws IOException {
        ErrorFilter.send(exchange, response);
    }
}

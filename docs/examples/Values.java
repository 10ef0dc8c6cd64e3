import java.util.List;
import konpro.errors.json.JsonObject;
import konpro.errors.json.JsonParseException;
import konpro.errors.json.JsonValue;
import konpro.errors.json.JsonValueException;

/** JSON as values: read, asked, built, written. */
class Values {

    public static void main(String[] args) {
        ask();
        build();
        refuse();
    }

    static void ask() {
        try {
            JsonValue value = JsonValue.parse("{\"limits\":{\"daily\":[100,\"many\"]}}");
            int first = value.get("limits").get("daily").get(0).asInt(); // 100
            value.get("limits").get("daily").get(1).asInt(); // limits.daily[1]: expected a number, found a string
            System.out.println("not reached: " + first);
        } catch (JsonValueException e) {
            System.out.println(e.getMessage());
        }
    }

    static void build() {
        JsonObject details = JsonObject.of("field", "avatar_id", "reason", "Avatar ID is required");
        String field = details.get("field").asString(); // avatar_id
        String json = details.with("limit", 10)
                .toString(); // {"field":"avatar_id","reason":"Avatar ID is required","limit":10}
        System.out.println(field);
        System.out.println(json);
        System.out.println(details.with("tags", List.of("a", "b")).toPrettyString());
    }

    static void refuse() {
        try {
            JsonValue.parse("{\"field\":x}");
        } catch (JsonParseException e) {
            System.out.println(e.getMessage());
        }
    }
}

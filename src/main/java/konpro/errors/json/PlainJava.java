package konpro.errors.json;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import konpro.errors.json.text.JsonScanner;
import konpro.errors.json.text.Nullable;

/** Plain Java values made into JSON values, and back. */
final class PlainJava {

    private PlainJava() {}

    /** @param room how many arrays and objects may still stand within one another */
    static JsonValue toJson(Object value, int room) {
        if (value == null) {
            return JsonNull.NULL;
        }
        if (value instanceof JsonValue json) {
            checkRoom(room - ((Located) json).depth());
            return json;
        }
        if (value instanceof CharSequence text) {
            return new JsonString(text.toString());
        }
        if (value instanceof Boolean bool) {
            return bool ? JsonBoolean.TRUE : JsonBoolean.FALSE;
        }
        if (value instanceof Number number) {
            return number(number);
        }
        if (value instanceof Map<?, ?> map) {
            return object(map, room - 1);
        }
        if (value instanceof Iterable<?> elements) {
            return array(elements, room - 1);
        }
        return array(elementsOf(value), room - 1);
    }

    private static JsonObject object(Map<?, ?> map, int room) {
        checkRoom(room);
        Members members = new Members();
        for (Map.Entry<?, ?> member : map.entrySet()) {
            members.put(name(member.getKey()), toJson(member.getValue(), room));
        }
        return members.toObject();
    }

    private static JsonArray array(Iterable<?> values, int room) {
        checkRoom(room);
        List<Object> elements = new ArrayList<>();
        for (Object value : values) {
            elements.add(Located.bare(toJson(value, room)));
        }
        return new JsonArray(elements.toArray());
    }

    private static void checkRoom(int room) {
        if (room < 0) {
            throw new IllegalArgumentException("Expected at most " + JsonValue.MAX_DEPTH
                    + " nested arrays and objects (a collection within itself?)");
        }
    }

    static String name(Object name) {
        if (name instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("Expected a member name of type String but found " + typeOf(name));
    }

    private static JsonNumber number(Number number) {
        String text = number.toString();
        if (text == null || !JsonScanner.isNumber(text)) {
            throw new IllegalArgumentException(
                    "Expected a finite number of at most 1000 characters but found one of type " + typeOf(number));
        }
        return new JsonNumber(text);
    }

    private static List<?> elementsOf(Object array) {
        if (array instanceof Object[] objects) {
            return Arrays.asList(objects);
        }
        if (array instanceof int[] ints) {
            return Arrays.stream(ints).boxed().toList();
        }
        if (array instanceof long[] longs) {
            return Arrays.stream(longs).boxed().toList();
        }
        if (array instanceof double[] doubles) {
            return Arrays.stream(doubles).boxed().toList();
        }
        if (array instanceof float[] floats) {
            return indices(floats.length).mapToObj(i -> floats[i]).toList();
        }
        if (array instanceof boolean[] booleans) {
            return indices(booleans.length).mapToObj(i -> booleans[i]).toList();
        }
        if (array instanceof short[] shorts) {
            return indices(shorts.length).mapToObj(i -> shorts[i]).toList();
        }
        if (array instanceof byte[] bytes) {
            return indices(bytes.length).mapToObj(i -> bytes[i]).toList();
        }
        throw new IllegalArgumentException(
                "Expected null, a Boolean, Number, CharSequence, Map, Iterable, array of these or JsonValue"
                        + " but found " + typeOf(array) + "; convert it to one of these first");
    }

    private static IntStream indices(int length) {
        return IntStream.range(0, length);
    }

    private static String typeOf(Object value) {
        return value == null ? "null" : value.getClass().getTypeName();
    }

    static @Nullable Object fromJson(JsonValue value) {
        if (value instanceof JsonObject object) {
            return fromJson(object);
        }
        if (value instanceof JsonArray array) {
            return fromJson(array);
        }
        if (value instanceof JsonString string) {
            return string.value();
        }
        if (value instanceof JsonNumber number) {
            return fromJson(number);
        }
        return value instanceof JsonBoolean bool ? bool.value() : null;
    }

    static Map<String, Object> fromJson(JsonObject object) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
            map.put(member.getKey(), fromJson(member.getValue()));
        }
        return map;
    }

    private static List<Object> fromJson(JsonArray array) {
        List<Object> list = new ArrayList<>(array.size());
        for (JsonValue element : array.elements()) {
            list.add(fromJson(element));
        }
        return list;
    }

    private static Number fromJson(JsonNumber number) {
        if (!number.isInteger()) {
            return number.asBigDecimal();
        }
        BigInteger integer = number.asBigInteger();
        return integer.bitLength() < Long.SIZE ? (Number) integer.longValue() : integer;
    }
}

package konpro.errors.json.impl;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import konpro.errors.json.JsonObject;
import konpro.errors.json.JsonValue;

/** Builds JSON values from plain Java values. */
public final class JavaValues {

    private JavaValues() {}

    /** {@link JsonValue#of(Object)}. */
    public static JsonValue toJson(@Nullable Object value) {
        return value instanceof JsonValue json
                ? json
                : LocatedValue.of(toRaw(value, JsonValue.MAX_DEPTH), JsonPath.ROOT);
    }

    /** {@link JsonObject#of(Map)}. */
    public static JsonObject object(Map<?, ?> members) {
        return object(members, JsonValue.MAX_DEPTH - 1);
    }

    /** {@link JsonObject#of(Object...)}. */
    public static JsonObject object(@Nullable Object... namesAndValues) {
        if (namesAndValues.length == 0) {
            return JsonObjectImpl.EMPTY;
        }
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("Expected names and values in turn, but the last name has no value");
        }
        JsonObjectImpl.Builder members = new JsonObjectImpl.Builder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            members.put(name(namesAndValues[i]), toRaw(namesAndValues[i + 1], JsonValue.MAX_DEPTH - 1));
        }
        return members.toObject();
    }

    /**
     * {@return the raw value that a Java value becomes}
     *
     * @param remainingDepth how many more levels of arrays and objects are allowed
     */
    static Object toRaw(@Nullable Object value, int remainingDepth) {
        Object content = content(value);
        if (content == null) {
            return JsonNullImpl.NULL;
        }
        if (content instanceof JsonValue json) {
            Object raw = LocatedValue.raw(json);
            checkDepth(remainingDepth - LocatedValue.depthOf(raw));
            return raw;
        }
        if (content instanceof Boolean bool) {
            return bool ? JsonBooleanImpl.TRUE : JsonBooleanImpl.FALSE;
        }
        if (content instanceof Number number) {
            return number(number);
        }
        if (content instanceof Map<?, ?> map) {
            return object(map, remainingDepth - 1);
        }
        if (content instanceof Collection<?> elements) {
            return array(elements, remainingDepth - 1);
        }
        return content.getClass().isArray() ? array(elementsOf(content), remainingDepth - 1) : string(content);
    }

    /** An Optional's content, in a loop: Optionals may be nested, too. */
    private static @Nullable Object content(@Nullable Object value) {
        Object content = value;
        while (content instanceof Optional<?> optional) {
            content = optional.orElse(null);
        }
        return content;
    }

    private static JsonObject object(Map<?, ?> map, int remainingDepth) {
        checkDepth(remainingDepth);
        JsonObjectImpl.Builder members = new JsonObjectImpl.Builder();
        for (Map.Entry<?, ?> member : map.entrySet()) {
            members.put(name(member.getKey()), toRaw(member.getValue(), remainingDepth));
        }
        return members.toObject();
    }

    private static JsonArrayImpl array(Collection<?> values, int remainingDepth) {
        checkDepth(remainingDepth);
        List<Object> list = new ArrayList<>();
        for (Object value : values) {
            list.add(toRaw(value, remainingDepth));
        }
        Object[] elements = list.toArray();
        return new JsonArrayImpl(elements, LocatedValue.depthAround(elements));
    }

    private static void checkDepth(int remainingDepth) {
        if (remainingDepth < 0) {
            throw new IllegalArgumentException("Expected at most " + JsonValue.MAX_DEPTH
                    + " nested arrays and objects (a collection within itself?)");
        }
    }

    static String name(@Nullable Object name) {
        if (name instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("Expected a member name of type String but found " + typeOf(name));
    }

    private static JsonNumberImpl number(Number number) {
        String text = number.toString();
        if (text == null || !JsonCursor.isNumber(text)) {
            throw new IllegalArgumentException("Expected a finite JSON number of at most "
                    + JsonCursor.MAX_NUMBER_LENGTH + " characters but found another, of type " + typeOf(number));
        }
        return new JsonNumberImpl(text);
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
        throw unsupported(array, "convert it to a String first");
    }

    private static IntStream indices(int length) {
        return IntStream.range(0, length);
    }

    private static String string(Object value) {
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value instanceof CharSequence
                || value instanceof Character
                || value instanceof UUID
                || value instanceof URI
                || value instanceof Path
                || value.getClass().getPackageName().equals("java.time")) {
            String text = value.toString();
            if (text != null) {
                return text;
            }
            throw unsupported(value, "its toString() is null");
        }
        String advice = value instanceof Iterable ? "copy it into a List" : "convert it to one of these";
        throw unsupported(
                value, advice + " first, or pass JsonValue.parse(node.toString()) if it is another library's JSON");
    }

    private static IllegalArgumentException unsupported(Object value, String advice) {
        return new IllegalArgumentException(
                "Expected null, a Boolean, Number, CharSequence, Character, enum, UUID, URI, Path,"
                        + " java.time value, Optional, Map, Collection, array of these or JsonValue but found "
                        + typeOf(value)
                        + "; " + advice);
    }

    private static String typeOf(@Nullable Object value) {
        return value == null ? "null" : value.getClass().getTypeName();
    }
}

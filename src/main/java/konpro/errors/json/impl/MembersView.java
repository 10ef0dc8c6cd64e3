package konpro.errors.json.impl;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import konpro.errors.json.JsonValue;

/** An unmodifiable map of an object's members, without a copy. */
final class MembersView extends AbstractMap<String, JsonValue> {

    private final JsonObjectImpl object;

    MembersView(JsonObjectImpl object) {
        this.object = object;
    }

    @Override
    public @Nullable JsonValue get(Object name) {
        return name instanceof String text ? object.tryGet(text).orElse(null) : null;
    }

    @Override
    public boolean containsKey(Object name) {
        return get(name) != null;
    }

    @Override
    public Set<Map.Entry<String, JsonValue>> entrySet() {
        return new Entries(object);
    }

    private static final class Entries extends AbstractSet<Map.Entry<String, JsonValue>> {

        private final JsonObjectImpl object;

        Entries(JsonObjectImpl object) {
            this.object = object;
        }

        @Override
        public int size() {
            return object.size();
        }

        /** The inherited method searches from first to last, which makes comparing two sets quadratic. */
        @Override
        public boolean contains(Object entry) {
            return entry instanceof Map.Entry<?, ?> member
                    && member.getKey() instanceof String name
                    && object.tryGet(name)
                            .filter(value -> value.equals(member.getValue()))
                            .isPresent();
        }

        @Override
        public Iterator<Map.Entry<String, JsonValue>> iterator() {
            return IntStream.range(0, object.size()).mapToObj(object::member).iterator();
        }
    }
}

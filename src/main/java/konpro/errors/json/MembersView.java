package konpro.errors.json;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import konpro.errors.json.text.Nullable;

/** An object's members as an unmodifiable map, which copies nothing. */
final class MembersView extends AbstractMap<String, JsonValue> {

    private final JsonObject object;

    MembersView(JsonObject object) {
        this.object = object;
    }

    @Override
    public @Nullable JsonValue get(Object name) {
        return name instanceof String text ? object.find(text).orElse(null) : null;
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

        private final JsonObject object;

        Entries(JsonObject object) {
            this.object = object;
        }

        @Override
        public int size() {
            return object.size();
        }

        /** Not by a look at each: to compare two sets of a million would be to look a million times at half a million. */
        @Override
        public boolean contains(Object entry) {
            return entry instanceof Map.Entry<?, ?> member
                    && member.getKey() instanceof String name
                    && object.find(name)
                            .filter(value -> value.equals(member.getValue()))
                            .isPresent();
        }

        @Override
        public Iterator<Map.Entry<String, JsonValue>> iterator() {
            return IntStream.range(0, object.size()).mapToObj(object::member).iterator();
        }
    }
}

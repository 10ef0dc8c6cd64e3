package konpro.errors.json;

import konpro.errors.json.text.Place;

/**
 * What the floor above needs of this one to read and write a value in the middle of a text of its own. It is public since Java
 * has no other way across packages, and it is no part of the API.
 *
 * @hidden
 */
@SuppressWarnings("exports") // the package of Place is not exported
public final class Internals {

    private Internals() {}

    /**
     * {@return the object that begins at a place}
     *
     * @param text the text
     * @param place where the object begins, and afterwards where it has ended
     * @param depth how many arrays and objects it stands in
     */
    public static JsonObject read(byte[] text, Place place, int depth) {
        JsonReader reader = new JsonReader(text, place.at, depth);
        JsonObject object = reader.object();
        place.at = reader.at();
        return object;
    }

    /**
     * {@return how many bytes an object takes if its strings are all plain}
     *
     * @param object the object
     */
    public static long plainLength(JsonObject object) {
        return JsonWriter.plainLength(object);
    }

    /**
     * {@return how many bytes an object takes beyond these}
     *
     * @param object the object
     */
    public static long extra(JsonObject object) {
        return JsonWriter.extra(object);
    }

    /**
     * Puts an object into an array.
     *
     * @param object the object
     * @param out the array
     * @param at where to
     * @param plain whether it takes no extra bytes
     * @return the place behind it
     */
    public static int put(JsonObject object, byte[] out, int at, boolean plain) {
        return JsonWriter.put(object, out, at, plain);
    }

    /**
     * {@return how many arrays and objects stand within one another in an object, itself included}
     *
     * @param object the object
     */
    public static int depth(JsonObject object) {
        return object.depth();
    }
}

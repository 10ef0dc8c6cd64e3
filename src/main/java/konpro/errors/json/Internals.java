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
     * {@return how many bytes an object takes}
     *
     * @param object the object
     * @param plain whether its strings are taken for plain
     */
    public static long length(JsonObject object, boolean plain) {
        return JsonWriter.length(object, plain);
    }

    /**
     * {@return how many quotes stand around the strings in an object}
     *
     * @param object the object
     */
    public static int quotes(JsonObject object) {
        return JsonWriter.quotes(object);
    }

    /**
     * Puts an object into an array.
     *
     * @param object the object
     * @param out the array
     * @param at where to
     * @param plain whether its strings are taken for plain
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

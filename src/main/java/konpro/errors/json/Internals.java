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
     * {@return a reader, as the place that it has come to}
     *
     * @param at where an object begins
     * @param text the text
     * @param depth how many arrays and objects it stands in
     */
    public static Place reader(int at, byte[] text, int depth) {
        return new JsonReader(at, text, depth);
    }

    /**
     * {@return the object that begins at a reader's place}
     *
     * @param reader the reader, whose place is behind the object afterwards
     */
    public static JsonObject object(Place reader) {
        return ((JsonReader) reader).object();
    }

    /**
     * {@return an object of two strings}
     *
     * @param name the first one's name
     * @param value the first
     * @param second the second one's name, another one
     * @param secondValue the second
     */
    public static JsonObject object(String name, String value, String second, String secondValue) {
        return new JsonObject(new Object[] {name, value, second, secondValue});
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

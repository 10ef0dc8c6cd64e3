package konpro.errors.json.text;

/** A place in a text, for one who reads on behalf of another: where to begin, and afterwards where that one goes on. */
public class Place {

    public int at;

    public Place(int at) {
        this.at = at;
    }
}

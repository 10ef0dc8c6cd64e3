package konpro.errors.benchmarks;

import java.util.function.Supplier;
import konpro.errors.benchmarks.contestants.AvajeJsonb;
import konpro.errors.benchmarks.contestants.DslJsonCompiled;
import konpro.errors.benchmarks.contestants.Fastjson2;
import konpro.errors.benchmarks.contestants.GsonRecords;
import konpro.errors.benchmarks.contestants.Jackson2;
import konpro.errors.benchmarks.contestants.Jackson2Streaming;
import konpro.errors.benchmarks.contestants.Jackson3;
import konpro.errors.benchmarks.contestants.KonproErrors;
import konpro.errors.benchmarks.contestants.MinimalJson;
import konpro.errors.benchmarks.contestants.MoshiRecords;
import konpro.errors.benchmarks.contestants.NanoJson;

/** The contestants. */
public enum Library {
    KONPRO("konpro.errors", KonproErrors::new),
    JACKSON2("Jackson 2", Jackson2::new),
    JACKSON2_STREAMING("Jackson 2, streaming by hand", Jackson2Streaming::new),
    JACKSON3("Jackson 3", Jackson3::new),
    GSON("Gson", GsonRecords::new),
    FASTJSON2("fastjson2", Fastjson2::new),
    DSL_JSON("dsl-json", DslJsonCompiled::new),
    AVAJE("avaje-jsonb", AvajeJsonb::new),
    NANOJSON("nanojson", NanoJson::new),
    MINIMAL_JSON("minimal-json", MinimalJson::new),
    MOSHI("Moshi", MoshiRecords::new);

    private final String title;
    private final Supplier<Contestant<?>> contestant;

    Library(String title, Supplier<Contestant<?>> contestant) {
        this.title = title;
        this.contestant = contestant;
    }

    String title() {
        return title;
    }

    @SuppressWarnings("unchecked") // it writes what it has read
    Contestant<Object> contestant() {
        return (Contestant<Object>) contestant.get();
    }
}

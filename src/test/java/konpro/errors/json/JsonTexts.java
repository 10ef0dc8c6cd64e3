package konpro.errors.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * JSON texts for every production of RFC 8259, and for the ways to break each of them. The tables are in the order of the RFC's
 * sections 2 to 7. They show a space as {@code ␠}, a control character as {@code ␀}, {@code ␊} and so on, the line separator as
 * {@code ␤} and the paragraph separator as {@code ¶}.
 */
final class JsonTexts {

    /** The compact form, and texts that have it; {@code =} is the text itself. */
    private static final String VALID_TABLE = """
            1                             | ␠1 ␉1 ␊1 ␍1 1␠ 1␉ 1␊ 1␍
            [1,2]                         | ␠␉␊␍[␠␉␊␍1␠␉␊␍,␠␉␊␍2␠␉␊␍]␠␉␊␍
            {"a":1,"b":2}                 | ␍␊{␍␊"a"␍␊:␍␊1␍␊,␍␊"b"␍␊:␍␊2␍␊}␍␊
            =                             | false null true [false,null,true,{},[],0,""]
            =                             | {} {"a":1} {"b":1,"a":2} {"":1} {"a":{"b":{}},"c":[{}]}
            {}                            | {␠}
            {"\\"\\\\/\\b\\f\\n\\r\\t":1} | {"\\"\\\\\\/\\b\\f\\n\\r\\t":1}
            =                             | [] [1] [[],[[1],2]]
            []                            | [␊]
            =                             | 0 -0 -0.0 7 1234567890 -12 123456789012345678901234567890 0.5 0.0 2.50 -0.25
            =                             | 1e2 1E2 1e+2 1E+2 1e-2 1E-2 1e007 1e+05 0e0 0.10E-00 1E400 1e999999999 -10.025E-03
            =                             | "" "Avatar␠ID␠is␠required" "␠!#[]~" "[{]},:" "é€😀" "␤¶" "\ufeff" "␡"
            =                             | "\\"" "\\\\" "\\b" "\\f" "\\n" "\\r" "\\t" "\\u0000" "a\\nb" "é\\n€\\t😀"
            "/"                           | "\\/"
            "A"                           | "\\u0041"
            "éé\uabcd\uabcd"              | "\\u00e9\\u00E9\\uABCD\\uabcd"
            "😀"                          | "\\ud83d\\ude00"
            """;

    /** What is expected, and texts with {@code §} before what is found instead. */
    private static final String BROKEN_TABLE = """
            a JSON value             | § ␠␉§ §␌1 §␋1 §\u00a01 [§␤1] §␀1 ␠§\ufeff1 §/*␠one␠*/1
            the end of the text      | 1␠§2 1§, []§] {}§} 1§␀ 1§\ufeff
            ',' or ']'               | [1␠§//␠one␊]
            a JSON value             | §undefined §True §:
            'true'                   | tru§E tru§
            the end of the text      | true§r
            'false'                  | [fals§] fals§o
            'null'                   | n§ n§il nul§ł
            a member name in quotes  | {§ {"a":1,§ {"a":1,§} {§,} {"a":1,§,"b":2} {§] {§:1} {§a:1} {§'a':1} {§1:1} {§null:1}
            ':'                      | {"a"§ {"a"§} {"a"␠§1} {"a"§=1} {"a"§,1}
            a JSON value             | {"a":§ {"a":§:1} {"a":§} {"a":§,"b":1} §}
            ',' or '}'               | {"a":1§ {"a":1␠§"b":2} {"a":1§;"b":2} {"a":1§]
            a JSON value             | [§ [1,§ [1,§] [§,] [1,§,2] [§} §]
            ',' or ']'               | [1§ [1␠§2] [1§;2] [1§} ["a"§:1]
            a digit                  | -§ -§-1 -§␠1 -§.5 1.§ 1.§e2 1e§ [1E§] 1e+§ 1e-§ 1e+§-2 -§Infinity -§١
            a JSON value             | §+1 §.5 §NaN §Infinity §１
            no digit after a leading zero | 0§1 -0§1 0§0
            the end of the text      | 1.2§.3 1e1§.5 1e1§e1 0§x1F 1§,000 1§L 1§١
            ',' or ']'               | [1§_000]
            a closing quote          | "§ "abc§ "é€😀§ "abc\\"§ "\\u1234§
            a JSON value             | §'abc'
            one of " \\ / b f n r t u after a backslash | "\\§ "\\§x41" "\\§'" "\\§0" "\\§a" "\\§v" "\\§N" "\\§U0041"
            one of " \\ / b f n r t u after a backslash | "\\§␠" "\\§␊" "\\§é" {"\\§x":1}
            four hexadecimal digits after \\u           | "\\u§" "\\u1§" "\\u12§" "\\u123§" "\\u§ "\\u12§ "\\u123§
            four hexadecimal digits after \\u           | "\\u§+041" "\\u§-041" "\\u§␠041" "\\u00§␠41" "\\u041§␠"
            four hexadecimal digits after \\u           | "\\u0§x41" "\\u§{41}" "\\u004§g" "\\u§G004" "\\u§u0041"
            four hexadecimal digits after \\u           | "\\u004§/" "\\u004§:" "\\u004§@" "\\u004§`"
            four hexadecimal digits after \\u           | "\\u§００４１" "\\u004§Ａ" "\\u§٠٠٤١"
            an escaped control character | "a§␀b" "a§␉b" "a§␊b" "a§␍␊b" "a§␛[31mb" "a§␟b" "\\n§␁" "é§␁" {"a§␊":1}
            """;

    static final List<Valid> VALID =
            rows(VALID_TABLE, (compact, text) -> new Valid(text, compact.equals("=") ? text : compact));

    static final List<Broken> BROKEN = rows(BROKEN_TABLE, (expected, text) -> new Broken(text, expected));

    private JsonTexts() {}

    private static <T> List<T> rows(String table, BiFunction<String, String, T> row) {
        return table.lines()
                .map(line -> line.split(" +\\| ", 2))
                .flatMap(cells -> Arrays.stream(cells[1].split(" ", -1)).map(text -> row.apply(cells[0], text)))
                .toList();
    }

    private static String unshown(String shown) {
        return shown.replace('␡', '\177')
                .replace('␤', '\u2028')
                .replace('¶', '\u2029')
                .codePoints()
                .map(c -> c >= '␀' && c <= '␠' ? c - '␀' : c)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    /** A JSON text, and how it is written compactly. */
    record Valid(String shown, String shownCompact) {

        String json() {
            return unshown(shown);
        }

        String compact() {
            return unshown(shownCompact);
        }
    }

    /** A text in one line that is not JSON: a {@code §}, which is not part of it, is at the offset of the error. */
    record Broken(String shown, String expected) {

        String json() {
            return unshown(shown.replace("§", ""));
        }

        int offset() {
            return before().getBytes(UTF_8).length;
        }

        private int column() {
            return before().codePointCount(0, before().length()) + 1;
        }

        /** {@return the message, if so many bytes and lines are before the text} */
        String message(int bytes, int lines) {
            return "Expected " + expected + " but found " + found() + " at line " + (1 + lines) + ", column " + column()
                    + " (byte " + (bytes + offset()) + ")";
        }

        private String found() {
            byte[] bytes = json().getBytes(UTF_8);
            if (offset() == bytes.length) {
                return "the end of the text";
            }
            byte found = bytes[offset()];
            return found >= ' ' && found <= '~'
                    ? "'" + (char) found + "'"
                    : "byte 0x" + HexFormat.of().withUpperCase().toHexDigits(found);
        }

        private String before() {
            return unshown(shown.substring(0, shown.indexOf('§')));
        }
    }
}

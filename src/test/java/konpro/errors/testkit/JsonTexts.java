package konpro.errors.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;
import java.util.List;

/** JSON texts for every production of RFC 8259, and for the ways to break each of them. */
public final class JsonTexts {

    public static final List<Valid> VALID = List.of(
            // JSON-text = ws value ws, section 2
            valid("a blank before", " 1", "1"),
            valid("a tab before", "\t1", "1"),
            valid("a line feed before", "\n1", "1"),
            valid("a carriage return before", "\r1", "1"),
            valid("a blank behind", "1 ", "1"),
            valid("a tab behind", "1\t", "1"),
            valid("a line feed behind", "1\n", "1"),
            valid("a carriage return behind", "1\r", "1"),
            valid(
                    "white space around every token of an array",
                    " \t\n\r[ \t\n\r1 \t\n\r, \t\n\r2 \t\n\r] \t\n\r",
                    "[1,2]"),
            valid(
                    "white space around every token of an object",
                    "\r\n{\r\n\"a\"\r\n:\r\n1\r\n,\r\n\"b\"\r\n:\r\n2\r\n}\r\n",
                    "{\"a\":1,\"b\":2}"),
            // value, section 3
            valid("false", "false", "false"),
            valid("null", "null", "null"),
            valid("true", "true", "true"),
            valid("all kinds of values", "[false,null,true,{},[],0,\"\"]", "[false,null,true,{},[],0,\"\"]"),
            // object, member, section 4
            valid("an empty object", "{}", "{}"),
            valid("an empty object with a blank", "{ }", "{}"),
            valid("one member", "{\"a\":1}", "{\"a\":1}"),
            valid("two members, not in the alphabet's order", "{\"b\":1,\"a\":2}", "{\"b\":1,\"a\":2}"),
            valid("a member with an empty name", "{\"\":1}", "{\"\":1}"),
            valid(
                    "a member name of all escapes",
                    "{\"\\\"\\\\\\/\\b\\f\\n\\r\\t\":1}",
                    "{\"\\\"\\\\/\\b\\f\\n\\r\\t\":1}"),
            valid("objects in an object", "{\"a\":{\"b\":{}},\"c\":[{}]}", "{\"a\":{\"b\":{}},\"c\":[{}]}"),
            valid("the documented error envelope", """
                    {
                      "error": {
                        "code": "INVALID_REQUEST",
                        "message": "The request body is invalid",
                        "details": {
                          "field": "avatar_id",
                          "reason": "Avatar ID is required"
                        }
                      },
                      "request_id": "req-123456"
                    }
                    """, """
                    {"error":{"code":"INVALID_REQUEST","message":"The request body is invalid",\
                    "details":{"field":"avatar_id","reason":"Avatar ID is required"}},"request_id":"req-123456"}"""),
            // array, section 5
            valid("an empty array", "[]", "[]"),
            valid("an empty array with a line break", "[\n]", "[]"),
            valid("one element", "[1]", "[1]"),
            valid("arrays in an array", "[[],[[1],2]]", "[[],[[1],2]]"),
            // number, section 6
            valid("zero", "0", "0"),
            valid("minus zero", "-0", "-0"),
            valid("one digit", "7", "7"),
            valid("every digit", "1234567890", "1234567890"),
            valid("a minus", "-12", "-12"),
            valid("30 digits", "123456789012345678901234567890", "123456789012345678901234567890"),
            valid("a fraction", "0.5", "0.5"),
            valid("a fraction of zero", "0.0", "0.0"),
            valid("a fraction with a zero at its end", "2.50", "2.50"),
            valid("a negative fraction", "-0.25", "-0.25"),
            valid("an exponent", "1e2", "1e2"),
            valid("an exponent after E", "1E2", "1E2"),
            valid("an exponent with plus", "1e+2", "1e+2"),
            valid("an exponent after E with plus", "1E+2", "1E+2"),
            valid("an exponent with minus", "1e-2", "1e-2"),
            valid("an exponent after E with minus", "1E-2", "1E-2"),
            valid("an exponent with leading zeros", "1e007", "1e007"),
            valid("zero with an exponent", "0e0", "0e0"),
            valid("a number of all parts", "-10.025E-03", "-10.025E-03"),
            // string, section 7
            valid("an empty string", "\"\"", "\"\""),
            valid("a plain string", "\"Avatar ID is required\"", "\"Avatar ID is required\""),
            valid("an escaped quote", "\"\\\"\"", "\"\\\"\""),
            valid("an escaped backslash", "\"\\\\\"", "\"\\\\\""),
            valid("an escaped slash", "\"\\/\"", "\"/\""),
            valid("an escaped backspace", "\"\\b\"", "\"\\b\""),
            valid("an escaped form feed", "\"\\f\"", "\"\\f\""),
            valid("an escaped line feed", "\"\\n\"", "\"\\n\""),
            valid("an escaped carriage return", "\"\\r\"", "\"\\r\""),
            valid("an escaped tab", "\"\\t\"", "\"\\t\""),
            valid("an escaped letter", "\"\\u0041\"", "\"A\""),
            valid("an escaped NUL", "\"\\u0000\"", "\"\\u0000\""),
            valid("capital and small hexadecimal digits", "\"\\u00e9\\u00E9\\uABCD\\uabcd\"", "\"éé\uabcd\uabcd\""),
            valid("an escaped surrogate pair", "\"\\ud83d\\ude00\"", "\"😀\""),
            valid("an escape between letters", "\"a\\nb\"", "\"a\\nb\""),
            valid("the first and the last plain character", "\" !#[]~\"", "\" !#[]~\""),
            valid("DEL", "\"\u007f\"", "\"\u007f\""),
            valid("characters of two, three and four bytes", "\"é€😀\"", "\"é€😀\""),
            valid("line and paragraph separator", "\"\u2028\u2029\"", "\"\u2028\u2029\""),
            valid("a byte order mark in a string", "\"\ufeff\"", "\"\ufeff\""),
            valid("escapes beside characters beyond ASCII", "\"é\\n€\\t😀\"", "\"é\\n€\\t😀\""),
            valid("what looks like structure", "\"[{]},:\"", "\"[{]},:\""));

    public static final List<Broken> BROKEN = List.of(
            // JSON-text, section 2
            broken("nothing", "§", "a JSON value"),
            broken("nothing but white space", " \t§", "a JSON value"),
            broken("two values", "1 §2", "the end of the text"),
            broken("a comma behind the value", "1§,", "the end of the text"),
            broken("a bracket too many", "[]§]", "the end of the text"),
            broken("a brace too many", "{}§}", "the end of the text"),
            broken("a form feed for white space", "§\f1", "a JSON value"),
            broken("a vertical tab for white space", "§\u000b1", "a JSON value"),
            broken("a no-break space for white space", "§\u00a01", "a JSON value"),
            broken("a line separator for white space", "[§\u20281]", "a JSON value"),
            broken("a NUL before", "§\0001", "a JSON value"),
            broken("a NUL behind", "1§\000", "the end of the text"),
            broken("a byte order mark behind white space", " §\ufeff1", "a JSON value"),
            broken("a byte order mark behind the value", "1§\ufeff", "the end of the text"),
            broken("a comment", "§/* one */1", "a JSON value"),
            broken("a comment to the line's end", "[1 §// one\n]", "',' or ']'"),
            // value, section 3
            broken("a word of no meaning", "§undefined", "a JSON value"),
            broken("a capital True", "§True", "a JSON value"),
            broken("a capital in true", "tru§E", "'true'"),
            broken("true without its end", "tru§", "'true'"),
            broken("true with more behind", "true§r", "the end of the text"),
            broken("false without its end", "[fals§]", "'false'"),
            broken("false of another word", "fals§o", "'false'"),
            broken("null without its end", "n§", "'null'"),
            broken("null of another word", "n§il", "'null'"),
            broken("a letter beyond ASCII in a word", "nul§ł", "'null'"),
            broken("a colon", "§:", "a JSON value"),
            // object, member, section 4
            broken("an object that ends at once", "{§", "a member name in quotes"),
            broken("an object that ends after a name", "{\"a\"§", "':'"),
            broken("an object that ends after a colon", "{\"a\":§", "a JSON value"),
            broken("an object that ends after a value", "{\"a\":1§", "',' or '}'"),
            broken("an object that ends after a comma", "{\"a\":1,§", "a member name in quotes"),
            broken("an object that ends with a comma", "{\"a\":1,§}", "a member name in quotes"),
            broken("an object of a comma", "{§,}", "a member name in quotes"),
            broken("two commas in an object", "{\"a\":1,§,\"b\":2}", "a member name in quotes"),
            broken("a member without comma before it", "{\"a\":1 §\"b\":2}", "',' or '}'"),
            broken("a member behind a semicolon", "{\"a\":1§;\"b\":2}", "',' or '}'"),
            broken("an object closed as an array", "{\"a\":1§]", "',' or '}'"),
            broken("an empty object closed as an array", "{§]", "a member name in quotes"),
            broken("a member without name", "{§:1}", "a member name in quotes"),
            broken("a name without quotes", "{§a:1}", "a member name in quotes"),
            broken("a name in single quotes", "{§'a':1}", "a member name in quotes"),
            broken("a number for a name", "{§1:1}", "a member name in quotes"),
            broken("null for a name", "{§null:1}", "a member name in quotes"),
            broken("a name alone", "{\"a\"§}", "':'"),
            broken("a member without colon", "{\"a\" §1}", "':'"),
            broken("an equals sign for a colon", "{\"a\"§=1}", "':'"),
            broken("a comma for a colon", "{\"a\"§,1}", "':'"),
            broken("two colons", "{\"a\":§:1}", "a JSON value"),
            broken("a member without value", "{\"a\":§}", "a JSON value"),
            broken("a member without value before another", "{\"a\":§,\"b\":1}", "a JSON value"),
            broken("a name with a bad escape", "{\"\\§x\":1}", "one of \" \\ / b f n r t u after a backslash"),
            broken("a closing brace", "§}", "a JSON value"),
            // array, section 5
            broken("an array that ends at once", "[§", "a JSON value"),
            broken("an array that ends after an element", "[1§", "',' or ']'"),
            broken("an array that ends after a comma", "[1,§", "a JSON value"),
            broken("an array that ends with a comma", "[1,§]", "a JSON value"),
            broken("an array of a comma", "[§,]", "a JSON value"),
            broken("two commas in an array", "[1,§,2]", "a JSON value"),
            broken("an element without comma before it", "[1 §2]", "',' or ']'"),
            broken("an element behind a semicolon", "[1§;2]", "',' or ']'"),
            broken("an array closed as an object", "[1§}", "',' or ']'"),
            broken("an empty array closed as an object", "[§}", "a JSON value"),
            broken("a member in an array", "[\"a\"§:1]", "',' or ']'"),
            broken("a closing bracket", "§]", "a JSON value"),
            // number, section 6
            broken("a minus alone", "-§", "a digit"),
            broken("two minus signs", "-§-1", "a digit"),
            broken("a blank behind the minus", "-§ 1", "a digit"),
            broken("a plus", "§+1", "a JSON value"),
            broken("a leading zero", "0§1", "no digit after a leading zero"),
            broken("a leading zero behind a minus", "-0§1", "no digit after a leading zero"),
            broken("two zeros", "0§0", "no digit after a leading zero"),
            broken("a fraction without integer", "§.5", "a JSON value"),
            broken("a negative fraction without integer", "-§.5", "a digit"),
            broken("a point at the end", "1.§", "a digit"),
            broken("a point before the exponent", "1.§e2", "a digit"),
            broken("a second point", "1.2§.3", "the end of the text"),
            broken("an exponent without digits", "1e§", "a digit"),
            broken("an exponent after E without digits", "[1E§]", "a digit"),
            broken("an exponent of a plus", "1e+§", "a digit"),
            broken("an exponent of a minus", "1e-§", "a digit"),
            broken("an exponent with two signs", "1e+§-2", "a digit"),
            broken("an exponent with a point", "1e1§.5", "the end of the text"),
            broken("a second exponent", "1e1§e1", "the end of the text"),
            broken("a hexadecimal number", "0§x1F", "the end of the text"),
            broken("a separator between digits", "[1§_000]", "',' or ']'"),
            broken("a thousands comma", "1§,000", "the end of the text"),
            broken("a suffix of Java's", "1§L", "the end of the text"),
            broken("NaN", "§NaN", "a JSON value"),
            broken("Infinity", "§Infinity", "a JSON value"),
            broken("minus Infinity", "-§Infinity", "a digit"),
            broken("a fullwidth digit", "§１", "a JSON value"),
            broken("an Arabic digit behind a minus", "-§١", "a digit"),
            broken("an Arabic digit behind a digit", "1§١", "the end of the text"),
            // string, section 7
            broken("a quote alone", "\"§", "a closing quote"),
            broken("a string without end", "\"abc§", "a closing quote"),
            broken("a string beyond ASCII without end", "\"é€😀§", "a closing quote"),
            broken("a string whose closing quote is escaped", "\"abc\\\"§", "a closing quote"),
            broken("single quotes", "§'abc'", "a JSON value"),
            broken("a backslash at the end of the text", "\"\\§", "one of \" \\ / b f n r t u after a backslash"),
            broken("an escaped x", "\"\\§x41\"", "one of \" \\ / b f n r t u after a backslash"),
            broken("an escaped single quote", "\"\\§'\"", "one of \" \\ / b f n r t u after a backslash"),
            broken("an escaped zero", "\"\\§0\"", "one of \" \\ / b f n r t u after a backslash"),
            broken("an escaped a", "\"\\§a\"", "one of \" \\ / b f n r t u after a backslash"),
            broken("an escaped v", "\"\\§v\"", "one of \" \\ / b f n r t u after a backslash"),
            broken("an escaped capital N", "\"\\§N\"", "one of \" \\ / b f n r t u after a backslash"),
            broken("an escaped capital U", "\"\\§U0041\"", "one of \" \\ / b f n r t u after a backslash"),
            broken("an escaped blank", "\"\\§ \"", "one of \" \\ / b f n r t u after a backslash"),
            broken("an escaped line break", "\"\\§\n\"", "one of \" \\ / b f n r t u after a backslash"),
            broken("an escaped letter beyond ASCII", "\"\\§é\"", "one of \" \\ / b f n r t u after a backslash"),
            broken("an escape u without digits", "\"\\u§\"", "four hexadecimal digits after \\u"),
            broken("an escape u with one digit", "\"\\u1§\"", "four hexadecimal digits after \\u"),
            broken("an escape u with two digits", "\"\\u12§\"", "four hexadecimal digits after \\u"),
            broken("an escape u with three digits", "\"\\u123§\"", "four hexadecimal digits after \\u"),
            broken("an escape u cut at once", "\"\\u§", "four hexadecimal digits after \\u"),
            broken("an escape u cut after two digits", "\"\\u12§", "four hexadecimal digits after \\u"),
            broken("an escape u cut after three digits", "\"\\u123§", "four hexadecimal digits after \\u"),
            broken("an escape u cut after four digits", "\"\\u1234§", "a closing quote"),
            broken("an escape u with plus", "\"\\u§+041\"", "four hexadecimal digits after \\u"),
            broken("an escape u with minus", "\"\\u§-041\"", "four hexadecimal digits after \\u"),
            broken("an escape u with a blank before", "\"\\u§ 041\"", "four hexadecimal digits after \\u"),
            broken("an escape u with a blank within", "\"\\u00§ 41\"", "four hexadecimal digits after \\u"),
            broken("an escape u with a blank behind", "\"\\u041§ \"", "four hexadecimal digits after \\u"),
            broken("an escape u with 0x", "\"\\u0§x41\"", "four hexadecimal digits after \\u"),
            broken("an escape u with braces", "\"\\u§{41}\"", "four hexadecimal digits after \\u"),
            broken("an escape u with a g", "\"\\u004§g\"", "four hexadecimal digits after \\u"),
            broken("an escape u with a capital G", "\"\\u§G004\"", "four hexadecimal digits after \\u"),
            broken("an escape u with a slash, before 0", "\"\\u004§/\"", "four hexadecimal digits after \\u"),
            broken("an escape u with a colon, behind 9", "\"\\u004§:\"", "four hexadecimal digits after \\u"),
            broken("an escape u with an at sign, before A", "\"\\u004§@\"", "four hexadecimal digits after \\u"),
            broken("an escape u with a backquote, before a", "\"\\u004§`\"", "four hexadecimal digits after \\u"),
            broken("an escape u with fullwidth digits", "\"\\u§００４１\"", "four hexadecimal digits after \\u"),
            broken("an escape u with a fullwidth letter", "\"\\u004§Ａ\"", "four hexadecimal digits after \\u"),
            broken("an escape u with Arabic digits", "\"\\u§٠٠٤١\"", "four hexadecimal digits after \\u"),
            broken("an escape u with a second u", "\"\\u§u0041\"", "four hexadecimal digits after \\u"),
            broken("a raw NUL", "\"a§\000b\"", "an escaped control character"),
            broken("a raw tab", "\"a§\tb\"", "an escaped control character"),
            broken("a raw line feed", "\"a§\nb\"", "an escaped control character"),
            broken("a raw carriage return", "\"a§\r\nb\"", "an escaped control character"),
            broken("a raw ESC", "\"a§\033[31mb\"", "an escaped control character"),
            broken("the last raw control character", "\"a§\037b\"", "an escaped control character"),
            broken("a raw control character behind an escape", "\"\\n§\001\"", "an escaped control character"),
            broken(
                    "a raw control character behind a letter beyond ASCII",
                    "\"é§\001\"",
                    "an escaped control character"),
            broken("a raw control character in a name", "{\"a§\n\":1}", "an escaped control character"));

    private JsonTexts() {}

    private static Valid valid(String name, String json, String compact) {
        return new Valid(name, json, compact);
    }

    private static Broken broken(String name, String marked, String expected) {
        return new Broken(name, marked, expected);
    }

    /** A JSON text, and how it is written compactly. */
    public record Valid(String name, String json, String compact) {

        @Override
        public String toString() {
            return name;
        }
    }

    /** A text in one line that is not JSON: a {@code §}, which is not part of it, is at the offset of the error. */
    public record Broken(String name, String marked, String expected) {

        public String json() {
            return marked.replace("§", "");
        }

        public int offset() {
            return before().getBytes(UTF_8).length;
        }

        public int column() {
            return before().codePointCount(0, before().length()) + 1;
        }

        public String message() {
            return "Expected " + expected + " but found " + found() + " at line 1, column " + column() + " (byte "
                    + offset() + ")";
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
            return marked.substring(0, marked.indexOf('§'));
        }

        @Override
        public String toString() {
            return name;
        }
    }
}

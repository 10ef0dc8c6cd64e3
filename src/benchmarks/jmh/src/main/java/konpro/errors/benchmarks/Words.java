package konpro.errors.benchmarks;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import konpro.errors.ErrorCode;

/** What the documents are made of, drawn from a generator with a fixed seed. */
final class Words {

    private static final List<String> FIELDS = List.of(
            "avatar_id",
            "size",
            "name",
            "voice_id",
            "language",
            "background.color",
            "email",
            "webhook_url",
            "script",
            "items[0].quantity",
            "expires_at",
            "resolution",
            "api_key",
            "page",
            "template_id",
            "duration_ms");

    private static final List<String> REASONS = List.of(
            "Avatar ID is required",
            "Must be 1 to 512",
            "Must not be empty",
            "Is not a known voice",
            "Must be a BCP 47 language tag, as in de-CH",
            "Expected #rrggbb",
            "Not an e-mail address",
            "Must begin with https://",
            "Is longer than 5,000 characters",
            "Must be a whole number greater than 0",
            "Lies in the past",
            "Use one of 720p, 1080p and 4k",
            "Has been revoked",
            "There is no such page",
            "Was deleted on 2026-03-04",
            "Too long for this plan");

    private static final List<String> MESSAGES = List.of(
            "The request body is invalid",
            "The avatar could not be made",
            "One field is missing",
            "This voice does not speak that language",
            "The upload has no content",
            "A parameter of the query is out of range",
            "The template cannot be used with this avatar",
            "Your plan does not include 4k",
            "The script could not be read",
            "Nothing was changed");

    private static final List<String> FIELDS_ABROAD =
            List.of("straße", "größe", "名前", "郵便番号", "prénom", "color_🎨", "avatar_id", "メール");

    private static final List<String> MESSAGES_ABROAD = List.of(
            "Die Anfrage ist ungültig",
            "Das Überschreiten der Größe ist nicht möglich",
            "リクエストの本文が無効です",
            "アバターを作成できませんでした 😢",
            "Gewünschte Stimme nicht verfügbar 🔇",
            "音声IDが見つかりません",
            "Zu viele Anfragen – bitte später erneut versuchen ⏳",
            "サーバーで問題が発生しました 🛠️");

    private static final List<String> REASONS_ABROAD = List.of(
            "Die Straße fehlt: \"Königsallee 1\"?",
            "アバターIDは必須です",
            "Muss zwischen 1 und 512 liegen\n(größer geht es nicht)",
            "この音声は日本語を話せません 🗣️",
            "😀 sind hier nicht erlaubt",
            "半角英数字で入力してください\n例: abc123",
            "Schlüssel abgelaufen – neuen anfordern 🔑",
            "ファイルが大きすぎます（最大5MB）");

    private static final List<String> NAMES = List.of(
            "id",
            "name",
            "type",
            "status",
            "created_at",
            "updated_at",
            "owner",
            "email",
            "description",
            "count",
            "total",
            "price",
            "currency",
            "tags",
            "labels",
            "enabled",
            "visible",
            "url",
            "path",
            "parent_id",
            "children",
            "position",
            "width",
            "height",
            "duration_ms",
            "language",
            "voice",
            "avatar",
            "score",
            "ratio",
            "attempts",
            "last_error",
            "reason",
            "field",
            "value",
            "expected",
            "allowed_values",
            "metadata",
            "locale",
            "title",
            "user_agent",
            "ip",
            "latitude",
            "longitude",
            "checksum",
            "größe",
            "名前",
            "note");

    private static final List<String> TEXT = List.of(
            "avatar",
            "request",
            "invalid",
            "the",
            "a",
            "of",
            "server",
            "value",
            "must",
            "be",
            "between",
            "and",
            "not",
            "found",
            "created",
            "2026-03-04T05:06:07Z",
            "https://example.com/v1/avatars",
            "pending",
            "field",
            "required",
            "en-GB",
            "unknown",
            "limit",
            "exceeded",
            "try",
            "again",
            "later",
            "job",
            "upload",
            "x");

    private final Random random;

    Words(long seed) {
        random = new Random(seed);
    }

    Random random() {
        return random;
    }

    String code() {
        return type().code();
    }

    private ErrorCode type() {
        ErrorCode[] all = ErrorCode.values();
        return all[random.nextInt(all.length)];
    }

    String requestId() {
        return random.nextBoolean()
                ? "req-" + (100_000 + random.nextInt(900_000))
                : String.format("req-%016x%016x", random.nextLong(), random.nextLong());
    }

    /** The documented example with other words. */
    Map<String, Object> typical() {
        return Meaning.envelope(code(), one(MESSAGES), violation(), requestId());
    }

    Map<String, Object> violation() {
        return details(one(FIELDS), one(REASONS));
    }

    /** Half of them with the code's own message. */
    Map<String, Object> minimal() {
        ErrorCode type = type();
        return Meaning.envelope(type.code(), random.nextBoolean() ? type.message() : one(MESSAGES), null, requestId());
    }

    Map<String, Object> unicode() {
        return Meaning.envelope(
                code(), one(MESSAGES_ABROAD), details(one(FIELDS_ABROAD), one(REASONS_ABROAD)), requestId());
    }

    private static Map<String, Object> details(String field, String reason) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("field", field);
        details.put("reason", reason);
        return details;
    }

    Map<String, Object> violations(int count) {
        List<Object> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(violation());
        }
        Map<String, Object> details = new LinkedHashMap<>(asMap(all.get(0)));
        details.put("violations", all);
        return Meaning.envelope("VALIDATION_ERROR", "Request validation failed", details, requestId());
    }

    /** Details of all kinds of values, of about that many bytes. */
    Map<String, Object> large(int bytes) {
        List<Object> items = new ArrayList<>();
        for (int size = 0; size < bytes; ) {
            Map<String, Object> item = object(1);
            items.add(item);
            size += JsonText.compact(item).length + 1;
        }
        Map<String, Object> details = violation();
        details.put("items", items);
        return Meaning.envelope(code(), one(MESSAGES), details, requestId());
    }

    /** The same with the members of each object in another order and, in the outer two, one to three of other names. */
    Map<String, Object> shuffled(Map<String, Object> envelope) {
        Map<String, Object> error = unknown(asMap(envelope.get("error")), "type", "help_url", "severity", "stack");
        Map<String, Object> all = new LinkedHashMap<>(envelope);
        all.put("error", error);
        return unknown(all, "status", "timestamp", "retryable", "links", "trace");
    }

    private Map<String, Object> unknown(Map<String, Object> known, String... names) {
        Map<String, Object> all = new LinkedHashMap<>(known);
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            all.put(names[random.nextInt(names.length)], random.nextInt(3) == 0 ? object(3) : scalar());
        }
        return inAnyOrder(all);
    }

    private Map<String, Object> inAnyOrder(Map<String, Object> object) {
        List<String> names = new ArrayList<>(object.keySet());
        Collections.shuffle(names, random);
        Map<String, Object> other = new LinkedHashMap<>();
        names.forEach(name -> other.put(name, object.get(name)));
        return other;
    }

    private Map<String, Object> object(int depth) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int members = 3 + random.nextInt(10); object.size() < members; ) {
            object.putIfAbsent(one(NAMES), value(depth));
        }
        return object;
    }

    private Object value(int depth) {
        int kind = random.nextInt(100);
        if (depth < 4 && kind < 8) {
            return object(depth + 1);
        }
        if (depth < 4 && kind < 14) {
            return array(depth + 1);
        }
        return scalar();
    }

    private List<Object> array(int depth) {
        List<Object> array = new ArrayList<>();
        for (int elements = random.nextInt(9); array.size() < elements; ) {
            array.add(value(depth));
        }
        return array;
    }

    private Object scalar() {
        int kind = random.nextInt(100);
        if (kind < 42) {
            return text();
        }
        if (kind < 52) {
            return one(random.nextBoolean() ? MESSAGES_ABROAD : REASONS_ABROAD);
        }
        if (kind < 64) {
            return (long) random.nextInt(1_000);
        }
        if (kind < 74) {
            return random.nextLong() >> 12; // within 2^53, which doubles hold exactly
        }
        if (kind < 86) {
            return BigDecimal.valueOf(random.nextInt(2_000_000) - 1_000_000, 1 + random.nextInt(4));
        }
        if (kind < 95) {
            return random.nextBoolean();
        }
        return null;
    }

    private String text() {
        StringBuilder text = new StringBuilder(one(TEXT));
        for (int words = random.nextInt(8); words > 0; words--) {
            text.append(random.nextInt(40) == 0 ? "\n" : " ").append(one(TEXT));
        }
        if (random.nextInt(30) == 0) {
            text.append(" \"").append(one(TEXT)).append("\" C:\\temp");
        }
        return text.toString();
    }

    private String one(List<String> of) {
        return of.get(random.nextInt(of.size()));
    }

    @SuppressWarnings("unchecked") // made here
    private static Map<String, Object> asMap(Object object) {
        return (Map<String, Object>) object;
    }
}

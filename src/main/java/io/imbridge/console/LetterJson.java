package io.imbridge.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.imbridge.words.VisibleText;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes dead letters and jobs as JSON. */
final class LetterJson {
    /** The rest of a longer value is not shown. */
    private static final int SHOWN_BYTES = 16 * 1024;

    private final Renewer renewer;

    LetterJson(Renewer renewer) {
        this.renewer = renewer;
    }

    JsonObject page(DeadLetters.Page page) {
        JsonArray entries = new JsonArray();
        page.entries().forEach(entry -> entries.add(entry(entry.letter(), entry.mark())));
        JsonArray reasons = new JsonArray();
        page.reasons()
                .forEach((reason, count) -> reasons.add(new JsonObject()
                        .put("reason", VisibleText.of(reason))
                        .put("words", LetterReason.of(reason).words())
                        .put("count", count)));
        return new JsonObject()
                .put("entries", entries)
                .put("older", page.older() == null ? null : page.older().toString())
                .put("reasons", reasons)
                .put("searched", page.searched());
    }

    JsonObject entry(Letter letter, @Nullable ResentMark mark) {
        LetterReason reason = LetterReason.of(letter.reason());
        JsonObject json = new JsonObject()
                .put("id", letter.id().toString())
                .put("time", letter.time().toString())
                .put("reason", VisibleText.of(letter.reason()))
                .put("words", reason.words())
                .put("advice", reason.advice());
        put(json, "command", letter.command());
        put(json, "toTopic", renewer.topicOf(letter));
        put(json, "sdkAppId", letter.sdkAppId());
        put(json, "groupId", letter.groupId());
        json.put("bytes", letter.bytes());
        put(json, "eventId", letter.eventId());
        put(json, "obstacle", renewer.obstacle(letter));
        if (mark != null) {
            json.put(
                    "resent",
                    new JsonObject()
                            .put("time", mark.time().toString())
                            .put("by", VisibleText.of(mark.by()))
                            .put("to", mark.to()));
        }
        return json;
    }

    JsonObject whole(DeadLetters.Found found) {
        byte[] value = found.whole().value();
        Letter letter = found.whole().letter();
        JsonObject headers = new JsonObject();
        letter.headers().forEach((name, text) -> headers.put(VisibleText.of(name), VisibleText.of(text)));
        JsonObject json = entry(letter, found.mark()).put("headers", headers);
        put(json, "key", letter.key());
        return json.put("value", new String(value, 0, Math.min(value.length, SHOWN_BYTES), UTF_8))
                .put("valueBytes", value.length)
                .put("valueCut", value.length > SHOWN_BYTES);
    }

    static JsonObject job(ResendJob job) {
        ResendJob.Progress progress = job.progress();
        JsonArray failures = new JsonArray();
        progress.failures()
                .forEach(failure -> failures.add(
                        new JsonObject().put("id", failure.id().toString()).put("sentence", failure.sentence())));
        JsonObject json = new JsonObject()
                .put("state", progress.state().name().toLowerCase(Locale.ROOT))
                .put("total", job.letters().size())
                .put("sent", progress.sent())
                .put("failed", progress.failures().size())
                .put("failures", failures)
                .put("by", job.by())
                .put("since", job.since().toString());
        put(json, "sentence", progress.sentence());
        return json;
    }

    private static void put(JsonObject json, String name, @Nullable String text) {
        if (text != null) {
            json.put(name, VisibleText.of(text));
        }
    }
}

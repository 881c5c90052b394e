package io.imbridge.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.imbridge.words.VisibleText;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes dead letters and jobs as JSON. */
final class DeadLetterJson {
    /** The rest of a longer value is not shown. */
    private static final int SHOWN_BYTES = 16 * 1024;

    private final ResendPlanner planner;

    DeadLetterJson(ResendPlanner planner) {
        this.planner = planner;
    }

    JsonObject page(DeadLetters.Page page) {
        JsonArray entries = new JsonArray();
        page.entries().forEach(entry -> entries.add(entry(entry.deadLetter(), entry.mark())));
        JsonArray reasons = new JsonArray();
        page.reasons()
                .forEach((reason, count) -> reasons.add(new JsonObject()
                        .put("reason", VisibleText.of(reason))
                        .put("words", DeadLetterReason.of(reason).words())
                        .put("count", count)));
        return new JsonObject()
                .put("entries", entries)
                .put("older", page.older() == null ? null : page.older().toString())
                .put("reasons", reasons)
                .put("searched", page.searched());
    }

    JsonObject entry(DeadLetter deadLetter, @Nullable ResentMark mark) {
        DeadLetterReason reason = DeadLetterReason.of(deadLetter.reason());
        JsonObject json = new JsonObject()
                .put("id", deadLetter.id().toString())
                .put("time", deadLetter.time().toString())
                .put("reason", VisibleText.of(deadLetter.reason()))
                .put("words", reason.words())
                .put("advice", reason.advice());
        put(json, "command", deadLetter.command());
        put(json, "toTopic", planner.topicOf(deadLetter));
        put(json, "sdkAppId", deadLetter.sdkAppId());
        put(json, "groupId", deadLetter.groupId());
        json.put("bytes", deadLetter.bytes());
        put(json, "eventId", deadLetter.eventId());
        put(json, "obstacle", planner.obstacle(deadLetter));
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
        DeadLetter deadLetter = found.whole().deadLetter();
        JsonObject headers = new JsonObject();
        deadLetter.headers().forEach((name, text) -> headers.put(VisibleText.of(name), VisibleText.of(text)));
        JsonObject json = entry(deadLetter, found.mark()).put("headers", headers);
        put(json, "key", deadLetter.key());
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
                .put("total", job.deadLetters().size())
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

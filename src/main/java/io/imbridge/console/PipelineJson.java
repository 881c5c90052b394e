package io.imbridge.console;

import io.imbridge.console.ServiceView.Facts;
import io.imbridge.console.ServiceView.Kept;
import io.imbridge.console.ServiceView.Moment;
import io.imbridge.console.ServiceView.Receiving;
import io.imbridge.console.ServiceView.Sending;
import io.imbridge.profiles.ProfilesState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The JSON of the way's numbers for pages. */
final class PipelineJson {
    private PipelineJson() {}

    /** The numbers that need no earlier look. */
    static JsonObject of(Facts facts, Moment moment, ProfilesState profiles, Instant now) {
        return new JsonObject()
                .put(
                        "instance",
                        new JsonObject()
                                .put("name", facts.instance())
                                .put("version", facts.version())
                                .put("startedAt", text(facts.startedAt())))
                .put("outbox", outbox(moment.kept()))
                .put("kafka", new JsonObject().put("servers", facts.kafka()))
                .put(
                        "deadLetters",
                        new JsonObject().put("count", moment.sending().deadLetters()))
                .put(
                        "profiles",
                        new JsonObject()
                                .put("state", lower(profiles.phase()))
                                .put("lag", profiles.lag())
                                .put("keys", profiles.keys()));
    }

    static JsonObject receive(Receiving receiving, double rate, LatencyHistogram latencies) {
        return new JsonObject()
                .put("rate", PipelineHistory.rounded(rate))
                .put("ok", receiving.ok())
                .put("refused", receiving.refused())
                .put("p50Ms", rounded(latencies.quantile(0.5)))
                .put("p99Ms", rounded(latencies.quantile(0.99)));
    }

    static JsonObject relay(Sending sending, double rate, Instant now) {
        return new JsonObject()
                .put("state", sending.state())
                .put("since", text(now.minus(sending.lasting())))
                .put("rate", PipelineHistory.rounded(rate))
                .put("inFlight", sending.inFlight())
                .put("paused", new JsonArray(sending.paused()));
    }

    private static JsonObject outbox(Kept keeping) {
        return new JsonObject()
                .put("mode", lower(keeping.mode()))
                .put("since", text(keeping.since()))
                .put("records", keeping.records())
                .put("bytes", keeping.bytes())
                .put("oldest", keeping.oldest() == null ? null : text(keeping.oldest()))
                .put(
                        "fullInSeconds",
                        keeping.fullIn() == null ? null : keeping.fullIn().toSeconds());
    }

    private static String text(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String lower(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static @Nullable Double rounded(@Nullable Double value) {
        return value == null ? null : PipelineHistory.rounded(value);
    }
}

package io.imbridge.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.profiles.Profiles;
import io.imbridge.profiles.ProfilesState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PipelineMonitorTest {
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

    private final Counts counts = new Counts();
    private final PipelineMonitor monitor =
            new PipelineMonitor(counts, new NoProfiles(), Clock.fixed(NOW, ZoneOffset.UTC));
    private long nanos = 5;

    @AfterEach
    void stop() {
        monitor.stop();
    }

    @Test
    void rates_and_times_are_those_of_the_last_ten_seconds() {
        monitor.takeSample(nanos);
        look(20, 10);
        for (int n = 0; n < 5; n++) {
            look(0, 0);
        }
        assertThat(monitor.update().now().getJsonObject("receive").getDouble("rate"))
                .isZero();
        assertThat(monitor.update().now().getJsonObject("receive").getValue("p99Ms"))
                .isNull();

        look(20, 10);

        JsonObject receive = monitor.update().now().getJsonObject("receive");
        assertThat(receive.getDouble("rate")).isEqualTo(3);
        assertThat(receive.getLong("ok")).isEqualTo(40);
        assertThat(receive.getLong("refused")).isEqualTo(20);
        assertThat(receive.getDouble("p50Ms")).isEqualTo(0.5);
        assertThat(monitor.update().now().getJsonObject("relay").getDouble("rate"))
                .isEqualTo(2);
    }

    @Test
    void there_is_a_point_each_ten_seconds_and_of_the_last_hour_only() {
        monitor.takeSample(nanos);
        assertThat(series("times")).isEmpty();
        for (int n = 1; n <= 5; n++) {
            look(20, 10);
            assertThat(monitor.update().hasNewPoint()).isEqualTo(n == 5);
        }
        assertThat(series("ok")).containsExactly(10.0);
        assertThat(series("refused")).containsExactly(5.0);
        assertThat(series("published")).containsExactly(10.0);
        assertThat(series("outboxRecords")).containsExactly(7.0);
        assertThat(series("p99Ms")).containsExactly(0.99);
        assertThat(series("times")).containsExactly(NOW.getEpochSecond());

        for (int n = 0; n < 5 * PipelineHistory.POINTS; n++) {
            look(0, 0);
        }
        assertThat(series("ok")).hasSize(PipelineHistory.POINTS).containsOnly(0.0);
        assertThat(series("p99Ms")).containsOnlyNulls();
    }

    @Test
    void what_pages_are_told_is_as_documented() {
        monitor.takeSample(nanos);

        JsonObject update = monitor.update().whole();
        assertThat(update.fieldNames())
                .containsExactlyInAnyOrder(
                        "instance", "receive", "outbox", "relay", "kafka", "deadLetters", "profiles", "series");
        assertThat(update.getJsonObject("outbox"))
                .hasToString("{\"mode\":\"disk\",\"since\":\"1970-01-01T00:00:00Z\",\"records\":7,\"bytes\":4096,"
                        + "\"oldest\":null,\"fullInSeconds\":3600}");
        assertThat(update.getJsonObject("relay").getString("since")).isEqualTo("2026-11-27T11:59:30Z");
        assertThat(update.getJsonObject("profiles").getString("state")).isEqualTo("off");
    }

    @Test
    void who_is_gone_is_told_no_more() {
        monitor.takeSample(nanos);
        List<PipelineMonitor.Update> heard = new ArrayList<>();
        monitor.watch(new PipelineMonitor.Watcher() {
            @Override
            public boolean isGone() {
                return heard.size() == 2;
            }

            @Override
            public void tell(PipelineMonitor.Update update) {
                heard.add(update);
            }
        });
        look(0, 0);
        look(0, 0);
        look(0, 0);

        assertThat(heard).hasSize(2);
    }

    private void look(long ok, long refused) {
        nanos += PipelineMonitor.PAUSE.toNanos();
        counts.ok += ok;
        counts.refused += refused;
        monitor.takeSample(nanos);
    }

    private List<Object> series(String name) {
        JsonArray values = monitor.update().whole().getJsonObject("series").getJsonArray(name);
        return values.stream().toList();
    }

    private static final class Counts implements ServiceView {
        private long ok;
        private long refused;

        @Override
        public Facts facts() {
            return new Facts("1", "a:9000", Instant.EPOCH, List.of("1400000000"), "curl", "localhost:9092");
        }

        @Override
        public Moment look() {
            LatencyHistogram latencies =
                    new LatencyHistogram(new double[] {1, Double.POSITIVE_INFINITY}, new double[] {ok, ok});
            return new Moment(
                    new Receiving(ok, refused, latencies),
                    new Kept(Mode.DISK, Instant.EPOCH, 7, 4096, null, Duration.ofHours(1)),
                    new Sending("delivering", Duration.ofSeconds(30), ok, 0, List.of(), 0));
        }

        @Override
        public List<Reason> refusals() {
            return List.of();
        }
    }

    private static final class NoProfiles implements Profiles {
        @Override
        public Answer group(String sdkAppId, String groupId) {
            return new Unknown();
        }

        @Override
        public Answer topic(String sdkAppId, String topicId) {
            return new Unknown();
        }

        @Override
        public Page groups(String sdkAppId, String after, int limit, boolean onlyHere) {
            return new Page(List.of(), null);
        }

        @Override
        public ProfilesState state() {
            return new ProfilesState(ProfilesState.Phase.OFF, Instant.EPOCH, "", 0, 0);
        }
    }
}

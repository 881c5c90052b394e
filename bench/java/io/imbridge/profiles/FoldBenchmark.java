package io.imbridge.profiles;

import io.imbridge.profiles.EventReader.Said;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.header.Headers;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The parts of an event's way into the profile of a group with a few known fields, without Kafka. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class FoldBenchmark {
    private static final long TIME = 1_795_000_000_000L;

    private final EventRecord event = EventRecord.of(ProfileCommand.GROUP_CHANGED, "@TGS#_@TGS#cKQ7XWMM62CA", TIME)
            .by("mei.lin")
            .type("Community")
            .change("name", "Hill Walkers of the south")
            .change("notification", "We meet on Sundays at eight, at gate 3")
            .custom(Map.of("city", "成都", "level", "hard"));
    private final Headers headers = event.headers();
    private final byte[] value = event.bytes();
    private final Change change = event.change();
    private final GroupState group = known();
    private final byte[] state = StateJson.write(group);
    private final Fold.Outcome outcome = fold(group);

    private static GroupState known() {
        EventRecord creation = EventRecord.of(ProfileCommand.GROUP_CREATED, "@TGS#_@TGS#cKQ7XWMM62CA", TIME - 1000)
                .by("leckie")
                .type("Community")
                .owner("leckie")
                .change("name", "Walkers")
                .change("introduction", "Those who like hills, and those who like to talk of them")
                .custom(Map.of("city", "成都", "field", "a value"));
        EventRecord attributes = EventRecord.of(
                        ProfileCommand.ATTRIBUTES_CHANGED, "@TGS#_@TGS#cKQ7XWMM62CA", TIME - 500)
                .attributes("modify", Map.of("level1", "hard", "level2", "harder"));
        return GroupState.UNKNOWN.with(creation.change()).with(attributes.change());
    }

    private Fold.Outcome fold(GroupState known) {
        return Fold.fold(known, id -> null, change, 0);
    }

    @Benchmark
    public Object eventRead() throws UnreadableEventException {
        return EventReader.read(headers, value);
    }

    @Benchmark
    public Object stateRead() {
        return StateJson.group(state);
    }

    @Benchmark
    public Object folded() {
        return fold(group);
    }

    @Benchmark
    public Object stateWritten() {
        return StateJson.write(outcome.group());
    }

    @Benchmark
    public Object stateAndProfileWritten() {
        return new Publication(change, outcome, TIME);
    }

    /** The whole way, once the event is at its group. */
    @Benchmark
    public Object whole() throws UnreadableEventException {
        Change said = ((Said) EventReader.read(headers, value)).change();
        return new Publication(said, fold(StateJson.group(state)), TIME);
    }
}

package io.imbridge.profiles;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** Properties that always hold: the same events make the same profiles. */
class FoldProperties {
    private static final long BEGIN = 1_795_000_000_000L;

    @Property(tries = 1_000)
    void events_in_any_order_and_more_than_once_make_the_same_profiles(
            @ForAll("historiesWithReads") List<EventRecord> history, @ForAll Random random) {
        List<EventRecord> shuffled = new ArrayList<>(history);
        history.stream().filter(event -> random.nextInt(3) == 0).forEach(shuffled::add);
        Collections.shuffle(shuffled, random);

        assertThat(new FoldRig().tell(shuffled).profiles())
                .isEqualTo(new FoldRig().tell(history).profiles());
    }

    @Property(tries = 1_000)
    void instances_that_share_the_groups_and_start_again_make_the_same_profiles(
            @ForAll("historiesWithReads") List<EventRecord> history,
            @ForAll @IntRange(min = 1, max = 3) int instances,
            @ForAll Random random) {
        Map<String, String> together = new TreeMap<>();
        for (int at = 0; at < instances; at++) {
            int instance = at;
            List<EventRecord> own = history.stream()
                    .filter(event -> Math.floorMod(event.change().groupKey().hashCode(), instances) == instance)
                    .toList();
            together.putAll(withRestarts(own, random).profiles());
        }

        assertThat(together).isEqualTo(new FoldRig().tell(history).profiles());
    }

    /** After each restart some events are read again, as after a killed process. */
    private static FoldRig withRestarts(List<EventRecord> events, Random random) {
        FoldRig rig = new FoldRig();
        int committed = 0;
        for (int at = 0; at < events.size(); at++) {
            rig.tell(events.get(at));
            if (random.nextInt(4) == 0) {
                rig = rig.takenOver().tell(events.subList(committed, at + 1));
                committed = random.nextInt(at + 2);
            }
        }
        return rig;
    }

    @Property(tries = 500)
    void profiles_are_those_of_a_simple_reader_of_the_events_in_order(@ForAll("histories") List<EventRecord> history) {
        List<EventRecord> inOrder = new ArrayList<>(history);
        inOrder.sort((one, other) -> one.stamp().compareTo(other.stamp()));

        assertThat(SimpleFold.values(new FoldRig().tell(history)))
                .isEqualTo(SimpleFold.of(inOrder).values());
    }

    @Property(tries = 500)
    void reads_make_the_profiles_of_a_simple_reader_too(@ForAll("historiesWithReads") List<EventRecord> history) {
        List<EventRecord> inOrder = new ArrayList<>(history);
        inOrder.removeIf(event -> !event.isRead() && isOutOfReadsReach(event.command()));
        keepFirstLosses(inOrder);
        inOrder.sort((one, other) -> one.stamp().compareTo(other.stamp()));

        assertThat(SimpleFold.values(new FoldRig().tell(inOrder)))
                .isEqualTo(SimpleFold.of(inOrder).values());
    }

    /**
     * Keeps only the first loss of each group. The fold remembers only the last of several losses, and treats all lives
     * before it as one.
     */
    private static void keepFirstLosses(List<EventRecord> history) {
        Set<String> lost = new HashSet<>();
        history.removeIf(event -> event.isRead()
                && Set.of("gone", "topics").contains(event.value().get("read").textValue())
                && !lost.add(event.value().get("groupId").textValue()));
    }

    /**
     * Whether a read cannot replace a command: attributes and ends. Other properties cover the statements after them.
     */
    private static boolean isOutOfReadsReach(ProfileCommand command) {
        return command.kind() == Change.Kind.END || command == ProfileCommand.ATTRIBUTES_CHANGED;
    }

    /** Histories that also contain answers of the vendor. */
    @Provide
    Arbitrary<List<EventRecord>> historiesWithReads() {
        Arbitrary<EventRecord> read = Combinators.combine(
                        Arbitraries.of("group", "topic", "topics", "gone", "goneTopic"),
                        Arbitraries.of("g1", "g2"),
                        Arbitraries.of("t1", "t2", "t3"),
                        Arbitraries.of("", "a", "b"),
                        Arbitraries.of(true, false))
                .as(FoldProperties::read);
        return Arbitraries.frequencyOf(Tuple.of(3, event()), Tuple.of(2, read))
                .list()
                .ofMaxSize(14)
                .map(FoldProperties::stamped);
    }

    private static EventRecord read(String what, String group, String topic, String text, boolean isWhole) {
        String read = what.equals("goneTopic") ? "gone" : what;
        EventRecord event = EventRecord.read(read, group, BEGIN);
        EventRecord about = what.contains("opic") && !what.equals("topics") ? event.topic(group + topic) : event;
        if (!read.equals(what) || read.equals("gone") || read.equals("topics")) {
            return about;
        }
        if (isWhole) {
            about.custom(Map.of("x" + text, text));
        } else {
            about.value().withObject("/customFields").putNull("x" + text);
        }
        return isWhole ? about.field("name", text).field("introduction", text) : about.field("name", text);
    }

    @Provide
    Arbitrary<List<EventRecord>> histories() {
        return event().list().ofMaxSize(14).map(FoldProperties::stamped);
    }

    private static Arbitrary<EventRecord> event() {
        return Combinators.combine(
                        Arbitraries.of(ProfileCommand.values()),
                        Arbitraries.of("g1", "g2"),
                        Arbitraries.of("t1", "t2", "t3"),
                        Arbitraries.of("", "a", "b"),
                        Arbitraries.of("ann", "bob"),
                        Arbitraries.of("set", "modify", "delete", "clear"))
                .as(FoldProperties::event);
    }

    private static EventRecord event(
            ProfileCommand command, String group, String topic, String text, String operator, String option) {
        EventRecord event = EventRecord.of(command, group, BEGIN).by(operator).type("Community");
        return switch (command) {
            case GROUP_CREATED -> event.owner(operator).change("name", text).custom(Map.of("x" + text, text));
            case GROUP_CHANGED -> event.change("notification", text).custom(Map.of("x" + text, "changed"));
            case OWNER_CHANGED -> event.owner(text);
            case ATTRIBUTES_CHANGED ->
                event.attributes(option, option.equals("clear") ? Map.of() : Map.of("k" + text, text));
            case GROUP_DESTROYED -> event;
            case TOPIC_CREATED -> event.topic(group + topic).change("name", text);
            case TOPIC_CHANGED -> event.topic(group + topic).change("notification", text);
            case TOPICS_DESTROYED -> event.topics(group + topic, group + "t1");
        };
    }

    /** The events with increasing times, some within the same millisecond. */
    private static List<EventRecord> stamped(List<EventRecord> events) {
        List<EventRecord> stamped = new ArrayList<>();
        for (int at = 0; at < events.size(); at++) {
            EventRecord event = events.get(at);
            Stamp stamp = event.isRead() ? new Stamp(BEGIN + at, 0) : new Stamp(BEGIN + (at & ~1), at);
            stamped.add(new EventRecord(event.command(), stamp, event.value()));
        }
        return stamped;
    }
}

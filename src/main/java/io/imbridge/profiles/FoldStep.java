package io.imbridge.profiles;

import io.imbridge.profiles.ProfilesObserver.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Folds the events of a group into its state in the stores, and publishes the profiles that changed. */
final class FoldStep extends ContextualProcessor<byte[], byte[], byte[], Output> {
    private static final Logger LOG = Logger.getLogger(FoldStep.class);
    private static final Duration LOOK = Duration.ofMinutes(1);

    private final ProfilesObserver observer;
    private final int maxBytes;

    private @Nullable KeyValueStore<String, byte[]> groups;
    private @Nullable KeyValueStore<String, byte[]> topics;
    private @Nullable EndedProfiles endedProfiles;

    /**
     * Folds events and reports the results to the observer.
     *
     * @param maxBytes the largest value that Kafka accepts
     */
    FoldStep(ProfilesObserver observer, int maxBytes) {
        this.observer = observer;
        this.maxBytes = maxBytes;
    }

    @Override
    public void init(ProcessorContext<byte[], Output> context) {
        super.init(context);
        groups = context.getStateStore(StoreNames.GROUPS);
        topics = context.getStateStore(StoreNames.TOPICS);
        endedProfiles = new EndedProfiles(context.getStateStore(StoreNames.ENDINGS));
        context.schedule(
                LOOK, PunctuationType.WALL_CLOCK_TIME, now -> endedProfiles().forget(now, this::forget));
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        try {
            if (EventReader.read(record.headers(), record.value()) instanceof EventReader.Said said) {
                fold(record, said);
            }
        } catch (UnreadableEventException none) {
            // Another program wrote this record between the two steps. If the exception were thrown on, the record
            // would come back for ever.
            deadLetter(record, ProfileHeaders.NO_EVENT);
        }
    }

    private void fold(Record<byte[], byte[]> record, EventReader.Said said) {
        Change change = said.change();
        try {
            GroupState before = Objects.requireNonNullElse(group(change.groupKey()), GroupState.UNKNOWN);
            long now = TimeUnit.MILLISECONDS.toMicros(context().currentSystemTimeMs());
            Fold.Outcome outcome = Fold.fold(before, id -> topic(change.topicKey(id)), change, now);
            if (outcome.group().equals(before) && outcome.topics().isEmpty()) {
                observer.folded(Outcome.UNCHANGED);
                return;
            }
            Publication publication = new Publication(change, outcome, record.timestamp());
            if (publication.largest() > maxBytes) {
                deadLetter(record, "profile-too-large");
                return;
            }
            List<Correction> corrections = said.isDrift() ? corrections(change, before, outcome) : List.of();
            write(change, before, outcome, publication);
            corrections.forEach(correction -> tell(correction, change, record.timestamp()));
        } catch (KafkaException ofKafka) {
            throw ofKafka;
        } catch (RuntimeException defect) {
            // If the exception were thrown on, the same event would come back for ever.
            LOG.error("Event cannot be folded", defect);
            deadLetter(record, "profile-failed");
        }
    }

    private void write(Change change, GroupState before, Fold.Outcome outcome, Publication publication) {
        groups().put(change.groupKey(), publication.group());
        publication.topics().forEach(topics()::put);
        rememberEnds(change, before, outcome);
        publication.records().forEach(context()::forward);
        observer.folded(Outcome.CHANGED);
    }

    /** Must be called before the topics are written. */
    private List<Correction> corrections(Change change, GroupState before, Fold.Outcome outcome) {
        List<Correction> found = new ArrayList<>();
        GroupState after = outcome.group();
        if (change.topicIds().isEmpty()) {
            found.add(Drift.ofGroup(before, after));
        }
        outcome.topics()
                .forEach((id, topic) -> found.add(
                        Drift.ofTopic(id, topic(change.topicKey(id)), before.lifecycle(), topic, after.lifecycle())));
        found.removeIf(Objects::isNull);
        return found;
    }

    private void tell(Correction correction, Change read, long time) {
        correction.count(observer);
        if (correction.isTold()) {
            context().forward(correction.record(read, time, maxBytes));
        }
    }

    private void deadLetter(Record<byte[], byte[]> record, String reason) {
        observer.folded(Outcome.DEAD_LETTER);
        context()
                .forward(record.withValue(new Output(Output.Kind.DEAD_LETTER, record.value()))
                        .withHeaders(ProfileHeaders.ofDeadLetter(record.headers(), reason)));
    }

    private void rememberEnds(Change change, GroupState before, Fold.Outcome outcome) {
        long now = context().currentSystemTimeMs();
        GroupState after = outcome.group();
        Statement end = after.lifecycle().ended();
        if (end != null && !end.equals(before.lifecycle().ended())) {
            endedProfiles().add(now, change.groupKey(), "", end.stamp());
        } else if (before.isAlive() && !after.isAlive()) {
            endedProfiles().add(now, change.groupKey(), "", change.stamp());
        }
        outcome.topics().forEach((id, topic) -> {
            Statement own = topic.lifecycle().ended();
            if (own != null && change.kind() == Change.Kind.END) {
                endedProfiles().add(now, change.groupKey(), change.topicKey(id), own.stamp());
            } else if (change.source() == Source.READ && !topic.isAliveIn(after.lifecycle())) {
                endedProfiles().add(now, change.groupKey(), change.topicKey(id), change.stamp());
            }
        });
    }

    /** Deletes an ended group or topic a week after its end, when no late event is expected any more. */
    private void forget(String groupKey, String topicKey, Stamp end) {
        GroupState group = group(groupKey);
        if (group == null) {
            return;
        }
        if (topicKey.isEmpty()) {
            forgetGroup(groupKey, group, end);
        } else {
            TopicState topic = topic(topicKey);
            if (topic != null && !topic.isAliveIn(group.lifecycle()) && isFor(topic.lifecycle(), end)) {
                topics().delete(topicKey);
                SortedMap<String, TopicMark> left = new TreeMap<>(group.topics());
                left.remove(id(topicKey));
                groups().put(groupKey, StateJson.write(group.withTopics(left)));
            }
        }
    }

    private void forgetGroup(String groupKey, GroupState group, Stamp end) {
        boolean isEmpty = group.topics().values().stream().noneMatch(TopicMark::isAlive);
        if (!group.isAlive() && isEmpty && isFor(group.lifecycle(), end)) {
            String app = groupKey.substring(0, groupKey.indexOf(':'));
            group.topics().keySet().forEach(id -> topics().delete(Change.key(app, id)));
            groups().delete(groupKey);
        }
    }

    private static boolean isFor(Lifecycle lifecycle, Stamp end) {
        Statement ended = lifecycle.ended();
        if (ended != null && !end.isAfter(ended.stamp())) {
            return ended.stamp().equals(end);
        }
        return lifecycle.last() == null || !lifecycle.last().stamp().isAfter(end);
    }

    private static String id(String key) {
        return key.substring(key.indexOf(':') + 1);
    }

    private @Nullable GroupState group(String key) {
        byte[] known = groups().get(key);
        return known == null ? null : StateJson.group(known);
    }

    private @Nullable TopicState topic(String key) {
        byte[] known = topics().get(key);
        return known == null ? null : StateJson.topic(known);
    }

    private KeyValueStore<String, byte[]> groups() {
        return Objects.requireNonNull(groups);
    }

    private KeyValueStore<String, byte[]> topics() {
        return Objects.requireNonNull(topics);
    }

    private EndedProfiles endedProfiles() {
        return Objects.requireNonNull(endedProfiles);
    }
}

package io.imbridge.profiles;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.imbridge.profiles.ProfilesObserver.Outcome;
import java.time.Duration;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Finds out which group each event is about, so that all events of a group come to one place. */
final class Attribution extends ContextualProcessor<byte[], byte[], byte[], Output> {
    /**
     * Older unattributed events do not ask for a read: further events follow them, and a read of all groups will come.
     */
    private static final long RECENT = Duration.ofMinutes(10).toMillis();

    private final ProfilesObserver observer;

    Attribution(ProfilesObserver observer) {
        this.observer = observer;
    }

    @Override
    public void process(Record<byte[], byte @Nullable []> record) {
        try {
            EventReader.Reading reading = EventReader.read(record.headers(), record.value());
            if (reading instanceof EventReader.Said said) {
                context()
                        .forward(record.withKey(said.change().groupKey().getBytes(UTF_8))
                                .withValue(new Output(Output.Kind.EVENT, record.value())));
            } else if (reading instanceof EventReader.Unattributed unattributed) {
                observer.folded(Outcome.UNATTRIBUTED);
                tell(unattributed, context().currentSystemTimeMs() - record.timestamp());
            }
        } catch (UnreadableEventException none) {
            observer.folded(Outcome.DEAD_LETTER);
            context()
                    .forward(record.withValue(new Output(Output.Kind.DEAD_LETTER, record.value()))
                            .withHeaders(ProfileHeaders.ofDeadLetter(record.headers(), ProfileHeaders.NO_EVENT)));
        }
    }

    private void tell(EventReader.Unattributed event, long age) {
        if (event.groupId() != null && age < RECENT) {
            observer.unattributed(event.sdkAppId(), event.groupId());
        }
    }
}

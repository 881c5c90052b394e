package io.imbridge.publish;

import java.util.Collection;
import org.apache.kafka.common.errors.AuthenticationException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Asks Kafka whether topics can be written to, before their first record and after failures, and logs which cannot.
 * Used by the relay's thread only; times are those of {@link System#nanoTime()}.
 */
final class TopicInspector {
    private static final Logger LOG = Logger.getLogger(TopicInspector.class);

    private final Topics topics;
    private final Mailbox mailbox;
    private final RelayStatus status;
    private boolean couldNotLogIn;

    TopicInspector(Topics topics, Mailbox mailbox, RelayStatus status) {
        this.topics = topics;
        this.mailbox = mailbox;
        this.status = status;
    }

    /** Is told Kafka's answer, on the relay's thread. */
    @FunctionalInterface
    interface Answer {
        void of(@Nullable TopicFacts facts, @Nullable Throwable failure);
    }

    /** Starts the checks of topics that are due. Does not wait for answers. */
    void check(Collection<TopicQueue> queues, long now) {
        for (TopicQueue queue : queues) {
            if (queue.startCheck(now)) {
                ask(queue, (facts, failure) -> checked(queue, facts, failure));
            }
        }
    }

    /** Asks about one topic. */
    void ask(TopicQueue queue, Answer answer) {
        topics.ensure(queue.topic())
                .whenComplete((facts, failure) -> mailbox.tell(() -> {
                    Throwable cause = failure == null ? null : Topics.cause(failure);
                    note(cause);
                    answer.of(facts, cause);
                }));
    }

    private void note(@Nullable Throwable failure) {
        if (failure == null || SendFailure.of(failure) == SendFailure.TOPIC) {
            status.answered();
        } else {
            couldNotLogIn |= failure instanceof AuthenticationException;
            status.unanswered(failure);
        }
    }

    /** Whether Kafka has refused a login since this was last asked. */
    boolean forgetsThatItCouldNotLogIn() {
        boolean could = couldNotLogIn;
        couldNotLogIn = false;
        return could;
    }

    private void checked(TopicQueue queue, @Nullable TopicFacts facts, @Nullable Throwable failure) {
        if (facts != null) {
            queue.found(facts);
        } else if (failure != null) {
            queue.failed(System.nanoTime());
            fails(queue, failure);
        }
    }

    /**
     * A topic accepts nothing now. If the reason is its own, or it keeps failing while others are well, it is paused.
     */
    void fails(TopicQueue queue, Throwable failure) {
        SendFailure kind = SendFailure.of(failure);
        boolean isItsOwn = kind == SendFailure.TOPIC || kind == SendFailure.RECORD;
        if (isItsOwn || (queue.keepsFailing() && !status.isUnreachable())) {
            pause(queue, failure);
        } else {
            status.failed(failure);
        }
    }

    /** Pauses a topic that accepts nothing for a reason of its own. */
    void pause(TopicQueue queue, Throwable failure) {
        Throwable shown = SendFailure.unforeseen(failure);
        pause(queue, SendFailure.word(failure), SendFailure.sentence(failure), shown);
    }

    /** Pauses a topic that is stuck without a failure. */
    void pause(TopicQueue queue, String reason, String sentence) {
        pause(queue, reason, sentence, null);
    }

    private static void pause(TopicQueue queue, String reason, String sentence, @Nullable Throwable shown) {
        if (queue.pause(reason)) {
            LOG.warnf(shown, "Topic paused topic=%s reason=%s sentence=\"%s\"", queue.topic(), reason, sentence);
        }
    }

    /** A topic accepts records again. */
    void resumed(TopicQueue queue) {
        LOG.infof("Topic resumed topic=%s", queue.topic());
    }
}

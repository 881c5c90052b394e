package io.imbridge.publish;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Knows whether a topic can be written to, and makes the missing ones. */
@FunctionalInterface
interface Topics {
    /**
     * Makes sure that a topic exists. Does not block.
     *
     * @return completes on any thread, with what is known of the topic; fails with the reason when it is missing and
     *     cannot be created, or when Kafka does not answer
     */
    CompletionStage<TopicFacts> ensure(String topic);

    /** What made a stage fail. */
    static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}

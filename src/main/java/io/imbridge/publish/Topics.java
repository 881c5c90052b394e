package io.imbridge.publish;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Finds out whether topics can be written to, and creates missing topics. */
@FunctionalInterface
interface Topics {
    /**
     * Makes sure that a topic exists. Does not block.
     *
     * @return completes on any thread with what is known about the topic; fails with the reason when the topic is
     *     missing and cannot be created, or when Kafka does not respond
     */
    CompletionStage<TopicFacts> ensure(String topic);

    /** The reason why a stage failed. */
    static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}

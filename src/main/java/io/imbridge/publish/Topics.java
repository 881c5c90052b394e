package io.imbridge.publish;

import java.util.concurrent.CompletionStage;

/** Knows whether a topic can be written to, and makes the missing ones. */
@FunctionalInterface
interface Topics {
    /**
     * Makes sure that a topic exists. Does not block.
     *
     * @return completes on any thread; completes with the reason when the topic is missing and cannot be created, or
     *     when Kafka does not answer
     */
    CompletionStage<Void> ensure(String topic);
}

package io.imbridge.profiles;

/**
 * The stores of the fold. Their names are part of the names of the Kafka topics that hold them, so they must not
 * change.
 */
final class StoreNames {
    static final String GROUPS = "groups";
    static final String TOPICS = "topics";
    static final String ENDINGS = "endings";

    /** The name of the topic that brings the events of a group to one place. */
    static final String EVENTS = "events-by-group";

    private StoreNames() {}
}

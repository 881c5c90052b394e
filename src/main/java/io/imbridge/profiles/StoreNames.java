package io.imbridge.profiles;

/** The stores of the fold. Their names are part of those of Kafka's topics that hold them: they stay. */
final class StoreNames {
    static final String GROUPS = "groups";
    static final String TOPICS = "topics";
    static final String ENDINGS = "endings";

    /** What brings the events of a group to one place. */
    static final String EVENTS = "events-by-group";

    private StoreNames() {}
}

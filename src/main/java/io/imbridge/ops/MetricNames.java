package io.imbridge.ops;

/** The names of the service's own metrics. Prometheus writes them with underscores, and appends _total to counters. */
final class MetricNames {
    static final String CALLBACKS = "bridge.callbacks";
    static final String REFUSALS = "bridge.refusals";
    static final String BODY_BYTES = "bridge.body.bytes";
    static final String ANSWER = "bridge.answer";
    static final String DEAD_LETTERS_WITHHELD = "bridge.dead.letters.withheld";
    static final String CONNECTIONS = "bridge.connections";
    static final String IN_FLIGHT = "bridge.in.flight";
    static final String IN_FLIGHT_BYTES = "bridge.in.flight.bytes";

    static final String OUTBOX_ENABLED = "bridge.outbox.enabled";
    static final String OUTBOX_MODE = "bridge.outbox.mode";
    static final String OUTBOX_WAITING_FOR_KAFKA = "bridge.outbox.waiting.for.kafka";
    static final String OUTBOX_RECORDS = "bridge.outbox.records";
    static final String OUTBOX_BYTES = "bridge.outbox.bytes";
    static final String OUTBOX_ROOM = "bridge.outbox.room.bytes";
    static final String OUTBOX_TIME_UNTIL_FULL = "bridge.outbox.time.until.full.seconds";
    static final String OUTBOX_OLDEST = "bridge.outbox.oldest.seconds";
    static final String OUTBOX_DAMAGED_FILES = "bridge.outbox.damaged.files";
    static final String OUTBOX_COMMIT = "bridge.outbox.commit";
    static final String OUTBOX_COMMIT_RECORDS = "bridge.outbox.commit.records";
    static final String DISK_FREE = "bridge.disk.free.bytes";

    static final String KAFKA_UNREACHABLE = "bridge.kafka.unreachable";
    static final String RELAY_RECORDS = "bridge.relay.records";
    static final String RELAY_IN_FLIGHT = "bridge.relay.in.flight";
    static final String RELAY_LAG = "bridge.relay.lag";
    static final String RELAY_DEAD_LETTERS = "bridge.relay.dead.letters";
    static final String RELAY_RESENDS = "bridge.relay.resends";
    static final String RELAY_PRODUCER_REPLACEMENTS = "bridge.relay.producer.replacements";
    static final String RELAY_PAUSED_TOPICS = "bridge.relay.paused.topics";

    static final String PROFILES_RUNNING = "bridge.profiles.running";
    static final String PROFILES_EVENTS = "bridge.profiles.events";
    static final String PROFILES_UNATTRIBUTED = "bridge.profiles.unattributed";
    static final String PROFILES_DRIFT = "bridge.profiles.drift";
    static final String PROFILES_FAILURES = "bridge.profiles.failures";
    static final String PROFILES_KEYS = "bridge.profiles.keys";
    static final String PROFILES_LAG = "bridge.profiles.lag";

    static final String VENDOR_READS = "bridge.vendor.reads";

    static final String CONSOLE_WATCHERS = "bridge.console.watchers";
    static final String CONSOLE_REFUSED = "bridge.console.refused";
    static final String CONSOLE_RESENT = "bridge.console.resent";

    private MetricNames() {}
}

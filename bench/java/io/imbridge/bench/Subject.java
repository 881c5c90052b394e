package io.imbridge.bench;

/** The measured programs, in the order of the table. */
enum Subject {
    LIMIT("(a) bare Vert.x + KafkaProducer"),
    HTTP("(b) bare Vert.x, no Kafka"),
    OUTBOX("(c) the service"),
    NO_OUTBOX("(d) the service, `outbox.enabled=false`"),
    DURABLE_LIMIT("(e) bare Vert.x + SQLite + KafkaProducer");

    private final String label;

    Subject(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    /** Whether every OK answer must be a record in Kafka. */
    boolean publishes() {
        return this != HTTP;
    }
}

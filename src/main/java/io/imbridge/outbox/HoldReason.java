package io.imbridge.outbox;

import java.util.Locale;
import java.util.regex.Pattern;

/** Why callbacks wait for Kafka instead of being kept on disk, and what to do about it. */
enum HoldReason {
    CANNOT_BE_OPENED("look at the outbox's directory and its disk; the events in it wait meanwhile"),
    WRITE_FAILED("look at the outbox's disk"),
    STALLED("the disk does not answer: look at it"),
    DAMAGED("what can be read is carried over by itself: look at the disk");

    private static final Pattern FULL = Pattern.compile("SQLITE_FULL|No space left|Disk quota exceeded");
    private static final String MAKE_ROOM = "make room on the outbox's disk, or raise bridge.outbox.max-size";

    private final String advice;

    HoldReason(String advice) {
        this.advice = advice;
    }

    /** What an operator can do about it. */
    String advice(String cause) {
        return FULL.matcher(cause).find() ? MAKE_ROOM : advice;
    }

    /** The reason in one word. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

package io.imbridge.profiles;

import org.jspecify.annotations.Nullable;

/**
 * What the vendor answered when it was asked: of each kind of answer the newest. The times are those of the questions.
 *
 * @param found when it told all of it
 * @param gone when it did not know it
 * @param topics when it told all topics of the group
 */
record Reads(
        @Nullable Statement found,
        @Nullable Statement gone,
        @Nullable Statement topics) {
    static final Reads NONE = new Reads(null, null, null);

    /** The same with one answer more. */
    Reads with(Change.Kind kind, Statement statement) {
        return switch (kind) {
            case FOUND -> new Reads(Statement.newer(found, statement), gone, topics);
            case GONE -> new Reads(found, Statement.newer(gone, statement), topics);
            case TOPICS_FOUND -> new Reads(found, gone, Statement.newer(topics, statement));
            case BEGINNING, CHANGE, END -> this;
        };
    }
}

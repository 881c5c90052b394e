package io.imbridge.vendor;

/** Reads the topics of groups of which it is known that one changed, and not which. */
public interface TopicReads {
    /** Wants the topics of a group read soon: once a second at most. Never waits; too many at a time are dropped. */
    void want(String sdkAppId, String groupId);
}

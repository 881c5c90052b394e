package io.imbridge.vendor;

/** Reads the topics of groups in which one topic changed and nobody knows which. */
public interface TopicReads {
    /**
     * Asks for the topics of a group to be read soon, at most once a second. It never waits. If too many groups wait at
     * a time, more are dropped.
     */
    void want(String sdkAppId, String groupId);
}

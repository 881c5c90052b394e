package io.imbridge.profiles;

/**
 * A group's memory of one of its topics.
 *
 * @param isAlive whether it is among the group's topics now
 * @param since the newest statement about its beginning or end
 */
record TopicMark(boolean isAlive, Statement since) {}

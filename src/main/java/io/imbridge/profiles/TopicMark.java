package io.imbridge.profiles;

/**
 * What a group remembers of one of its topics.
 *
 * @param isAlive whether it is among the group's topics now
 * @param since what was said last of its beginning or end
 */
record TopicMark(boolean isAlive, Statement since) {}

/**
 * Events in plain words: one sentence for each, the same for the console, for a group's story and for the command line.
 *
 * <p>A package of its own, as the console and the command line both need it and must not know each other. It knows no
 * Kafka and no HTTP: JSON goes in, words come out. All of its words are in {@code words/sentences.properties}.
 */
@NullMarked
package io.imbridge.words;

import org.jspecify.annotations.NullMarked;

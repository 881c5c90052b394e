/**
 * Events in plain words: one sentence for each event. The console, a group's story and the command line all use the
 * same sentences.
 *
 * <p>It is a package of its own because the console and the command line both need it and must not depend on each
 * other. It does not depend on Kafka or HTTP: its input is JSON, its output is text. All of its words are in
 * {@code words/sentences.properties}.
 */
@NullMarked
package io.imbridge.words;

import org.jspecify.annotations.NullMarked;

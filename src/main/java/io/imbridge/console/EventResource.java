package io.imbridge.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.imbridge.callback.Rfc3339;
import io.imbridge.events.EntryFilter;
import io.imbridge.events.EntryJson;
import io.imbridge.events.ValueJson;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Serves the events of all instances from Kafka: the newest ones, new ones as they arrive, and a single one in full.
 */
@Singleton
final class EventResource implements ConsoleResource {
    /** The longest time of a search. After it the answer has the entries found so far, and a cursor for the rest. */
    static final Duration SEARCH = Duration.ofSeconds(4);

    /** The largest number of entries in one answer. */
    static final int MOST = 500;

    private static final int USUAL = 100;

    private final EventLog log;
    private final EventStreams streams;

    EventResource(EventLog log, EventStreams streams) {
        this.log = log;
        this.streams = streams;
    }

    @Override
    public void routes(ConsoleApi api) {
        api.blocking("events", ResourceQuery.filtersAnd("from", "before", "limit"), this::newest);
        api.get("events/stream", ResourceQuery.filtersAnd("from"), this::stream);
        api.blocking("events/:topic/:partition/:offset", Set.of(), this::one);
    }

    private void newest(RoutingContext routing) {
        ResourceQuery query = new ResourceQuery(routing);
        EntryFilter filter = query.filter();
        @Nullable Instant from = query.from();
        String before = query.text("before");
        int limit = query.limit(USUAL, MOST);
        SearchResults found = log.ask(client -> search(
                log,
                client,
                filter,
                log.clients().partitions(client),
                before,
                limit,
                from == null ? 0 : from.toEpochMilli()));
        json(routing, answer(found));
    }

    /** Searches backwards, from the end or from the place where an earlier search stopped. */
    static SearchResults search(
            EventLog log,
            Consumer<byte[], byte[]> client,
            EntryFilter filter,
            Collection<TopicPartition> partitions,
            @Nullable String before,
            int limit,
            long notBefore) {
        long until = System.nanoTime() + SEARCH.toNanos();
        Map<TopicPartition, Long> ends = before == null
                ? client.endOffsets(partitions, KafkaReaders.PATIENCE)
                : Cursor.read(
                        before, partitions.stream().map(TopicPartition::topic).collect(Collectors.toSet()));
        Map<TopicPartition, Long> begins = client.beginningOffsets(partitions, KafkaReaders.PATIENCE);
        EntryMatcher matcher = new EntryMatcher(log.entries(), filter, notBefore);
        return new BackwardSearch(client, matcher, begins, ends).find(limit, until);
    }

    /** The JSON of what a search found, and how far it got. */
    static ObjectNode answer(SearchResults found) {
        ObjectNode json = ValueJson.MAPPER.createObjectNode();
        json.set("entries", EntryJson.of(found.entries()));
        json.put("older", found.isDone() ? null : Cursor.of(found.offsets()));
        if (found.reached() > 0 && found.reached() < Long.MAX_VALUE) {
            json.put("reachedBack", Rfc3339.format(Instant.ofEpochMilli(found.reached())));
        }
        return json.put("searched", found.searched());
    }

    private void stream(RoutingContext routing) {
        ResourceQuery query = new ResourceQuery(routing);
        @Nullable Instant from = query.from();
        StreamStart streamStart = StreamStart.of(EventStream.lastEventId(routing), from);
        PageStream page = new PageStream(log, query.filter(), streamStart, from != null);
        page.begin(streams.open(routing, page::closed));
    }

    private void one(RoutingContext routing) {
        String topic = routing.pathParam("topic");
        if (!log.clients().isOfEvents(topic)) {
            throw new Problem(404, "This is no topic of events.");
        }
        TopicPartition partition = new TopicPartition(topic, (int) number(routing.pathParam("partition"), 6));
        long offset = number(routing.pathParam("offset"), 18);
        json(routing, log.ask(client -> EventDetail.of(log, client, partition, offset)));
    }

    private static long number(String text, int digits) {
        if (!text.matches("[0-9]{1," + digits + "}")) {
            throw Problem.badRequest("An event is asked for as events/<topic>/<partition>/<offset>.");
        }
        return Long.parseLong(text);
    }

    static void json(RoutingContext routing, ObjectNode body) {
        Answers.json(routing, 200, Buffer.buffer(body.toString()));
    }
}

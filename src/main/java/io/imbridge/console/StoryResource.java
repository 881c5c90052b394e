package io.imbridge.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.imbridge.events.EntryFilter;
import io.imbridge.events.ValueJson;
import io.imbridge.profiles.Profiles;
import io.imbridge.profiles.Profiles.Answer;
import io.imbridge.profiles.Profiles.Elsewhere;
import io.imbridge.profiles.Profiles.NotNow;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** Serves all events of one group or of one of its topics, together with its profile. */
@Singleton
final class StoryResource implements ConsoleResource {
    private static final int USUAL = 200;
    private static final String GROUP = "group";

    private final EventLog log;
    private final EventStreams streams;
    private final Profiles profiles;

    StoryResource(EventLog log, EventStreams streams, Profiles profiles) {
        this.log = log;
        this.streams = streams;
        this.profiles = profiles;
    }

    @Override
    public void routes(ConsoleApi api) {
        api.blocking("story", Set.of("app", GROUP, "topicId", "before", "limit"), this::story);
        api.get("story/stream", Set.of("app", GROUP, "topicId"), this::stream);
    }

    private void story(RoutingContext routing) {
        ResourceQuery query = new ResourceQuery(routing);
        String app = query.required("app");
        String group = query.required(GROUP);
        EntryFilter filter = query.filter();
        String before = query.text("before");
        int limit = query.limit(USUAL, EventResource.MOST);
        SearchResults found = log.ask(client -> {
            Set<TopicPartition> own = log.groupPartitions()
                    .of(group, client, new HashSet<>(log.clients().partitions(client)));
            return EventResource.search(log, client, filter, own, before, limit, 0);
        });
        ObjectNode json = EventResource.answer(found);
        json.put("complete", found.isDone());
        profile(json, profiles.group(app, group));
        EventResource.json(routing, json);
    }

    private static void profile(ObjectNode json, Answer answer) {
        JsonNode profile = answer instanceof Profiles.Found found ? ValueJson.read(found.json()) : null;
        json.set("profile", profile == null ? ValueJson.MAPPER.nullNode() : profile);
        if (answer instanceof Elsewhere elsewhere) {
            json.put("profileSays", "Another instance keeps this profile: " + elsewhere.url() + " has it.");
        } else if (answer instanceof NotNow notNow) {
            json.put("profileSays", notNow.sentence());
        } else if (profile == null) {
            json.put("profileSays", "There is no profile of this group.");
        }
    }

    private void stream(RoutingContext routing) {
        ResourceQuery query = new ResourceQuery(routing);
        query.required("app");
        String group = query.required(GROUP);
        String seen = EventStream.lastEventId(routing);
        StreamStart streamStart = seen == null ? new StreamStart.OfGroup(group) : StreamStart.of(seen, null);
        PageStream page = new PageStream(log, query.filter(), streamStart, true);
        page.begin(streams.open(routing, page::closed));
    }
}

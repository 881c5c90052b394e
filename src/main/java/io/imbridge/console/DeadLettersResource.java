package io.imbridge.console;

import io.imbridge.callback.KafkaCluster;
import io.imbridge.callback.TopicNames;
import io.imbridge.console.ResendRequest.All;
import io.imbridge.console.ResendRequest.Choice;
import io.imbridge.console.ResendRequest.Single;
import io.imbridge.words.VisibleText;
import io.quarkus.runtime.ShutdownEvent;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Shows the dead letters, and sends them again. */
@Singleton
final class DeadLettersResource implements ConsoleResource {
    private static final Set<String> FILTER = Set.of("reason", "command", "app", "group", "state");
    private static final int MOST = 1_000;
    private static final int USUAL = 100;
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

    private final DeadLetters deadLetters;
    private final Resends resends;
    private final DeadLetterJson json;

    DeadLettersResource(
            KafkaCluster cluster,
            KafkaReaders readers,
            KafkaQueries queries,
            TopicNames topics,
            RecordRebuilder rebuilder,
            ResendObserver observer,
            Clock clock) {
        DeadLetterReader reading = new DeadLetterReader(readers, queries, topics.deadLetter());
        ResentMarks marks = new ResentMarks(topics.resentDeadLetters());
        ResendPlanner planner = new ResendPlanner(rebuilder, topics);
        deadLetters = new DeadLetters(reading, marks);
        resends = new Resends(
                new ResendRun.Tools(new DeadLetterClients(cluster), reading, marks, planner, observer, clock));
        json = new DeadLetterJson(planner);
    }

    @Override
    public void routes(ConsoleApi api) {
        Set<String> ofPage = new HashSet<>(FILTER);
        ofPage.addAll(Set.of("before", "limit"));
        api.blocking("dead-letters", ofPage, this::page);
        api.blocking("dead-letters/count", FILTER, this::count);
        api.blocking("dead-letters/jobs/:id", Set.of(), this::job);
        api.blocking("dead-letters/:partition/:offset", Set.of(), this::one);
        api.write("dead-letters/resend", this::resend);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        resends.stop(STOP_PATIENCE);
    }

    private void page(RoutingContext routing) {
        ResourceQuery query = new ResourceQuery(routing);
        String before = query.text("before");
        DeadLetterCursor cursor = before == null ? DeadLetterCursor.atEnd() : DeadLetterCursor.parse(before);
        if (cursor == null) {
            throw Problem.badRequest("before is what an answer gave as older.");
        }
        Answers.json(routing, json.page(deadLetters.page(filter(query), cursor, query.limit(USUAL, MOST))));
    }

    private void count(RoutingContext routing) {
        DeadLetterFilter filter = filter(new ResourceQuery(routing));
        DeadLetters.Matches matches = deadLetters.matches(filter.state() == null ? filter.waiting() : filter);
        Answers.json(
                routing,
                new JsonObject()
                        .put("count", matches.ids().size())
                        .put("bound", DeadLetters.BOUND)
                        .put("complete", matches.isComplete()));
    }

    private void one(RoutingContext routing) {
        DeadLetterId id = DeadLetterId.parse(routing.pathParam("partition") + "/" + routing.pathParam("offset"));
        DeadLetters.Found found = id == null ? null : deadLetters.find(id);
        if (found == null) {
            throw new Problem(404, "There is no such dead letter, or not any more.");
        }
        Answers.json(routing, json.whole(found));
    }

    private void job(RoutingContext routing) {
        ResendJob job = resends.find(routing.pathParam("id"));
        if (job == null) {
            throw new Problem(404, "This instance knows no such job: it remembers the last ones since its start.");
        }
        Answers.json(routing, DeadLetterJson.job(job));
    }

    private void resend(RoutingContext routing) {
        String body = routing.body().asString();
        Choice choice = ResendRequest.read(body == null ? "" : body);
        resends.refuseSecond();
        List<DeadLetterId> ids = choice instanceof Single single ? single.ids() : matches((All) choice);
        String by = "console@" + routing.request().remoteAddress().hostAddress();
        ResendJob job = resends.start(
                ids, by, choice instanceof All all ? VisibleText.of(all.filter().toString()) : "none");
        Answers.json(
                routing,
                202,
                new JsonObject().put("job", job.id()).put("total", ids.size()).toBuffer());
    }

    private List<DeadLetterId> matches(All all) {
        DeadLetters.Matches now = deadLetters.matches(all.filter());
        if (now.ids().size() > DeadLetters.BOUND) {
            throw new Problem(409, "More than " + DeadLetters.BOUND + " match: narrow the filter.");
        }
        if (!now.isComplete()) {
            throw new Problem(409, "The search took too long to find all that match: choose single ones.");
        }
        if (now.ids().size() != all.expected()) {
            throw new Problem(
                    409, now.ids().size() + " match now, and not " + all.expected() + ": look again, then send.");
        }
        if (now.ids().isEmpty()) {
            throw Problem.badRequest("None matches: there is nothing to send.");
        }
        return now.ids();
    }

    private static DeadLetterFilter filter(ResourceQuery query) {
        return new DeadLetterFilter(
                query.text("reason"),
                query.commands(),
                query.text("app"),
                query.text("group"),
                ResendRequest.state(query.text("state")));
    }
}

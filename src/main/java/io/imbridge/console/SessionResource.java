package io.imbridge.console;

import io.imbridge.callback.CallbackCommand;
import io.imbridge.callback.CommandCatalog;
import io.imbridge.callback.TopicNames;
import io.imbridge.profiles.ProfilesSettings;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Singleton;
import java.util.Set;

/** Answers {@code session}: the facts about the service that a page needs to show everything else. */
@Singleton
final class SessionResource implements ConsoleResource {
    private final ServiceView service;
    private final ConsoleSettings settings;
    private final ProfilesSettings profiles;
    private final TopicNames topics;

    SessionResource(ServiceView service, ConsoleSettings settings, ProfilesSettings profiles, TopicNames topics) {
        this.service = service;
        this.settings = settings;
        this.profiles = profiles;
        this.topics = topics;
    }

    @Override
    public void routes(ConsoleApi api) {
        api.get("session", Set.of(), routing -> Answers.json(routing, session()));
    }

    private JsonObject session() {
        ServiceView.Facts facts = service.facts();
        return new JsonObject()
                .put("version", facts.version())
                .put("instance", facts.instance())
                .put("writable", settings.writable())
                .put("profiles", profiles.enabled())
                .put("prefix", topics.prefix() + ".")
                .put(
                        "commands",
                        new JsonArray(CommandCatalog.all().stream()
                                .map(CallbackCommand::name)
                                .toList()))
                .put("apps", new JsonArray(facts.apps()))
                .put("timeline", topics.timeline() != null)
                .put("example", facts.example());
    }
}

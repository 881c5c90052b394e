package io.imbridge.faults;

import static io.imbridge.testkit.Http.get;
import static io.imbridge.testkit.Http.post;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.acl.AclPermissionType.DENY;
import static org.apache.kafka.common.resource.PatternType.LITERAL;
import static org.apache.kafka.common.resource.ResourceType.TOPIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.imbridge.dev.BrokerSettings;
import io.imbridge.dev.LocalBroker;
import io.imbridge.testkit.Callbacks;
import io.imbridge.testkit.ServiceProcess;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.resource.ResourcePattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Profiles cannot be kept, and callbacks are not affected. */
@ResourceLock(FaultRig.CORES)
class ProfilesTroubleIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void while_topics_of_profiles_are_missing_forbidden_or_deleted_callbacks_are_answered_and_published()
            throws Exception {
        BrokerSettings guarded = BrokerSettings.defaults()
                .withProperty("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer")
                .withProperty("allow.everyone.if.no.acl.found", "true");
        try (LocalBroker broker = new LocalBroker(guarded).start()) {
            ProfilesRig rig = new ProfilesRig(broker.bootstrapServers());
            Map<String, String> makesNone =
                    Map.of("BRIDGE_PROFILES_ENABLED", "true", "BRIDGE_PUBLISH_CREATE_TOPICS", "false");
            try (Admin admin = rig.admin();
                    ServiceProcess bridge = rig.bridge(makesNone)) {
                make(admin, rig.inputs());
                bridge.start();
                theyAreMissing(rig, admin, bridge);
                oneIsForbidden(rig, admin, bridge);
                oneIsDeleted(rig, admin, bridge);
            }
        }
    }

    private static void theyAreMissing(ProfilesRig rig, Admin admin, ServiceProcess bridge) throws Exception {
        awaitPhase(bridge, "failed", LONG);
        assertThat(bridge.log()).contains("Profiles are not kept sentence=\"topics are missing, and");
        assertTakes(rig, bridge, "while-missing");

        make(
                admin,
                List.of(
                        rig.topic("dead-letter"),
                        rig.topic("profile.groups"),
                        rig.topic("profile.topics"),
                        rig.topic("profile.corrections")));
        make(
                admin,
                List.of(
                        rig.repartition(),
                        rig.topic("profiles-groups-changelog"),
                        rig.topic("profiles-topics-changelog"),
                        rig.topic("profiles-endings-changelog")));
        awaitPhase(bridge, "running", SOON);
        awaitProfile(bridge, "while-missing");
    }

    private static void oneIsForbidden(ProfilesRig rig, Admin admin, ServiceProcess bridge) throws Exception {
        AclBinding denied = new AclBinding(
                new ResourcePattern(TOPIC, rig.topic("profile.groups"), LITERAL),
                new AccessControlEntry("User:ANONYMOUS", "*", WRITE, DENY));
        admin.createAcls(List.of(denied)).all().get(30, TimeUnit.SECONDS);
        assertTakes(rig, bridge, "while-denied");
        awaitPhase(bridge, "failed", LONG);
        assertTakes(rig, bridge, "after-denied");
        assertThat(bridge.log()).contains("\"Not authorized to access topics: [" + rig.topic("profile.groups") + "]\"");

        admin.deleteAcls(List.of(denied.toFilter())).all().get(30, TimeUnit.SECONDS);
        awaitPhase(bridge, "running", SOON);
        awaitProfile(bridge, "while-denied");
        awaitProfile(bridge, "after-denied");
    }

    private static void oneIsDeleted(ProfilesRig rig, Admin admin, ServiceProcess bridge) throws Exception {
        admin.deleteTopics(List.of(rig.topic("profile.groups"))).all().get(30, TimeUnit.SECONDS);
        assertTakes(rig, bridge, "while-deleted");
        awaitPhase(bridge, "failed", LONG);
        assertTakes(rig, bridge, "after-deleted");

        make(admin, List.of(rig.topic("profile.groups")));
        awaitPhase(bridge, "running", SOON);
        awaitProfile(bridge, "while-deleted");
        awaitProfile(bridge, "after-deleted");
        await().until(() -> rig.published("groups").stream()
                .map(record -> new String(record.key(), UTF_8))
                .toList()
                .containsAll(List.of(Callbacks.APP + ":while-deleted", Callbacks.APP + ":after-deleted")));
    }

    private static void make(Admin admin, List<String> topics) throws Exception {
        List<NewTopic> requests = topics.stream()
                .map(name -> new NewTopic(name, Optional.of(6), Optional.empty()))
                .toList();
        admin.createTopics(requests).all().get(30, TimeUnit.SECONDS);
    }

    /** Waits for a phase; the service is ready all the time. */
    private static void awaitPhase(ServiceProcess bridge, String phase, Duration patience) {
        await("profiles are " + phase).atMost(patience).until(() -> {
            HttpResponse<String> health = get(bridge.managementPort(), "/q/health/ready");
            assertThat(health.statusCode()).isEqualTo(200);
            return health.body().contains("\"profiles\": \"" + phase + "\"");
        });
    }

    private static void assertTakes(ProfilesRig rig, ServiceProcess bridge, String group) {
        long begin = System.nanoTime();
        HttpResponse<String> answer = post(
                bridge.port(),
                Callbacks.query("Group.CallbackAfterGroupInfoChanged"),
                "{\"GroupId\":\"" + group + "\",\"Name\":\"x\"}");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
        await().until(() -> rig.topics().all(rig.topic("group.after-group-info-changed")).stream()
                .anyMatch(record -> new String(record.key(), UTF_8).equals(group)));
        assertThat(get(bridge.managementPort(), "/q/health/ready").statusCode()).isEqualTo(200);
    }

    private static void awaitProfile(ServiceProcess bridge, String group) {
        await().atMost(LONG).until(() -> ProfilesRig.ask(bridge, "group", group).statusCode() == 200);
    }
}

package io.imbridge.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.testkit.ChildProcess;
import io.imbridge.testkit.Node;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Tests the reader of {@code docs/consumers/profiles-node}. One test at a time. */
@ResourceLock("profiles-node")
class NodeProfileReaderIT extends ProfileReaderContract {
    private final Node project = Node.project(Path.of("docs", "consumers", "profiles-node"));

    NodeProfileReaderIT() {
        super("profiles-node");
    }

    @Test
    void it_does_not_go_back_when_it_has_lost_its_group() {
        try (ProfileTopic topic = new ProfileTopic("profiles-node.expelled")) {
            topic.create(1, Map.of());
            ProfileWriter writer = topic.writer();
            writer.begin().put(topic.profile("group", "Before")).commit();
            writer.begin().put(topic.profile("group", "Now")).commit();
            try (ProfileReader reader = new ProfileReader(start(settings(topic)))) {
                reader.awaitProfiles(topic.profiles());
                Readers group = Readers.of(topic.name());

                group.expel();
                group.awaitReaderOf(topic.name());
                writer.begin().put(topic.profile("group", "After")).commit();
                reader.awaitProfiles(topic.profiles());

                assertThat(reader.lines())
                        .extracting(line -> line.elements().next().get("name").textValue())
                        .containsExactly("Now", "After");
            }
        }
    }

    @Override
    ChildProcess start(Map<String, String> settings) {
        return project.start(settings, "reader.js");
    }
}

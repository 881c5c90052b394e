package io.imbridge.consumers;

import io.imbridge.testkit.ChildProcess;
import io.imbridge.testkit.Node;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The reader of {@code docs/consumers/profiles-node}. One test at a time. */
@ResourceLock("profiles-node")
class NodeProfileReaderIT extends ProfileReaderContract {
    private final Node project = Node.project(Path.of("docs", "consumers", "profiles-node"));

    NodeProfileReaderIT() {
        super("profiles-node");
    }

    @Override
    ChildProcess start(Map<String, String> settings) {
        return project.start(settings, "reader.js");
    }
}

package io.imbridge.dev;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Kafka's settings for a single broker: with its own controller, small, quick to start, and reachable from this machine
 * only.
 */
final class BrokerProperties {
    private static final Map<String, String> ALONE = Map.of(
            "offsets.topic.replication.factor", "1",
            "transaction.state.log.replication.factor", "1",
            "transaction.state.log.min.isr", "1",
            "share.coordinator.state.topic.replication.factor", "1",
            "share.coordinator.state.topic.min.isr", "1",
            "min.insync.replicas", "1",
            "group.initial.rebalance.delay.ms", "0");

    private static final Map<String, String> SMALL = Map.of(
            "offsets.topic.num.partitions", "1",
            "transaction.state.log.num.partitions", "1",
            "share.coordinator.state.topic.num.partitions", "1",
            "num.network.threads", "2",
            "num.io.threads", "2",
            "background.threads", "2",
            "log.segment.bytes", "67108864",
            "log.index.size.max.bytes", "1048576",
            "log.cleaner.dedupe.buffer.size", "4194304");

    private BrokerProperties() {}

    static Map<String, String> of(int port, int controllerPort, Path data, Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(ALONE);
        all.putAll(SMALL);
        all.put("process.roles", "broker,controller");
        all.put("node.id", "1");
        all.put("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        all.put("advertised.listeners", "PLAINTEXT://localhost:" + port);
        all.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        all.put("controller.listener.names", "CONTROLLER");
        // The voters come from the configuration, not from the data, because the controller has another port at every
        // start.
        all.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        all.put("log.dirs", data.toAbsolutePath().toString());
        // The bridge creates its topics itself. If it forgets one, that must be noticed.
        all.put("auto.create.topics.enable", "false");
        // A restarted broker is refused for as long as its controller believes that the former one is alive: 9 s by
        // default.
        all.put("broker.session.timeout.ms", "2000");
        all.put("broker.heartbeat.interval.ms", "250");
        all.putAll(more);
        return all;
    }
}

package io.imbridge.faults;

import io.imbridge.testkit.Callbacks;
import io.imbridge.testkit.ChildProcess;
import io.imbridge.testkit.Kafka;
import io.imbridge.testkit.ServiceProcess;
import io.imbridge.testkit.VendorStandIn;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Starts {@code profiles read} of the package, as an operator does. */
record VendorReads(ProfilesRig rig, VendorStandIn vendor, Path directory) {
    static final String KEY = "a-secret-key-of-nobody";

    /**
     * Starts a read.
     *
     * @param budget the number of requests a second for each call
     * @param options the options for Java
     */
    ChildProcess start(int budget, List<String> options, String... more) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(options);
        command.addAll(List.of(
                "-XX:TieredStopAtLevel=1",
                "-jar",
                ServiceProcess.PACKAGE.resolve("quarkus-run.jar").toString(),
                "profiles",
                "read",
                "--app",
                Callbacks.APP));
        command.addAll(List.of(more));
        return ChildProcess.start(command, environment(budget), directory, directory.resolve("read.log"));
    }

    /** The variables for the vendor and for Kafka. */
    Map<String, String> environment(int budget) {
        Map<String, String> environment = new HashMap<>(vendor.variables(directory));
        environment.put("BRIDGE_VENDOR_REQUESTS_PER_SECOND", Integer.toString(budget));
        environment.put("BRIDGE_PUBLISH_TOPIC_PREFIX", rig.prefix());
        environment.put("KAFKA_BOOTSTRAP_SERVERS", Kafka.bootstrapServers());
        return environment;
    }
}

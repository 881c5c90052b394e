package io.imbridge.faults;

import io.imbridge.dev.BrokerSettings;
import io.imbridge.testkit.Callbacks;
import io.imbridge.testkit.FreePorts;
import io.imbridge.testkit.ServiceProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The parts of a {@link FaultRig}.
 *
 * @param name the name of its files
 * @param environment the service's variables, besides the required ones
 * @param brokerProperties the broker's properties, besides the required ones
 * @param launcher the program that starts the service and becomes it; empty for none
 */
record FaultSetup(
        String name,
        int brokerPort,
        Map<String, String> environment,
        Map<String, String> brokerProperties,
        List<String> launcher) {
    /** The memory does not grow with the backlog. With less the service could not work, and more would hide a leak. */
    private static final String MEMORY = "-Xmx128m";

    /** For processes that are killed before the optimizing compiler has saved as much time as it takes. */
    private static final String COMPILED_SOON = " -XX:TieredStopAtLevel=1";

    private static final String JAVA_OPTIONS = Proof.OF_OWN_LENGTH ? MEMORY : MEMORY + COMPILED_SOON;

    static FaultSetup of(String name) {
        return new FaultSetup(name, FreePorts.next(), Map.of(), Map.of(), List.of());
    }

    FaultSetup with(String variable, String value) {
        return new FaultSetup(name, brokerPort, plus(environment, variable, value), brokerProperties, launcher);
    }

    FaultSetup withBroker(String property, String value) {
        return new FaultSetup(name, brokerPort, environment, plus(brokerProperties, property, value), launcher);
    }

    FaultSetup startedBy(List<String> other) {
        return new FaultSetup(name, brokerPort, environment, brokerProperties, new ArrayList<>(other));
    }

    /** A broker that tells its clients a port that is not its own. */
    BrokerSettings broker(int advertisedPort) {
        BrokerSettings settings = BrokerSettings.defaults()
                .withPort(brokerPort)
                .withLog(Path.of("target", "faults-" + name + ".log"))
                .withProperty("advertised.listeners", "PLAINTEXT://localhost:" + advertisedPort);
        for (Map.Entry<String, String> property : brokerProperties.entrySet()) {
            settings = settings.withProperty(property.getKey(), property.getValue());
        }
        return settings;
    }

    ServiceProcess service(String bootstrapServers) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("BRIDGE_VERIFY_APP_IDS", Callbacks.APP);
        all.put("KAFKA_BOOTSTRAP_SERVERS", bootstrapServers);
        all.put("JAVA_TOOL_OPTIONS", JAVA_OPTIONS);
        return new ServiceProcess("faults-" + name, all, launcher);
    }

    private static Map<String, String> plus(Map<String, String> some, String name, String value) {
        Map<String, String> more = new HashMap<>(some);
        more.put(name, value);
        return more;
    }
}

package io.imbridge.ops;

import io.imbridge.callback.KafkaCluster;
import io.imbridge.console.ServiceView.Facts;
import io.imbridge.receive.ReceiveSettings;
import io.imbridge.verify.CallbackVerifier;
import io.imbridge.verify.VerifySettings;
import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import io.quarkus.vertx.http.runtime.management.ManagementConfig;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The facts about this instance that the console shows; none of them is secret. */
@Singleton
final class ServiceFacts {
    private static final String BUILD = "im-kafka-bridge.properties";
    private static final Path HOST_NAME = Path.of("/etc/hostname");

    private final VerifySettings verify;
    private final CallbackVerifier verifier;
    private final ReceiveSettings receive;
    private final VertxHttpConfig server;
    private final ManagementConfig management;
    private final Provider<KafkaCluster> kafka;
    private final Instant startedAt;
    private volatile @Nullable Facts facts;

    ServiceFacts(
            VerifySettings verify,
            CallbackVerifier verifier,
            ReceiveSettings receive,
            VertxHttpConfig server,
            ManagementConfig management,
            Provider<KafkaCluster> kafka,
            Clock clock) {
        this.verify = verify;
        this.verifier = verifier;
        this.receive = receive;
        this.server = server;
        this.management = management;
        this.kafka = kafka;
        this.startedAt = clock.instant();
    }

    /** All facts. They never change. Kafka's address is not known before the start. */
    Facts facts() {
        Facts made = facts;
        if (made == null) {
            made = read();
            facts = made;
        }
        return made;
    }

    private Facts read() {
        return new Facts(
                version(),
                host(System.getenv("HOSTNAME")) + ":" + management.port(),
                startedAt,
                verify.apps(),
                example(verify.apps(), verifier.signedApps() > 0, server.port(), receive.path()),
                servers(kafka.get().clientProperties().get("bootstrap.servers")));
    }

    /**
     * A command line that sends a first callback to this service, from the same machine.
     *
     * @param isSigned whether an app requires a signature; then the line has a placeholder for its token
     */
    static String example(List<String> apps, boolean isSigned, int port, String path) {
        String app = apps.isEmpty() ? "1400000000" : apps.get(0);
        String signature =
                isSigned ? "&RequestTime=$now&Sign=$(printf %s \"$token$now\" | sha256sum | cut -d\" \" -f1)" : "";
        String url = "http://localhost:" + port + path + "?SdkAppid=" + app
                + "&CallbackCommand=Group.CallbackAfterTopicInfoChanged&contenttype=json" + signature;
        return (isSigned ? "token=<token of " + app + ">; now=$(date +%s); " : "")
                + "curl -s \"" + url + "\""
                + " -d '{\"CallbackCommand\":\"Group.CallbackAfterTopicInfoChanged\",\"GroupId\":\"@TGS#2J4SZEAEL\","
                + "\"Type\":\"Community\",\"Operator_Account\":\"leckie\",\"Name\":\"TestTopic\"}'";
    }

    private static String servers(@Nullable Object configured) {
        return configured instanceof Collection<?> several
                ? String.join(",", several.stream().map(String::valueOf).toList())
                : String.valueOf(configured);
    }

    /** The host name, without a question to a name server, which may be slow. */
    private static String host(@Nullable String variable) {
        if (variable != null && !variable.isBlank()) {
            return variable.strip();
        }
        try {
            String name = Files.readString(HOST_NAME).strip();
            return name.isEmpty() ? "localhost" : name;
        } catch (IOException unknown) {
            return "localhost";
        }
    }

    private static String version() {
        Properties build = new Properties();
        try (@Nullable InputStream file = ServiceFacts.class.getClassLoader().getResourceAsStream(BUILD)) {
            if (file != null) {
                build.load(file);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return build.getProperty("version", "unknown");
    }
}

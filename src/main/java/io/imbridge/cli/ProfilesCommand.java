package io.imbridge.cli;

import io.imbridge.callback.TopicNames;
import io.imbridge.vendor.ProfileReading;
import io.imbridge.vendor.ReadReport;
import io.imbridge.vendor.VendorSettings;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.SmallRyeConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands about profiles. */
@Command(name = "profiles", description = "Read what groups and topics are from the vendor's REST API.")
final class ProfilesCommand {
    private static final String VENDOR = "bridge.vendor.";
    private static final String RATE = ".requests-per-second";

    private final PrintWriter out;

    @Spec
    private @Nullable CommandSpec spec;

    ProfilesCommand(PrintWriter out) {
        this.out = out;
    }

    @Command(
            name = "read",
            description = {
                "Ask the vendor what all groups of an app are, and their topics, and tell it to Kafka.",
                "One that was broken off goes on where it was, for a day. The service may be running."
            })
    int read(
            @Mixin KafkaOptions kafka,
            @Option(names = "--app", paramLabel = "<SDKAppID>", required = true, description = "The app.") String app,
            @Option(names = "--group", paramLabel = "<GroupId>", description = "Only this group and its topics.")
                    @Nullable
                    String group,
            @Option(names = "--dry-run", description = "Only tell the differences, and publish nothing.") boolean dry,
            @Option(
                            names = "--directory",
                            paramLabel = "<directory>",
                            description = "Where it is kept how far it is. Default: bridge.vendor.directory"
                                    + " (BRIDGE_VENDOR_DIRECTORY), or data/vendor.")
                    @Nullable
                    Path directory)
            throws IOException, InterruptedException {
        check(app, group);
        KafkaClientLog.silence();
        ProfileReading reading = new ProfileReading(settings(), directory, of(kafka), Clock.systemUTC());
        try {
            ReadReport report = read(reading, app, group, dry);
            report.lines().forEach(line -> out.println(Printable.of(line)));
            return report.isWhole() ? ExitCode.OK : ExitCode.SOFTWARE;
        } catch (KafkaException refused) {
            Throwable cause = refused.getCause() == null ? refused : refused.getCause();
            throw new IOException("Kafka at " + kafka.servers() + " cannot be used: " + cause.getMessage(), refused);
        }
    }

    private ReadReport read(ProfileReading reading, String app, @Nullable String group, boolean dry)
            throws IOException, InterruptedException {
        try (ReadTicker ticker = new ReadTicker(out)) {
            return group == null ? reading.all(app, dry, ticker) : reading.one(app, group, dry);
        }
    }

    private void check(String app, @Nullable String group) {
        if (!app.matches("[0-9]{1,18}")) {
            throw wrong("Invalid value for option '--app': must be a number");
        }
        if (group != null && group.isEmpty()) {
            throw wrong("Invalid value for option '--group': must not be empty");
        }
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), sentence);
    }

    private static ProfileReading.Kafka of(KafkaOptions kafka) {
        return new ProfileReading.Kafka(
                kafka::consumer, kafka::producer, kafka::admin, new TopicNames(kafka.topicPrefix(), Map.of()));
    }

    private static VendorSettings settings() throws IOException {
        try {
            SmallRyeConfig config = ConfigUtils.configBuilder()
                    .withMapping(VendorSettings.class)
                    .build();
            VendorSettings settings = config.getConfigMapping(VendorSettings.class);
            List<String> mistakes = Stream.concat(
                            unreadable(config),
                            settings.mistakes().stream()
                                    .map(mistake -> mistake.key() == null
                                            ? mistake.right()
                                            : mistake.key() + " " + mistake.right() + "."))
                    .toList();
            if (!mistakes.isEmpty()) {
                throw new IOException(String.join("\n", mistakes));
            }
            return settings;
        } catch (ConfigValidationException wrong) {
            throw new IOException("The configuration cannot be used: " + wrong.getMessage(), wrong);
        }
    }

    /** Finds values that would count as absent, because the default would replace them. */
    private static Stream<String> unreadable(SmallRyeConfig config) {
        return StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .filter(name -> name.startsWith(VENDOR))
                .distinct()
                .sorted()
                .flatMap(name -> given(config, name)
                        .filter(value -> value.isBlank() || (name.endsWith(RATE) && !value.matches("[0-9]{1,9}")))
                        .map(value -> name + (value.isBlank() ? " is empty." : " must be a whole number."))
                        .stream());
    }

    /** The value from the strongest source. */
    private static Optional<String> given(SmallRyeConfig config, String name) {
        return StreamSupport.stream(config.getConfigSources().spliterator(), false)
                .map(source -> source.getValue(name))
                .filter(Objects::nonNull)
                .findFirst();
    }
}

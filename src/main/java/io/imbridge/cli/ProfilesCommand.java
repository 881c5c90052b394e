package io.imbridge.cli;

import io.imbridge.callback.TopicNames;
import io.imbridge.vendor.ProfileReading;
import io.imbridge.vendor.ReadProgress;
import io.imbridge.vendor.ReadReport;
import io.imbridge.vendor.ReadWatcher;
import io.imbridge.vendor.VendorSettings;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.ConfigValidationException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What can be done about profiles. */
@Command(name = "profiles", description = "Read what groups and topics are from the vendor's REST API.")
final class ProfilesCommand {
    private final PrintWriter out;

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
            @Mixin KafkaPlace kafka,
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
        KafkasLog.silence();
        ProfileReading reading = new ProfileReading(settings(), directory, of(kafka), Clock.systemUTC());
        Progress progress = Progress.of(out);
        ProgressTicker ticker = new ProgressTicker(progress, out);
        try {
            ReadReport report = group == null ? reading.all(app, dry, ticker) : reading.one(app, group, dry);
            progress.end();
            report.lines().forEach(line -> out.println(Printable.of(line)));
            return report.isWhole() ? ExitCode.OK : ExitCode.SOFTWARE;
        } catch (KafkaException refused) {
            progress.end();
            Throwable cause = refused.getCause() == null ? refused : refused.getCause();
            throw new IOException("Kafka at " + kafka.servers() + " cannot be used: " + cause.getMessage(), refused);
        } catch (IOException broken) {
            progress.end();
            throw broken;
        }
    }

    /** What is shown no more often than it should be. */
    private static final class ProgressTicker implements ReadWatcher {
        private final Progress progress;
        private final PrintWriter out;
        private long shown = System.nanoTime();

        ProgressTicker(Progress progress, PrintWriter out) {
            this.progress = progress;
            this.out = out;
        }

        @Override
        public void told(String sentence) {
            progress.end();
            out.println(Printable.of(sentence));
        }

        @Override
        public void progress(ReadProgress now) {
            if (System.nanoTime() - shown > progress.every().toNanos()) {
                progress.show(now.line());
                shown = System.nanoTime();
            }
        }
    }

    private static ProfileReading.Kafka of(KafkaPlace kafka) {
        return new ProfileReading.Kafka(
                kafka::consumer, kafka::producer, kafka::admin, new TopicNames(kafka.topicPrefix(), Map.of()));
    }

    private static VendorSettings settings() throws IOException {
        try {
            VendorSettings settings = ConfigUtils.configBuilder()
                    .withMapping(VendorSettings.class)
                    .build()
                    .getConfigMapping(VendorSettings.class);
            List<String> mistakes = settings.mistakes().stream()
                    .map(mistake ->
                            mistake.key() == null ? mistake.right() : mistake.key() + " " + mistake.right() + ".")
                    .toList();
            if (!mistakes.isEmpty()) {
                throw new IOException(String.join("\n", mistakes));
            }
            return settings;
        } catch (ConfigValidationException wrong) {
            throw new IOException("The configuration cannot be used: " + wrong.getMessage(), wrong);
        }
    }
}

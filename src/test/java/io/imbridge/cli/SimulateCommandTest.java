package io.imbridge.cli;

import static io.imbridge.testkit.Callbacks.port;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.imbridge.callback.CommandCatalog;
import io.imbridge.testkit.Callbacks;
import io.imbridge.testkit.KafkaResource;
import io.imbridge.testkit.KafkaTopics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The simulator, with the service as its target. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
class SimulateCommandTest {
    private final KafkaTopics topics = KafkaTopics.shared();

    @TempDir
    Path directory;

    @Test
    void so_many_as_were_sent_are_in_kafka_each_an_event_of_its_own() {
        String topic = "im.group.after-group-info-changed";
        Map<TopicPartition, Long> ends = topics.ends(topic);

        CommandResult result = simulate("--command=Group.CallbackAfterGroupInfoChanged", "--number=70", "--groups=7");

        assertThat(result.code()).as(result.out()).isZero();
        assertThat(result.out()).contains("70 callbacks in ").containsPattern("(?m)^ +70  200 OK$");
        List<ConsumerRecord<byte[], byte[]>> records = topics.after(ends, 70, topic);
        assertThat(records).hasSize(70);
        Set<String> ids = new HashSet<>();
        Set<String> keys = new HashSet<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            ids.add(new String(record.headers().lastHeader("ce_id").value(), UTF_8));
            keys.add(new String(record.key(), UTF_8));
        }
        assertThat(ids).hasSize(70);
        assertThat(keys).hasSize(7).allMatch(key -> key.startsWith("@TGS#sim"));
    }

    @Test
    void every_command_of_the_catalogue_is_taken_from_an_app_that_signs() throws IOException {
        int number = CommandCatalog.all().size();
        Path token = Files.writeString(directory.resolve("token"), Callbacks.TOKEN + "\n");

        CommandResult result = simulate(
                "--scenario=catalogue", "--number=" + number, "--app=" + Callbacks.SIGNED_APP, "--token-file=" + token);

        assertThat(result.code()).as(result.out()).isZero();
        assertThat(result.out()).containsPattern("(?m)^ +" + number + "  200 OK$");
    }

    @Test
    void a_community_lives_from_its_creation_to_its_end() {
        Map<TopicPartition, Long> created = topics.ends("im.group.after-create-topic");
        Map<TopicPartition, Long> ended = topics.ends("im.group.after-topic-destroyed");

        CommandResult result = simulate("--number=18", "--groups=1");

        assertThat(result.code()).as(result.out()).isZero();
        ConsumerRecord<byte[], byte[]> last =
                topics.after(ended, 1, "im.group.after-topic-destroyed").get(0);
        List<ConsumerRecord<byte[], byte[]>> first = topics.after(created, 3, "im.group.after-create-topic");
        assertThat(first).hasSize(3).allMatch(record -> new String(record.key(), UTF_8)
                .equals(new String(last.key(), UTF_8)));
        for (ConsumerRecord<byte[], byte[]> record : first) {
            String topic = new String(record.value(), UTF_8).replaceFirst(".*\"topicId\":\"([^\"]+)\".*", "$1");
            assertThat(new String(last.value(), UTF_8)).contains("\"" + topic + "\"");
        }
    }

    @Test
    void refusals_are_counted_by_what_is_to_be_fixed() {
        CommandResult result = simulate("--number=5", "--app=1400009999");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).containsPattern("(?m)^ +5  403 10120 SdkAppid is not one of ours");
    }

    @Test
    void nothing_is_aimed_at_that_was_not_named() {
        assertThat(CommandResult.command("simulate", "--number=1"))
                .isEqualTo(new CommandResult(
                        2,
                        "",
                        "Missing required option: '--target=<url>'\n"
                                + "Try 'im-kafka-bridge simulate --help' for more information.\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--target=localhost:8080",
                "--target=ftp://localhost/",
                "--target=http://user:word@localhost/",
                "--target=http://localhost/?a=b",
                "--target=http://a b/",
                "--target=http://localhost:99999/",
                "--target=http://localhost:0/",
                "--rate=-1",
                "--rate=NaN",
                "--rate=Infinity",
                "--number=0",
                "--connections=0",
                "--groups=0",
                "--duration=soon",
                "--command=Group.CallbackAfterTomorrow",
                "--command=nothing",
                "--scenario=village"
            })
    void what_means_nothing_is_refused_before_anything_is_sent(String argument) {
        CommandResult result = argument.startsWith("--target")
                ? CommandResult.command("simulate", argument)
                : CommandResult.command("simulate", "--target=http://localhost:1/", argument);

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .contains(argument.replaceFirst("=.*", ""))
                .endsWith("\nTry 'im-kafka-bridge simulate --help' for more information.\n")
                .doesNotContain("\tat ", "Exception");
        assertThat(result.out()).isEmpty();
    }

    private static CommandResult simulate(String... arguments) {
        String[] all = new String[arguments.length + 4];
        all[0] = "simulate";
        all[1] = "--target=http://localhost:" + port() + "/";
        all[2] = "--rate=0";
        all[3] = "--connections=4";
        System.arraycopy(arguments, 0, all, 4, arguments.length);
        return CommandResult.command(all);
    }
}

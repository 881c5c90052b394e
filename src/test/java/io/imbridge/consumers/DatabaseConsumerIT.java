package io.imbridge.consumers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.imbridge.testkit.ChildProcess;
import io.imbridge.testkit.Postgres;
import io.imbridge.testkit.Usage;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The tables of {@code docs/consumers/database}, written as its page says by Kafka Connect in a process of its own. */
@Tag("postgresql")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = Usage.CORES, mode = ResourceAccessMode.READ)
class DatabaseConsumerIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Pattern CALL = Pattern.compile("-X (\\w+) \"?\\$connector/([^\\s\"]+)");
    private static final ConsumerPage PAGE = ConsumerPage.of("database");

    /** A write that a worker would make if it were delayed for long. */
    private static final String GO_BACK = "UPDATE im_profile_groups SET record = convert_to("
            + "regexp_replace(convert_from(record, 'UTF8'), '\"version\":\\d+', '\"version\":1'), 'UTF8')";

    private static Postgres database;

    @BeforeAll
    static void a_database_runs() {
        database = new Postgres();
    }

    @AfterAll
    static void it_ends() {
        database.close();
    }

    @Test
    void the_tables_equal_the_topics_whatever_comes_and_whoever_is_killed() {
        try (DatabaseConsumer consumer = new DatabaseConsumer("dbkilled", database)) {
            consumer.send(1000);
            try (ChildProcess killed = consumer.start()) {
                awaitMore(consumer, killed);
                consumer.send(3000);
                awaitMore(consumer, killed);
                assertThat(killed.log()).doesNotContain("ERROR");
            }
            consumer.readers().expel();
            consumer.send(500);
            try (ChildProcess again = consumer.start()) {
                awaitMore(consumer, again);
                database.kill();
                consumer.send(500);
                consumer.send(Stream.of(consumer.profiles().tooLong()));
                database.start();
                MatchResult restart = calls("restart").get(0);
                awaitRight(consumer, again, () -> consumer.call(restart.group(1), restart.group(2)));
                assertThat(database.log()).contains("no profile: ", "longer than a primary key can be");
            }
        }
    }

    @Test
    void read_again_from_the_beginning_it_knows_what_ended_unseen() {
        try (DatabaseConsumer consumer = new DatabaseConsumer("dbagain", database)) {
            consumer.send(300);
            try (ChildProcess connect = consumer.start()) {
                awaitRight(consumer, connect, () -> {});
                String row = "INSERT INTO im_profile_groups (key, record) SELECT 'ended', record";
                assertThat(consumer.ask(row + " FROM im_profile_groups LIMIT 1 RETURNING 'one'"))
                        .isEqualTo("one");
                database.execute(consumer.ours(GO_BACK));
                assertThat(consumer.wrong()).hasSize(1);

                String begin = consumer.ask(PAGE.text().blocks("sql").get(0));
                for (MatchResult call : calls("stop")) {
                    await("2xx for " + call.group())
                            .atMost(PATIENCE)
                            .pollInSameThread()
                            .until(() -> consumer.call(call.group(1), call.group(2)) < 300);
                }
                consumer.readers().awaitAllBut(1, consumer.topics());
                String delete = PAGE.text().blocks("sql").get(1).replace("2026-11-27 20:00:00+00", begin);
                database.execute(consumer.ours(delete));

                assertThat(consumer.wrong()).isEmpty();
                assertThat(connect.log()).doesNotContain("ERROR");
            }
        }
    }

    /** The calls to Kafka Connect in the page that have this purpose. */
    private static List<MatchResult> calls(String what) {
        return PAGE.text().blocks("sh").stream()
                .filter(block -> block.contains("$connector/" + what))
                .flatMap(block -> CALL.matcher(block).results())
                .toList();
    }

    /** Returns when it has committed more than before. */
    private static void awaitMore(DatabaseConsumer consumer, ChildProcess connect) {
        long done = consumer.readers().done();
        await("more, see " + connect)
                .atMost(PATIENCE)
                .pollInSameThread()
                .failFast(connect.toString(), () -> !connect.isRunning())
                .until(() -> consumer.readers().done() > done);
    }

    private static void awaitRight(DatabaseConsumer consumer, ChildProcess connect, Runnable each) {
        await("the right tables, see " + connect)
                .atMost(PATIENCE)
                // Kafka Connect needs the cores more than these checks do.
                .pollInterval(Duration.ofMillis(500))
                .pollInSameThread()
                .failFast(connect.toString(), () -> !connect.isRunning())
                .untilAsserted(() -> {
                    each.run();
                    assertThat(consumer.wrong()).isEmpty();
                });
        assertThat(consumer.ask("SELECT count(*) > 50 FROM im_profile_groups")).isEqualTo("t");
    }
}

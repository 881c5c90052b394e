package io.imbridge.abuse;

import static org.awaitility.Awaitility.await;

import io.imbridge.testkit.PassedStalls;
import io.imbridge.testkit.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Attacks on the packaged service through one connection or one admitted caller, and their effect on its other callers.
 * {@code -Dabuse.seconds=60} makes each attack long, {@code -Dabuse.only='reads|drip'} selects attacks by their
 * sentence. The measurements are in {@code target/abuse.md}.
 */
@ResourceLock(Usage.CORES)
class AbuseIT {
    /** Kafka's client logs this exception for a newly created topic. */
    private static final String KAFKAS_WARNING = " WARN  [org.apache.kafka.";

    /** Refusing attackers because there is no room is correct. */
    private static final String REFUSED = "Callbacks are being refused reason=too-many-in-flight ";

    static final int SECONDS = Integer.getInteger("abuse.seconds", 1);
    private static final String ONLY = System.getProperty("abuse.only", "");
    private static final int MEGABYTES = 64;
    private static final int LOG_LINES = 200;

    /** The vendor's timeout. */
    private static final Duration IN_TIME = Duration.ofSeconds(2);

    /** The longest attack, for attacks that count only if they send much or last long. */
    private static final int LONGEST = SECONDS + 18;

    private static final Duration TO_BE_IDLE = Duration.ofSeconds(5);
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Path TABLE = Path.of("target", "abuse.md");

    private static final AbusedService USUAL = new AbusedService(Map.of());

    private static final AbusedService BEHIND_PROXY = new AbusedService(Map.of(
            "QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING", "true",
            "QUARKUS_HTTP_PROXY_ALLOW_FORWARDED", "true",
            "QUARKUS_HTTP_PROXY_ALLOW_X_FORWARDED", "true",
            "QUARKUS_HTTP_PROXY_STRICT_FORWARDED_CONTROL", "false"));

    /** What the machine itself does to the figures. */
    private static final AttackMethod NOTHING =
            new AttackMethod("does nothing", attack -> attack.pause(Duration.ofMinutes(1)));

    private long highest;

    @BeforeAll
    static void begin() throws IOException {
        note("| Somebody … for " + SECONDS + " s | Sent | Connections | Answers | MB more | Slowest genuine answer |");
        note("|---|---|---|---|---|---|");
    }

    @AfterAll
    static void stop() {
        USUAL.close();
        BEHIND_PROXY.close();
    }

    static Stream<AttackMethod> methods() {
        return Stream.of(
                        Stream.of(NOTHING),
                        PipeliningAttacks.all(),
                        SlowAttacks.all(),
                        NameAttacks.all(),
                        BodyAttacks.all(),
                        FramingAttacks.all(),
                        HeadAttacks.all())
                .flatMap(Function.identity())
                .filter(AbuseIT::isAskedFor);
    }

    static Stream<AttackMethod> methodsBehindProxy() {
        return HeadAttacks.behindProxy().filter(AbuseIT::isAskedFor);
    }

    private static boolean isAskedFor(AttackMethod method) {
        return Pattern.compile(ONLY).matcher(method.sentence()).find();
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("methods")
    void memory_and_the_answers_to_others_stay_as_they_are_when_somebody(AttackMethod method) throws IOException {
        withstand(USUAL, method);
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("methodsBehindProxy")
    void so_they_do_where_proxies_are_believed_when_somebody(AttackMethod method) throws IOException {
        withstand(BEHIND_PROXY, method);
    }

    private void withstand(AbusedService service, AttackMethod method) throws IOException {
        service.getReady();
        SoftAssertions all = new SoftAssertions();
        long before = service.residentKilobytes();
        Attack attack = new Attack(service.port(), method);
        GenuineCallers genuine = new GenuineCallers(service.port());
        try (attack;
                genuine) {
            watch(service, attack);
            attack.end();
        } catch (AssertionError failed) {
            all.collectAssertionError(failed);
        }
        long grown = (Math.max(highest, service.residentKilobytes()) - before) / 1024;
        note("| %s | %s | %d | %d ms %s |"
                .formatted(method, attack.traffic(), grown, genuine.slowest().toMillis(), genuine.answers()));

        all.assertThat(grown).as("MB more").isLessThan(MEGABYTES);
        all.assertThat(genuine.answers()).as("answers to others").containsOnlyKeys(200);
        all.assertThat(genuine.slowest()).as("the slowest of them").isLessThan(IN_TIME);
        isWell(service, all);
        if (!all.wasSuccess()) {
            all.fail("So it was when somebody " + method);
        }
        all.assertAll();
        service.stoodIt();
    }

    /** Watches the service until the attack has nothing left to do, or its time is over. */
    private void watch(AbusedService service, Attack attack) {
        long start = System.nanoTime();
        long seconds = 0;
        while (seconds < LONGEST && !attack.isDone() && (seconds < SECONDS || !attack.didEnough(seconds))) {
            seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
            highest = Math.max(highest, service.residentKilobytes());
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private static void isWell(AbusedService service, SoftAssertions all) {
        all.assertThat(service.isRunning()).as("runs").isTrue();
        all.assertThat(service.health("live")).as("live").isEqualTo(200);
        all.assertThat(service.health("ready")).as("ready").isEqualTo(200);
        all.assertThat(becomesIdle(service)).as("works on nothing any more").isTrue();
        List<String> log = PassedStalls.without(service.log());
        all.assertThat(log.stream().filter(AbuseIT::tellsOfDefect).limit(5))
                .as("first lines of the log that tell of a defect")
                .isEmpty();
        all.assertThat(log.size()).as("lines of log").isLessThan(LOG_LINES);
    }

    private static boolean tellsOfDefect(String line) {
        return !line.contains(KAFKAS_WARNING)
                && !line.contains(REFUSED)
                && (line.contains(" ERROR ") || line.contains("Exception") || line.contains("OutOfMemory"));
    }

    private static boolean becomesIdle(AbusedService service) {
        try {
            await().atMost(TO_BE_IDLE).ignoreExceptions().until(service::isIdle);
            return true;
        } catch (ConditionTimeoutException busy) {
            return false;
        }
    }

    private static void note(String row) throws IOException {
        Files.writeString(TABLE, row + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}

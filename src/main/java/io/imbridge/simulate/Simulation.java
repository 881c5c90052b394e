package io.imbridge.simulate;

import io.imbridge.callback.CallbackCommand;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A simulation of the vendor, which sends its callbacks over HTTP according to a plan. Used once. */
public final class Simulation implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx(new VertxOptions()
            .setEventLoopPoolSize(1)
            .setFileSystemOptions(
                    new FileSystemOptions().setClassPathResolvingEnabled(false).setFileCachingEnabled(false)));
    private final Tally tally = new Tally();
    private final Load load;

    /**
     * A simulation for one app.
     *
     * @param token the token that signs its callbacks; null for no signature
     */
    public Simulation(Plan plan, Scenario scenario, String app, @Nullable String token) {
        this.load = new Load(vertx, plan, scenario, new Signature(app, token, Clock.systemUTC()), tally);
    }

    /** Communities that are created, used and destroyed, this many at a time. */
    public static Scenario communities(int groups) {
        String run = Long.toString(Instant.now().getEpochSecond(), Character.MAX_RADIX);
        return new Communities(groups, run, new Times(Clock.systemUTC()));
    }

    /** The samples of some commands in turn, each for this many groups or accounts. */
    public static Scenario repetition(List<CallbackCommand> commands, int groups) {
        return new Repetition(commands, groups, new Times(Clock.systemUTC()));
    }

    /**
     * Sends callbacks, and returns when all are answered or given up.
     *
     * @param every how often {@code progress} gets a line about the progress, on this thread
     */
    public Report run(Duration every, Consumer<String> progress) throws InterruptedException {
        load.start();
        while (!load.await(every)) {
            progress.accept(tally.line(load.elapsed()));
        }
        return tally.report(load.elapsed(), load.unsent());
    }

    /** Sends no further callbacks, so {@link #run} returns soon. */
    public void stop() {
        load.stop();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}

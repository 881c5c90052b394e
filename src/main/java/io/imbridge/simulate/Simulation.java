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

/** The vendor, simulated: its callbacks, sent over HTTP by a plan. Used once. */
public final class Simulation implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx(new VertxOptions()
            .setEventLoopPoolSize(1)
            .setFileSystemOptions(
                    new FileSystemOptions().setClassPathResolvingEnabled(false).setFileCachingEnabled(false)));
    private final Tally tally = new Tally();
    private final Load load;

    /**
     * Of an app.
     *
     * @param token what its callbacks are signed with, null for no signature
     */
    public Simulation(Plan plan, Scenario scenario, String app, @Nullable String token) {
        this.load = new Load(vertx, plan, scenario, new Signature(app, token, Clock.systemUTC()), tally);
    }

    /** Communities, each living its life; so many at a time. */
    public static Scenario communities(int groups) {
        String run = Long.toString(Instant.now().getEpochSecond(), Character.MAX_RADIX);
        return new Communities(groups, run, new Times(Clock.systemUTC()));
    }

    /** The examples of some commands in turn, each of so many groups or accounts. */
    public static Scenario repetition(List<CallbackCommand> commands, int groups) {
        return new Repetition(commands, groups, new Times(Clock.systemUTC()));
    }

    /**
     * Sends, and returns when all is answered or given up.
     *
     * @param every how often {@code progress} hears how it goes, on this thread
     */
    public Report run(Duration every, Consumer<String> progress) throws InterruptedException {
        load.start();
        while (!load.await(every)) {
            progress.accept(tally.line(load.elapsed()));
        }
        return tally.report(load.elapsed(), load.unsent());
    }

    /** Sends nothing any more: {@link #run} returns soon. */
    public void stop() {
        load.stop();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}

package io.imbridge.console;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The jobs that send dead letters again. One runs at a time, and the last ones are remembered. Safe for many threads.
 */
final class Resends {
    private static final Logger LOG = Logger.getLogger(Resends.class);
    private static final int REMEMBERED = 20;

    private final ResendRun.Tools tools;
    private final Clock clock;
    private final Map<String, ResendJob> jobs = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ResendJob> eldest) {
            return size() > REMEMBERED;
        }
    };

    private @Nullable ResendJob last;
    private @Nullable Thread worker;

    Resends(ResendRun.Tools tools) {
        this.tools = tools;
        this.clock = tools.clock();
    }

    /**
     * Starts to send letters again.
     *
     * @param by the person who asks for it
     * @param chosen how the letters were chosen, for the log
     * @throws Problem while another job runs
     */
    synchronized ResendJob start(List<DeadLetterId> deadLetters, String by, String chosen) {
        refuseSecond();
        ResendJob job = new ResendJob(UUID.randomUUID().toString(), deadLetters, by, clock.instant());
        jobs.put(job.id(), job);
        last = job;
        LOG.infof("Resend of dead letters begins by=%s count=%d filter=%s", by, deadLetters.size(), chosen);
        Thread thread = new Thread(() -> run(job), "console-resend");
        thread.setDaemon(true);
        worker = thread;
        thread.start();
        return job;
    }

    /** Refuses a new job while one runs. */
    synchronized void refuseSecond() {
        ResendJob running = last;
        if (running != null && running.progress().state() == ResendJob.State.RUNNING) {
            throw new Problem(
                    409,
                    running.by() + " sends " + running.deadLetters().size() + " dead letters again since "
                            + running.since() + ": wait until that has ended.");
        }
    }

    private void run(ResendJob job) {
        new ResendRun(job, tools).run();
        ResendJob.Progress end = job.progress();
        LOG.infof(
                "Resend of dead letters ends by=%s sent=%d failed=%d state=%s",
                job.by(), end.sent(), end.failures().size(), end.state());
    }

    /** A remembered job of this instance; null for any other id. */
    synchronized @Nullable ResendJob find(String id) {
        return jobs.get(id);
    }

    /** Stops the running job after its present letter. */
    void stop(Duration patience) throws InterruptedException {
        Thread running;
        synchronized (this) {
            running = worker;
        }
        if (running != null) {
            running.interrupt();
            running.join(patience.toMillis());
        }
    }
}

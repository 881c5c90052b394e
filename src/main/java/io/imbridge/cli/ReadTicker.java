package io.imbridge.cli;

import io.imbridge.vendor.ReadProgress;
import io.imbridge.vendor.ReadWatcher;
import java.io.PrintWriter;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Shows the progress of a read repeatedly, also while the read is stuck. */
final class ReadTicker implements ReadWatcher, AutoCloseable {
    private final Progress progress;
    private final PrintWriter out;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "progress");
        thread.setDaemon(true);
        return thread;
    });
    private String line = "Waiting for Kafka and the vendor…";

    @SuppressWarnings("FutureReturnValueIgnored") // The task ends with the clock.
    ReadTicker(PrintWriter out) {
        this.out = out;
        this.progress = Progress.of(out);
        long every = progress.every().toMillis();
        clock.scheduleAtFixedRate(this::show, every, every, TimeUnit.MILLISECONDS);
    }

    private synchronized void show() {
        progress.show(line);
    }

    @Override
    public synchronized void progress(ReadProgress now) {
        line = now.line();
    }

    @Override
    public synchronized void told(String sentence) {
        progress.end();
        out.println(Printable.of(sentence));
    }

    /** Stops showing the progress. */
    @Override
    public void close() {
        clock.shutdownNow();
        synchronized (this) {
            progress.end();
        }
    }
}

package io.imbridge.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Drives a server with wrk. */
final class Wrk {
    private static final Pattern RESULT = Pattern.compile(
            "RESULT requests=(\\d+) us=(\\d+) refused=(\\d+) broken=(\\d+) p50=(\\d+) p99=(\\d+) p999=(\\d+)");

    private final Path script = Path.of("bench", "callbacks.lua").toAbsolutePath();
    private final Path requests;

    /** @param requests see {@link Requests#write} */
    Wrk(Path requests) {
        this.requests = requests.toAbsolutePath();
    }

    /**
     * The result of a run.
     *
     * @param ok the number of answers with status 200
     * @param failed the number of other answers and broken connections
     */
    record Result(long ok, long failed, Duration took, Duration p50, Duration p99, Duration p999) {
        double perSecond() {
            return ok / (took.toNanos() / 1e9);
        }
    }

    /** Sends as fast as the answers come, over the given number of connections, for the given time. */
    Result run(int port, int connections, Duration length) {
        return run(port, connections, length, Duration.ZERO);
    }

    /** Like the method above, but each connection pauses between two requests. */
    Result run(int port, int connections, Duration length, Duration pause) {
        List<String> command = List.of(
                "wrk",
                "-t" + Math.min(2, connections),
                "-c" + connections,
                "-d" + length.toSeconds() + "s",
                "--timeout",
                "5s",
                "-s",
                script.toString(),
                "http://127.0.0.1:" + port,
                "--",
                requests.toString(),
                Long.toString(pause.toMillis()));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String printed = new String(process.getInputStream().readAllBytes());
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            return parse(printed);
        } catch (IOException unable) {
            throw new UncheckedIOException("wrk is needed: Debian's package of that name", unable);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static Result parse(String printed) {
        Matcher result = RESULT.matcher(printed);
        if (!result.find()) {
            throw new IllegalStateException("wrk printed no result:\n" + printed);
        }
        long refused = number(result, 3);
        return new Result(
                number(result, 1) - refused,
                refused + number(result, 4),
                micros(result, 2),
                micros(result, 5),
                micros(result, 6),
                micros(result, 7));
    }

    private static long number(Matcher result, int group) {
        return Long.parseLong(result.group(group));
    }

    private static Duration micros(Matcher result, int group) {
        return Duration.ofNanos(number(result, group) * 1000);
    }
}

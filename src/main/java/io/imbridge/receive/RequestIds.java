package io.imbridge.receive;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The ids under which refused requests are in the log and in the answer's header. */
final class RequestIds {
    /** The header that carries an id, both ways. */
    static final String HEADER = "X-Request-Id";

    private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** Tells this start of the service from others; a number behind it tells its requests apart. */
    private static final String START =
            "%08x-".formatted(ThreadLocalRandom.current().nextInt());

    private static final AtomicLong LAST = new AtomicLong();

    private RequestIds() {}

    /** The caller's own id where it can be one, else one of ours. */
    static String of(@Nullable String callers) {
        return callers != null && WELL_FORMED.matcher(callers).matches() ? callers : START + LAST.incrementAndGet();
    }
}

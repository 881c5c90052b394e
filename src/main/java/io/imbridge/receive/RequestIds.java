package io.imbridge.receive;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The ids of refused requests in the log and in the header of the answer. */
final class RequestIds {
    /** The header that carries an id, in requests and in answers. */
    static final String HEADER = "X-Request-Id";

    private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /** Identifies this start of the service; a number after it identifies the request. */
    private static final String START =
            "%08x-".formatted(ThreadLocalRandom.current().nextInt());

    private static final AtomicLong LAST = new AtomicLong();

    private RequestIds() {}

    /** The caller's own id if it is well-formed, else a new id. */
    static String of(@Nullable String callers) {
        return callers != null && WELL_FORMED.matcher(callers).matches() ? callers : START + LAST.incrementAndGet();
    }
}

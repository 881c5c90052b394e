package io.imbridge.normalize;

import static java.util.concurrent.TimeUnit.MICROSECONDS;

import io.imbridge.callback.RawCallback;
import io.imbridge.testkit.GoldenCallback;
import java.security.SecureRandom;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Turns a raw callback into its event. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(MICROSECONDS)
public class NormalizeBenchmark {
    @Param({"Group.CallbackAfterTopicInfoChanged/example", "Group.CallbackAfterGroupInfoChanged/example"})
    public String golden;

    private final Normalizer normalizer = new Normalizer(new EventIds(new SecureRandom()));
    private RawCallback callback;

    @Setup
    public void read() {
        GoldenCallback found = GoldenCallback.all().stream()
                .filter(one -> one.name().equals(golden))
                .findFirst()
                .orElseThrow();
        callback = found.withBody(found.readBody().toString()).raw();
    }

    @Benchmark
    public List<ImEvent> normalize() {
        return normalizer.normalize(callback);
    }

    @Benchmark
    public Fingerprint fingerprint() {
        return Fingerprint.of(callback.sdkAppId(), "Group.CallbackAfterTopicInfoChanged", callback.body());
    }
}

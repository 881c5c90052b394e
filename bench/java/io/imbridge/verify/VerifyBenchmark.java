package io.imbridge.verify;

import static java.util.concurrent.TimeUnit.MICROSECONDS;

import io.imbridge.callback.CallbackQuery;
import io.imbridge.testkit.Callbacks;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Checks a query string until the caller is proven genuine. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(MICROSECONDS)
public class VerifyBenchmark {
    private final String query =
            Callbacks.signedQuery(Callbacks.COMMAND) + "&contenttype=json&ClientIP=127.0.0.1&OptPlatform=Web";

    private final CallbackVerifier verifier = new CallbackVerifier(
            new AppTokens(Map.of(Callbacks.SIGNED_APP, new Tokens(List.of(Callbacks.TOKEN))), null),
            new FreshnessWindow(Duration.ofDays(1), Clock.systemUTC()),
            CallerAddress.of(false, List.of()),
            AllowedAddresses.parse(List.of()));

    @Benchmark
    public CallbackQuery parse() {
        return CallbackQuery.parse(query);
    }

    @Benchmark
    public VerifiedCaller parseAndVerify() {
        return verifier.verify(CallbackQuery.parse(query));
    }
}

package io.imbridge.fuzz;

import io.imbridge.normalize.NormalizerFuzz;
import io.imbridge.receive.AnswerFuzz;
import io.imbridge.verify.SignatureFuzz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The targets of the fuzzer, each with a corpus of inputs for rare cases. */
enum FuzzTarget {
    SIGNATURE(SignatureFuzz.class, SignatureFuzz::fuzzerTestOneInput),
    NORMALIZER(NormalizerFuzz.class, NormalizerFuzz::fuzzerTestOneInput),
    ANSWER(AnswerFuzz.class, AnswerFuzz::fuzzerTestOneInput);

    /** A trial of one input. */
    interface Trial {
        void of(byte[] input) throws IOException;
    }

    private static final Path CORPUS = Path.of("src", "test", "resources", "fuzz");

    private final Class<?> type;
    private final Trial trial;

    FuzzTarget(Class<?> type, Trial trial) {
        this.type = type;
        this.trial = trial;
    }

    /** The class with the method that Jazzer calls. */
    String className() {
        return type.getName();
    }

    Path corpus() {
        return CORPUS.resolve(name().toLowerCase(Locale.ROOT));
    }

    List<Path> inputs() throws IOException {
        try (Stream<Path> files = Files.list(corpus())) {
            return files.sorted().toList();
        }
    }

    /** Tries an input; throws an exception if it reveals a defect. */
    void attempt(byte[] input) throws IOException {
        trial.of(input);
    }
}

package io.imbridge;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the service. */
@QuarkusMain
public final class Main {
    public static void main(String... arguments) {
        // A query that is no valid URI gets our envelope; Quarkus' own check would answer with a bare 400.
        System.setProperty("vertx.disableURIValidation", "true");
        Quarkus.run(arguments);
    }
}

package io.imbridge.console;

import java.util.List;

/** Restores nothing. */
record NoRebuilder() implements RecordRebuilder {
    @Override
    public Rebuilt ofEvent(String topic, Original event) {
        throw new AssertionError("nothing is to be made");
    }

    @Override
    public List<Rebuilt> ofBody(Original body) {
        throw new AssertionError("nothing is to be made");
    }
}

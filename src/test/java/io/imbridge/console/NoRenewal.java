package io.imbridge.console;

import java.util.List;

/** Restores nothing. */
record NoRenewal() implements Renewal {
    @Override
    public Fresh ofEvent(String topic, Original event) {
        throw new AssertionError("nothing is to be made");
    }

    @Override
    public List<Fresh> ofBody(Original body) {
        throw new AssertionError("nothing is to be made");
    }
}

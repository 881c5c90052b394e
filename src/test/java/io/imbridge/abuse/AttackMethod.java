package io.imbridge.abuse;

import java.io.IOException;

/**
 * One way to hurt the service.
 *
 * @param sentence what somebody does
 * @param leastMegabytes how much must have been sent, because less would show nothing
 * @param leastSeconds how long it must last, because less would show nothing
 * @param deed how
 */
record AttackMethod(String sentence, int leastMegabytes, int leastSeconds, Deed deed) {
    /** What is done until the attack is over, or until the service puts an end to it. */
    interface Deed {
        void by(Attack attack) throws IOException;
    }

    AttackMethod(String sentence, Deed deed) {
        this(sentence, 0, 0, deed);
    }

    AttackMethod sendingAtLeast(int megabytes) {
        return new AttackMethod(sentence, megabytes, leastSeconds, deed);
    }

    AttackMethod lastingAtLeast(int seconds) {
        return new AttackMethod(sentence, leastMegabytes, seconds, deed);
    }

    @Override
    public String toString() {
        return sentence;
    }
}

package io.imbridge.abuse;

import java.io.IOException;

/**
 * A way to attack the service.
 *
 * @param sentence what the attacker does
 * @param leastMegabytes how much it must send to prove anything
 * @param leastSeconds how long it must last to prove anything
 * @param deed the attack itself
 */
record AttackMethod(String sentence, int leastMegabytes, int leastSeconds, Deed deed) {
    /** The actions of an attack, until it is over or the service ends it. */
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

package io.imbridge.ops;

import java.util.regex.Pattern;

/**
 * The variables that Kubernetes puts into the environment of every pod for a service named {@code bridge}, or {@code
 * bridge-} and more.
 */
final class ServiceVariables {
    private static final String SERVICE = "BRIDGE(_[A-Z0-9]+)*";
    private static final Pattern NUMBERED = Pattern.compile(
            SERVICE + "_(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?|PORT_[0-9]+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");
    private static final Pattern PORT = Pattern.compile(SERVICE + "_PORT");
    private static final Pattern ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");

    private ServiceVariables() {}

    /** Whether it is one of them. {@code …_PORT} is one with an address only: a port's number is somebody's mistake. */
    static boolean contain(String variable, String value) {
        return NUMBERED.matcher(variable).matches()
                || (PORT.matcher(variable).matches() && ADDRESS.matcher(value).matches());
    }
}

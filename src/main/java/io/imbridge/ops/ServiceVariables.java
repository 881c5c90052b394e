package io.imbridge.ops;

import java.util.regex.Pattern;

/**
 * The variables that Kubernetes puts into the environment of every pod for a service named {@code bridge}, or with a
 * name that begins with {@code bridge-}.
 */
final class ServiceVariables {
    private static final String SERVICE = "BRIDGE(_[A-Z0-9]+)*";
    private static final Pattern NUMBERED = Pattern.compile(
            SERVICE + "_(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?|PORT_[0-9]+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)");
    private static final Pattern PORT = Pattern.compile(SERVICE + "_PORT");
    private static final Pattern ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");

    private ServiceVariables() {}

    /**
     * Whether a variable is one of them. A variable {@code …_PORT} is one only if its value is an address. With a
     * port's number it is a mistake of the operator.
     */
    static boolean contain(String variable, String value) {
        return NUMBERED.matcher(variable).matches()
                || (PORT.matcher(variable).matches() && ADDRESS.matcher(value).matches());
    }
}

package io.imbridge.vendor;

import io.imbridge.vendor.VendorException.Kind;
import java.util.Set;

/** What each {@code ErrorCode} of the vendor means for the caller: document 1047/34348. */
final class ErrorCodes {
    static final int GOOD = 0;

    /** One call came too often, or all calls of an app together did. */
    private static final Set<Integer> TOO_MANY = Set.of(10006, 60007, 60011, 60018, 60019);

    /** The signature has expired, cannot be read, or was made with another key. */
    private static final Set<Integer> SIGNATURE = Set.of(70001, 70003, 70009);

    /** The group does not exist, or exists no longer. */
    private static final Set<Integer> NO_GROUP = Set.of(10010, 10015);

    /**
     * Asking again does not change the answer: no permission, no such call, no such app, wrong arguments, or no such
     * group.
     */
    private static final Set<Integer> REFUSED = Set.of(
            10003, 10004, 10007, 10010, 10015, 10026, 60002, 60003, 60006, 60009, 60010, 60012, 60016, 60017, 60020,
            60021, 70013, 70014, 70020);

    /** The vendor has an internal error, or responds too slowly. */
    private static final Set<Integer> UNREACHABLE = Set.of(10002, 60008, 70169, 70500, 91000);

    private ErrorCodes() {}

    static Kind kind(int code) {
        if (TOO_MANY.contains(code)) {
            return Kind.TOO_MANY;
        }
        if (UNREACHABLE.contains(code)) {
            return Kind.UNREACHABLE;
        }
        return SIGNATURE.contains(code) ? Kind.SIGNATURE : REFUSED.contains(code) ? Kind.REFUSED : Kind.FAILED;
    }

    static boolean isNoGroup(int code) {
        return NO_GROUP.contains(code);
    }

    /** The vendor's words, with the error's number. */
    static String sentence(int code, String info) {
        return info.isEmpty() ? "ErrorCode " + code : "ErrorCode " + code + ", " + info;
    }
}

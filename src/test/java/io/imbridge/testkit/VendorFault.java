package io.imbridge.testkit;

/** What can go wrong with one request to the vendor. */
public sealed interface VendorFault {
    /** An error of the API. */
    record Code(int code, String info) implements VendorFault {}

    /** This answer, word for word. */
    record Raw(String json) implements VendorFault {}

    /** A page of a proxy in between. */
    record Html(int status) implements VendorFault {}

    /** Half an answer, in good order. */
    record HalfJson() implements VendorFault {}

    /** The connection ends without an answer. */
    record Cut() implements VendorFault {}

    /** The head comes, and the body never does. */
    record Silence() implements VendorFault {}
}

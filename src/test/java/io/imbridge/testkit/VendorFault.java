package io.imbridge.testkit;

/** A fault in one request to the vendor. */
public sealed interface VendorFault {
    /** An error of the API. */
    record Code(int code, String info) implements VendorFault {}

    /** Exactly this answer. */
    record Raw(String json) implements VendorFault {}

    /** A page of a proxy between the service and the vendor. */
    record Html(int status) implements VendorFault {}

    /** The first half of an answer, in a correct HTTP response. */
    record HalfJson() implements VendorFault {}

    /** The connection ends without an answer. */
    record Cut() implements VendorFault {}

    /** The head arrives, but never the body. */
    record Silence() implements VendorFault {}
}

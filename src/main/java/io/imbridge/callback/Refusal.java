package io.imbridge.callback;

/**
 * Why a callback is refused: one constant for each reason, with everything that callers and operators are told about
 * it.
 *
 * <p>The codes lie in 10100 to 10200, the vendor's range for an application's own codes.
 */
public enum Refusal {
    NOT_JSON(400, 10110, "not-json", "The body is not valid JSON: send one JSON object in UTF-8."),
    NOT_AN_OBJECT(400, 10110, "not-an-object", "The body is JSON but not an object: send one JSON object."),
    TOO_DEEP(400, 10110, "too-deep", "The body is nested too deeply: at most 498 levels."),
    TOO_LONG(
            400,
            10110,
            "too-long",
            "A number, name or string of the body is too long: at most 1000, 50000 and 20000000 bytes."),
    DUPLICATE_NAME(400, 10110, "duplicate-name", "An object of the body gives a name twice: give each name once."),
    MALFORMED_REQUEST(
            400, 10110, "malformed-request", "The request is malformed: give a Host, and percent-encode the query."),
    COMMAND_MISSING(400, 10110, "command-missing", "CallbackCommand is missing: name the command in the query."),
    COMMAND_REPEATED(400, 10110, "command-repeated", "CallbackCommand is given more than once: give it once."),
    COMMAND_MALFORMED(
            400, 10110, "command-malformed", "CallbackCommand is malformed: write it as Service.Name, 128 characters."),
    HEAD_TOO_SLOW(400, 10110, "head-too-slow", "The request did not arrive in time: send it whole and at once."),
    BODY_TOO_SLOW(400, 10110, "body-too-slow", "The body did not arrive in time: send it whole and at once."),
    APP_MISSING(403, 10120, "app-missing", "SdkAppid is missing or repeated: give it once in the query."),
    APP_UNKNOWN(
            403,
            10120,
            "app-unknown",
            "SdkAppid is not one of ours: check the callback URL, or bridge.verify.app-ids."),
    SIGN_MISSING(403, 10121, "sign-missing", "Sign or RequestTime is missing or repeated: switch authentication on."),
    SIGN_STALE(
            403, 10121, "sign-stale", "RequestTime is not a Unix time in seconds within the window: check the clocks."),
    SIGN_WRONG(403, 10121, "sign-wrong", "Sign fits none of the app's tokens: check the token on both sides."),
    ADDRESS_NOT_ALLOWED(403, 10122, "address-not-allowed", "The caller's address is not allowed."),
    METHOD_NOT_ALLOWED(405, 10130, "method-not-allowed", "Callbacks are sent with POST."),
    BODY_TOO_LARGE(413, 10131, "body-too-large", "The body is larger than bridge.receive.max-body."),
    UNSUPPORTED_ENCODING(
            415,
            10134,
            "unsupported-encoding",
            "The body's Content-Encoding is not supported: send it as it is, or in gzip."),
    TOO_MANY_IN_FLIGHT(429, 10132, "too-many-in-flight", "Too many callbacks are in flight: try again in a second."),
    UNKNOWN_PATH(404, 10133, "unknown-path", "No callbacks are taken at this path: check the callback URL."),
    NOT_KEPT(503, 10140, "not-kept", "The callback could not be kept in time: try again."),
    INTERNAL(500, 10150, "internal", "The service failed on this callback: its log says why.");

    private final int status;
    private final int code;
    private final String tag;
    private final String sentence;

    Refusal(int status, int code, String tag, String sentence) {
        this.status = status;
        this.code = code;
        this.tag = tag;
        this.sentence = sentence;
    }

    /** The HTTP status of the answer. */
    public int status() {
        return status;
    }

    /** The {@code ErrorCode} of the answer. */
    public int code() {
        return code;
    }

    /** The reason as one word. It is the same in metrics, logs and dead letters. */
    public String tag() {
        return tag;
    }

    /** The {@code ErrorInfo} of the answer: what the caller must fix. */
    public String sentence() {
        return sentence;
    }
}

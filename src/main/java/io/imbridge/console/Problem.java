package io.imbridge.console;

/** A request that is not answered, with the sentence that says why. */
final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;

    Problem(int status, String sentence) {
        super(sentence, null, false, false);
        this.status = status;
    }

    /** The problem of an invalid request. */
    static Problem badRequest(String sentence) {
        return new Problem(400, sentence);
    }

    int status() {
        return status;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}

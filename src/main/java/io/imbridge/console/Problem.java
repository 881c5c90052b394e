package io.imbridge.console;

/** A question that is not answered, and the sentence that says why. */
final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;

    Problem(int status, String sentence) {
        super(sentence, null, false, false);
        this.status = status;
    }

    /** Of a question that is asked wrongly. */
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

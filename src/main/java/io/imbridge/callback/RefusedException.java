package io.imbridge.callback;

/** Carries a {@link Refusal} to the code that answers. It has no stack trace, because refusing must stay cheap. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Refusal refusal;

    public RefusedException(Refusal refusal) {
        super(refusal.tag(), null, false, false);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }
}

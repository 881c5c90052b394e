package io.imbridge.receive;

/**
 * Tracks whose turn it is on a connection: the caller's to send a request, or the service's to answer it. Used on one
 * event loop only.
 */
final class RequestTurn {
    private enum State {
        /** No byte of a request has arrived. */
        IDLE,
        /** A head is arriving. */
        HEAD,
        /** A head has arrived, and its body is arriving; the answer may already have left. */
        BODY,
        /** A request has arrived, and its answer has not left. */
        ANSWERING,
        /** The last answer has left, or no further bytes can be understood. */
        OVER
    }

    private final PhaseTimer timer;
    private State state = State.IDLE;
    private boolean answered;
    private boolean last;

    /**
     * Makes the state of a new connection.
     *
     * @param timer measures how long a head takes to arrive, an answer to leave, and the rest of a body to follow
     *     its answer
     */
    RequestTurn(PhaseTimer timer) {
        this.timer = timer;
    }

    boolean isIdle() {
        return state == State.IDLE;
    }

    boolean isHead() {
        return state == State.HEAD;
    }

    /** Whether bytes that arrive now must wait. */
    boolean isAnswering() {
        return state == State.ANSWERING;
    }

    /**
     * Whether the caller's next bytes are needed. They are not needed while an answer is due, or while a whole or
     * partial next request has arrived and was not looked at.
     *
     * @param unread how many bytes have arrived and were not decoded
     */
    boolean needsMore(int unread) {
        return state != State.ANSWERING && (state != State.IDLE || unread == 0);
    }

    boolean isOver() {
        return state == State.OVER;
    }

    /** Whether the current request was answered. */
    boolean isAnswered() {
        return answered;
    }

    /** Whether the answer to the current request is the connection's last. */
    boolean isLast() {
        return last;
    }

    /** Makes the answer to the current request the connection's last. */
    void endsConnection() {
        last = true;
    }

    /** The first bytes of a head have arrived. */
    void headBegins() {
        expect(State.IDLE);
        state = State.HEAD;
        timer.start();
    }

    /** A head has arrived completely. */
    void headEnds(boolean keepAlive) {
        expect(State.HEAD);
        timer.stop();
        state = State.BODY;
        answered = false;
        last = !keepAlive;
    }

    /** A body has arrived completely. Returns true if this begins the next turn, because the answer had left before. */
    boolean bodyEnds() {
        expect(State.BODY);
        timer.stop();
        state = answered ? afterAnswer() : State.ANSWERING;
        return answered;
    }

    /** The server begins to write an answer; it may take as long as it needs. */
    void answerBegins() {
        timer.stop();
    }

    /** The server has written a whole answer; the peer must read it within the time limit. */
    void answerEnds() {
        timer.start();
    }

    /** The answer has left for the network. Returns true if this begins the next turn, or there is no next turn. */
    boolean answerLeft() {
        answered = true;
        if (state == State.BODY) {
            // The rest of the body is thrown away, but not for ever.
            timer.start();
            return false;
        }
        timer.stop();
        if (state == State.ANSWERING) {
            state = afterAnswer();
        }
        return true;
    }

    /** All further bytes are ignored. An answer may still have to leave. */
    void over() {
        state = State.OVER;
        last = true;
        timer.start();
    }

    /** The connection is closed. */
    void gone() {
        timer.cancel();
    }

    private State afterAnswer() {
        return last ? State.OVER : State.IDLE;
    }

    private void expect(State expected) {
        if (state != expected) {
            throw new IllegalStateException("a connection is " + state + " and should be " + expected);
        }
    }
}

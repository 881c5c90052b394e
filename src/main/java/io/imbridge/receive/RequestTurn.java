package io.imbridge.receive;

/**
 * Whose turn it is on a connection: the caller's to send a request, or ours to answer it. Used on one event loop only.
 */
final class RequestTurn {
    private enum State {
        /** Nothing of a request has come. */
        IDLE,
        /** A head is coming. */
        HEAD,
        /** A head has come, its body is coming; the answer may have left already. */
        BODY,
        /** A request has come, and its answer has not left. */
        ANSWERING,
        /** The last answer has left, or nothing more can be understood. */
        OVER
    }

    private final PhaseTimer timer;
    private State state = State.IDLE;
    private boolean answered;
    private boolean last;

    /** @param timer times how long a head takes to come, an answer to leave, and the rest of a body behind its answer */
    RequestTurn(PhaseTimer timer) {
        this.timer = timer;
    }

    boolean isIdle() {
        return state == State.IDLE;
    }

    boolean isHead() {
        return state == State.HEAD;
    }

    /** Whether what comes now is for later. */
    boolean isAnswering() {
        return state == State.ANSWERING;
    }

    /**
     * Whether the caller's next bytes are needed: they are not while there is an answer to give, nor while the beginning
     * of the next request, or all of it, is there and nobody has looked at it.
     *
     * @param unread bytes that have come and were not decoded
     */
    boolean needsMore(int unread) {
        return state != State.ANSWERING && (state != State.IDLE || unread == 0);
    }

    boolean isOver() {
        return state == State.OVER;
    }

    /** Whether the present request has had its answer. */
    boolean isAnswered() {
        return answered;
    }

    /** Whether the answer to the present request is the connection's last. */
    boolean isLast() {
        return last;
    }

    /** The answer to the present request is the connection's last. */
    void endsConnection() {
        last = true;
    }

    /** The first bytes of a head have come. */
    void headBegins() {
        expect(State.IDLE);
        state = State.HEAD;
        timer.start();
    }

    /** All of a head has come. */
    void headEnds(boolean keepAlive) {
        expect(State.HEAD);
        timer.stop();
        state = State.BODY;
        answered = false;
        last = !keepAlive;
    }

    /** All of a body has come; true when the next turn begins with that, because the answer has left before. */
    boolean bodyEnds() {
        expect(State.BODY);
        timer.stop();
        state = answered ? afterAnswer() : State.ANSWERING;
        return answered;
    }

    /** The server begins to write an answer: how long that may take is up to it. */
    void answerBegins() {
        timer.stop();
    }

    /** The server has written all of an answer: from now on it is up to the peer. */
    void answerEnds() {
        timer.start();
    }

    /** The answer has left for the network; true when the next turn begins with that, or there is none. */
    boolean answerLeft() {
        answered = true;
        if (state == State.BODY) {
            // What is still coming is thrown away, but not for ever.
            timer.start();
            return false;
        }
        timer.stop();
        if (state == State.ANSWERING) {
            state = afterAnswer();
        }
        return true;
    }

    /** Nothing that comes counts any more. An answer may still have to leave. */
    void over() {
        state = State.OVER;
        last = true;
        timer.start();
    }

    /** The connection is gone. */
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

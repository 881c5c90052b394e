package io.imbridge.receive;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;

/** Tells the decoder of a connection when an answer begins, when it ends, and when it has left for the network. */
final class ResponseTracker extends ChannelOutboundHandlerAdapter {
    private final RequestDecoder decoder;

    ResponseTracker(RequestDecoder decoder) {
        this.decoder = decoder;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        if (message instanceof HttpResponse response && isInterim(response)) {
            super.write(context, message, promise);
            return;
        }
        if (message instanceof HttpResponse) {
            decoder.turn().answerBegins();
        }
        if (!(message instanceof LastHttpContent)) {
            super.write(context, message, promise);
            return;
        }
        decoder.turn().answerEnds();
        ChannelPromise written = promise.unvoid();
        written.addListener(done -> {
            if (!done.isSuccess()) {
                decoder.cut();
            } else if (decoder.turn().answerLeft()) {
                decoder.nextTurn();
            }
        });
        super.write(context, message, written);
    }

    private static boolean isInterim(HttpResponse response) {
        return response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
    }
}

package io.imbridge.receive;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.net.impl.HostAndPortImpl;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks the head of a request before its content matters: whether two servers could read it differently (RFC 9112,
 * sections 3.2 and 6), and whether it is HTTP at all.
 */
final class RequestHead {
    private RequestHead() {}

    /** The status of a refusal; null when the head is valid. */
    static @Nullable HttpResponseStatus refusal(HttpRequest request) {
        if (request.decoderResult().isFailure()) {
            Throwable cause = request.decoderResult().cause();
            if (cause instanceof TooLongHttpLineException) {
                return HttpResponseStatus.REQUEST_URI_TOO_LONG;
            }
            return cause instanceof TooLongHttpHeaderException
                    ? HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
                    : HttpResponseStatus.BAD_REQUEST;
        }
        return namesHost(request) && !isFramedOddly(request) ? null : HttpResponseStatus.BAD_REQUEST;
    }

    /**
     * The target of a request, with a slash if it has no path.
     *
     * @param target as in the request line, such as {@code ?a=b} or {@code http://host?a=b}
     */
    static String withPath(String target) {
        if (target.startsWith("/")) {
            return target;
        }
        int authority = target.indexOf("://");
        int query = target.indexOf('?');
        if (authority < 0 || (query >= 0 && query < authority)) {
            return target.isEmpty() || query == 0 ? "/" + target : target;
        }
        int slash = target.indexOf('/', authority + 3);
        return query >= 0 && (slash < 0 || query < slash)
                ? target.substring(0, query) + "/" + target.substring(query)
                : target;
    }

    /** Skips empty lines, which some callers send after a request and which have no meaning before the next. */
    static void skipEmptyLines(ByteBuf in) {
        while (in.isReadable()) {
            byte next = in.getByte(in.readerIndex());
            if (next != '\r' && next != '\n') {
                return;
            }
            in.skipBytes(1);
        }
    }

    /** HTTP/1.1 requires exactly one host; older versions also allow a request without a host. */
    private static boolean namesHost(HttpRequest request) {
        Iterator<String> hosts = request.headers().valueStringIterator(HttpHeaderNames.HOST);
        if (!hosts.hasNext()) {
            return !request.protocolVersion().equals(HttpVersion.HTTP_1_1);
        }
        return HostAndPortImpl.isValidAuthority(hosts.next()) && !hosts.hasNext();
    }

    /**
     * Whether the body's length is given in an unusual way: only a single coding {@code chunked} is accepted, only in
     * HTTP/1.1, and only without a length beside it.
     */
    private static boolean isFramedOddly(HttpRequest request) {
        HttpHeaders headers = request.headers();
        if (!headers.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
            return false;
        }
        List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        return codings.size() > 1
                || !HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(codings.get(0))
                || !request.protocolVersion().equals(HttpVersion.HTTP_1_1)
                || headers.contains(HttpHeaderNames.CONTENT_LENGTH);
    }
}

package io.github.supportops.copilot.internal.reply;

import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.TokenUsage;
import io.github.supportops.copilot.internal.exchange.BodyTooLargeException;
import io.github.supportops.copilot.internal.reply.ProviderFailure.Action;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/** What an exception of the HTTP client means. The client has few types, so some are told apart by their fixed words. */
public final class TransportFailures {
    private TransportFailures() {}

    /** Classifies it. */
    public static ProviderFailure of(Throwable failure) {
        if (failure instanceof BodyTooLargeException) {
            return failed(FailureKind.PROVIDER_ERROR, Action.STOP, "The provider's reply is longer than allowed", true);
        }
        if (hasCause(failure, SSLHandshakeException.class) || hasCause(failure, SSLException.class)) {
            return failed(
                    FailureKind.CONNECTION,
                    Action.STOP,
                    "The TLS handshake failed. Check the base URL, the proxy and the trusted certificates",
                    false);
        }
        if (neverConnected(failure)) {
            return failed(FailureKind.CONNECTION, Action.RETRY, "The provider could not be reached", false);
        }
        if (neverSent(failure)) {
            return failed(
                    FailureKind.CONNECTION, Action.RESEND, "The connection was closed before the call was sent", false);
        }
        if (noBytesCame(failure)) {
            return failed(
                    FailureKind.CONNECTION,
                    Action.RETRY_AT_ONCE,
                    "The connection was closed before any reply had arrived",
                    true);
        }
        return failed(
                FailureKind.CONNECTION, Action.RETRY, "The connection broke before the whole reply had arrived", true);
    }

    private static boolean neverConnected(Throwable failure) {
        return hasCause(failure, ConnectException.class)
                || hasCause(failure, HttpConnectTimeoutException.class)
                || hasCause(failure, UnknownHostException.class)
                || hasCause(failure, UnresolvedAddressException.class);
    }

    /** HTTP/2 only: the server's stream limit, a stream it refused, and a connection it is closing (RFC 9113 section 6.8). */
    private static boolean neverSent(Throwable failure) {
        String words = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return words.contains("too many concurrent streams")
                || words.contains("refused_stream")
                || words.contains("stream not processed")
                || words.contains("request not processed by peer")
                || words.contains("goaway");
    }

    /**
     * What a pooled connection looks like that the server had closed already. It also looks so when the server took the
     * request and hung up, which is why the call counts as an attempt that may be billed.
     */
    private static boolean noBytesCame(Throwable failure) {
        return String.valueOf(failure.getMessage()).contains("header parser received no bytes");
    }

    private static boolean hasCause(Throwable failure, Class<? extends Throwable> type) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 10; depth++) {
            if (type.isInstance(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static ProviderFailure failed(FailureKind kind, Action action, String message, boolean possiblyBilled) {
        return new ProviderFailure(
                kind, action, null, message + ".", null, false, possiblyBilled, TokenUsage.none(), "");
    }
}

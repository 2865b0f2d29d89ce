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
        if (handshakeRefused(failure)) {
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
        if (woundDown(failure)) {
            return failed(
                    FailureKind.CONNECTION,
                    Action.RECONNECT,
                    "The server wound the connection down before the reply had arrived",
                    true);
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

    /** The client reports what goes wrong in a handshake as it is, and what goes wrong later as the cause of something else. */
    private static boolean handshakeRefused(Throwable failure) {
        return failure instanceof SSLException && !handshakeCutOff(failure);
    }

    /** A server that hangs up in the middle says nothing about certificates; it may just be starting again. */
    private static boolean handshakeCutOff(Throwable failure) {
        return failure instanceof SSLHandshakeException && words(failure).contains("terminated the handshake");
    }

    private static boolean neverConnected(Throwable failure) {
        return handshakeCutOff(failure)
                || hasCause(failure, ConnectException.class)
                || hasCause(failure, HttpConnectTimeoutException.class)
                || hasCause(failure, UnknownHostException.class)
                || hasCause(failure, UnresolvedAddressException.class);
    }

    /**
     * HTTP/2 only: the client's own check of the server's stream limit, and a stream that the server says it did not process
     * (RFC 9113 section 8.7). The words are those of JDK 17 and, the last ones, of newer ones, which also use them for the
     * streams that a GOAWAY leaves out.
     */
    private static boolean neverSent(Throwable failure) {
        String words = words(failure);
        return words.contains("too many concurrent streams")
                || words.contains("stream not processed")
                || words.contains("request not processed by peer");
    }

    /** Before JDK 24 a GOAWAY ends every stream of its connection alike, also those that the server is working on. */
    private static boolean woundDown(Throwable failure) {
        return words(failure).contains("goaway");
    }

    private static String words(Throwable failure) {
        return String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    }

    /**
     * What a pooled connection looks like that the server had closed already. It also looks so when the server took the
     * request and hung up, which is why the call counts as an attempt that may be billed.
     */
    private static boolean noBytesCame(Throwable failure) {
        return words(failure).contains("header parser received no bytes");
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

package io.github.supportops.copilot.internal.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.supportops.copilot.internal.exchange.BodyTooLargeException;
import io.github.supportops.copilot.internal.reply.ProviderFailure.Action;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLProtocolException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The words are those of JDK 17 and 25, taken down from faulty servers. */
class TransportFailuresTest {
    private static final boolean BILLED = true;
    private static final boolean FREE = false;

    static Stream<Arguments> failures() {
        return Stream.of(
                row(new IOException("too many concurrent streams"), Action.RESEND, FREE),
                row(new IOException("Received RST_STREAM: Stream not processed"), Action.RESEND, FREE),
                row(new IOException("request not processed by peer"), Action.RESEND, FREE),
                row(new IOException("/127.0.0.1:40000: GOAWAY received"), Action.RECONNECT, BILLED),
                row(new IOException("Received RST_STREAM: Protocol error"), Action.RETRY, BILLED),
                row(new IOException("Received RST_STREAM: Internal error"), Action.RETRY, BILLED),
                row(new ConnectException(), Action.RETRY, FREE),
                row(new HttpConnectTimeoutException("HTTP connect timed out"), Action.RETRY, FREE),
                row(new IOException(new UnknownHostException("nowhere.example")), Action.RETRY, FREE),
                row(new SSLHandshakeException("No name matching localhost found"), Action.STOP, FREE),
                row(new SSLException("Unrecognized SSL message, plaintext connection?"), Action.STOP, FREE),
                row(new SSLHandshakeException("Remote host terminated the handshake"), Action.RETRY, FREE),
                row(
                        new IOException(
                                "HTTP/1.1 header parser received no bytes", new SSLProtocolException("Input record")),
                        Action.RETRY_AT_ONCE,
                        BILLED),
                row(new IOException("The connection broke", new SSLException("Tag mismatch!")), Action.RETRY, BILLED),
                row(new IOException("fixed content-length: 20, bytes received: 3"), Action.RETRY, BILLED),
                row(new EOFException(), Action.RETRY, BILLED),
                row(new IOException(), Action.RETRY, BILLED),
                row(new BodyTooLargeException(64), Action.STOP, BILLED));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void isFollowedByTheRightStepAndSaysWhetherItMayBeBilled(Throwable failure, Action action, boolean billed) {
        ProviderFailure found = TransportFailures.of(failure);

        assertThat(found.action()).isEqualTo(action);
        assertThat(found.possiblyBilled()).isEqualTo(billed);
    }

    private static Arguments row(Throwable failure, Action action, boolean billed) {
        return Arguments.of(failure, action, billed);
    }
}

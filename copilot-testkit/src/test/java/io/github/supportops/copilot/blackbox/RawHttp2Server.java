package io.github.supportops.copilot.blackbox;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * A loopback server that speaks just enough HTTP/2 over TLS to misbehave exactly: which calls it processed, and which it
 * refused or ignored, is known and not a matter of timing.
 */
final class RawHttp2Server implements AutoCloseable {
    /** What becomes of a call. */
    enum Deed {
        /** Read and answered at once. */
        ANSWER,
        /** Read, and answered after the server has begun to wind the connection down. */
        HOLD,
        /** Refused when its headers come; never processed. */
        REFUSE,
        /** Read; then the connection is wound down, what was held is answered, and later streams are ignored. */
        WIND_DOWN,
        /** Read and processed, then reset with an error that does not say so. */
        RESET_AFTERWARDS
    }

    private final LoopbackListener listener;
    private final IntFunction<Deed> deeds;
    private final byte[] body;
    private final AtomicInteger streams = new AtomicInteger();
    private final AtomicInteger processed = new AtomicInteger();

    /** Starts it; each stream is asked about when its headers come, counted from 1. */
    RawHttp2Server(SSLContext tls, byte[] body, IntFunction<Deed> deeds) throws IOException {
        this.body = body.clone();
        this.deeds = deeds;
        this.listener = new LoopbackListener(tls.getServerSocketFactory(), this::serve);
    }

    int port() {
        return listener.port();
    }

    /** {@return the streams that were opened, refused and ignored ones included} */
    int streams() {
        return streams.get();
    }

    /** {@return the calls that were read as a whole and worked on; these a provider would bill} */
    int processed() {
        return processed.get();
    }

    Deed begin() {
        return deeds.apply(streams.incrementAndGet());
    }

    void process() {
        processed.incrementAndGet();
    }

    byte[] body() {
        return body;
    }

    private void serve(Socket socket) throws IOException {
        SSLSocket secure = (SSLSocket) socket;
        SSLParameters parameters = secure.getSSLParameters();
        parameters.setApplicationProtocols(new String[] {"h2"});
        secure.setSSLParameters(parameters);
        new RawHttp2Connection(this, secure).serve();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}

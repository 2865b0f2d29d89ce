package io.github.supportops.copilot.rawserver;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One connection of a {@link RawServer}, as its script sees it. */
public final class RawConnection implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *(\\d+)");

    private final Socket socket;
    private InputStream in = InputStream.nullInputStream();
    private OutputStream out = OutputStream.nullOutputStream();
    private volatile long endedAt;

    RawConnection(Socket socket) {
        this.socket = socket;
        try {
            socket.setTcpNoDelay(true);
            in = new BufferedInputStream(socket.getInputStream());
            out = socket.getOutputStream();
        } catch (IOException alreadyGone) {
            noteEnd();
        }
    }

    /** Reads the first byte of a request. */
    public void readByte() throws IOException {
        if (in.read() < 0) {
            throw new EOFException("The client hung up");
        }
    }

    /** Reads up to the end of the headers. */
    public String readHeaders() throws IOException {
        ByteArrayOutputStream headers = new ByteArrayOutputStream();
        int lineFeeds = 0;
        while (lineFeeds < 2) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("The client hung up");
            }
            headers.write(next);
            lineFeeds = next == '\n' ? lineFeeds + 1 : next == '\r' ? lineFeeds : 0;
        }
        return headers.toString(StandardCharsets.ISO_8859_1);
    }

    /** Reads a whole request; returns headers and body. */
    public String readRequest() throws IOException {
        String headers = readHeaders();
        Matcher length = LENGTH.matcher(headers);
        int bytes = length.find() ? Integer.parseInt(length.group(1)) : 0;
        byte[] body = in.readNBytes(bytes);
        if (body.length < bytes) {
            throw new EOFException("The client hung up");
        }
        return headers + new String(body, StandardCharsets.UTF_8);
    }

    /** Writes at once. */
    public void send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** Writes at once. */
    public void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes one portion after the other with a pause in between. */
    public void drip(byte[] bytes, int portion, Duration pause) throws IOException {
        for (int at = 0; at < bytes.length; at += portion) {
            out.write(bytes, at, Math.min(portion, bytes.length - at));
            out.flush();
            if (!pause.isZero()) {
                hold(pause);
            }
        }
    }

    /** Does nothing for a while, or until the client hangs up, which throws. */
    public void hold(Duration atMost) throws IOException {
        socket.setSoTimeout((int) atMost.toMillis());
        try {
            while (in.read() >= 0) {
                // More bytes of the request; they do not matter.
                continue;
            }
            throw new EOFException("The client hung up");
        } catch (SocketTimeoutException enough) {
            socket.setSoTimeout(0);
        }
    }

    /** Does nothing until the client hangs up, which throws. */
    public boolean holdUntilTheClientHangsUp() throws IOException {
        hold(Duration.ofSeconds(30));
        throw new IOException("The client never hung up");
    }

    /** Says that no more will be sent, and goes on reading. */
    public void closeOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** Ends the connection with a reset instead of an orderly close. */
    public boolean reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
        return false;
    }

    boolean awaitsAnotherCall() throws IOException {
        in.mark(1);
        if (in.read() < 0) {
            noteEnd();
            return false;
        }
        in.reset();
        return true;
    }

    void noteEnd() {
        if (endedAt == 0) {
            endedAt = System.nanoTime();
        }
    }

    /** {@return when the client hung up, by {@link System#nanoTime}; 0 when it has not} */
    public long endedAt() {
        return endedAt;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            noteEnd();
        }
    }
}

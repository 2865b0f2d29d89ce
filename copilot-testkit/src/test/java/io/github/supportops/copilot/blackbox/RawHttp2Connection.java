package io.github.supportops.copilot.blackbox;

import io.github.supportops.copilot.blackbox.RawHttp2Server.Deed;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One connection of a {@link RawHttp2Server}: frames in, frames out (RFC 9113), headers unread. One thread. */
final class RawHttp2Connection {
    private static final int PREFACE_BYTES = 24;
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int SETTINGS = 4;
    private static final int PING = 6;
    private static final int GOAWAY = 7;
    private static final int WINDOW_UPDATE = 8;
    private static final int END_STREAM = 1;
    private static final int ACK = 1;
    private static final int END_HEADERS = 4;
    private static final int REFUSED_STREAM = 7;
    private static final int INTERNAL_ERROR = 2;
    /** {@code :status: 200}, entry 8 of HPACK's static table. */
    private static final byte[] STATUS_200 = {(byte) 0x88};

    private final RawHttp2Server server;
    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final Map<Integer, Deed> unread = new HashMap<>();
    private final List<Integer> held = new ArrayList<>();
    private int last = Integer.MAX_VALUE;

    RawHttp2Connection(RawHttp2Server server, Socket socket) throws IOException {
        this.server = server;
        this.socket = socket;
        socket.setTcpNoDelay(true);
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        this.out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
    }

    /** Until the client hangs up, which throws, or until all is answered on a connection that is wound down. */
    void serve() throws IOException {
        in.readNBytes(PREFACE_BYTES);
        send(SETTINGS, 0, 0, new byte[0]);
        send(WINDOW_UPDATE, 0, 0, number(1 << 30));
        while (last == Integer.MAX_VALUE || !unread.isEmpty()) {
            int lengthAndType = in.readInt();
            int flags = in.readUnsignedByte();
            int stream = in.readInt();
            byte[] payload = in.readNBytes(lengthAndType >>> 8);
            frame(lengthAndType & 0xff, flags, stream, payload);
        }
        awaitTheEnd();
    }

    private void frame(int type, int flags, int stream, byte[] payload) throws IOException {
        switch (type) {
            case SETTINGS, PING -> {
                if ((flags & ACK) == 0) {
                    send(type, ACK, 0, type == PING ? payload : new byte[0]);
                }
            }
            case HEADERS -> begin(stream, flags);
            case DATA -> end(stream, flags);
            case RST_STREAM -> unread.remove(stream);
            default -> {
                // Priorities, window updates and the client's own farewell change nothing here.
            }
        }
    }

    private void begin(int stream, int flags) throws IOException {
        if (stream > last) {
            return;
        }
        Deed deed = server.begin();
        if (deed == Deed.REFUSE) {
            send(RST_STREAM, 0, stream, number(REFUSED_STREAM));
        } else {
            unread.put(stream, deed);
            end(stream, flags);
        }
    }

    private void end(int stream, int flags) throws IOException {
        Deed deed = unread.get(stream);
        if (deed == null || (flags & END_STREAM) == 0) {
            return;
        }
        unread.remove(stream);
        server.process();
        switch (deed) {
            case HOLD -> hold(stream);
            case WIND_DOWN -> windDown(stream);
            case RESET_AFTERWARDS -> send(RST_STREAM, 0, stream, number(INTERNAL_ERROR));
            default -> answer(stream);
        }
    }

    private void hold(int stream) throws IOException {
        if (last == Integer.MAX_VALUE) {
            held.add(stream);
        } else {
            answer(stream);
        }
    }

    private void windDown(int stream) throws IOException {
        last = stream;
        unread.keySet().removeIf(later -> later > stream);
        send(GOAWAY, 0, 0, ByteBuffer.allocate(8).putInt(stream).array());
        for (int waiting : held) {
            answer(waiting);
        }
        answer(stream);
    }

    private void answer(int stream) throws IOException {
        send(HEADERS, END_HEADERS, stream, STATUS_200);
        send(DATA, END_STREAM, stream, server.body());
    }

    private void send(int type, int flags, int stream, byte[] payload) throws IOException {
        out.writeInt(payload.length << 8 | type);
        out.writeByte(flags);
        out.writeInt(stream);
        out.write(payload);
        out.flush();
    }

    /** A server that closes with unread bytes resets the connection, and its last answers with it. */
    private void awaitTheEnd() throws IOException {
        socket.shutdownOutput();
        while (in.read() >= 0) {
            continue;
        }
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }
}

package io.github.supportops.copilot.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;

/**
 * A provider that answers every call after a fixed time, and refuses those beyond its limit: one thread, run as its own
 * process or beside what it serves.
 */
final class Stub {
    private static final byte[] END_OF_HEADERS = {'\r', '\n', '\r', '\n'};
    private static final String LENGTH = "content-length:";

    private final long latencyNanos;
    private final Answers answers;
    private final RateLimit limit;
    private final ServerSocketChannel listener = ServerSocketChannel.open();
    private final Selector selector = Selector.open();
    private final Queue<Due> due = new ArrayDeque<>();

    Stub(long latencyMillis, Answers answers, RateLimit limit) throws IOException {
        this.latencyNanos = latencyMillis * 1_000_000;
        this.answers = answers;
        this.limit = limit;
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_024);
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
    }

    /** A response to be sent. */
    private record Due(SocketChannel channel, byte[] response, long at) {}

    /** Prints its port, then serves until it is killed or its parent closes its input. */
    static void serve(long latencyMillis) throws IOException {
        Stub stub = new Stub(latencyMillis, Answers.always(), RateLimit.none());
        System.out.println(stub.port());
        Thread parent = new Thread(Stub::endWithParent, "parent");
        parent.setDaemon(true);
        parent.start();
        stub.serve();
    }

    /** Serves on a thread of its own until the process ends. */
    String start() throws IOException {
        Thread server = new Thread(this::serve, "stub");
        server.setDaemon(true);
        server.start();
        return "http://127.0.0.1:" + port() + "/api/v1";
    }

    private int port() throws IOException {
        return ((InetSocketAddress) listener.getLocalAddress()).getPort();
    }

    private void serve() {
        try {
            while (true) {
                turn();
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is said; only the end matters.
                continue;
            }
        } catch (IOException gone) {
            System.err.println("The parent is gone");
        }
        Runtime.getRuntime().halt(0);
    }

    private void turn() throws IOException {
        answerWhatIsDue();
        Due next = due.peek();
        if (next == null) {
            selector.select();
        } else {
            selector.select(Math.max(1, (next.at() - System.nanoTime()) / 1_000_000));
        }
        for (Iterator<SelectionKey> keys = selector.selectedKeys().iterator(); keys.hasNext(); ) {
            SelectionKey key = keys.next();
            keys.remove();
            if (key.isAcceptable()) {
                accept();
            } else if (key.isReadable()) {
                read(key);
            }
        }
    }

    private void answerWhatIsDue() {
        long now = System.nanoTime();
        while (!due.isEmpty() && due.peek().at() - now <= 0) {
            Due next = due.remove();
            try {
                next.channel().write(ByteBuffer.wrap(next.response()));
            } catch (IOException clientGone) {
                continue;
            }
        }
    }

    private void accept() throws IOException {
        SocketChannel channel = listener.accept();
        if (channel != null) {
            channel.configureBlocking(false);
            channel.socket().setTcpNoDelay(true);
            channel.register(selector, SelectionKey.OP_READ, ByteBuffer.allocate(256 * 1024));
        }
    }

    private void read(SelectionKey key) throws IOException {
        SocketChannel channel = (SocketChannel) key.channel();
        ByteBuffer buffer = (ByteBuffer) key.attachment();
        try {
            if (channel.read(buffer) < 0) {
                channel.close();
                return;
            }
        } catch (IOException clientGone) {
            channel.close();
            return;
        }
        if (isWholeRequest(buffer)) {
            long now = System.nanoTime();
            boolean taken = limit.take(now);
            byte[] response = taken ? answers.to(buffer.array(), buffer.position()) : answers.refusal();
            buffer.clear();
            due.add(new Due(channel, response, now + latencyNanos));
        }
    }

    private static boolean isWholeRequest(ByteBuffer buffer) {
        byte[] bytes = buffer.array();
        int end = endOfHeaders(bytes, buffer.position());
        return end > 0 && buffer.position() >= end + length(new String(bytes, 0, end, StandardCharsets.US_ASCII));
    }

    private static int endOfHeaders(byte[] bytes, int length) {
        for (int at = 0; at + 4 <= length; at++) {
            if (bytes[at] == '\r'
                    && bytes[at + 1] == '\n'
                    && bytes[at + 2] == END_OF_HEADERS[2]
                    && bytes[at + 3] == END_OF_HEADERS[3]) {
                return at + 4;
            }
        }
        return -1;
    }

    private static int length(String headers) {
        int at = headers.toLowerCase(java.util.Locale.ROOT).indexOf(LENGTH);
        return Integer.parseInt(headers.substring(at + LENGTH.length(), headers.indexOf('\r', at))
                .strip());
    }
}

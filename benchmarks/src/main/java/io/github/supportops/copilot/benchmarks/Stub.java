package io.github.supportops.copilot.benchmarks;

import java.io.IOException;
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

/** A provider that gives the same valid answer to every call after a fixed time: one thread, run as its own process. */
final class Stub {
    private static final String ANSWER = "{\\\"intent\\\":\\\"billing\\\",\\\"urgency\\\":\\\"high\\\","
            + "\\\"sentiment\\\":\\\"negative\\\",\\\"escalation_required\\\":true,\\\"churn_risk\\\":\\\"low\\\","
            + "\\\"suggested_response\\\":\\\"Thank you for telling us. We have looked at the invoice of June, found the"
            + " line that was billed twice, and will send a corrected invoice today. The refund reaches your account"
            + " within three working days.\\\"}";
    private static final String BODY = "{\"id\":\"gen-1732270000-abcdefghijklmnop\",\"provider\":\"Stub\","
            + "\"model\":\"openai/gpt-4o-mini\",\"object\":\"chat.completion\",\"created\":1732270000,\"choices\":[{"
            + "\"logprobs\":null,\"finish_reason\":\"stop\",\"native_finish_reason\":\"stop\",\"index\":0,"
            + "\"message\":{\"role\":\"assistant\",\"content\":\"" + ANSWER + "\",\"refusal\":null}}],"
            + "\"usage\":{\"prompt_tokens\":812,\"completion_tokens\":74,\"total_tokens\":886,\"cost\":0.000166}}";
    private static final byte[] RESPONSE = ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                    + BODY.length() + "\r\n\r\n" + BODY)
            .getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END_OF_HEADERS = {'\r', '\n', '\r', '\n'};
    private static final String LENGTH = "content-length:";

    private final long latencyNanos;
    private final Selector selector = Selector.open();
    private final Queue<Due> due = new ArrayDeque<>();

    private Stub(long latencyMillis) throws IOException {
        this.latencyNanos = latencyMillis * 1_000_000;
    }

    /** A response to be sent. */
    private record Due(SocketChannel channel, long at, byte[] response) {}

    /** Prints its port, then serves until it is killed or its parent closes its input. */
    static void serve(long latencyMillis) throws IOException {
        Stub stub = new Stub(latencyMillis);
        ServerSocketChannel listener = ServerSocketChannel.open();
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_024);
        listener.configureBlocking(false);
        listener.register(stub.selector, SelectionKey.OP_ACCEPT);
        System.out.println(((InetSocketAddress) listener.getLocalAddress()).getPort());
        Thread parent = new Thread(Stub::endWithParent, "parent");
        parent.setDaemon(true);
        parent.start();
        while (true) {
            stub.turn();
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
                accept((ServerSocketChannel) key.channel());
            } else if (key.isReadable()) {
                read(key);
            }
        }
    }

    private void answerWhatIsDue() {
        long now = System.nanoTime();
        while (!due.isEmpty() && due.peek().at() - now <= 0) {
            try {
                Due next = due.remove();
                next.channel().write(ByteBuffer.wrap(next.response()));
            } catch (IOException clientGone) {
                continue;
            }
        }
    }

    private void accept(ServerSocketChannel listener) throws IOException {
        SocketChannel channel = listener.accept();
        if (channel != null) {
            channel.configureBlocking(false);
            channel.socket().setTcpNoDelay(true);
            channel.register(selector, SelectionKey.OP_READ, ByteBuffer.allocate(64 * 1024));
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
            byte[] response = PairedAnswer.to(buffer.array(), buffer.position(), RESPONSE);
            buffer.clear();
            due.add(new Due(channel, System.nanoTime() + latencyNanos, response));
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

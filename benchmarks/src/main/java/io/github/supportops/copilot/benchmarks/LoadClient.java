package io.github.supportops.copilot.benchmarks;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Locale;
import java.util.Queue;

/**
 * Sends tickets to the service over many connections with one thread. Every ticket is another one, and every answer is
 * checked against the ticket it should be about.
 */
final class LoadClient implements AutoCloseable {
    private static final int BUFFER = 16_384;
    private static final long LAST_ANSWERS_NANOS = 30_000_000_000L;

    private final Selector selector = Selector.open();
    private final Queue<Line> idle = new ArrayDeque<>();
    private final InetSocketAddress address;
    private int open;
    private int number;

    LoadClient(InetSocketAddress address, int connections) throws IOException {
        this.address = address;
        for (int line = 0; line < connections; line++) {
            connect();
        }
    }

    /** A connection and what is under way on it. */
    private static final class Line {
        private final SocketChannel channel;
        private final ByteBuffer answer = ByteBuffer.allocate(BUFFER);
        private String mark = "";
        private long due;

        Line(SocketChannel channel) {
            this.channel = channel;
        }
    }

    private void connect() throws IOException {
        SocketChannel channel = SocketChannel.open(address);
        channel.socket().setTcpNoDelay(true);
        channel.configureBlocking(false);
        Line line = new Line(channel);
        channel.register(selector, SelectionKey.OP_READ, line);
        idle.add(line);
        open++;
    }

    /** Keeps all connections busy for a time. */
    Load asFastAsItGoes(Duration time) throws IOException {
        return run(time, 0);
    }

    /** Sends at a rate whatever the answers do; time counts from when a ticket should have been sent. */
    Load atRate(int ticketsPerSecond, Duration time) throws IOException {
        return run(time, 1_000_000_000L / ticketsPerSecond);
    }

    private Load run(Duration time, long gap) throws IOException {
        Load load = new Load();
        long start = System.nanoTime();
        long end = start + time.toNanos();
        long due = start;
        while (System.nanoTime() < end) {
            while (!idle.isEmpty() && (gap == 0 || System.nanoTime() >= due)) {
                send(load, gap == 0 ? System.nanoTime() : due);
                due += gap;
            }
            turn(load, gap == 0 ? end : due);
        }
        long patience = System.nanoTime() + LAST_ANSWERS_NANOS;
        while (idle.size() < open && System.nanoTime() < patience) {
            turn(load, patience);
        }
        load.end(start, open - idle.size());
        return load;
    }

    private void send(Load load, long due) throws IOException {
        Line line = idle.remove();
        line.mark = String.format(Locale.ROOT, "%0" + PairedAnswer.LENGTH + "d", number++);
        line.due = due;
        line.answer.clear();
        String body =
                "{\"ticket_id\":\"T-" + line.mark + "\",\"message\":\"Hello, about " + PairedAnswer.MARK + line.mark
                        + ": the invoice of June lists our plan twice, please correct it before the month is closed.\"}";
        String request = "POST /analyze-ticket HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + body.length() + "\r\n\r\n" + body;
        line.channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
        load.sent();
    }

    private void turn(Load load, long until) throws IOException {
        long wait = (until - System.nanoTime()) / 1_000_000;
        if (wait > 0) {
            selector.select(wait);
        } else {
            selector.selectNow();
        }
        for (Iterator<SelectionKey> keys = selector.selectedKeys().iterator(); keys.hasNext(); ) {
            SelectionKey key = keys.next();
            keys.remove();
            read((Line) key.attachment(), load);
        }
    }

    private void read(Line line, Load load) throws IOException {
        boolean ended = line.channel.read(line.answer) < 0;
        String text = new String(line.answer.array(), 0, line.answer.position(), StandardCharsets.US_ASCII);
        int body = text.indexOf("\r\n\r\n") + 4;
        if (body >= 4 && text.length() >= body + length(text.substring(0, body))) {
            load.answered(Integer.parseInt(text.substring(9, 12)), line.due, isAbout(text, line.mark));
            if (text.contains("onnection: close")) {
                replace(line);
            } else {
                idle.add(line);
            }
        } else if (ended) {
            load.broken();
            replace(line);
        }
    }

    private void replace(Line line) throws IOException {
        line.channel.close();
        open--;
        connect();
    }

    private static boolean isAbout(String answer, String mark) {
        return answer.contains("{\"ticket_id\":\"T-" + mark + "\"") && answer.contains(PairedAnswer.MARK + mark);
    }

    private static int length(String headers) {
        String name = "content-length:";
        int at = headers.toLowerCase(Locale.ROOT).indexOf(name);
        return at < 0
                ? 0
                : Integer.parseInt(headers.substring(at + name.length(), headers.indexOf('\r', at))
                        .strip());
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}

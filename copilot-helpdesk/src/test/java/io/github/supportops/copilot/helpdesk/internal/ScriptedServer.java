package io.github.supportops.copilot.helpdesk.internal;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Answers on loopback with what it was told to, one step a request, and then with 200 and {@code {}}. */
final class ScriptedServer implements AutoCloseable {
    private final ServerSocket listener;
    private final ExecutorService threads = Executors.newCachedThreadPool(ScriptedServer::daemon);
    private final Deque<Step> script = new ArrayDeque<>();
    private final List<Request> requests = new ArrayList<>();
    private final BlockingQueue<Request> arrived = new LinkedBlockingQueue<>();
    private final CountDownLatch closing = new CountDownLatch(1);

    ScriptedServer() {
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        threads.execute(this::accept);
    }

    /** What is done with one request; false when the connection ends with it. */
    interface Step {
        boolean run(OutputStream out, CountDownLatch closing) throws IOException, InterruptedException;
    }

    record Request(String line, List<String> headers, String body) {
        String header(String name) {
            return headers.stream()
                    .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                    .map(header -> header.substring(name.length() + 1).strip())
                    .findFirst()
                    .orElse("");
        }
    }

    static Step reply(int status, String body, String... headers) {
        return (out, closing) -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " x\r\nContent-Length: " + bytes.length);
            for (String header : headers) {
                head.append("\r\n").append(header);
            }
            out.write(head.append("\r\n\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
            out.write(bytes);
            return true;
        };
    }

    static Step cut() {
        return (out, closing) -> false;
    }

    static Step cutWithinTheBody() {
        return raw("HTTP/1.1 200 x\r\nContent-Length: 100\r\n\r\nhalf");
    }

    /** Writes this and closes. */
    static Step raw(String text) {
        return (out, closing) -> {
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
            return false;
        };
    }

    static Step silence() {
        return (out, closing) -> {
            closing.await();
            return false;
        };
    }

    /** The headers at once, and then a byte every few milliseconds without end. */
    static Step trickle() {
        return (out, closing) -> {
            out.write("HTTP/1.1 200 x\r\nContent-Length: 1000000\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            while (!closing.await(10, TimeUnit.MILLISECONDS)) {
                out.write(' ');
                out.flush();
            }
            return false;
        };
    }

    ScriptedServer then(Step... steps) {
        synchronized (script) {
            script.addAll(List.of(steps));
        }
        return this;
    }

    ScriptedServer then(int times, Step step) {
        for (int count = 0; count < times; count++) {
            then(step);
        }
        return this;
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    List<Request> requests() {
        synchronized (script) {
            return List.copyOf(requests);
        }
    }

    Request awaitRequest() throws InterruptedException {
        Request request = arrived.poll(20, TimeUnit.SECONDS);
        if (request == null) {
            throw new AssertionError("No request came");
        }
        return request;
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                threads.execute(() -> serve(socket));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            boolean open = true;
            while (open) {
                Request request = read(in);
                if (request == null) {
                    return;
                }
                Step step = next(request);
                open = step.run(socket.getOutputStream(), closing);
                socket.getOutputStream().flush();
            }
        } catch (IOException | InterruptedException over) {
            // The client has gone, or the test is over.
        }
    }

    private Step next(Request request) {
        synchronized (script) {
            requests.add(request);
            arrived.add(request);
            return script.isEmpty() ? reply(200, "{}") : script.remove();
        }
    }

    private static Request read(InputStream in) throws IOException {
        String line = line(in);
        if (line.isEmpty()) {
            return null;
        }
        List<String> headers = new ArrayList<>();
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            headers.add(header);
        }
        Request head = new Request(line, headers, "");
        String length = head.header("Content-Length");
        byte[] body = in.readNBytes(length.isEmpty() ? 0 : Integer.parseInt(length));
        return new Request(line, headers, new String(body, StandardCharsets.UTF_8));
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (next != '\r') {
                bytes.write(next);
            }
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "scripted-server");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() throws IOException {
        closing.countDown();
        listener.close();
        threads.shutdownNow();
    }
}

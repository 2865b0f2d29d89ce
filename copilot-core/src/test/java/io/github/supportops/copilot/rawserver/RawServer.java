package io.github.supportops.copilot.rawserver;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;

/**
 * A loopback server on plain sockets: nothing stands between a script and the bytes. A call is counted when its connection
 * is accepted, or when its first byte comes on a connection that is used again.
 */
public final class RawServer implements AutoCloseable {
    private final ServerSocket listener;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "raw-server");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<RawConnection> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger busy = new AtomicInteger();
    private volatile IntFunction<Script> scripts;

    private RawServer(IntFunction<Script> scripts) throws IOException {
        this.scripts = scripts;
        this.listener = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    /** A server that treats every call alike. */
    public static RawServer always(Script script) throws IOException {
        return new RawServer(call -> script);
    }

    /** From now on, and counted from 1 again: this script for each call. */
    public void play(IntFunction<Script> next) {
        calls.set(0);
        scripts = next;
    }

    /** {@return the base URL for an analyzer} */
    public String baseUrl() {
        return "http://127.0.0.1:" + listener.getLocalPort() + "/api/v1";
    }

    /** {@return the calls counted since the last {@link #play}} */
    public int calls() {
        return calls.get();
    }

    /** {@return the connections ever accepted} */
    public int connections() {
        return connections.get();
    }

    /** {@return the connections that neither side has closed yet} */
    public int open() {
        return open.size();
    }

    /** {@return whether within this time every call is over, and every connection is closed or waits for the next call} */
    public boolean awaitQuiet(Duration limit) {
        return await(() -> busy.get() == 0, limit);
    }

    /** {@return whether within this time every connection is closed} */
    public boolean awaitNoneOpen(Duration limit) {
        return await(open::isEmpty, limit);
    }

    private synchronized boolean await(BooleanSupplier condition, Duration limit) {
        long until = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            long left = (until - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            try {
                wait(left);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    private synchronized void changed() {
        notifyAll();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                connections.incrementAndGet();
                threads.execute(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        RawConnection connection = new RawConnection(socket);
        open.add(connection);
        try (connection) {
            do {
                if (!serveNext(connection)) {
                    return;
                }
            } while (connection.awaitsAnotherCall());
        } catch (IOException clientHungUp) {
            connection.noteEnd();
        } finally {
            open.remove(connection);
            changed();
        }
    }

    private boolean serveNext(RawConnection connection) throws IOException {
        busy.incrementAndGet();
        try {
            return scripts.apply(calls.incrementAndGet()).serve(connection);
        } finally {
            busy.decrementAndGet();
            changed();
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (RawConnection connection : open) {
            connection.close();
        }
        threads.shutdownNow();
    }
}

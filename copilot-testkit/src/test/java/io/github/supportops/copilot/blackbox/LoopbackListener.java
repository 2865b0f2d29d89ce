package io.github.supportops.copilot.blackbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/** Accepts connections on 127.0.0.1 and gives each to a thread of its own, until it is closed. */
final class LoopbackListener implements AutoCloseable {
    private final ServerSocket listener;
    private final Host host;
    private final AtomicInteger accepted = new AtomicInteger();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "loopback-listener");
        thread.setDaemon(true);
        return thread;
    });

    /** What serves a connection; an exception is what a client causes that hangs up. */
    @FunctionalInterface
    interface Host {
        void serve(Socket socket) throws IOException;
    }

    LoopbackListener(ServerSocketFactory factory, Host host) throws IOException {
        this.listener = factory.createServerSocket(0, 1_000, InetAddress.getByName("127.0.0.1"));
        this.host = host;
        threads.execute(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** {@return the connections ever accepted} */
    int accepted() {
        return accepted.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                accepted.incrementAndGet();
                open.add(socket);
                threads.execute(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            host.serve(socket);
        } catch (IOException clientHungUp) {
            open.remove(socket);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
        threads.shutdownNow();
    }
}

package io.github.supportops.copilot.local;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An analyzer's share of the model: loaded when first asked for, one per runtime, heads and JVM, given back when the last analyzer
 * that uses it closes. Thread-safe.
 */
final class ModelLease implements AutoCloseable {

    private static final Map<LocalModel.Kind, Shared> LOADED = new HashMap<>();

    private final LocalModel.Kind kind;
    private @Nullable Shared held;
    private boolean closed;

    /** Says that the analyzer was closed before or while it worked on a ticket. */
    static final class ClosedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static final class Shared {
        private final LocalModel model;
        private int leases;

        Shared(LocalModel model) {
            this.model = model;
        }
    }

    ModelLease(LocalModel.Kind kind) {
        this.kind = kind;
    }

    synchronized LocalModel model() {
        if (closed) {
            throw new ClosedException();
        }
        Shared shared = held;
        if (shared == null) {
            shared = take(kind);
            held = shared;
        }
        return shared.model;
    }

    private static Shared take(LocalModel.Kind kind) {
        synchronized (LOADED) {
            Shared shared = LOADED.computeIfAbsent(kind, wanted -> new Shared(LocalModel.load(wanted)));
            shared.leases++;
            return shared;
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        Shared shared = held;
        held = null;
        if (shared != null) {
            give(kind, shared);
        }
    }

    private static void give(LocalModel.Kind kind, Shared shared) {
        synchronized (LOADED) {
            shared.leases--;
            if (shared.leases == 0) {
                // Not closed here: an analysis may still be running on it. The encoder frees what it holds when
                // collected.
                LOADED.remove(kind);
            }
        }
    }
}

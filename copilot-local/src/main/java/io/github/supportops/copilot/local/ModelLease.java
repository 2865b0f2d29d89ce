package io.github.supportops.copilot.local;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An analyzer's share of the model: loaded when first asked for, one per runtime and JVM, given back when the last analyzer
 * that uses it closes. Thread-safe.
 */
final class ModelLease implements AutoCloseable {

    private static final Map<LocalRuntime, Shared> LOADED = new EnumMap<>(LocalRuntime.class);

    private final LocalRuntime runtime;
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

    ModelLease(LocalRuntime runtime) {
        this.runtime = runtime;
    }

    synchronized LocalModel model() {
        if (closed) {
            throw new ClosedException();
        }
        Shared shared = held;
        if (shared == null) {
            shared = take(runtime);
            held = shared;
        }
        return shared.model;
    }

    private static Shared take(LocalRuntime runtime) {
        synchronized (LOADED) {
            Shared shared = LOADED.computeIfAbsent(runtime, wanted -> new Shared(LocalModel.load(wanted)));
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
            give(runtime, shared);
        }
    }

    private static void give(LocalRuntime runtime, Shared shared) {
        synchronized (LOADED) {
            shared.leases--;
            if (shared.leases == 0) {
                // Not closed here: an analysis may still be running on it. The encoder frees what it holds when
                // collected.
                LOADED.remove(runtime);
            }
        }
    }
}

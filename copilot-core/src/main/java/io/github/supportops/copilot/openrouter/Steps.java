package io.github.supportops.copilot.openrouter;

import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Takes the steps of one analysis one after the other. The thread that brings a step takes it, unless another is at it:
 * then that one goes on with it. No lock is held during a step, so a step may call a user's code, and a step that brings
 * the next one (as when a call fails at once) makes the loop longer and not the stack. Thread-safe.
 */
final class Steps {
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean walking;

    /** Takes a step now or right after the one under way. A step must not throw. */
    void take(Runnable step) {
        synchronized (waiting) {
            waiting.add(step);
            if (walking) {
                return;
            }
            walking = true;
        }
        walk();
    }

    private void walk() {
        while (true) {
            Runnable next;
            synchronized (waiting) {
                next = waiting.poll();
                if (next == null) {
                    walking = false;
                    return;
                }
            }
            next.run();
        }
    }
}

package io.github.supportops.copilot.batch;

import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Entries of a publisher. It asks for a few at first and for more as they are taken, so a publisher that keeps the rules
 * never runs ahead; one that breaks them ends the reading. Signals may come on any thread.
 */
final class PublisherSource<E> implements EntrySource<E>, Flow.Subscriber<E> {
    private final ConcurrentLinkedQueue<E> arrived = new ConcurrentLinkedQueue<>();
    private final AtomicInteger outstanding = new AtomicInteger();
    private final int most;
    private volatile Runnable wakeUp = () -> {};
    private volatile Flow.@Nullable Subscription subscription;
    private volatile boolean ended;
    private volatile boolean closed;
    private volatile @Nullable Throwable failure;
    private int taken;

    /** Creates it with the most entries that may have come and not been taken. */
    PublisherSource(int most) {
        this.most = most;
    }

    @Override
    public void onReady(Runnable newWakeUp) {
        this.wakeUp = newWakeUp;
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        Objects.requireNonNull(given, "subscription");
        boolean second;
        synchronized (this) {
            second = subscription != null;
            if (!second) {
                subscription = given;
            }
        }
        if (second || closed) {
            given.cancel();
        } else {
            outstanding.set(most);
            given.request(most);
        }
    }

    @Override
    public void onNext(E entry) {
        Objects.requireNonNull(entry, "entry");
        if (outstanding.decrementAndGet() < 0) {
            close();
            onError(new IllegalStateException("The publisher gave more tickets than it was asked for"));
            return;
        }
        arrived.add(entry);
        wakeUp.run();
    }

    @Override
    public void onError(Throwable broken) {
        failure = Objects.requireNonNull(broken, "failure");
        ended = true;
        wakeUp.run();
    }

    @Override
    public void onComplete() {
        ended = true;
        wakeUp.run();
    }

    /** What came before a failure is still an entry. */
    @Override
    public boolean isReady() {
        Throwable broken = failure;
        if (!arrived.isEmpty()) {
            return true;
        }
        if (broken != null) {
            throw broken instanceof RuntimeException unchecked ? unchecked : new CompletionException(broken);
        }
        return false;
    }

    @Override
    public boolean isExhausted() {
        return ended && arrived.isEmpty() && failure == null;
    }

    @Override
    public E next() {
        E entry = arrived.remove();
        taken++;
        Flow.Subscription given = subscription;
        if (given != null && 2 * taken >= most && !ended) {
            int more = taken;
            taken = 0;
            outstanding.addAndGet(more);
            given.request(more);
        }
        return entry;
    }

    @Override
    public void close() {
        closed = true;
        Flow.Subscription given = subscription;
        if (given != null) {
            given.cancel();
        }
    }
}

package io.github.supportops.copilot.batch;

import java.util.Iterator;

/** Entries of an iterator, which makes its reader wait where it has to. It is not asked again once it has said that it ends. */
final class IteratorSource<E> implements EntrySource<E> {
    private final Iterator<? extends E> entries;
    private boolean exhausted;

    IteratorSource(Iterator<? extends E> entries) {
        this.entries = entries;
    }

    @Override
    public void onReady(Runnable wakeUp) {}

    @Override
    public boolean isReady() {
        exhausted = exhausted || !entries.hasNext();
        return !exhausted;
    }

    @Override
    public boolean isExhausted() {
        return exhausted;
    }

    @Override
    public E next() {
        return entries.next();
    }

    @Override
    public void close() {}
}

package io.github.supportops.copilot.batch;

import java.util.Iterator;

/** Entries of an iterator, which makes its reader wait where it has to. */
final class IteratorSource<E> implements EntrySource<E> {
    private final Iterator<? extends E> entries;

    IteratorSource(Iterator<? extends E> entries) {
        this.entries = entries;
    }

    @Override
    public void onReady(Runnable wakeUp) {}

    @Override
    public boolean isReady() {
        return entries.hasNext();
    }

    @Override
    public boolean isExhausted() {
        return !entries.hasNext();
    }

    @Override
    public E next() {
        return entries.next();
    }

    @Override
    public void close() {}
}

package io.github.supportops.copilot.batch;

/** Where a run reads its entries. Only the run's thread asks; it is told, on any thread, when asking may help again. */
interface EntrySource<E> {
    /** Sets what to call when an entry or the end has come. */
    void onReady(Runnable wakeUp);

    /** {@return whether there is an entry now; throws what the source broke with} */
    boolean isReady();

    /** {@return whether no entry will come any more} */
    boolean isExhausted();

    /** {@return the next entry; only after {@link #isReady()}} */
    E next();

    /** No further entry is wanted. */
    void close();
}

package io.github.supportops.copilot.batch;

/** What a batch's builder was told, checked and complete. */
record BatchSettings(
        int concurrency,
        int window,
        OutcomeOrder order,
        BatchListener listener,
        StopSignal stopSignal,
        BatchPace pace,
        int remembered) {}

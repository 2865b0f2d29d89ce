package io.github.supportops.copilot.local;

/** What computes the sentence vectors of a {@link LocalTicketAnalyzer}. */
public enum LocalRuntime {
    /** onnxruntime when it is on the class path and loads here, otherwise plain Java. */
    AUTO,

    /** Plain Java only: runs on every JVM, about seven times slower. */
    PLAIN_JAVA,

    /** onnxruntime only: the first analysis fails where it does not load. */
    ONNXRUNTIME
}

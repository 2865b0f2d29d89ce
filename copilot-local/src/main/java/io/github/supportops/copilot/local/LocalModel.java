package io.github.supportops.copilot.local;

import io.github.supportops.copilot.local.internal.encoder.SentenceEncoder;
import io.github.supportops.copilot.local.internal.encoder.SentenceEncoders;
import io.github.supportops.copilot.local.internal.heads.Heads;
import io.github.supportops.copilot.local.internal.reply.ReplyComposer;
import io.github.supportops.copilot.local.internal.text.LanguageDetector;
import io.github.supportops.copilot.local.internal.text.TicketReader;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Everything that is loaded once: encoder, heads, word lists, reply sentences. Immutable and thread-safe. */
record LocalModel(
        SentenceEncoder encoder, Heads heads, TicketReader reader, LanguageDetector languages, ReplyComposer replies) {

    /** What makes two models the same: they share one copy in memory. */
    record Kind(LocalRuntime runtime, @Nullable Path heads) {}

    static LocalModel load(Kind kind) {
        Heads heads = kind.heads() == null ? Heads.load() : Heads.load(kind.heads());
        return new LocalModel(
                encoder(kind.runtime()), heads, new TicketReader(), LanguageDetector.load(), new ReplyComposer());
    }

    private static SentenceEncoder encoder(LocalRuntime runtime) {
        return switch (runtime) {
            case AUTO -> SentenceEncoders.fastest();
            case PLAIN_JAVA -> SentenceEncoders.plainJava();
            case ONNXRUNTIME -> SentenceEncoders.onnxRuntime();
        };
    }
}

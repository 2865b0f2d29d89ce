package io.github.supportops.copilot.local;

import io.github.supportops.copilot.local.internal.encoder.SentenceEncoder;
import io.github.supportops.copilot.local.internal.encoder.SentenceEncoders;
import io.github.supportops.copilot.local.internal.heads.Heads;
import io.github.supportops.copilot.local.internal.reply.ReplyComposer;
import io.github.supportops.copilot.local.internal.text.LanguageDetector;
import io.github.supportops.copilot.local.internal.text.TicketReader;

/** Everything that is loaded once: encoder, heads, word lists, reply sentences. Immutable and thread-safe. */
record LocalModel(
        SentenceEncoder encoder, Heads heads, TicketReader reader, LanguageDetector languages, ReplyComposer replies) {

    static LocalModel load(LocalRuntime runtime) {
        return new LocalModel(
                encoder(runtime), Heads.load(), new TicketReader(), LanguageDetector.load(), new ReplyComposer());
    }

    private static SentenceEncoder encoder(LocalRuntime runtime) {
        return switch (runtime) {
            case AUTO -> SentenceEncoders.fastest();
            case PLAIN_JAVA -> SentenceEncoders.plainJava();
            case ONNXRUNTIME -> SentenceEncoders.onnxRuntime();
        };
    }
}

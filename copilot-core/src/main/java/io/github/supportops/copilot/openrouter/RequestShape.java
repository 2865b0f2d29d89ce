package io.github.supportops.copilot.openrouter;

import java.util.EnumSet;
import java.util.Set;

/**
 * Which ways of asking a model is known to accept. Starts with all that is wanted and loses what the provider refuses.
 * Immutable.
 */
final class RequestShape {
    /** Settings that a provider may refuse without the analysis losing its meaning. */
    enum Setting {
        TEMPERATURE,
        SEED,
        REASONING_OFF,
        REASONING_LOW,
        LOG_PROBABILITIES,
        PLUGINS
    }

    private final AnswerMode mode;
    private final boolean completionTokens;
    private final Set<Setting> refused;

    private RequestShape(AnswerMode mode, boolean completionTokens, Set<Setting> refused) {
        this.mode = mode;
        this.completionTokens = completionTokens;
        this.refused = refused;
    }

    static RequestShape startingWith(AnswerMode mode) {
        return new RequestShape(mode, false, EnumSet.noneOf(Setting.class));
    }

    AnswerMode mode() {
        return mode;
    }

    boolean allows(Setting setting) {
        return !refused.contains(setting);
    }

    /** {@return the field that limits the answer's length} */
    String tokenField() {
        return completionTokens ? "max_completion_tokens" : "max_tokens";
    }

    boolean usesCompletionTokens() {
        return completionTokens;
    }

    RequestShape withCompletionTokens() {
        return new RequestShape(mode, true, refused);
    }

    RequestShape without(Setting... settings) {
        EnumSet<Setting> more = EnumSet.noneOf(Setting.class);
        more.addAll(refused);
        more.addAll(Set.of(settings));
        return new RequestShape(mode, completionTokens, more);
    }

    boolean hasLooserMode() {
        return mode != AnswerMode.PROMPT_ONLY;
    }

    RequestShape withLooserMode() {
        return new RequestShape(mode.looser(), completionTokens, refused);
    }
}

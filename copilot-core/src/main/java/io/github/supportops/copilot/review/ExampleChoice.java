package io.github.supportops.copilot.review;

import io.github.supportops.copilot.Intent;
import io.github.supportops.copilot.prompt.PromptExample;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Chooses examples that teach much for few tokens: each intent in turn, corrections before approvals since the model was
 * wrong there, the newest first, no long tickets. It remembers no more than it may need.
 */
final class ExampleChoice {
    /** Longer tickets would make every call dearer than what they teach is worth. */
    private static final int LONGEST_TICKET = 2_000;

    private final int most;
    private final Map<Intent, Deque<PromptExample>> corrected = new EnumMap<>(Intent.class);
    private final Map<Intent, Deque<PromptExample>> approved = new EnumMap<>(Intent.class);

    ExampleChoice(int most) {
        this.most = most;
    }

    /** Looks at the next entry, a newer one than those before. */
    void see(FeedbackEntry entry) {
        forget(entry.ticket().id());
        int length = entry.ticket().message().length()
                + entry.ticket().subject().orElse("").length();
        if (length > LONGEST_TICKET) {
            return;
        }
        boolean correction = entry.decision().kind() == ReviewDecision.Kind.CORRECT;
        entry.settled().ifPresent(right -> {
            Deque<PromptExample> same =
                    (correction ? corrected : approved).computeIfAbsent(right.intent(), unused -> new ArrayDeque<>());
            same.addFirst(new PromptExample(entry.ticket(), right));
            if (same.size() > most) {
                same.removeLast();
            }
        });
    }

    /** The last decision about a ticket counts, also when it was to put the ticket aside. */
    private void forget(String ticketId) {
        Stream.concat(corrected.values().stream(), approved.values().stream())
                .forEach(examples ->
                        examples.removeIf(older -> older.ticket().id().equals(ticketId)));
    }

    List<PromptExample> chosen() {
        List<PromptExample> chosen = new ArrayList<>();
        for (boolean found = true; found && chosen.size() < most; ) {
            found = false;
            for (Intent intent : Intent.values()) {
                PromptExample next = next(intent);
                if (next != null && chosen.size() < most) {
                    chosen.add(next);
                    found = true;
                }
            }
        }
        return List.copyOf(chosen);
    }

    private @Nullable PromptExample next(Intent intent) {
        PromptExample correction =
                corrected.getOrDefault(intent, new ArrayDeque<>()).pollFirst();
        return correction != null
                ? correction
                : approved.getOrDefault(intent, new ArrayDeque<>()).pollFirst();
    }
}

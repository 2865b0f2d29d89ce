package io.github.supportops.copilot.local.internal.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.supportops.copilot.ChurnRisk;
import io.github.supportops.copilot.Intent;
import io.github.supportops.copilot.Sentiment;
import io.github.supportops.copilot.Urgency;
import io.github.supportops.copilot.local.internal.text.CueBook;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReplyComposerTest {

    private static final ReplyComposer COMPOSER = new ReplyComposer();
    private static final CueBook CUES = CueBook.load();

    private static String reply(String message, Intent intent, Sentiment sentiment, Urgency urgency) {
        return COMPOSER.compose(
                message,
                new ReplyComposer.Situation(intent, urgency, sentiment, ChurnRisk.LOW, false),
                CUES.inspect(message));
    }

    @Test
    void refundReplyTakesUpAmountAndOrder() {
        String reply = reply(
                "I want my money back for order 88-1234, you took $49.90 twice.",
                Intent.BILLING,
                Sentiment.NEUTRAL,
                Urgency.MEDIUM);

        assertThat(reply).contains("$49.90").contains("order 88-1234");
    }

    @Test
    void upsetCustomerGetsAnApology() {
        assertThat(reply("Your driver was rude.", Intent.COMPLAINT, Sentiment.NEGATIVE, Urgency.MEDIUM))
                .contains("sorry");
    }

    @Test
    void outageIsTreatedAsUrgent() {
        assertThat(reply(
                        "Everything is down for all our users!",
                        Intent.TECHNICAL_ISSUE,
                        Sentiment.NEGATIVE,
                        Urgency.CRITICAL))
                .containsAnyOf("urgent incident", "highest priority");
    }

    @Test
    void signatureGivesTheName() {
        assertThat(reply(
                        "How do I export a report?\n\nThanks,\nMaria Lopez",
                        Intent.GENERAL_QUERY,
                        Sentiment.NEUTRAL,
                        Urgency.LOW))
                .contains("Maria Lopez,");
    }

    @Test
    void nothingUnknownLeavesAGap() {
        for (Intent intent : Intent.values()) {
            for (Sentiment sentiment : Sentiment.values()) {
                for (int variant = 0; variant < 20; variant++) {
                    assertThat(reply("hm " + variant, intent, sentiment, Urgency.LOW))
                            .doesNotContain("{")
                            .doesNotContain("<<")
                            .doesNotContain(" ,")
                            .doesNotContain("  ");
                }
            }
        }
    }

    @Test
    void differentTicketsGetDifferentVariants() {
        Set<String> replies = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            replies.add(reply("It does not work " + i, Intent.TECHNICAL_ISSUE, Sentiment.NEUTRAL, Urgency.MEDIUM));
        }

        assertThat(replies).hasSizeGreaterThan(4);
    }
}

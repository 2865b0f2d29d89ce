package io.github.supportops.copilot.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.schema.AnalysisSchema;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PromptExperimentTest {
    private static final PromptTemplate STABLE = PromptTemplate.standard();
    private static final PromptTemplate CANDIDATE =
            PromptTemplate.fromText("id: triage\nversion: 2\n--- system\nTriage.\n--- user\n{{ticket}}\n");

    @Test
    void theCandidateGetsItsShare() {
        PromptExperiment experiment = PromptExperiment.of("shorter", STABLE, CANDIDATE, 0.1);

        long candidates = ids().stream()
                .filter(id -> experiment.chosenFor(id) == CANDIDATE)
                .count();

        // Drawn at random it would be 1,000 with a standard deviation of 30.
        assertThat(candidates).isBetween(880L, 1_120L);
    }

    @Test
    void theSameTicketAlwaysGetsTheSamePrompt() {
        PromptExperiment experiment = PromptExperiment.of("shorter", STABLE, CANDIDATE, 0.5);
        PromptExperiment elsewhere = PromptExperiment.of("shorter", STABLE, CANDIDATE, 0.5);

        assertThat(ids()).allMatch(id -> experiment.chosenFor(id) == elsewhere.chosenFor(id));
    }

    @Test
    void aLargerShareOnlyAddsTickets() {
        PromptExperiment small = PromptExperiment.of("shorter", STABLE, CANDIDATE, 0.1);
        PromptExperiment large = PromptExperiment.of("shorter", STABLE, CANDIDATE, 0.2);

        assertThat(ids().stream().filter(id -> small.chosenFor(id) == CANDIDATE))
                .allMatch(id -> large.chosenFor(id) == CANDIDATE);
    }

    @Test
    void anotherExperimentDrawsOtherTickets() {
        PromptExperiment first = PromptExperiment.of("shorter", STABLE, CANDIDATE, 0.5);
        PromptExperiment second = PromptExperiment.of("kinder", STABLE, CANDIDATE, 0.5);

        assertThat(ids().stream()
                        .filter(id -> first.chosenFor(id) == second.chosenFor(id))
                        .count())
                .isBetween(4_700L, 5_300L);
    }

    @Test
    void nobodyOrEverybodyIsPossible() {
        assertThat(ids())
                .allMatch(id -> PromptExperiment.of("x", STABLE, CANDIDATE, 0).chosenFor(id) == STABLE);
        assertThat(ids())
                .allMatch(id -> PromptExperiment.of("x", STABLE, CANDIDATE, 1).chosenFor(id) == CANDIDATE);
    }

    @Test
    void aPromptCarriesTheIdentityOfTheTemplateItWasMadeWith() {
        PromptExperiment all = PromptExperiment.of("x", STABLE, CANDIDATE, 1);
        PromptRequest request = new PromptRequest(Ticket.of("T", "Hello"), AnalysisSchema.standard(), "marker");

        assertThat(all.render(request).identity()).isEqualTo(CANDIDATE.identity());
        assertThat(all.identity().version()).isEqualTo("1|2");
    }

    @Test
    void twoPromptsOfTheSameTextAreNoExperiment() {
        assertThatThrownBy(() -> PromptExperiment.of("x", STABLE, STABLE, 0.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nothing to compare");
    }

    @Test
    void aShareOutsideItsRangeIsRefused() {
        assertThatThrownBy(() -> PromptExperiment.of("x", STABLE, CANDIDATE, 1.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A candidate's share must be within 0 and 1: 1.5");
    }

    private static List<String> ids() {
        return IntStream.range(0, 10_000).mapToObj(at -> "TCK-" + at).toList();
    }
}

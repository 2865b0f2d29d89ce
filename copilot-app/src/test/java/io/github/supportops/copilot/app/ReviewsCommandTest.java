package io.github.supportops.copilot.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.supportops.copilot.store.Store;
import io.github.supportops.copilot.testkit.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ReviewsCommandTest {
    @TempDir
    Path directory;

    private String id = "";

    @BeforeEach
    void submitOne() throws IOException {
        Files.createDirectories(directory.resolve("data"));
        try (Store store = Store.open(directory.resolve("data/copilot.db"))) {
            id = store.reviews()
                    .submit(Samples.ticket(), Samples.result("TCK-001"))
                    .id();
        }
    }

    private RunResult run(String... arguments) {
        return RunResult.of(directory, Map.of(), "", arguments);
    }

    @Test
    void pendingReviewsAreListedOneALine() {
        assertThat(run("reviews", "list").out()).isEqualTo(id + "\tpending\thigh\ttechnical_issue\tTCK-001\n");
        assertThat(run("reviews", "list", "--state", "approved").out()).isEmpty();
    }

    @Test
    void reviewIsShownAsJson() {
        assertThat(run("reviews", "show", id).out().lines().toList().get(0)).startsWith("{\"ticket_id\":\"TCK-001\"");
    }

    @Test
    void correctionIsExportedAsALabelledTicket() {
        RunResult decided =
                run("reviews", "decide", id, "correct", "--by", "ana", "--set", "urgency=low", "--why", "calm");

        assertThat(decided.exitCode()).as(decided.err()).isZero();
        assertThat(decided.out()).contains("\tcorrected\t");
        assertThat(run("reviews", "export", "--labelled").out())
                .contains("\"urgency\":\"low\"", "\"by\":\"ana\"", "\"changed\":[\"urgency\"]");
    }

    @Test
    void decidingTwiceIsRefused() {
        run("reviews", "decide", id, "approve", "--by", "ana");

        RunResult second = run("reviews", "decide", id, "dismiss", "--by", "bob");

        assertThat(second.exitCode()).isEqualTo(4);
        assertThat(run("reviews", "export").out().lines()).hasSize(1);
    }

    @Test
    void wrongUsageIsNamed() {
        assertThat(run("reviews", "decide", id, "maybe", "--by", "ana").exitCode())
                .isEqualTo(2);
        assertThat(run("reviews", "decide", id, "correct", "--by", "ana").exitCode())
                .isEqualTo(2);
        assertThat(run("reviews", "decide", id, "correct", "--by", "ana", "--set", "urgency=odd")
                        .exitCode())
                .isEqualTo(2);
        assertThat(run("reviews", "show", "0".repeat(32)).exitCode()).isEqualTo(3);
        assertThat(run("reviews").exitCode()).isEqualTo(2);
    }
}

package io.github.supportops.copilot.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.SetupException;
import io.github.supportops.copilot.app.service.RunningService.Reply;
import io.github.supportops.copilot.testkit.FakeTicketAnalyzer;
import io.github.supportops.copilot.testkit.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JobsTest extends RouteTest {
    private static final String TWENTY = "ticket_id,message\n"
            + IntStream.rangeClosed(1, 20)
                    .mapToObj(number -> "T-" + number + ",Broken " + number + "\n")
                    .collect(Collectors.joining());

    @Test
    void jobIsAcceptedWorkedOffAndItsResultGivenOut() {
        Reply accepted = start().post("/analyze-batch?async=true", "text/csv", TWENTY);
        String place = accepted.header("location");

        assertThat(accepted.status()).isEqualTo(202);
        assertThat(place).matches("/jobs/[0-9a-f]{32}");
        JsonNode job = awaitState(service, place, List.of("completed"));
        assertThat(job.path("done").asInt()).isEqualTo(20);
        assertThat(job.path("total").asInt()).isEqualTo(20);
        assertThat(job.path("failed").asInt()).isZero();
        assertThat(service.get(place + "/result").body().lines())
                .hasSize(21)
                .allMatch(line -> line.matches("t.*|T-.*,technical_issue,.*"));
        assertThat(service.get("/jobs").json().at("/jobs/0/id").asText())
                .isEqualTo(job.path("id").asText());
    }

    @Test
    void largeUploadsBecomeJobsWithoutBeingAsked() {
        start(builder -> builder.maxWaitedUploadBytes(100));

        assertThat(service.post("/analyze-batch", "text/csv", TWENTY).status()).isEqualTo(202);
    }

    @Test
    void resultOfAnUnfinishedJobIsNotThereYet() {
        analyzer.otherwiseStalls();
        String place =
                start().post("/analyze-batch?async=true", "text/csv", TWENTY).header("location");

        assertThat(service.get(place + "/result").status()).isEqualTo(409);
    }

    @Test
    void deletedJobIsCancelledAndGone() throws IOException {
        analyzer.otherwiseStalls();
        String place =
                start().post("/analyze-batch?async=true", "text/csv", TWENTY).header("location");
        awaitState(service, place, List.of("running"));

        assertThat(service.delete(place).status()).isEqualTo(204);

        assertThat(service.get(place).problem()).isEqualTo("not-found");
        assertThat(service.delete(place).status()).isEqualTo(404);
        awaitEmpty(data.resolve("jobs"));
    }

    @Test
    void unknownJobsAreNotFoundWhateverTheirNameLooksLike() {
        start();

        assertThat(service.get("/jobs/0123456789abcdef0123456789abcdef").status())
                .isEqualTo(404);
        assertThat(service.get("/jobs/..%2f..%2fetc").status()).isIn(400, 404);
        assertThat(service.get("/jobs/x/result").status()).isEqualTo(404);
    }

    @Test
    void fileThatCannotBeReadFailsTheJobAndSaysWhy() {
        String place = start().post("/analyze-batch?async=true", "text/csv", "a,b\n1,2\n")
                .header("location");

        JsonNode job = awaitState(service, place, List.of("failed"));

        assertThat(job.path("problem").asText()).contains("the upload, line 1").doesNotContain(data.toString());
    }

    @Test
    void unfinishedJobGoesOnWhenTheServiceIsStartedAgain() {
        analyzer.returns(Samples.analysis("first run")).otherwiseStalls();
        String place =
                start().post("/analyze-batch?async=true", "text/csv", TWENTY).header("location");
        awaitDone(place, 1);
        service.close();
        FakeTicketAnalyzer second = FakeTicketAnalyzer.create();

        service = RunningService.of(second, data);

        awaitState(service, place, List.of("completed"));
        assertThat(second.tickets()).hasSize(19).noneMatch(ticket -> ticket.id().equals("T-1"));
        assertThat(service.get(place + "/result").body()).contains("T-1,Broken 1,technical_issue", "first run");
    }

    @Test
    void jobStoppedByAWrongSetupGoesOnAfterARestart() {
        analyzer.fails(new SetupException(FailureKind.CREDITS, "no credits left"))
                .otherwiseStalls();
        String place = start().post("/analyze-batch?async=true", "text/csv", "ticket_id,message\nT-1,Broken\n")
                .header("location");

        assertThat(awaitState(service, place, List.of("stopped"))
                        .path("problem")
                        .asText())
                .isEqualTo("no credits left");
        service.close();
        service = RunningService.of(FakeTicketAnalyzer.create(), data);

        awaitState(service, place, List.of("completed"));
    }

    @Test
    void finishedJobsAreStillThereAfterARestart() {
        String place =
                start().post("/analyze-batch?async=true", "text/csv", TWENTY).header("location");
        JsonNode before = awaitState(service, place, List.of("completed"));
        service.close();
        start();

        assertThat(service.get(place).json()).isEqualTo(before);
        assertThat(service.get(place + "/result").body().lines()).hasSize(21);
    }

    /** Asks until the job is in one of the states; the test's own time limit ends it otherwise. */
    static JsonNode awaitState(RunningService service, String place, List<String> states) {
        JsonNode job = service.get(place).json();
        while (!states.contains(job.path("state").asText())) {
            Thread.onSpinWait();
            job = service.get(place).json();
        }
        return job;
    }

    private void awaitDone(String place, int rows) {
        while (service.get(place).json().path("done").asInt() < rows) {
            Thread.onSpinWait();
        }
    }

    private static void awaitEmpty(Path directory) throws IOException {
        boolean empty = false;
        while (!empty) {
            try (Stream<Path> left = Files.list(directory)) {
                empty = left.findAny().isEmpty();
            }
        }
    }
}

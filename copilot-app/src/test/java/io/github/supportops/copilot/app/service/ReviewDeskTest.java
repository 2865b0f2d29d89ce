package io.github.supportops.copilot.app.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Explanation;
import io.github.supportops.copilot.ReviewReason;
import io.github.supportops.copilot.Ticket;
import io.github.supportops.copilot.review.ReviewQueue;
import io.github.supportops.copilot.testkit.FakeTicketAnalyzer;
import io.github.supportops.copilot.testkit.Samples;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The review desk in a real browser. With COPILOT_REQUIRE_BROWSER=1, a machine without one fails. */
@Timeout(120)
class ReviewDeskTest {
    private static final String HOSTILE =
            "<img src=x onerror=\"document.title='pwned'\"><script>document.title='pwned'</script>"
                    + "\"'><svg onload=document.title='pwned'>";

    private final ReviewQueue queue = ReviewQueue.inMemory();

    @TempDir
    Path directory;

    private RunningService service;
    private Browser browser;

    @BeforeEach
    void open() throws Exception {
        Optional<Path> program = Browser.program();
        if (program.isEmpty()) {
            String missing = "NOT TESTED: the review desk, because there is no Chromium on the path";
            System.err.println(missing);
            if ("1".equals(System.getenv("COPILOT_REQUIRE_BROWSER"))) {
                throw new AssertionError(missing);
            }
            abort(missing);
        }
        queue.submit(ticket("T-1"), result("T-1"));
        service = RunningService.of(
                FakeTicketAnalyzer.create(), directory.resolve("data"), builder -> builder.reviews(queue));
        browser = Browser.open(program.orElseThrow(), directory.resolve("profile"), URI.create(service.url() + "/"));
        browser.await("document.querySelector('#decision')");
    }

    @AfterEach
    void close() {
        if (browser != null) {
            browser.close();
            service.close();
        }
    }

    private static Ticket ticket(String id) {
        return Ticket.builder(id, "It broke. " + HOSTILE + " Help.")
                .subject(HOSTILE)
                .channel(HOSTILE)
                .build();
    }

    private static AnalysisResult result(String id) {
        return Samples.result(id).toBuilder()
                .analysis(Samples.analysis(HOSTILE))
                .explanation(Explanation.of(HOSTILE, List.of("It broke.", HOSTILE), "en", List.of()))
                .reviewReasons(List.of(new ReviewReason(ReviewReason.Kind.LOW_CONFIDENCE, HOSTILE)))
                .build();
    }

    @Test
    void hostileTextIsShownAsTextAndRunsNothing() throws Exception {
        JsonNode page = browser.run("({title: document.title, text: document.querySelector('.message').textContent,"
                + " marks: [...document.querySelectorAll('mark')].map((mark) => mark.textContent),"
                + " foreign: document.querySelectorAll('main img, main svg, main script').length})");

        assertThat(page.path("title").asText()).isEqualTo("Review desk");
        assertThat(page.path("text").asText()).isEqualTo("It broke. " + HOSTILE + " Help.");
        assertThat(page.path("marks").get(1).asText()).isEqualTo(HOSTILE);
        assertThat(page.path("foreign").asInt()).isZero();
    }

    @Test
    void personCorrectsATicketAndTheFeedbackSaysSo() throws Exception {
        browser.run(
                "document.getElementById('reviewer').value = 'ana'; const form = document.getElementById('decision');"
                        + " form.elements.urgency.value = 'low'; form.dispatchEvent(new Event('input'));");
        assertThat(browser.run("[...document.querySelectorAll('.changed')].map((label) => label.control.name)")
                        .toString())
                .isEqualTo("[\"urgency\"]");
        browser.run("document.querySelector('[data-key=c]').click()");
        browser.await("document.querySelector('.empty')");

        JsonNode line = Json.tree(service.get("/feedback").body().strip());
        assertThat(line.path("by").asText()).isEqualTo("ana");
        assertThat(line.path("changed").toString()).isEqualTo("[\"urgency\"]");
        assertThat(line.at("/analysis/suggested_response").asText()).isEqualTo(HOSTILE);
    }

    @Test
    void keysMoveAndDecideWithoutAMouse() throws Exception {
        queue.submit(ticket("T-2"), result("T-2"));
        browser.run("document.getElementById('reviewer').value = 'ana'; document.getElementById('filters')"
                + ".dispatchEvent(new Event('change'))");
        browser.await("document.querySelectorAll('.row').length === 2");

        browser.run("for (const key of ['j', 'a']) dispatchEvent(new KeyboardEvent('keydown', {key}))");
        browser.await("document.querySelectorAll('.row').length === 1");

        assertThat(Json.tree(service.get("/feedback").body().strip())
                        .path("decision")
                        .asText())
                .isEqualTo("approve");
    }

    @Test
    void droppedFileIsEnrichedAndCanBeDownloaded() throws Exception {
        browser.run("document.querySelector('[data-view=batch]').click();"
                + " const data = new DataTransfer(); data.items.add(new File(['ticket_id,message\\nT-9,Broken\\n'], 'a.csv'));"
                + " document.getElementById('drop').dispatchEvent(new DragEvent('drop', {dataTransfer: data}))");
        browser.await("document.querySelector('#jobs a.button')");
        browser.await("document.getElementById('notice').textContent.startsWith('The file is enriched: 1 rows.')");

        String result = browser.run(
                        "fetch(document.querySelector('#jobs a.button').href).then((reply) => reply.text())")
                .asText();
        assertThat(result).contains("T-9,Broken,technical_issue,high");
    }

    @Test
    void everyControlHasANameAndEveryViewOpens() throws Exception {
        JsonNode nameless = browser.run("[...document.querySelectorAll('input, select, textarea, button')]"
                + ".filter((control) => !(control.labels?.length || control.textContent.trim()"
                + " || control.getAttribute('aria-label'))).map((control) => control.outerHTML)");
        assertThat(nameless).isEmpty();

        for (String view : List.of("dashboard", "batch", "single", "queue")) {
            browser.run("document.querySelector('[data-view=" + view + "]').click()");
            browser.await("!document.getElementById('" + view + "').hidden");
        }
        assertThat(browser.run("document.getElementById('notice').textContent").asText())
                .isEmpty();
    }
}

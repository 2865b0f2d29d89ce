package io.github.supportops.copilot.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.github.supportops.copilot.app.service.Browser;
import io.github.supportops.copilot.testkit.StubOpenRouter;
import io.github.supportops.copilot.testkit.StubReply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The report of {@code enrich} in a real browser. With COPILOT_REQUIRE_BROWSER=1, a machine without one fails. */
@Timeout(120)
class ReportPageTest {
    private static final String HOSTILE =
            "<img src=x onerror=document.title='pwned'><script>document.title='pwned'</script>"
                    + "</script><svg onload=document.title='pwned'><a href=javascript:document.title='pwned'>x</a>";

    private final StubOpenRouter stub = StubOpenRouter.start();

    @TempDir
    Path directory;

    private Browser browser;

    @BeforeEach
    void open() throws Exception {
        Optional<Path> program = Browser.program();
        if (program.isEmpty()) {
            String missing = "NOT TESTED: the report, because there is no Chromium on the path";
            System.err.println(missing);
            if ("1".equals(System.getenv("COPILOT_REQUIRE_BROWSER"))) {
                throw new AssertionError(missing);
            }
            abort(missing);
        }
        writeReport();
        browser = Browser.open(
                program.orElseThrow(),
                directory.resolve("profile"),
                directory.resolve("report.html").toUri());
        browser.await("document.querySelector('#tickets tbody tr')");
    }

    /** Sixty tickets: every third is urgent, one is hostile, one cannot be answered. */
    private void writeReport() throws IOException {
        StringBuilder csv = new StringBuilder("ticket_id,message\n");
        for (int number = 1; number <= 60; number++) {
            csv.append("T-").append(number).append(",message ").append(number);
            csv.append(number % 3 == 0 ? " urgent\n" : "\n");
        }
        csv.append("\"").append(HOSTILE).append("\",\"").append(HOSTILE).append("\"\nT-62,refuse this\n");
        Files.writeString(directory.resolve("in.csv"), csv);
        stub.otherwise(request -> {
            String said = request.conversation();
            if (said.contains("refuse this")) {
                return StubReply.text("no");
            }
            String answer = "{\"intent\":\"billing\",\"urgency\":\"%s\",\"sentiment\":\"negative\","
                    + "\"escalation_required\":%s,\"churn_risk\":\"low\",\"suggested_response\":\"%s\"}";
            boolean urgent = said.contains(" urgent");
            return StubReply.text(String.format(
                    answer, urgent ? "critical" : "low", urgent, said.contains("onerror") ? HOSTILE : "On it."));
        });
        RunResult run = RunResult.of(
                directory,
                Map.of("OPENROUTER_BASE_URL", stub.baseUrl().toString(), "OPENROUTER_API_KEY", "key-0"),
                "",
                "enrich",
                "in.csv",
                "--output",
                "out.csv",
                "--report",
                "report.html");
        assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
    }

    @AfterEach
    void close() {
        stub.close();
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void hostileTicketsAreTextAndNothingIsFetched() throws Exception {
        type("onerror");

        assertThat(text("#tickets tbody tr td:nth-child(2)")).isEqualTo(HOSTILE);
        assertThat(text("#tickets tbody tr")).contains(HOSTILE);
        assertThat(browser.run("document.title").asText()).isNotEqualTo("pwned");
        assertThat(browser.run("document.querySelectorAll('img, svg, a, iframe, link').length")
                        .asInt())
                .isZero();
        assertThat(browser.run("performance.getEntriesByType('resource').length")
                        .asInt())
                .isZero();
    }

    @Test
    void searchAndChoicesFilterTheTable() throws Exception {
        assertThat(text("#where")).startsWith("62 of 62 rows");
        choose("Urgency", "critical");
        assertThat(text("#where")).startsWith("20 of 62 rows");
        type("message 6 ");
        assertThat(text("#where")).startsWith("1 of 62 rows");
        assertThat(text("#tickets tbody tr")).contains("T-6", "message 6 urgent");

        type("");
        choose("Urgency", "");
        choose("Failure", "invalid_answer");
        assertThat(text("#where")).startsWith("1 of 62 rows");
        assertThat(text("#tickets tbody tr")).contains("T-62");
    }

    @Test
    void headingsSortBothWaysAndSayWhich() throws Exception {
        head("Urgency");
        assertThat(browser.run("document.querySelector('[aria-sort=ascending]').textContent")
                        .asText())
                .startsWith("Urgency");
        head("Urgency");

        assertThat(text("#tickets tbody tr td:nth-child(4)")).isEqualTo("critical");
        head("Line");
        head("Line");
        assertThat(text("#tickets tbody tr td:nth-child(2)")).isEqualTo("T-62");
    }

    @Test
    void pagesGoForthAndBackAndStopAtTheEnds() throws Exception {
        press("Next");
        assertThat(text("#where")).endsWith("page 2 of 2");
        press("Next");
        assertThat(text("#where")).endsWith("page 2 of 2");
        press("Back");
        press("Back");
        assertThat(text("#where")).endsWith("page 1 of 2");
    }

    @Test
    void theRunIsTold() throws Exception {
        assertThat(text("#page > section:last-of-type dt")).isEqualTo("input");
        assertThat(text("#page > section:last-of-type dd")).isEqualTo("in.csv");
    }

    @Test
    void itReadsInLightAndDarkAndNeverScrollsSideways() throws Exception {
        for (String scheme : new String[] {"light", "dark"}) {
            browser.emulate("prefers-color-scheme", scheme);
            assertThat(browser.run(CONTRAST).asDouble()).as(scheme).isGreaterThan(4.5);
        }
        assertThat(browser.run("document.documentElement.scrollWidth <= innerWidth")
                        .asBoolean())
                .isTrue();
    }

    /** The smallest contrast between a text's colour and what lies behind it, as WCAG counts it. */
    private static final String CONTRAST = """
            (() => {
              const parts = c => (c.match(/[\\d.]+/g) || []).map(Number);
              const over = (top, below) => { const a = top[3] === undefined ? 1 : top[3];
                return [0, 1, 2].map(i => top[i] * a + below[i] * (1 - a)); };
              const light = c => { const v = c.map(x => x / 255).map(x => x <= .04045 ? x / 12.92 : ((x + .055) / 1.055) ** 2.4);
                return .2126 * v[0] + .7152 * v[1] + .0722 * v[2]; };
              const behind = node => { const chain = []; for (let n = node; n; n = n.parentElement) { chain.unshift(n); }
                return chain.reduce((below, n) => over(parts(getComputedStyle(n).backgroundColor), below), [255, 255, 255]); };
              const walker = document.createTreeWalker(document.getElementById('page'), NodeFilter.SHOW_TEXT);
              let worst = 21;
              while (walker.nextNode()) {
                const node = walker.currentNode.parentElement;
                if (!walker.currentNode.textContent.trim() || !node.offsetParent) { continue; }
                const back = behind(node), front = over(parts(getComputedStyle(node).color), back);
                const [low, high] = [light(back), light(front)].sort((a, b) => a - b);
                worst = Math.min(worst, (high + .05) / (low + .05));
              }
              return worst;
            })()
            """;

    private String text(String selector) throws InterruptedException {
        return browser.run("document.querySelector(" + quoted(selector) + ").textContent")
                .asText();
    }

    private void type(String query) throws InterruptedException {
        browser.run("(() => { const box = document.querySelector('[type=search]'); box.value = " + quoted(query)
                + "; box.dispatchEvent(new Event('input')); })()");
    }

    private void choose(String name, String value) throws InterruptedException {
        browser.run("(() => { const box = [...document.querySelectorAll('select')].find(s => s.ariaLabel === "
                + quoted(name) + "); box.value = " + quoted(value) + "; box.dispatchEvent(new Event('change')); })()");
    }

    private void head(String name) throws InterruptedException {
        browser.run("[...document.querySelectorAll('#tickets th button')].find(b => b.textContent.startsWith("
                + quoted(name) + ")).click()");
    }

    private void press(String name) throws InterruptedException {
        browser.run("[...document.querySelectorAll('.pages button')].find(b => b.textContent === " + quoted(name)
                + ").click()");
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}

package io.github.supportops.copilot.helpdesk.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.supportops.copilot.helpdesk.internal.HtmlText;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SalesforceTextTest {
    @Test
    void idsOf15CharactersGetTheirSuffixAndNothingElseIsAnId() {
        assertThat(RecordId.of("001A0000006Vm9u")).contains("001A0000006Vm9uIAC");
        assertThat(RecordId.of("001A0000006Vm9uIAC")).contains("001A0000006Vm9uIAC");
        assertThat(RecordId.of("001A0000006Vm9uIA")).isEmpty();
        assertThat(RecordId.of("001A0000006Vm9'")).isEmpty();
        assertThat(RecordId.of(null)).isEmpty();
        assertThat(RecordId.ofCase("001A0000006Vm9u")).isEmpty();
    }

    @Test
    void textInAQueryCannotEndItsQuotes() {
        assertThat(Soql.text("O'Neill \\' OR '1'='1\n\r\t")).isEqualTo("'O\\'Neill \\\\\\' OR \\'1\\'=\\'1\\n\\r\\t'");
        assertThat(Soql.encoded("a b+c'é")).isEqualTo("a%20b%2Bc%27%C3%A9");
    }

    @Test
    void timesAreReadAsSalesforceWritesThemAndWrittenAsHttpDoes() {
        assertThat(Stamp.of("2026-01-01T00:00:05.000+0000")).contains(Instant.parse("2026-01-01T00:00:05Z"));
        assertThat(Stamp.of("2026-01-01T00:00:05Z")).contains(Instant.parse("2026-01-01T00:00:05Z"));
        assertThat(Stamp.of("2026-01-01T02:00:05.000+0200")).contains(Instant.parse("2026-01-01T00:00:05Z"));
        assertThat(Stamp.of("yesterday")).isEmpty();
        assertThat(Stamp.httpDate(Instant.parse("2026-01-01T00:00:05Z"))).isEqualTo("Thu, 01 Jan 2026 00:00:05 GMT");
        assertThat(Stamp.httpDate(Instant.parse("2026-01-01T00:00:05.001Z")))
                .isEqualTo("Thu, 01 Jan 2026 00:00:06 GMT");
    }

    @Test
    void htmlBecomesTextOfBoundedLength() {
        assertThat(HtmlText.of("<p>One</p><p>Two&nbsp;&#8364;&#x1F389;&unknown; a<b 3 < 4", 100))
                .isEqualTo("One\n\nTwo €🎉&unknown; a");
        assertThat(HtmlText.of("<!-- x --><script>if (a < b) {}</script >ok<style>p{}</style>", 100))
                .isEqualTo("ok");
        assertThat(HtmlText.of("3 < 4 &amp;lt; &", 100)).isEqualTo("3 < 4 &lt; &");
        assertThat(HtmlText.of("🎉".repeat(100), 5)).isEqualTo("🎉🎉");
        assertThat(HtmlText.of("&".repeat(1_000_000), 50_000)).hasSize(50_000);
        assertThat(HtmlText.of("<script>".repeat(100_000), 50_000)).isEmpty();
        assertThat(HtmlText.of("<".repeat(400_000), 50_000)).hasSizeLessThanOrEqualTo(50_000);
    }

    @Test
    void earlierMailsAreTakenOffAReply() {
        assertThat(QuotedHistory.without(
                        "Thank you!\n\nOn Mon, 2 Nov 2026, Ann wrote:\n> It is broken!\n> ref:_00D5g._5005g:ref"))
                .isEqualTo("Thank you!");
        assertThat(QuotedHistory.without("Danke!\r\nAm 2.11.2026 um 10:00 schrieb Ann:\r\n> kaputt"))
                .isEqualTo("Danke!");
        assertThat(QuotedHistory.without("Ok\n-----Original Message-----\nFrom: x"))
                .isEqualTo("Ok");
        assertThat(QuotedHistory.without("Ok\nref:_00D5gAbc._5005gXyz:ref")).isEqualTo("Ok");
        assertThat(QuotedHistory.without("> only quoted")).isEqualTo("> only quoted");
        assertThat(QuotedHistory.without("On Monday I wrote: no reply")).isEqualTo("On Monday I wrote: no reply");
    }

    @Test
    void aCursorSurvivesARestart() {
        SweepCursor cursor = SweepCursor.since(Instant.parse("2026-01-01T00:00:00Z"), 3)
                .behind(Instant.parse("2026-01-02T00:00:00Z"), "500gK0000000001QAA")
                .at(1)
                .caughtUp(Optional.of(Instant.parse("2026-01-03T00:00:00Z")), Duration.ofMinutes(2));

        assertThat(SweepCursor.of(cursor.text(), 3)).isEqualTo(cursor);
        assertThat(cursor.position().condition())
                .isEqualTo("SystemModstamp >= 2026-01-02T23:58:00Z ORDER BY SystemModstamp,Id");
        assertThat(cursor.at(0).position().condition())
                .isEqualTo("(SystemModstamp > 2026-01-02T00:00:00Z OR (SystemModstamp = 2026-01-02T00:00:00Z"
                        + " AND Id > '500gK0000000001QAA')) ORDER BY SystemModstamp,Id");
    }
}

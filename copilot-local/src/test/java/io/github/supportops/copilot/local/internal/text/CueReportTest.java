package io.github.supportops.copilot.local.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CueReportTest {

    private static final CueBook BOOK = CueBook.load();

    private static CueReport report(String text) {
        return BOOK.inspect(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            the whole platform is down                  | outage
            somebody hacked my account                  | security
            i did not authorise this payment            | fraud
            we have lost all our data                   | data_loss
            there is a smell of gas in the kitchen      | safety
            you will hear from my lawyer                | legal
            this is URGENT                              | urgent
            we need it by tomorrow                      | deadline
            no rush at all                              | not_urgent
            let me speak to a human                     | human_wish
            please call me back                         | call_back
            i would like a callback                     | call_back
            this is the third time I write              | repeated
            please close my account                     | cancel
            we are switching to a different provider    | leaving
            cancel my order                             | order_cancel
            i want my money back                        | refund
            you charged me twice                        | charge
            my card was declined                        | declined
            the app keeps crashing                      | fault
            it would be nice to have a calendar         | wish
            how do i change my address                  | question
            where is my parcel                          | order_status
            your staff was rude                         | complaint
            thanks for nothing                          | sarcasm
            """)
    void phraseShowsItsCue(String text, String cue) {
        assertThat(report(text).has(cue)).as(text).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            the surgency of the matter    | urgent
            a refundable deposit slip     | charge
            the download finished         | outage
            my classmate sued nobody      | security
            """)
    void cueInsideAnotherWordDoesNotCount(String text, String cue) {
        assertThat(report(text).has(cue)).as(text).isFalse();
    }

    @Test
    void negatedPraiseIsNotPraise() {
        assertThat(report("I am not happy with it").has("positive")).isFalse();
        assertThat(report("I am not happy with it").has("negative")).isTrue();
        assertThat(report("I am happy with it").has("positive")).isTrue();
    }

    @Test
    void negatedBlameIsNotBlame() {
        assertThat(report("I was never disappointed").has("negative")).isFalse();
    }

    @Test
    void quoteIsWhatTheTicketSays() {
        assertThat(report("So CALL  me\nback today").quote("call_back")).contains("CALL  me\nback");
    }

    @Test
    void apostrophesMayBeTypedTypographicOrMissing() {
        for (String text : new String[] {"it doesn't work", "it doesn\u2019t work", "it doesnt work"}) {
            assertThat(report(text).has("fault")).as(text).isTrue();
        }
    }

    @Test
    void opensWithLooksAtTheFirstLineOnly() {
        assertThat(report("Urgent repair needed\nwhen you can").opensWith("urgent"))
                .isTrue();
        assertThat(report("A question\nit is urgent").opensWith("urgent")).isFalse();
    }

    @Test
    void featuresHaveOnePlaceForEachCueAndCount() {
        assertThat(report("hello").features())
                .hasSize(CueReport.featureCount(BOOK.names().size()));
    }

    @Test
    void hostileTextIsReadInReasonableTime() {
        long started = System.nanoTime();

        report("a".repeat(20_000) + " " + "can't ".repeat(3_000) + "!".repeat(5_000));

        assertThat(System.nanoTime() - started).isLessThan(20_000_000_000L);
    }
}

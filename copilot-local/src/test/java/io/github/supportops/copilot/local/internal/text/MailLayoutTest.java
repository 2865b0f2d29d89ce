package io.github.supportops.copilot.local.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MailLayoutTest {

    private static final String LONG = "The heating in the second floor has been making a loud noise since Monday. "
            .repeat(5)
            .strip();

    @Test
    void quotedLinesAreTakenOff() {
        assertThat(MailLayout.strip("It is still broken.\n> Please try again.\n> Regards"))
                .isEqualTo("It is still broken.");
    }

    @Test
    void earlierMailBelowItsHeaderIsTakenOff() {
        assertThat(MailLayout.strip(
                        "Any news?\n\nOn Tue, 3 Mar 2026 at 10:12, Support wrote:\nWe are looking into it."))
                .isEqualTo("Any news?");
        assertThat(MailLayout.strip("Any news?\n-----Original Message-----\nFrom: Support\nOld text"))
                .isEqualTo("Any news?");
        assertThat(MailLayout.strip("Any news?\n\nFrom: Support\nSent: Monday\nOld text"))
                .isEqualTo("Any news?");
    }

    @Test
    void signatureIsTakenOff() {
        assertThat(MailLayout.strip("The export fails.\n-- \nAnna Berg\nHead of Data"))
                .isEqualTo("The export fails.");
        assertThat(MailLayout.strip("The export fails.\nSent from my phone")).isEqualTo("The export fails.");
    }

    @Test
    void longMailLosesGreetingAndClosing() {
        assertThat(MailLayout.strip("Dear support team,\n\n" + LONG + "\n\nKind regards,\nAnna Berg\nHead of Data"))
                .isEqualTo(LONG);
    }

    @Test
    void longMailKeepsItsSubject() {
        assertThat(MailLayout.strip("Subject: Urgent repair\n\nHello,\n\n" + LONG))
                .startsWith("Urgent repair\n")
                .endsWith(LONG);
    }

    @Test
    void shortTextKeepsItsThanks() {
        assertThat(MailLayout.strip("It works now.\nThank you so much!"))
                .isEqualTo("It works now.\nThank you so much!");
    }

    @Test
    void textOfQuotesOnlyIsKept() {
        assertThat(MailLayout.strip("> what did you mean?")).isEqualTo("> what did you mean?");
    }
}

package io.github.supportops.copilot.helpdesk.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HtmlTextTest {

    @Test
    void blocksBecomeLinesAndWhiteSpaceOneSpace() {
        assertThat(text("<div>Hello&nbsp;  <b>you</b></div><p>next\n line</p>last<br/>one"))
                .isEqualTo("Hello you\n\nnext line\nlast\none");
        assertThat(text("<table><tr><td>a</td><td>b</td></tr></table>")).isEqualTo("a b");
    }

    @Test
    void entitiesBecomeWhatTheyMean() {
        assertThat(text("&lt;b&gt; &amp;amp; &quot;&#39;&apos; &#x1F600; &#8364; &unknown; AT&T &"))
                .isEqualTo("<b> &amp; \"'' \ud83d\ude00 \u20ac &unknown; AT&T &");
        assertThat(text("&#0;&#xD800;&#99999999;")).isEqualTo("\ufffd\ufffd&#99999999;");
    }

    @Test
    void whatNobodySeesIsLeftOut() {
        assertThat(text("a<!-- secret --><style>b{}</style><SCRIPT>alert('</b>')</script>c<img alt='d'>"))
                .isEqualTo("ac");
    }

    @Test
    void quotedMailsAreLeftOutWithAllThatIsInThem() {
        assertThat(text("new<div class=\"freshdesk_quote\">old<div>older</div></div> end"))
                .isEqualTo("new\nend");
        assertThat(text("new<blockquote class='gmail_quote'>old<blockquote>older</blockquote></blockquote>"))
                .isEqualTo("new");
        assertThat(text("new<div class=freshdesk_quote>never closed")).isEqualTo("new");
    }

    @Test
    void aSmallerThanSignIsNoTag() {
        assertThat(text("1 < 2 and 3<4 <")).isEqualTo("1 < 2 and 3<4 <");
    }

    @Test
    void textIsCutBetweenTwoCharacters() {
        assertThat(HtmlText.of("ab\ud83d\ude00cd", 3)).isEqualTo("ab");
        assertThat(HtmlText.of("ab\ud83d\ude00cd", 4)).isEqualTo("ab\ud83d\ude00");
    }

    @Test
    void anyInputEndsSoon() {
        for (String piece :
                List.of("&", "<", "<a", "<!--", "<div class=gmail_quote>", "</", "<script>", "&#", "\u00a0 ")) {
            String hostile = piece.repeat(300_000);
            assertTimeoutPreemptively(
                    Duration.ofSeconds(20),
                    () -> assertThat(HtmlText.of(hostile, 100_000).length()).isLessThanOrEqualTo(100_000));
        }
        Random random = new Random(3);
        String letters = "<>/&;#!-=\"'div bxq1 \n\u00e4";
        for (int number = 0; number < 2_000; number++) {
            StringBuilder soup = new StringBuilder();
            for (int place = 0; place < 60; place++) {
                soup.append(letters.charAt(random.nextInt(letters.length())));
            }
            assertThat(HtmlText.of(soup.toString(), 40)).hasSizeLessThanOrEqualTo(40);
        }
    }

    private static String text(String html) {
        return HtmlText.of(html, 1_000);
    }
}

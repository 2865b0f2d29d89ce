package io.github.supportops.copilot.local.internal.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a text into sentences and joins neighbours into passages that the encoder can read whole. */
final class Passages {

    /** About 90 word pieces: enough for most tickets in one passage, short enough that nothing in it is lost. */
    static final int PASSAGE_CHARACTERS = 420;

    /** More than this is not read: 40 passages are about 16,000 characters. */
    static final int MOST_PASSAGES = 40;

    private static final Pattern SENTENCE_END =
            Pattern.compile("(?<=[.!?…])[\"')\\]]*\\s+|\\s*\\n\\s*\\n?\\s*|(?<=[。！？])");

    private Passages() {}

    /** Sentences in order, none blank, none longer than a passage. */
    static List<String> sentences(String text) {
        List<String> sentences = new ArrayList<>();
        Matcher end = SENTENCE_END.matcher(text);
        int from = 0;
        while (end.find()) {
            addPieces(text.substring(from, end.start()), sentences);
            from = end.end();
        }
        addPieces(text.substring(from), sentences);
        return sentences;
    }

    private static void addPieces(String sentence, List<String> sentences) {
        String rest = sentence.strip();
        while (rest.length() > PASSAGE_CHARACTERS) {
            int space = rest.lastIndexOf(' ', PASSAGE_CHARACTERS);
            int cut = space > PASSAGE_CHARACTERS / 2 ? space : safeCut(rest);
            sentences.add(rest.substring(0, cut).strip());
            rest = rest.substring(cut).strip();
        }
        if (!rest.isEmpty()) {
            sentences.add(rest);
        }
    }

    private static int safeCut(String text) {
        return Character.isHighSurrogate(text.charAt(PASSAGE_CHARACTERS - 1))
                ? PASSAGE_CHARACTERS - 1
                : PASSAGE_CHARACTERS;
    }

    /** Passages of about equal length, each made of whole sentences. */
    static List<String> of(String text) {
        List<String> sentences = sentences(text);
        int total = sentences.stream().mapToInt(String::length).sum();
        int passages = Math.max(1, (total + PASSAGE_CHARACTERS - 1) / PASSAGE_CHARACTERS);
        int wanted = total / passages;
        List<String> result = new ArrayList<>();
        StringBuilder passage = new StringBuilder();
        for (String sentence : sentences) {
            boolean full = !passage.isEmpty() && passage.length() + sentence.length() / 2 > wanted;
            if (full && result.size() < passages - 1) {
                result.add(passage.toString());
                passage.setLength(0);
            }
            passage.append(passage.isEmpty() ? "" : " ").append(sentence);
        }
        if (!passage.isEmpty()) {
            result.add(passage.toString());
        }
        return result.size() > MOST_PASSAGES ? result.subList(0, MOST_PASSAGES) : result;
    }
}

package io.github.supportops.copilot.local.internal.reply;

import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sentences of replies, read from {@code replies.txt}. Immutable and thread-safe. */
final class ReplyBook {

    private static final String FILE = "/io/github/supportops/copilot/local/replies.txt";
    private static final Pattern OPTIONAL = Pattern.compile("<<(.*?)>>");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");

    private final Map<String, List<String>> variants;

    private ReplyBook(Map<String, List<String>> variants) {
        this.variants = variants;
    }

    static ReplyBook load() {
        try (InputStream in = ReplyBook.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new FileNotFoundException(FILE + " is missing from the jar");
            }
            Map<String, List<String>> variants = new LinkedHashMap<>();
            List<String> current = new ArrayList<>();
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("[")) {
                    current = new ArrayList<>();
                    variants.put(line.substring(1, line.indexOf(']')), current);
                } else if (!line.isBlank() && !line.startsWith("#")) {
                    current.add(line.strip());
                }
            }
            return new ReplyBook(variants);
        } catch (IOException e) {
            throw new UncheckedIOException("the replies cannot be read", e);
        }
    }

    /** One variant of a situation, chosen by a number, filled with facts. */
    String sentence(String situation, int choice, Map<String, String> facts) {
        List<String> sentences = variants.get(situation);
        if (sentences == null || sentences.isEmpty()) {
            throw new IllegalArgumentException("no reply for the situation " + situation);
        }
        String sentence = sentences.get(Math.floorMod(choice, sentences.size()));
        Matcher optional = OPTIONAL.matcher(sentence);
        String kept = optional.replaceAll(part -> Matcher.quoteReplacement(fill(part.group(1), facts)));
        return kept.replaceAll("\\s+([,.])", "$1").strip();
    }

    /** A part with its placeholders filled; empty when one of them is not known. */
    private static String fill(String part, Map<String, String> facts) {
        Matcher placeholder = PLACEHOLDER.matcher(part);
        StringBuilder filled = new StringBuilder();
        while (placeholder.find()) {
            String value = facts.get(placeholder.group(1));
            if (value == null) {
                return "";
            }
            placeholder.appendReplacement(filled, Matcher.quoteReplacement(value));
        }
        return placeholder.appendTail(filled).toString();
    }
}

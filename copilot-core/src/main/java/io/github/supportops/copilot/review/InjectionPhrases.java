package io.github.supportops.copilot.review;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The list of marks and phrases. A mark is looked for as it stands. A phrase is a sequence of word groups that follow each
 * other with few words between; it is matched in one pass that remembers, for each group, where it was last reached. No
 * regular expression, so no text makes it slow.
 */
final class InjectionPhrases {
    private final Map<String, InjectionSign> marks = new LinkedHashMap<>();
    private final Map<String, List<Slot>> slots = new HashMap<>();
    private int phrases;
    private int groups;

    private InjectionPhrases() {}

    static InjectionPhrases read(String resource) {
        try (InputStream stream =
                Objects.requireNonNull(InjectionPhrases.class.getResourceAsStream(resource), resource)) {
            return parse(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException failed) {
            throw new UncheckedIOException("Cannot read " + resource + " from the library's own jar", failed);
        }
    }

    static InjectionPhrases parse(String text) {
        InjectionPhrases list = new InjectionPhrases();
        InjectionSign sign = InjectionSign.OVERRIDES_INSTRUCTIONS;
        for (String line : text.lines().map(String::strip).toList()) {
            if (line.startsWith("[")) {
                sign = InjectionSign.valueOf(
                        line.substring(1, line.length() - 1).toUpperCase(Locale.ROOT));
            } else if (line.startsWith("mark ")) {
                list.marks.put(line.substring("mark ".length()).toLowerCase(Locale.ROOT), sign);
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                list.addPhrase(line, sign);
            }
        }
        return list;
    }

    private void addPhrase(String line, InjectionSign sign) {
        String[] parts = line.split("\\|", -1);
        String[] gapAndFirst = parts[0].strip().split(" ", 2);
        int gap = Integer.parseInt(gapAndFirst[0]);
        parts[0] = gapAndFirst[1];
        for (int group = 0; group < parts.length; group++) {
            Slot slot = new Slot(sign, groups++, group == 0, group == parts.length - 1, gap);
            Arrays.stream(parts[group].strip().split(" "))
                    .forEach(word -> slots.computeIfAbsent(word, unused -> new ArrayList<>())
                            .add(0, slot));
        }
        phrases++;
    }

    Optional<InjectionSign> find(String text) {
        String plain = PlainText.of(text);
        for (Map.Entry<String, InjectionSign> mark : marks.entrySet()) {
            if (plain.contains(mark.getKey())) {
                return Optional.of(mark.getValue());
            }
        }
        return findPhrase(PlainText.words(plain));
    }

    private Optional<InjectionSign> findPhrase(List<String> words) {
        int[] reached = new int[groups];
        Arrays.fill(reached, Integer.MIN_VALUE / 2);
        for (int at = 0; at < words.size(); at++) {
            // Later groups stand first in the list, so one word never counts for two groups of a phrase.
            for (Slot slot : slots.getOrDefault(words.get(at), List.of())) {
                if (slot.first() || at - reached[slot.group() - 1] <= slot.gap() + 1) {
                    if (slot.last()) {
                        return Optional.of(slot.sign());
                    }
                    reached[slot.group()] = at;
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return phrases + " phrases, " + marks.size() + " marks";
    }

    /** One group of one phrase. Groups are numbered through, so the one before has the number below. */
    private record Slot(InjectionSign sign, int group, boolean first, boolean last, int gap) {}
}

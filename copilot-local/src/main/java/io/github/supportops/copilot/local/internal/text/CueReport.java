package io.github.supportops.copilot.local.internal.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which cues a text contains, with the words that show them. Immutable. */
public final class CueReport {

    /** Inputs of the heads that are counted instead of looked up. */
    private static final int COUNTED = 12;

    private static final Pattern NEGATION_BEFORE = Pattern.compile(
            "(?i)(?:\\b(?:not|no|never|isn['\u2019]?t|wasn['\u2019]?t|aren['\u2019]?t|don['\u2019]?t|didn['\u2019]?t|doesn['\u2019]?t|can['\u2019]?t|"
                    + "cannot|won['\u2019]?t|hardly|without|nothing|less than|far from)\\s+(?:\\w+\\s+){0,2})$");
    private static final Pattern QUESTION_START = Pattern.compile(
            "(?i)^\\W*(?:hi|hello|hey)?\\W*(?:how|what|where|when|which|who|why|can|could|do|does|did|is|are|will|would|should|may)\\b");
    private static final Pattern GLAD_SIGN = Pattern.compile("[:;=]-?[)D]|<3|[\u2764\u263A\\x{1F600}-\\x{1F60E}"
            + "\\x{1F618}\\x{1F64C}\\x{1F64F}\\x{1F44D}\\x{1F44F}\\x{1F495}\\x{1F499}\\x{1F389}\\x{1F970}]");
    private static final Pattern SAD_SIGN =
            Pattern.compile("[:;=]['\u2019]?-[(/|]|[:;=]['\u2019]?\\(|[\\x{1F60F}-\\x{1F616}"
                    + "\\x{1F61E}-\\x{1F631}\\x{1F44E}\\x{1F644}\\x{1F92C}\\x{1F926}\\x{1F92F}\\x{1F595}]");
    private static final Pattern AMOUNT = Pattern.compile(
            "[$\u20AC\u00A3\u20B9]\\s?\\d|\\d\\s?(?:[$\u20AC\u00A3\u20B9]|usd|eur|gbp|rs|dollars?|euros?|pounds?|bucks)\\b",
            Pattern.CASE_INSENSITIVE);

    private final List<Cue> cues;
    private final String text;
    private final Map<String, String> quotes = new LinkedHashMap<>();
    private int gladWords;
    private int sadWords;

    CueReport(List<Cue> cues, String text) {
        this.cues = cues;
        this.text = text;
        for (Cue cue : cues) {
            Matcher match = cue.in(text);
            boolean polar = cue.name().equals("positive") || cue.name().equals("negative");
            if (polar) {
                countPolarity(cue, match);
            } else if (match.find()) {
                quotes.put(cue.name(), match.group());
            }
        }
    }

    /** "Not happy" is a sad word, "no bad surprise" is neither. */
    private void countPolarity(Cue cue, Matcher match) {
        boolean glad = cue.name().equals("positive");
        while (match.find()) {
            boolean negated = NEGATION_BEFORE
                    .matcher(text.substring(Math.max(0, match.start() - 30), match.start()))
                    .find();
            if (glad && !negated) {
                gladWords++;
                quotes.putIfAbsent("positive", match.group());
            } else if (glad || !negated) {
                sadWords++;
                quotes.putIfAbsent("negative", match.group());
            }
        }
    }

    /** Whether the text contains a cue. */
    public boolean has(String cue) {
        return quotes.containsKey(cue);
    }

    /** The first words of the text that show a cue, letter for letter. */
    public Optional<String> quote(String cue) {
        return Optional.ofNullable(quotes.get(cue));
    }

    /** Whether the text contains a cue within its first line, up to 150 characters. */
    public boolean opensWith(String cue) {
        int end = text.indexOf('\n');
        String opening = text.substring(0, Math.min(150, end < 0 ? text.length() : end));
        return cues.stream()
                .anyMatch(known -> known.name().equals(cue) && known.in(opening).find());
    }

    /** How many inputs {@link #features()} has for a number of cues. */
    public static int featureCount(int cues) {
        return cues + COUNTED;
    }

    /** The cues as inputs of the trained heads: one for each cue, then counts, all of the order of one. */
    public float[] features() {
        float[] features = new float[featureCount(cues.size())];
        int next = 0;
        for (Cue cue : cues) {
            features[next++] = has(cue.name()) ? 1f : 0f;
        }
        double words = Math.max(1, text.split("\\s+").length);
        long letters = text.chars().filter(Character::isLetter).count();
        long capitals = text.chars().filter(Character::isUpperCase).count();
        features[next++] = scaled((gladWords - sadWords) / StrictMath.sqrt(words));
        features[next++] = scaled(gladWords / StrictMath.sqrt(words));
        features[next++] = scaled(sadWords / StrictMath.sqrt(words));
        features[next++] = scaled(StrictMath.log(words) / 3);
        features[next++] = text.contains("?") ? 1f : 0f;
        features[next++] = text.strip().endsWith("?") ? 1f : 0f;
        features[next++] = text.contains("!") ? 1f : 0f;
        features[next++] = text.contains("!!") ? 1f : 0f;
        features[next++] = QUESTION_START.matcher(text).find() ? 1f : 0f;
        features[next++] = letters > 12 && capitals * 2 > letters ? 1f : 0f;
        features[next++] = AMOUNT.matcher(text).find() ? 1f : 0f;
        features[next] = (GLAD_SIGN.matcher(text).find() ? 1f : 0f)
                - (SAD_SIGN.matcher(text).find() ? 1f : 0f);
        return features;
    }

    private static float scaled(double value) {
        return (float) Math.max(-2, Math.min(2, value));
    }
}

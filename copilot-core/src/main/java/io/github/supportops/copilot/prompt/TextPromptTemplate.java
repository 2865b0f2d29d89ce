package io.github.supportops.copilot.prompt;

import io.github.supportops.copilot.PromptIdentity;
import io.github.supportops.copilot.internal.hash.Sha256;
import io.github.supportops.copilot.prompt.PromptMessage.Role;
import io.github.supportops.copilot.schema.AnalysisSchema;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A template whose parts and placeholders were checked when it was read. */
final class TextPromptTemplate implements PromptTemplate {
    private static final Pattern LAYOUT = Pattern.compile(
            "\\A\\s*id:[ \\t]*(\\S+)[ \\t]*\\nversion:[ \\t]*(\\S+)[ \\t]*\\n\\s*--- system[ \\t]*\\n(.*?)\\n--- user[ \\t]*\\n(.*)\\z",
            Pattern.DOTALL);
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*([^{}]*?)\\s*}}");
    private static final String TICKET = "ticket";
    private static final String EXPLANATION = "explanation";

    private final PromptIdentity identity;
    private final String system;
    private final String user;
    private volatile @Nullable SystemPart lastSystemPart;

    private TextPromptTemplate(PromptIdentity identity, String system, String user) {
        this.identity = identity;
        this.system = system;
        this.user = user;
    }

    static TextPromptTemplate parse(String text) {
        String unified = text.replace("\r\n", "\n");
        Matcher layout = LAYOUT.matcher(unified);
        if (!layout.matches()) {
            throw new IllegalArgumentException("A prompt template needs the lines 'id: NAME' and 'version: VERSION',"
                    + " then a part after the line '--- system' and a part after the line '--- user'");
        }
        String system = layout.group(3).strip();
        String user = layout.group(4).strip();
        checkPlaceholders("system", system, EXPLANATION);
        checkPlaceholders("user", user, TICKET);
        if (count(user, TICKET) != 1) {
            throw new IllegalArgumentException("The user part of a prompt template must hold {{ticket}} exactly once");
        }
        if (count(system, EXPLANATION) > 1) {
            throw new IllegalArgumentException(
                    "The system part of a prompt template may hold {{explanation}} only once");
        }
        return new TextPromptTemplate(
                new PromptIdentity(layout.group(1), layout.group(2), Sha256.shortHash(unified)), system, user);
    }

    @Override
    public PromptIdentity identity() {
        return identity;
    }

    @Override
    public Prompt render(PromptRequest request) {
        String ticket = TicketText.fenced(request.ticket(), request.marker());
        return new Prompt(
                identity,
                List.of(
                        systemMessage(request.schema()),
                        new PromptMessage(Role.USER, fill(user, Map.of(TICKET, ticket)))));
    }

    /** The same for every ticket, and long; an analyzer has one schema, so the last one is the one asked for again. */
    private PromptMessage systemMessage(AnalysisSchema schema) {
        SystemPart last = lastSystemPart;
        if (last == null || last.schema() != schema) {
            String text = fill(system, Map.of(EXPLANATION, ExplanationInstructions.of(schema)));
            last = new SystemPart(schema, new PromptMessage(Role.SYSTEM, text.strip()));
            lastSystemPart = last;
        }
        return last.message();
    }

    /** A system message and the schema it was made for. */
    private record SystemPart(AnalysisSchema schema, PromptMessage message) {}

    @Override
    public String toString() {
        return "PromptTemplate[" + identity.id() + " " + identity.version() + " " + identity.hash() + "]";
    }

    /** One pass over the template: what is put in is never looked at again. */
    private static String fill(String part, Map<String, String> values) {
        return PLACEHOLDER
                .matcher(part)
                .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), "")));
    }

    private static void checkPlaceholders(String part, String text, String allowed) {
        Matcher found = PLACEHOLDER.matcher(text);
        while (found.find()) {
            if (!found.group(1).equals(allowed)) {
                throw new IllegalArgumentException("The " + part + " part of a prompt template holds {{"
                        + found.group(1) + "}}; the only placeholder allowed there is {{" + allowed + "}}");
            }
        }
    }

    private static long count(String text, String name) {
        return PLACEHOLDER
                .matcher(text)
                .results()
                .filter(found -> found.group(1).equals(name))
                .count();
    }
}

package io.github.supportops.copilot;

import io.github.supportops.copilot.internal.json.Json;
import io.github.supportops.copilot.internal.json.JsonMismatch;
import io.github.supportops.copilot.internal.json.JsonValue;
import io.github.supportops.copilot.internal.json.LoneSurrogates;

/**
 * Results and tickets as JSON: snake_case names, enum values in lower case, one line, always in the same order. Reading
 * ignores fields it does not know. Lone halves of characters, which no encoding can hold, are written as escapes, so that a
 * file or a database gives back what was written. All methods are pure and thread-safe.
 *
 * <pre>{@code
 * AnalysisJson.write(result);
 * // {"ticket_id":"TCK-001","analysis":{"intent":"billing","urgency":"high",...}}
 * }</pre>
 */
public final class AnalysisJson {
    private AnalysisJson() {}

    /** {@return the ticket's id and the six fields, nothing else: the stable contract} */
    public static String write(AnalysisResult result) {
        return LoneSurrogates.escaped(Json.write(ResultToJson.contract(result)));
    }

    /**
     * Writes all that is known: beside {@code analysis} stand {@code confidence}, {@code explanation}, {@code provenance}
     * with one entry of {@code attempts} for each call and their sum as {@code usage}, and {@code review}. These blocks
     * always have the same names; what is unknown is null.
     *
     * @return the JSON text
     */
    public static String writeDetailed(AnalysisResult result) {
        return LoneSurrogates.escaped(Json.write(ResultToJson.detailed(result)));
    }

    /**
     * Reads what {@link #write} or {@link #writeDetailed} wrote. Without a {@code provenance} block the result's analyzer
     * is called {@code unknown}; without the other blocks nothing was measured, explained or to be reviewed.
     *
     * @return the result
     * @throws IllegalArgumentException if the text is anything else; the message names the place by JSON path and quotes
     *     nothing
     */
    public static AnalysisResult read(String json) {
        try {
            return JsonToResult.result(JsonValue.parseObject(json));
        } catch (JsonMismatch wrong) {
            throw new IllegalArgumentException("Not the JSON of an analysis: " + wrong.getMessage(), wrong);
        }
    }

    /** {@return the ticket with all its parts; those it does not have are left out} */
    public static String writeTicket(Ticket ticket) {
        return LoneSurrogates.escaped(Json.write(TicketToJson.ticket(ticket)));
    }

    /**
     * Reads a ticket: an object with the texts {@code ticket_id} and {@code message}, and optionally {@code subject},
     * {@code thread} (a list of {@code author}, {@code text}, {@code sent_at}), {@code channel}, {@code language}, {@code
     * created_at}, {@code customer} ({@code id}, {@code tier}, {@code plan}, {@code annual_value_usd}, {@code
     * renewal_date}, {@code attributes}) and {@code attributes}.
     *
     * @return the ticket
     * @throws InvalidTicketException if the text is anything else; the message names the place by JSON path and quotes
     *     nothing
     */
    public static Ticket readTicket(String json) {
        try {
            return JsonToTicket.ticket(JsonValue.parseObject(json));
        } catch (JsonMismatch wrong) {
            throw new InvalidTicketException("Not the JSON of a ticket: " + wrong.getMessage());
        }
    }
}

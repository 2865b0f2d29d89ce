package io.github.supportops.copilot.helpdesk.zendesk;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.supportops.copilot.helpdesk.HelpdeskException;
import io.github.supportops.copilot.helpdesk.HelpdeskRefusedException;
import io.github.supportops.copilot.helpdesk.HelpdeskTicket;
import io.github.supportops.copilot.helpdesk.HelpdeskUnavailableException;
import io.github.supportops.copilot.helpdesk.TicketStatus;
import io.github.supportops.copilot.helpdesk.TicketUpdate;
import io.github.supportops.copilot.helpdesk.WriteOutcome;
import io.github.supportops.copilot.helpdesk.internal.Call;
import io.github.supportops.copilot.helpdesk.internal.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes up to a hundred updates by one job, and looks at every item's result: a completed job can hold failed items. What
 * is not told plainly is read from the ticket itself. Thread-safe.
 */
final class BulkWriter {
    static final int MOST_UPDATES = 100;

    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final Duration DEADLINE = Duration.ofMinutes(5);

    private final ZendeskApi api;
    private final Conversations conversations;
    private final UpdateRequests requests;
    private final UpdateBudget budget;
    private final ZendeskWriter oneByOne;
    private final Time time;

    BulkWriter(
            ZendeskApi api,
            Conversations conversations,
            UpdateRequests requests,
            UpdateBudget budget,
            ZendeskWriter oneByOne,
            Time time) {
        this.api = api;
        this.conversations = conversations;
        this.requests = requests;
        this.budget = budget;
        this.oneByOne = oneByOne;
        this.time = time;
    }

    List<WriteOutcome> write(List<TicketUpdate> updates) {
        WriteOutcome[] outcomes = new WriteOutcome[updates.size()];
        List<Integer> open = new ArrayList<>();
        for (int place = 0; place < outcomes.length; place++) {
            WriteOutcome known = ZendeskWriter.settled(updates.get(place));
            if (known == null) {
                open.add(place);
            } else {
                outcomes[place] = known;
            }
        }
        while (!open.isEmpty()) {
            List<Integer> places = nextBatch(open, updates);
            open.removeAll(places);
            batch(places, updates, outcomes);
        }
        return Arrays.asList(outcomes);
    }

    /** A ticket once in a job: of two updates the second would be stale. */
    private static List<Integer> nextBatch(List<Integer> open, List<TicketUpdate> updates) {
        List<Integer> places = new ArrayList<>();
        Set<String> tickets = new HashSet<>();
        for (Integer place : open) {
            if (places.size() < MOST_UPDATES
                    && tickets.add(updates.get(place).ticket().id())) {
                places.add(place);
            }
        }
        return places;
    }

    private void batch(List<Integer> places, List<TicketUpdate> updates, WriteOutcome[] outcomes) {
        List<TicketUpdate> batch = places.stream().map(updates::get).toList();
        Call call = requests.batch(batch);
        batch.forEach(update -> budget.take(update.ticket().id()));
        JsonNode started;
        try {
            started = started(call);
        } catch (HelpdeskRefusedException refused) {
            places.forEach(place -> outcomes[place] = alone(updates.get(place)));
            return;
        }
        JsonNode job = finished(started);
        for (int item = 0; item < batch.size(); item++) {
            outcomes[places.get(item)] = outcome(batch.get(item), item, job);
        }
    }

    /** A call that is refused as a whole has done nothing, and does not say whose fault it was. */
    private WriteOutcome alone(TicketUpdate update) {
        try {
            return oneByOne.write(update);
        } catch (HelpdeskRefusedException refused) {
            return WriteOutcome.failed(refused);
        }
    }

    private JsonNode started(Call call) {
        JsonNode job = api.get(call).path("job_status");
        if (!job.path("id").asText("").matches("[A-Za-z0-9-]{1,100}")) {
            throw unknown("Zendesk took a job for several updates but did not name it");
        }
        return job;
    }

    private JsonNode finished(JsonNode started) {
        JsonNode job = started;
        Call poll = Call.get("/api/v2/job_statuses/" + started.path("id").asText(""), ZendeskApi.GENERAL);
        long start = time.nanoTime();
        Duration wait = FIRST_WAIT;
        while (isRunning(job)) {
            if (time.nanoTime() - start > DEADLINE.toNanos()) {
                throw unknown("A job for several updates did not end in " + DEADLINE.toMinutes() + " minutes");
            }
            sleep(wait);
            wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait.multipliedBy(2);
            job = polled(poll);
        }
        return job;
    }

    /** A job that cannot be asked for may still run, so that nothing is known of its updates. */
    private JsonNode polled(Call poll) {
        try {
            return api.get(poll).path("job_status");
        } catch (HelpdeskException failed) {
            throw unknown("The job for several updates could not be asked for: " + failed.getMessage());
        }
    }

    private static boolean isRunning(JsonNode job) {
        String status = job.path("status").asText("");
        return status.equals("queued") || status.equals("working");
    }

    private WriteOutcome outcome(TicketUpdate update, int item, JsonNode job) {
        String status = job.path("status").asText("");
        JsonNode result = result(job.path("results"), update.ticket().id(), item);
        boolean done = result.path("success")
                .asBoolean(result.path("status").asText("").equals("Updated"));
        if (status.equals("completed") && done && result.path("error").isMissingNode()) {
            return WriteOutcome.written(null);
        }
        return fromTicket(update, status, ZendeskErrors.of(result).code());
    }

    private static JsonNode result(JsonNode results, String ticketId, int item) {
        for (JsonNode result : results) {
            if (result.path("id").asText("").equals(ticketId)) {
                return result;
            }
        }
        for (JsonNode result : results) {
            if (!result.has("id") && result.path("index").asInt(-1) == item) {
                return result;
            }
        }
        return results.path(-1);
    }

    private WriteOutcome fromTicket(TicketUpdate update, String jobStatus, String code) {
        Optional<HelpdeskTicket> now = conversations.read(update.ticket().id());
        if (now.isPresent() && now.get().has(update.note().marker())) {
            return WriteOutcome.written(now.get().version());
        }
        if (now.isEmpty() || now.get().status() == TicketStatus.CLOSED) {
            return WriteOutcome.gone();
        }
        boolean told = jobStatus.equals("completed") || jobStatus.equals("failed");
        boolean changed = !now.get().version().equals(update.ticket().version());
        if (changed || !told) {
            return WriteOutcome.conflict();
        }
        return WriteOutcome.failed(new HelpdeskRefusedException(
                "Ticket " + update.ticket().id() + " was not updated by a job for several updates"
                        + (code.isEmpty() ? "" : " (" + code + ")"),
                null,
                List.of()));
    }

    private void sleep(Duration wait) {
        try {
            time.sleep(wait);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw unknown("Waiting for a job for several updates was interrupted");
        }
    }

    private static HelpdeskUnavailableException unknown(String what) {
        return new HelpdeskUnavailableException(
                what + "; read the tickets before writing again", null, null, true, null);
    }
}

package io.github.supportops.copilot.testkit.helpdesk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Updates of several tickets as a job, which ends some polls later and may have failed in part. */
final class ZendeskJobs {
    private static final int MOST_TICKETS = 100;
    private static final int MOST_JOBS = 30;

    private final ZendeskDesk desk;
    private final ZendeskTicketUpdates updates;
    private final String base;
    private final Map<String, Job> jobs = new LinkedHashMap<>();
    private final Set<Long> failing = new HashSet<>();
    private FakeZendesk.JobEnd nextEnd = FakeZendesk.JobEnd.COMPLETED;
    private boolean checksStamps = true;

    ZendeskJobs(ZendeskDesk desk, ZendeskTicketUpdates updates, String base) {
        this.desk = desk;
        this.updates = updates;
        this.base = base;
    }

    /** A job: what it will say at the end, and how often it was asked. */
    private static final class Job {
        private final String id;
        private final FakeZendesk.JobEnd end;
        private final ArrayNode results;
        private int asked;

        Job(String id, FakeZendesk.JobEnd end, ArrayNode results) {
            this.id = id;
            this.end = end;
            this.results = results;
        }

        String status() {
            if (asked == 0) {
                return "queued";
            }
            if (asked == 1 || end == FakeZendesk.JobEnd.NEVER) {
                return "working";
            }
            return switch (end) {
                case FAILED -> "failed";
                case UNKNOWN_STATE, UNKNOWN_STATE_NOT_DONE -> "killed";
                default -> "completed";
            };
        }
    }

    void nextEnds(FakeZendesk.JobEnd end) {
        this.nextEnd = end;
    }

    void failsFor(long ticketId) {
        failing.add(ticketId);
    }

    void checksStamps(boolean wanted) {
        this.checksStamps = wanted;
    }

    FakeReply start(FakeRequest request, JsonNode body) {
        JsonNode tickets = body.path("tickets");
        boolean shape = request.parameters().isEmpty()
                && body.size() == 1
                && tickets.isArray()
                && !tickets.isEmpty()
                && tickets.size() <= MOST_TICKETS;
        if (!shape) {
            return ZendeskErrorBodies.badRequest("tickets is a list of 1 to 100");
        }
        for (JsonNode ticket : tickets) {
            if (!ticket.path("id").isIntegralNumber()) {
                return ZendeskErrorBodies.badRequest("each ticket needs its id as a number");
            }
        }
        if (jobs.values().stream().filter(job -> job.asked < 2).count() >= MOST_JOBS) {
            return ZendeskErrorBodies.of(429, "TooManyJobs", "30 jobs are queued")
                    .header("Retry-After", "1");
        }
        Job job = new Job("job-" + (jobs.size() + 1), nextEnd, run(tickets));
        nextEnd = FakeZendesk.JobEnd.COMPLETED;
        jobs.put(job.id, job);
        return FakeReply.json(200, json(job));
    }

    private ArrayNode run(JsonNode tickets) {
        ArrayNode results = JsonNodeFactory.instance.arrayNode();
        boolean works = nextEnd != FakeZendesk.JobEnd.FAILED && nextEnd != FakeZendesk.JobEnd.UNKNOWN_STATE_NOT_DONE;
        int index = 0;
        for (JsonNode item : tickets) {
            ObjectNode result = results.addObject().put("index", index++);
            long id = item.path("id").asLong();
            String error = works ? failure(id, item) : "JobFailed";
            result.put("id", id).put("action", "update").put("success", error == null);
            result.put("status", error == null ? "Updated" : "Failed");
            if (error != null && !error.isEmpty()) {
                result.put("error", error).put("details", "The ticket was not updated");
            }
        }
        return results;
    }

    /** Null if it was done, otherwise the code; not every failed item has one. */
    private @Nullable String failure(long id, JsonNode item) {
        ZendeskTicket ticket = desk.tickets.get(id);
        if (ticket == null) {
            return "RecordNotFound";
        }
        if (failing.remove(id)) {
            return "PermissionDenied";
        }
        ObjectNode update = item.deepCopy();
        update.remove("id");
        FakeReply refusal = updates.apply(ticket, update, checksStamps);
        return refusal == null ? null : "";
    }

    FakeReply status(String id) {
        Job job = jobs.get(id);
        if (job == null) {
            return ZendeskErrorBodies.notFound();
        }
        job.asked++;
        return FakeReply.json(200, json(job));
    }

    private ObjectNode json(Job job) {
        ObjectNode status = JsonNodeFactory.instance
                .objectNode()
                .put("id", job.id)
                .put("url", base + "/api/v2/job_statuses/" + job.id)
                .put("status", job.status())
                .put("total", job.results.size())
                .put("progress", job.asked == 0 ? 0 : job.results.size())
                .putNull("message");
        if (job.status().equals("completed") || job.status().equals("failed")) {
            status.set("results", job.results);
        } else {
            status.putNull("results");
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("job_status", status);
        return body;
    }
}

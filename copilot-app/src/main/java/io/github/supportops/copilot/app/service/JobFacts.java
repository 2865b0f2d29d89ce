package io.github.supportops.copilot.app.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is written down about a job, so that the next start of the service knows it.
 *
 * @param id 32 hexadecimal digits nobody can guess
 * @param format in which form the tickets came
 * @param waited whether a caller waits for it, so that it is of no use once the service is started again
 * @param createdAt when it came
 * @param state where it stands
 * @param total rows, or -1 while they are not counted
 * @param done rows that have an outcome
 * @param failed of those, the ones without an analysis
 * @param problem why it failed or stopped, or null
 */
record JobFacts(
        String id,
        UploadFormat format,
        boolean waited,
        Instant createdAt,
        JobState state,
        long total,
        long done,
        long failed,
        @Nullable String problem) {

    static JobFacts queued(String id, UploadFormat format, boolean waited, Instant createdAt) {
        return new JobFacts(id, format, waited, createdAt, JobState.QUEUED, -1, 0, 0, null);
    }

    JobFacts state(JobState changed) {
        return new JobFacts(id, format, waited, createdAt, changed, total, done, failed, problem);
    }

    JobFacts kept() {
        return new JobFacts(id, format, false, createdAt, state, total, done, failed, problem);
    }

    JobFacts progress(long newTotal, long newDone, long newFailed) {
        return new JobFacts(id, format, waited, createdAt, state, newTotal, newDone, newFailed, problem);
    }

    JobFacts problem(JobState changed, String why) {
        return new JobFacts(id, format, waited, createdAt, changed, total, done, failed, why);
    }

    /** {@return what a caller is told} */
    Map<String, @Nullable Object> view() {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("id", id);
        view.put("state", state.wireName());
        view.put("done", done);
        view.put("total", total < 0 ? null : total);
        view.put("failed", failed);
        view.put("created_at", createdAt.toString());
        view.put("format", format.ending());
        view.put("problem", problem);
        view.put("result", state == JobState.COMPLETED ? "/jobs/" + id + "/result" : null);
        return view;
    }

    String json() {
        Map<String, @Nullable Object> fields = view();
        fields.remove("result");
        fields.put("waited", waited);
        return Json.write(fields);
    }

    /** Reads what {@link #json()} wrote. @throws RuntimeException if it is anything else */
    static JobFacts read(String json) {
        JsonNode tree = Json.tree(json);
        return new JobFacts(
                tree.required("id").asText(),
                UploadFormat.ofFileName("." + tree.required("format").asText()).orElseThrow(),
                tree.required("waited").asBoolean(),
                Instant.parse(tree.required("created_at").asText()),
                JobState.of(tree.required("state").asText()),
                tree.required("total").asLong(-1),
                tree.required("done").asLong(),
                tree.required("failed").asLong(),
                tree.path("problem").isTextual() ? tree.path("problem").asText() : null);
    }
}

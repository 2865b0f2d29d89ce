package io.github.supportops.copilot.app.service;

import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code /jobs}: what runs in the background, its result, and its end. */
final class JobRoutes {
    private final Jobs jobs;

    JobRoutes(Jobs jobs) {
        this.jobs = jobs;
    }

    void list(Context context) {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("jobs", jobs.list().stream().map(JobFacts::view).toList());
        context.contentType(Json.TYPE).result(Json.write(page));
    }

    void show(Context context) {
        context.contentType(Json.TYPE).result(Json.write(job(context).facts().view()));
    }

    void result(Context context) {
        Job job = job(context);
        if (job.facts().state() != JobState.COMPLETED) {
            throw new ProblemException(
                    ProblemType.CONFLICT,
                    "The job is " + job.facts().state().wireName() + "; its result is there when it is completed");
        }
        BatchRoute.result(context, job, jobs);
    }

    void delete(Context context) {
        jobs.delete(job(context));
        context.status(204);
    }

    private Job job(Context context) {
        return jobs.find(context.pathParam("id"))
                .orElseThrow(() -> new ProblemException(
                        ProblemType.NOT_FOUND, "There is no such job; it may have been deleted because of its age"));
    }
}

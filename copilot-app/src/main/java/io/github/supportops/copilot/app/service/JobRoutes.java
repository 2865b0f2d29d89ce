package io.github.supportops.copilot.app.service;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code /jobs}: what runs in the background, its result, and its end. */
final class JobRoutes implements RouteGroup {
    private final Jobs jobs;
    private final Admission downloads;

    JobRoutes(Jobs jobs, Admission downloads) {
        this.jobs = jobs;
        this.downloads = downloads;
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get("/jobs", this::list);
        routes.get("/jobs/{id}", this::show);
        routes.get("/jobs/{id}/result", this::result);
        routes.delete("/jobs/{id}", this::delete);
    }

    private void list(Context context) {
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("jobs", jobs.list().stream().map(JobFacts::view).toList());
        context.contentType(Json.TYPE).result(Json.write(page));
    }

    private void show(Context context) {
        context.contentType(Json.TYPE).result(Json.write(job(context).facts().view()));
    }

    private void result(Context context) {
        Job job = job(context);
        if (job.facts().state() != JobState.COMPLETED) {
            throw new ProblemException(
                    ProblemType.CONFLICT,
                    "The job is " + job.facts().state().wireName() + "; its result is there when it is completed");
        }
        downloads.during(() -> BatchRoute.result(context, job, jobs));
    }

    private void delete(Context context) {
        jobs.delete(job(context));
        context.status(204);
    }

    private Job job(Context context) {
        return jobs.find(context.pathParam("id"))
                .orElseThrow(() -> new ProblemException(
                        ProblemType.NOT_FOUND, "There is no such job; it may have been deleted because of its age"));
    }
}

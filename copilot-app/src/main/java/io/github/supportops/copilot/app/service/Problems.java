package io.github.supportops.copilot.app.service;

import io.github.supportops.copilot.AnalysisException;
import io.github.supportops.copilot.FailureKind;
import io.github.supportops.copilot.InvalidAnswerException;
import io.github.supportops.copilot.InvalidTicketException;
import io.github.supportops.copilot.ProviderUnavailableException;
import io.github.supportops.copilot.csv.TicketFileException;
import io.github.supportops.copilot.review.ReviewConflictException;
import io.github.supportops.copilot.review.ReviewLimitException;
import io.github.supportops.copilot.review.UnknownReviewException;
import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what every failure means to the caller of a route. */
final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final Pattern JSON_PATH = Pattern.compile("\\$((?:\\.[A-Za-z0-9_]+|\\[\\d+])*)");
    private static final Duration BREATH = Duration.ofSeconds(1);

    private Problems() {}

    static ProblemException of(Throwable failure) {
        Throwable real =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (real instanceof ProblemException problem) {
            return problem;
        }
        if (real instanceof AnalysisException analysis) {
            return ofAnalysis(analysis);
        }
        if (real instanceof TicketFileException file) {
            return ofFile(file);
        }
        if (real instanceof HttpResponseException refused) {
            return ofServer(refused);
        }
        return ofReview(real);
    }

    private static ProblemException ofAnalysis(AnalysisException failure) {
        String detail = String.valueOf(failure.getMessage());
        if (failure instanceof InvalidTicketException) {
            return ofTicket(detail);
        }
        if (failure instanceof InvalidAnswerException invalid) {
            ProblemException problem = new ProblemException(ProblemType.INVALID_ANSWER, detail, failure);
            invalid.issues().forEach(issue -> problem.field("analysis", issue.toString()));
            return problem;
        }
        if (failure.kind() == FailureKind.DEADLINE) {
            return new ProblemException(ProblemType.DEADLINE, detail, failure);
        }
        if (failure.kind() == FailureKind.BUSY) {
            return new ProblemException(ProblemType.TOO_MANY_REQUESTS, detail, failure).retryAfter(BREATH);
        }
        if (failure instanceof ProviderUnavailableException unavailable) {
            return new ProblemException(ProblemType.UNAVAILABLE, detail, failure)
                    .retryAfter(unavailable.retryAfter().orElse(BREATH));
        }
        return new ProblemException(ProblemType.SETUP, detail, failure);
    }

    /** The message of a ticket that cannot be read names the place by JSON path. */
    static ProblemException ofTicket(String detail) {
        ProblemException problem = new ProblemException(ProblemType.INVALID_TICKET, detail);
        Matcher path = JSON_PATH.matcher(detail);
        if (path.find()) {
            String place = path.group(1);
            problem.field(place.isEmpty() ? "$" : place.replaceFirst("^\\.", ""), detail);
        }
        return problem;
    }

    /** The message names a file of this service, which is no business of the caller. */
    private static ProblemException ofFile(TicketFileException failure) {
        String detail =
                String.valueOf(failure.getMessage()).replace(failure.file().toString(), "the upload");
        ProblemException problem = new ProblemException(ProblemType.INVALID_FILE, detail, failure);
        failure.column().ifPresent(column -> problem.field(column, detail));
        return problem;
    }

    private static ProblemException ofServer(HttpResponseException refused) {
        if (refused instanceof MethodNotAllowedResponse) {
            ProblemException problem = new ProblemException(
                    ProblemType.METHOD_NOT_ALLOWED, "Use one of the methods in the header Allow", refused);
            String allowed = refused.getDetails()
                    .getOrDefault("availableMethods", refused.getDetails().get("Available methods"));
            return allowed == null ? problem : problem.header("Allow", allowed);
        }
        return switch (refused.getStatus()) {
            case 404 ->
                new ProblemException(
                        ProblemType.NOT_FOUND, "There is nothing at this address; GET /docs lists the routes");
            case 413 -> new ProblemException(ProblemType.TOO_LARGE, "The request is too large", refused);
            default -> new ProblemException(ProblemType.MALFORMED_REQUEST, "The request cannot be read", refused);
        };
    }

    private static ProblemException ofReview(Throwable failure) {
        String detail = String.valueOf(failure.getMessage());
        if (failure instanceof ReviewConflictException) {
            return new ProblemException(ProblemType.CONFLICT, detail, failure);
        }
        if (failure instanceof UnknownReviewException) {
            return new ProblemException(ProblemType.NOT_FOUND, detail, failure);
        }
        if (failure instanceof ReviewLimitException) {
            return new ProblemException(ProblemType.STORAGE, detail, failure);
        }
        if (failure instanceof CancellationException) {
            return new ProblemException(ProblemType.STOPPING, "The analysis was cancelled; send it again", failure)
                    .retryAfter(BREATH);
        }
        LOG.error("A request failed because of a fault", failure);
        return new ProblemException(ProblemType.INTERNAL_ERROR, "The fault is in the log of the service", failure);
    }
}

package io.github.supportops.copilot;

import io.github.supportops.copilot.schema.ValidationIssue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Distrust the answer: the model answered, and no answer passed validation although it was told what was wrong. */
public final class InvalidAnswerException extends AnalysisException {
    private static final long serialVersionUID = 1L;

    private final transient List<ValidationIssue> issues;

    /** Creates it with the issues of the last answer. */
    public InvalidAnswerException(
            FailureKind kind,
            String message,
            @Nullable Integer status,
            List<ValidationIssue> issues,
            List<Attempt> attempts) {
        super(kind, message, status, attempts, null);
        this.issues = List.copyOf(issues);
    }

    /** {@return what was wrong with the last answer, by JSON path; holds none of the answer's text} */
    public List<ValidationIssue> issues() {
        return issues == null ? List.of() : issues;
    }
}

package io.github.supportops.copilot.openrouter;

import io.github.supportops.copilot.Provenance;
import io.github.supportops.copilot.internal.reply.AnswerVerdict;
import java.util.Map;

/**
 * What one call said about several tickets.
 *
 * @param verdicts what was said about each of them that was said anything about, by the id it has in the call
 * @param provenance of the call as a whole
 */
record GroupAnswer(Map<String, AnswerVerdict> verdicts, Provenance provenance) {}

/**
 * The HTTP service: triage of one ticket or of a file, jobs, reviews, and the review desk in a browser. {@link
 * io.github.supportops.copilot.app.service.CopilotService} starts it from the program or from any other.
 */
@NullMarked
package io.github.supportops.copilot.app.service;

import org.jspecify.annotations.NullMarked;

package io.github.supportops.copilot.app.service;

import io.github.supportops.copilot.TicketAnalyzer;
import io.github.supportops.copilot.helpdesk.HelpdeskSync;
import io.github.supportops.copilot.review.ReviewPolicy;
import io.github.supportops.copilot.review.ReviewQueue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Builds and starts a {@link CopilotService}. Not thread-safe. Defaults:
 *
 * <ul>
 *   <li>host 127.0.0.1, port 8000
 *   <li>token: none, which only a host of this machine alone allows
 *   <li>data directory: {@code data}; results are not copied anywhere
 *   <li>reviews: a queue in memory with {@link ReviewPolicy#standard()}
 *   <li>at most 1,024 analyses of single tickets at one time, 8 under way for each file
 *   <li>65 seconds for an answer, 20 to stop
 *   <li>20 seconds for headers and body to arrive; a body that takes longer must come at 32 KiB a second
 *   <li>at most 1 MiB for a ticket and 256 MiB for a file; a file above 2 MiB becomes a job
 *   <li>finished jobs are kept for 7 days from when their file came; reviews and feedback until they are erased
 * </ul>
 */
public final class CopilotServiceBuilder {
    private static final long MEBIBYTE = 1L << 20;

    private final TicketAnalyzer analyzer;
    private String host = "127.0.0.1";
    private int port = 8_000;
    private @Nullable String token;
    private Path dataDirectory = Path.of("data");
    private @Nullable Path savedResults;
    private ReviewQueue reviews = ReviewQueue.inMemory();
    private ReviewPolicy policy = ReviewPolicy.standard();
    private int maxConcurrentAnalyses = 1_024;
    private int batchConcurrency = 8;
    private Duration requestDeadline = Duration.ofSeconds(65);
    private Duration bodyTimeout = Duration.ofSeconds(20);
    private Duration stopTimeout = Duration.ofSeconds(20);
    private Duration jobRetention = Duration.ofDays(7);
    private @Nullable Duration reviewRetention;
    private @Nullable Duration feedbackRetention;
    private long maxTicketBytes = MEBIBYTE;
    private long maxUploadBytes = 256 * MEBIBYTE;
    private long maxWaitedUploadBytes = 2 * MEBIBYTE;
    private final Map<String, HelpdeskSync> webhooks = new TreeMap<>();

    CopilotServiceBuilder(TicketAnalyzer analyzer) {
        this.analyzer = Objects.requireNonNull(analyzer, "analyzer");
    }

    /** Sets the address to listen on. Anything but this machine itself needs a token. Default: 127.0.0.1. */
    public CopilotServiceBuilder host(String address) {
        this.host = Objects.requireNonNull(address, "host");
        return this;
    }

    /**
     * Sets the port; 0 takes any that is free. Default: 8000.
     *
     * @throws IllegalArgumentException if not within 0 and 65535
     */
    public CopilotServiceBuilder port(int number) {
        if (number < 0 || number > 65_535) {
            throw new IllegalArgumentException("port must be within 0 and 65535: " + number);
        }
        this.port = number;
        return this;
    }

    /**
     * Sets what every request must bring, as {@code Authorization: Bearer TOKEN}. Default: none.
     *
     * @throws IllegalArgumentException if it is shorter than 16 characters or holds anything but visible ASCII
     */
    public CopilotServiceBuilder token(String secret) {
        if (!Objects.requireNonNull(secret, "token").matches("[\\x21-\\x7e]{16,1000}")) {
            throw new IllegalArgumentException(
                    "token must have 16 to 1000 visible ASCII characters, for example from: openssl rand -hex 32");
        }
        this.token = secret;
        return this;
    }

    /** Sets the directory for uploads and jobs, created if missing. One service uses it at a time. Default: data. */
    public CopilotServiceBuilder dataDirectory(Path directory) {
        this.dataDirectory = Objects.requireNonNull(directory, "dataDirectory");
        return this;
    }

    /** Sets the file into which the result of every finished batch is copied, the last one winning. Default: none. */
    public CopilotServiceBuilder saveResultsTo(Path file) {
        this.savedResults = Objects.requireNonNull(file, "savedResults");
        return this;
    }

    /** Sets where results wait for a person; it is not closed. Default: a queue in memory. */
    public CopilotServiceBuilder reviews(ReviewQueue queue) {
        this.reviews = Objects.requireNonNull(queue, "reviews");
        return this;
    }

    /** Sets which results a person should look at. Default: {@link ReviewPolicy#standard()}. */
    public CopilotServiceBuilder reviewPolicy(ReviewPolicy wanted) {
        this.policy = Objects.requireNonNull(wanted, "policy");
        return this;
    }

    /**
     * Sets how many single tickets are analysed at one time; one more is answered with 429. Default: 1024.
     *
     * @throws IllegalArgumentException if not within 1 and 100,000
     */
    public CopilotServiceBuilder maxConcurrentAnalyses(int most) {
        this.maxConcurrentAnalyses = within(most, 1, 100_000, "maxConcurrentAnalyses");
        return this;
    }

    /**
     * Sets how many tickets of one file are under way at one time. Default: 8.
     *
     * @throws IllegalArgumentException if not within 1 and 10,000
     */
    public CopilotServiceBuilder batchConcurrency(int most) {
        this.batchConcurrency = within(most, 1, 10_000, "batchConcurrency");
        return this;
    }

    /** Sets how long an answer may take; a batch that takes longer becomes a job. Default: 65 seconds. */
    public CopilotServiceBuilder requestDeadline(Duration limit) {
        this.requestDeadline = positive(limit, "requestDeadline");
        return this;
    }

    /**
     * Sets how long headers and body of a request may take to arrive. A body that takes longer, such as a large file, is
     * taken as long as it comes at 32 KiB a second. Default: 20 seconds.
     */
    public CopilotServiceBuilder bodyTimeout(Duration limit) {
        this.bodyTimeout = positive(limit, "bodyTimeout");
        return this;
    }

    /** Sets how long {@link CopilotService#close()} waits for what is under way. Default: 20 seconds. */
    public CopilotServiceBuilder stopTimeout(Duration limit) {
        this.stopTimeout = positive(limit, "stopTimeout");
        return this;
    }

    /**
     * Sets how long finished jobs are kept, counted from when their file came. Older ones are deleted at the start and
     * then every hour; unfinished ones never are. Default: 7 days.
     *
     * @throws IllegalArgumentException if not positive
     */
    public CopilotServiceBuilder jobRetention(Duration age) {
        this.jobRetention = positive(age, "jobRetention");
        return this;
    }

    /**
     * Sets how long decided reviews are kept, counted from their decision. Older ones are deleted at the start and then
     * every hour; pending ones never are. Their feedback stays. Default: until they are erased.
     *
     * @throws IllegalArgumentException if not positive
     */
    public CopilotServiceBuilder reviewRetention(Duration age) {
        this.reviewRetention = positive(age, "reviewRetention");
        return this;
    }

    /**
     * Sets how long feedback is kept, counted from the decision. Older entries are deleted at the start and then every
     * hour. Default: until it is erased.
     *
     * @throws IllegalArgumentException if not positive
     */
    public CopilotServiceBuilder feedbackRetention(Duration age) {
        this.feedbackRetention = positive(age, "feedbackRetention");
        return this;
    }

    /**
     * Sets the most bytes of a ticket. Default: 1 MiB.
     *
     * @throws IllegalArgumentException if not within 1 and 64 MiB
     */
    public CopilotServiceBuilder maxTicketBytes(long most) {
        this.maxTicketBytes = within(most, 1, 64 * MEBIBYTE, "maxTicketBytes");
        return this;
    }

    /**
     * Sets the most bytes of a file. Default: 256 MiB.
     *
     * @throws IllegalArgumentException if below 1
     */
    public CopilotServiceBuilder maxUploadBytes(long most) {
        this.maxUploadBytes = within(most, 1, Long.MAX_VALUE, "maxUploadBytes");
        return this;
    }

    /**
     * Sets the most bytes of a file whose result is waited for; a larger one becomes a job. Default: 2 MiB.
     *
     * @throws IllegalArgumentException if negative
     */
    public CopilotServiceBuilder maxWaitedUploadBytes(long most) {
        this.maxWaitedUploadBytes = within(most, 0, Long.MAX_VALUE, "maxWaitedUploadBytes");
        return this;
    }

    /**
     * Takes the webhooks of a help desk at {@code POST /webhooks/SYSTEM} and hands them to its sync, which is not closed.
     * Those calls bring a signature or secret of their own instead of the token. Default: none are taken.
     *
     * @throws IllegalArgumentException if there already is one for the same system
     */
    public CopilotServiceBuilder webhooks(HelpdeskSync sync) {
        if (webhooks.putIfAbsent(sync.system(), sync) != null) {
            throw new IllegalArgumentException("There are two syncs for webhooks of " + sync.system());
        }
        return this;
    }

    /**
     * Starts the service and takes up the jobs an earlier one left in the data directory.
     *
     * @return the running service; close it
     * @throws IllegalStateException if the host is open to others and there is no token
     * @throws java.io.UncheckedIOException if it cannot listen, or the data directory cannot be used
     */
    public CopilotService start() {
        if (token == null && !Loopback.isLoopback(host)) {
            throw new IllegalStateException(
                    "The host " + host + " can be reached by others: set a token, or use 127.0.0.1");
        }
        ServiceSettings settings = new ServiceSettings(
                host,
                port,
                token,
                dataDirectory,
                savedResults,
                maxConcurrentAnalyses,
                batchConcurrency,
                requestDeadline,
                bodyTimeout,
                stopTimeout,
                jobRetention,
                reviewRetention,
                feedbackRetention,
                maxTicketBytes,
                maxUploadBytes,
                maxWaitedUploadBytes,
                Map.copyOf(webhooks));
        return CopilotService.start(analyzer, reviews, policy, settings);
    }

    private static int within(int value, int least, int most, String name) {
        return (int) within((long) value, least, most, name);
    }

    private static long within(long value, long least, long most, String name) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " must be within " + least + " and " + most + ": " + value);
        }
        return value;
    }

    private static Duration positive(Duration value, String name) {
        if (Objects.requireNonNull(value, name).isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " must be positive: " + value);
        }
        return value;
    }
}

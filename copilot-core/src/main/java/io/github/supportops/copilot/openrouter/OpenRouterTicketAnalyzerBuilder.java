package io.github.supportops.copilot.openrouter;

import io.github.supportops.copilot.AnalysisListener;
import io.github.supportops.copilot.CallBudget;
import io.github.supportops.copilot.internal.exchange.HttpExchange;
import io.github.supportops.copilot.internal.exchange.Scheduler;
import io.github.supportops.copilot.prompt.PromptTemplate;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Builds an {@link OpenRouterTicketAnalyzer}. Only the model is required, and the key unless the server is on loopback. Not
 * thread-safe; may be used again after {@link #build()}.
 *
 * <p>Defaults:
 *
 * <ul>
 *   <li>base URL {@value #DEFAULT_BASE_URL}, HTTP/1.1, no private addresses
 *   <li>deadline 60 seconds for one analysis, everything included
 *   <li>3 retries of a failed call and 3 answers, for each model
 *   <li>one ticket a call
 *   <li>strict JSON schema, loosened when a model refuses it; temperature 0; answers of up to 1,200 tokens; reasoning off
 *   <li>no explanation, no tags, no confidence
 *   <li>64 calls at once, 10,000 waiting; replies up to 4 MiB; tickets up to 50,000 characters
 *   <li>a model rests for 5 seconds after 20 failures in a row
 * </ul>
 */
public final class OpenRouterTicketAnalyzerBuilder {
    /** Where calls go unless told otherwise. */
    public static final String DEFAULT_BASE_URL = "https://openrouter.ai/api/v1";

    // What Assembly reads; nobody else but the setters below may touch it.
    @Nullable
    ApiKey apiKey;

    String baseUrl = DEFAULT_BASE_URL;
    boolean allowPrivateAddresses;

    @Nullable
    String model;

    List<String> fallbackModels = List.of();
    boolean serverSideFallback;
    PromptTemplate promptTemplate = PromptTemplate.standard();
    boolean explain;
    Set<String> tags = Set.of();
    AnswerMode answerMode = AnswerMode.STRICT_SCHEMA;

    @Nullable
    Double temperature = 0.0;

    @Nullable
    Long seed;

    int maxTokens = 1_200;
    boolean logProbabilities;
    ReasoningEffort reasoning = ReasoningEffort.OFF;

    @Nullable
    ProviderPreferences preferences;

    Duration deadline = Duration.ofSeconds(60);
    int ticketsPerCall = 1;
    int maxRetries = 3;
    int maxAnswers = 3;
    int maxConcurrentCalls = 64;
    int maxWaitingCalls = 10_000;
    int maxBodyBytes = 4 * 1024 * 1024;
    int maxTicketCharacters = 50_000;
    int circuitThreshold = 20;
    Duration circuitOpenFor = Duration.ofSeconds(5);

    @Nullable
    String appName;

    @Nullable
    String appUrl;

    HttpClient.Version httpVersion = HttpClient.Version.HTTP_1_1;

    @Nullable
    HttpClient httpClient;

    CallBudget callBudget = estimate -> Optional.of(attempt -> {});
    final List<AnalysisListener> listeners = new ArrayList<>();

    @Nullable
    Scheduler scheduler;

    @Nullable
    HttpExchange exchange;

    DoubleSupplier random = () -> ThreadLocalRandom.current().nextDouble();
    Supplier<String> marker = Markers::next;

    OpenRouterTicketAnalyzerBuilder() {}

    /** Sets the key, sent as a bearer token and shown nowhere. @throws IllegalArgumentException if blank or not ASCII */
    public OpenRouterTicketAnalyzerBuilder apiKey(String key) {
        this.apiKey = ApiKey.of(key);
        return this;
    }

    /**
     * Sets where calls go; {@code /chat/completions} is added.
     *
     * @throws IllegalArgumentException if it is not https (or http on loopback), holds a user name or query, or names a
     *     private address without {@link #allowPrivateAddresses}
     */
    public OpenRouterTicketAnalyzerBuilder baseUrl(String url) {
        BaseUrl.of(url, true);
        this.baseUrl = url;
        return this;
    }

    /** Allows private and link-local addresses, and plain http to them. Default: false. */
    public OpenRouterTicketAnalyzerBuilder allowPrivateAddresses(boolean allow) {
        this.allowPrivateAddresses = allow;
        return this;
    }

    /** Sets the model to ask, for example {@code openai/gpt-4o-mini}. Required. */
    public OpenRouterTicketAnalyzerBuilder model(String name) {
        this.model = Checks.requireName(name, "model");
        return this;
    }

    /** Sets models to ask in this order when the first one fails or stays invalid. Default: none. */
    public OpenRouterTicketAnalyzerBuilder fallbackModels(String... names) {
        List<String> copy = List.of(names);
        copy.forEach(name -> Checks.requireName(name, "fallbackModels"));
        this.fallbackModels = copy;
        return this;
    }

    /**
     * Leaves the fallback to OpenRouter's {@code models} list instead of this library. That saves a round trip on provider
     * failures, but it does not fall back when an answer stays invalid. Default: false.
     */
    public OpenRouterTicketAnalyzerBuilder serverSideFallback(boolean enabled) {
        this.serverSideFallback = enabled;
        return this;
    }

    /** Replaces the prompt. Default: {@link PromptTemplate#standard()}. */
    public OpenRouterTicketAnalyzerBuilder promptTemplate(PromptTemplate template) {
        this.promptTemplate = Objects.requireNonNull(template, "promptTemplate");
        return this;
    }

    /** Asks for rationale, evidence quotes and language too; they cost tokens. Default: false. */
    public OpenRouterTicketAnalyzerBuilder explain(boolean enabled) {
        this.explain = enabled;
        return this;
    }

    /** Sets the taxonomy to tag tickets with; switches {@link #explain} on. Default: empty. */
    public OpenRouterTicketAnalyzerBuilder tags(Set<String> taxonomy) {
        this.tags = new LinkedHashSet<>(taxonomy);
        this.explain |= !taxonomy.isEmpty();
        return this;
    }

    /** Sets the way of asking to start with. Default: {@link AnswerMode#STRICT_SCHEMA}. */
    public OpenRouterTicketAnalyzerBuilder answerMode(AnswerMode mode) {
        this.answerMode = Objects.requireNonNull(mode, "answerMode");
        return this;
    }

    /** Sets the sampling temperature, 0 to 2; null sends none. Default: 0. */
    public OpenRouterTicketAnalyzerBuilder temperature(@Nullable Double value) {
        if (value != null && !(value >= 0 && value <= 2)) {
            throw new IllegalArgumentException("temperature must be within 0 and 2: " + value);
        }
        this.temperature = value;
        return this;
    }

    /** Sets the sampling seed. Default: none is sent. */
    public OpenRouterTicketAnalyzerBuilder seed(long value) {
        this.seed = value;
        return this;
    }

    /** Sets how long an answer may be at first, in tokens; a cut answer gets more. Default: 1,200. */
    public OpenRouterTicketAnalyzerBuilder maxTokens(int tokens) {
        this.maxTokens = Checks.requireAtLeast(16, tokens, "maxTokens");
        return this;
    }

    /** Measures confidence from the tokens' probabilities where the model offers them. Default: false. */
    public OpenRouterTicketAnalyzerBuilder confidenceFromLogProbabilities(boolean enabled) {
        this.logProbabilities = enabled;
        return this;
    }

    /** Sets how much a reasoning model may think. Default: {@link ReasoningEffort#OFF}. */
    public OpenRouterTicketAnalyzerBuilder reasoning(ReasoningEffort effort) {
        this.reasoning = Objects.requireNonNull(effort, "reasoning");
        return this;
    }

    /** Sets which of OpenRouter's providers may serve. Default: OpenRouter's choice. */
    public OpenRouterTicketAnalyzerBuilder providerPreferences(ProviderPreferences wanted) {
        this.preferences = Objects.requireNonNull(wanted, "providerPreferences");
        return this;
    }

    /** Limits one analysis over all attempts, waits and reading included. Default: 60 seconds. */
    public OpenRouterTicketAnalyzerBuilder deadline(Duration limit) {
        this.deadline = Checks.requirePositive(limit, "deadline");
        return this;
    }

    /**
     * Lets one call carry several short tickets, of up to 2,000 characters each, which shares the instructions' tokens among
     * them. A call leaves as soon as that many tickets are there, or 20 milliseconds after the first. Whatever its answer
     * says about a ticket counts only if it is about that ticket alone, whole and valid; the others are asked again one by
     * one. Tickets that share a call share its bill in equal parts. Default: 1.
     *
     * @throws IllegalArgumentException if not within 1 and 50
     */
    public OpenRouterTicketAnalyzerBuilder ticketsPerCall(int tickets) {
        if (tickets < 1 || tickets > 50) {
            throw new IllegalArgumentException("ticketsPerCall must be within 1 and 50: " + tickets);
        }
        this.ticketsPerCall = tickets;
        return this;
    }

    /** Sets how often a failed call is repeated, for each model; 0 for never. Default: 3. */
    public OpenRouterTicketAnalyzerBuilder maxRetries(int times) {
        this.maxRetries = Checks.requireAtLeast(0, times, "maxRetries");
        return this;
    }

    /** Sets how many answers a model may give until one is valid; 1 asks never again. Default: 3. */
    public OpenRouterTicketAnalyzerBuilder maxAnswers(int times) {
        this.maxAnswers = Checks.requireAtLeast(1, times, "maxAnswers");
        return this;
    }

    /** Sets how many calls may be in flight, which also bounds the sockets. Default: 64. */
    public OpenRouterTicketAnalyzerBuilder maxConcurrentCalls(int calls) {
        this.maxConcurrentCalls = Checks.requireAtLeast(1, calls, "maxConcurrentCalls");
        return this;
    }

    /** Sets how many calls may wait for their turn before further ones fail. Default: 10,000. */
    public OpenRouterTicketAnalyzerBuilder maxWaitingCalls(int calls) {
        this.maxWaitingCalls = Checks.requireAtLeast(0, calls, "maxWaitingCalls");
        return this;
    }

    /** Sets the longest reply that is read, in bytes, packed and unpacked. Default: 4 MiB. */
    public OpenRouterTicketAnalyzerBuilder maxBodyBytes(int bytes) {
        this.maxBodyBytes = Checks.requireAtLeast(1_024, bytes, "maxBodyBytes");
        return this;
    }

    /** Sets the longest ticket, thread included, in characters. Default: 50,000. */
    public OpenRouterTicketAnalyzerBuilder maxTicketCharacters(int characters) {
        this.maxTicketCharacters = Checks.requireAtLeast(1, characters, "maxTicketCharacters");
        return this;
    }

    /** Lets a model rest after so many failures in a row, for so long. Default: 20 failures, 5 seconds. */
    public OpenRouterTicketAnalyzerBuilder circuitBreaker(int failuresInARow, Duration restFor) {
        this.circuitThreshold = Checks.requireAtLeast(1, failuresInARow, "failuresInARow");
        this.circuitOpenFor = Checks.requirePositive(restFor, "restFor");
        return this;
    }

    /** Names the application to OpenRouter. @throws IllegalArgumentException if not printable ASCII */
    public OpenRouterTicketAnalyzerBuilder appName(String name) {
        this.appName = Checks.requireHeaderText(name, "appName");
        return this;
    }

    /** Gives the application's address to OpenRouter. @throws IllegalArgumentException if not printable ASCII */
    public OpenRouterTicketAnalyzerBuilder appUrl(String url) {
        this.appUrl = Checks.requireHeaderText(url, "appUrl");
        return this;
    }

    /** Sets the preferred HTTP version. Default: HTTP/1.1, which has no stream limit to run into. */
    public OpenRouterTicketAnalyzerBuilder httpVersion(HttpClient.Version version) {
        this.httpVersion = Objects.requireNonNull(version, "httpVersion");
        return this;
    }

    /** Uses this client, for a proxy or a trust store of your own; you close it. Default: one of the analyzer's own. */
    public OpenRouterTicketAnalyzerBuilder httpClient(HttpClient client) {
        this.httpClient = Objects.requireNonNull(client, "httpClient");
        return this;
    }

    /** Asks this budget before every call. Default: no limit. */
    public OpenRouterTicketAnalyzerBuilder callBudget(CallBudget budget) {
        this.callBudget = Objects.requireNonNull(budget, "callBudget");
        return this;
    }

    /** Adds a listener. */
    public OpenRouterTicketAnalyzerBuilder listener(AnalysisListener listener) {
        this.listeners.add(Objects.requireNonNull(listener, "listener"));
        return this;
    }

    OpenRouterTicketAnalyzerBuilder scheduler(Scheduler time) {
        this.scheduler = time;
        return this;
    }

    OpenRouterTicketAnalyzerBuilder exchange(HttpExchange transport) {
        this.exchange = transport;
        return this;
    }

    OpenRouterTicketAnalyzerBuilder random(DoubleSupplier source) {
        this.random = source;
        return this;
    }

    OpenRouterTicketAnalyzerBuilder marker(Supplier<String> source) {
        this.marker = source;
        return this;
    }

    /**
     * Builds the analyzer. Nothing is sent yet.
     *
     * @throws IllegalStateException if the model is not set, or the key is not set and the base URL is not on loopback, or
     *     confidence is to be measured from an answer about several tickets
     * @throws IllegalArgumentException if the base URL names a private address that is not allowed
     */
    public OpenRouterTicketAnalyzer build() {
        String first = model;
        if (first == null) {
            throw new IllegalStateException("model is not set; call model(\"openai/gpt-4o-mini\") for example");
        }
        if (ticketsPerCall > 1 && logProbabilities) {
            throw new IllegalStateException("confidenceFromLogProbabilities(true) and ticketsPerCall(" + ticketsPerCall
                    + ") exclude each other: a probability does not say which ticket it is about");
        }
        BaseUrl url = BaseUrl.of(baseUrl, allowPrivateAddresses);
        if (apiKey == null && !url.isLoopback()) {
            throw new IllegalStateException("apiKey is not set, and baseUrl " + url + " is not on loopback");
        }
        return new Assembly(this, url, first).analyzer();
    }
}

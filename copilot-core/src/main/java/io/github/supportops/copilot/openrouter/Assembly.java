package io.github.supportops.copilot.openrouter;

import io.github.supportops.copilot.AnalysisListener;
import io.github.supportops.copilot.internal.exchange.CallLimiter;
import io.github.supportops.copilot.internal.exchange.HttpExchange;
import io.github.supportops.copilot.internal.exchange.JdkHttpExchange;
import io.github.supportops.copilot.internal.exchange.Scheduler;
import io.github.supportops.copilot.internal.exchange.SystemScheduler;
import io.github.supportops.copilot.internal.reply.AnswerValidator;
import io.github.supportops.copilot.internal.reply.GroupValidator;
import io.github.supportops.copilot.internal.reply.ReplyClassifier;
import io.github.supportops.copilot.internal.retry.Backoff;
import io.github.supportops.copilot.internal.retry.RetryBudget;
import io.github.supportops.copilot.schema.AnalysisSchema;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts an analyzer together from the settings of its builder. */
final class Assembly {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final OpenRouterTicketAnalyzerBuilder settings;
    private final BaseUrl url;
    private final String first;

    Assembly(OpenRouterTicketAnalyzerBuilder settings, BaseUrl url, String firstModel) {
        this.settings = settings;
        this.url = url;
        this.first = firstModel;
    }

    OpenRouterTicketAnalyzer analyzer() {
        Workers workers = new Workers();
        Scheduler time = settings.scheduler == null ? new SystemScheduler("copilot-timer") : settings.scheduler;
        HttpExchange transport = settings.exchange == null ? exchange(workers) : settings.exchange;
        Engine engine = engine(time, transport);
        return new OpenRouterTicketAnalyzer(
                engine,
                settings.promptTemplate,
                settings.marker,
                settings.maxTicketCharacters,
                settings.ticketsPerCall,
                name(),
                variant(engine.schema()),
                () -> {
                    time.close();
                    transport.close();
                    workers.close();
                });
    }

    private HttpExchange exchange(Workers workers) {
        HttpClient given = settings.httpClient;
        HttpClient client = given == null ? workers.newClient(settings.httpVersion, CONNECT_TIMEOUT) : given;
        return new JdkHttpExchange(client, given == null, url.chatCompletions(), headers(), settings.maxBodyBytes);
    }

    private Engine engine(Scheduler time, HttpExchange transport) {
        AnalysisSchema schema = settings.explain ? AnalysisSchema.explained(settings.tags) : AnalysisSchema.standard();
        List<String> models = new ArrayList<>(List.of(first));
        models.addAll(settings.fallbackModels);
        RequestSettings request = new RequestSettings(
                settings.temperature,
                settings.seed,
                settings.logProbabilities,
                settings.reasoning,
                settings.preferences,
                settings.serverSideFallback ? List.copyOf(models) : List.of(),
                url.isOpenRouter());
        List<AnalysisListener> all = new ArrayList<>(settings.listeners);
        all.add(new EventLog());
        return new Engine(
                transport,
                new CallLimiter(settings.maxConcurrentCalls, settings.maxWaitingCalls),
                time,
                new ModelStates(
                        RequestShape.startingWith(settings.answerMode),
                        time,
                        settings.circuitThreshold,
                        settings.circuitOpenFor),
                new RetryBudget(),
                new Backoff(settings.random),
                settings.callBudget,
                schema,
                new ChatRequestWriter(schema.jsonSchema(), request),
                new ChatRequestWriter(schema.jsonSchemaOfSeveral(), request),
                new ReplyClassifier(settings.maxBodyBytes),
                new AnswerValidator(schema),
                new GroupValidator(schema),
                new Listeners(all),
                new RunLimits(
                        settings.serverSideFallback ? List.of(first) : List.copyOf(models),
                        settings.deadline,
                        settings.maxRetries,
                        settings.maxAnswers,
                        settings.maxTokens));
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("Accept", "application/json");
        if (settings.apiKey != null) {
            headers.put("Authorization", settings.apiKey.bearer());
        }
        if (settings.appName != null) {
            headers.put("X-OpenRouter-Title", settings.appName);
        }
        if (settings.appUrl != null) {
            headers.put("HTTP-Referer", settings.appUrl);
        }
        return headers;
    }

    /** What an answer depends on, for caches. */
    private String variant(AnalysisSchema schema) {
        Map<String, @Nullable Object> parts = new LinkedHashMap<>();
        parts.put("model", first);
        parts.put("fallbackModels", settings.fallbackModels);
        parts.put("prompt", settings.promptTemplate.identity().hash());
        parts.put("schema", schema.version());
        parts.put("tags", settings.tags);
        parts.put("temperature", settings.temperature);
        parts.put("seed", settings.seed);
        parts.put("reasoning", settings.reasoning);
        parts.put("logProbabilities", settings.logProbabilities);
        parts.put("grouped", settings.ticketsPerCall > 1);
        return "OpenRouter" + parts;
    }

    private String name() {
        return "OpenRouter[model=" + first
                + (settings.fallbackModels.isEmpty() ? "" : ", fallbackModels=" + settings.fallbackModels) + "]";
    }
}

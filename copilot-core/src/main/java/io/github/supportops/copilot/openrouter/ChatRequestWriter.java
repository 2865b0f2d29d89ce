package io.github.supportops.copilot.openrouter;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.supportops.copilot.internal.json.Json;
import io.github.supportops.copilot.internal.text.WellFormed;
import io.github.supportops.copilot.prompt.PromptMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/** Writes the body of a call. The same call is always the same bytes, which is what providers' caches go by. */
final class ChatRequestWriter {
    private static final String NAME = "ticket_triage";

    private final String jsonSchema;
    private final RequestSettings settings;

    ChatRequestWriter(String jsonSchema, RequestSettings settings) {
        this.jsonSchema = jsonSchema;
        this.settings = settings;
    }

    byte[] write(String model, RequestShape shape, List<PromptMessage> messages, int maxTokens) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(8 * 1024);
        try (JsonGenerator json = Json.mapper().createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("model", model);
            messages(json, shape, messages);
            answerMode(json, shape);
            json.writeNumberField(shape.tokenField(), maxTokens);
            options(json, shape);
            extensions(json, shape);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException("Writing to memory does not fail", impossible);
        }
        return bytes.toByteArray();
    }

    private void messages(JsonGenerator json, RequestShape shape, List<PromptMessage> messages) throws IOException {
        json.writeArrayFieldStart("messages");
        for (PromptMessage message : messages) {
            json.writeStartObject();
            json.writeStringField("role", message.role().name().toLowerCase(Locale.ROOT));
            json.writeStringField("content", WellFormed.unicode(content(shape, message)));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Where the provider does not get the schema as such, the instructions carry it. */
    private String content(RequestShape shape, PromptMessage message) {
        boolean schemaInPrompt = shape.mode() == AnswerMode.JSON_OBJECT || shape.mode() == AnswerMode.PROMPT_ONLY;
        if (!schemaInPrompt || message.role() != PromptMessage.Role.SYSTEM) {
            return message.content();
        }
        return message.content() + "\n\nAnswer with one JSON object that fits this JSON Schema, and nothing else:\n"
                + jsonSchema;
    }

    private void answerMode(JsonGenerator json, RequestShape shape) throws IOException {
        switch (shape.mode()) {
            case STRICT_SCHEMA -> {
                json.writeObjectFieldStart("response_format");
                json.writeStringField("type", "json_schema");
                json.writeObjectFieldStart("json_schema");
                json.writeStringField("name", NAME);
                json.writeBooleanField("strict", true);
                rawField(json, "schema");
                json.writeEndObject();
                json.writeEndObject();
            }
            case TOOL_CALL -> tool(json);
            case JSON_OBJECT -> {
                json.writeObjectFieldStart("response_format");
                json.writeStringField("type", "json_object");
                json.writeEndObject();
            }
            case PROMPT_ONLY -> {
                // Nothing to add: the prompt asks for JSON.
            }
        }
    }

    private void tool(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("tools");
        json.writeStartObject();
        json.writeStringField("type", "function");
        json.writeObjectFieldStart("function");
        json.writeStringField("name", NAME);
        json.writeStringField("description", "Record the triage of the ticket.");
        rawField(json, "parameters");
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndArray();
        json.writeObjectFieldStart("tool_choice");
        json.writeStringField("type", "function");
        json.writeObjectFieldStart("function");
        json.writeStringField("name", NAME);
        json.writeEndObject();
        json.writeEndObject();
    }

    private void rawField(JsonGenerator json, String name) throws IOException {
        json.writeFieldName(name);
        json.writeRawValue(jsonSchema);
    }

    private void options(JsonGenerator json, RequestShape shape) throws IOException {
        Double temperature = settings.temperature();
        if (temperature != null && shape.allows(RequestShape.Setting.TEMPERATURE)) {
            json.writeNumberField("temperature", temperature);
        }
        Long seed = settings.seed();
        if (seed != null && shape.allows(RequestShape.Setting.SEED)) {
            json.writeNumberField("seed", seed);
        }
        if (settings.logProbabilities() && shape.allows(RequestShape.Setting.LOG_PROBABILITIES)) {
            json.writeBooleanField("logprobs", true);
        }
        reasoning(json, shape);
    }

    /** A triage needs little thought, and reasoning is billed: off, or else as low as the model allows. */
    private void reasoning(JsonGenerator json, RequestShape shape) throws IOException {
        ReasoningEffort effort = settings.reasoning();
        if (!settings.openRouter() || effort == ReasoningEffort.PROVIDER_DEFAULT) {
            return;
        }
        boolean off = effort == ReasoningEffort.OFF && shape.allows(RequestShape.Setting.REASONING_OFF);
        if (off || shape.allows(RequestShape.Setting.REASONING_LOW)) {
            String wire = effort == ReasoningEffort.OFF && !off ? "low" : effort.wireName();
            json.writeObjectFieldStart("reasoning");
            json.writeStringField("effort", wire);
            json.writeEndObject();
        }
    }

    /** OpenRouter's own fields, in the order of its documentation. */
    private void extensions(JsonGenerator json, RequestShape shape) throws IOException {
        if (!settings.serverSideFallback().isEmpty()) {
            json.writeFieldName("models");
            json.writeRawValue(Json.write(settings.serverSideFallback()));
        }
        ProviderPreferences preferences = settings.preferences();
        if (preferences != null && !preferences.fields().isEmpty()) {
            json.writeFieldName("provider");
            json.writeRawValue(Json.write(preferences.fields()));
        }
        if (settings.openRouter() && shape.allows(RequestShape.Setting.PLUGINS)) {
            // On by default for small contexts, it would cut tickets silently.
            json.writeFieldName("plugins");
            json.writeRawValue("[{\"id\":\"context-compression\",\"enabled\":false}]");
        }
    }
}

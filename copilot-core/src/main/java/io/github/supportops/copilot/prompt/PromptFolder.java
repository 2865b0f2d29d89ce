package io.github.supportops.copilot.prompt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.supportops.copilot.internal.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads a folder of prompts. Unknown settings are refused: one that is misspelt would otherwise do nothing in silence. */
final class PromptFolder {
    private static final String INDEX = "prompts.json";

    private PromptFolder() {}

    static PromptRegistry read(Path folder) throws IOException {
        JsonNode root = index(Files.readString(folder.resolve(INDEX), StandardCharsets.UTF_8));
        known("$", root, Set.of("active", "experiment", "prompts"));
        List<PromptVersion> versions = new ArrayList<>();
        for (JsonNode entry : root.path("prompts")) {
            versions.add(version(folder, entry, "$.prompts[" + versions.size() + "]"));
        }
        PromptRegistry registry = PromptRegistry.of(versions);
        if (root.has("active")) {
            registry = registry.activate(text("$", root, "active"));
        }
        return root.has("experiment") ? tryOut(registry, root.get("experiment")) : registry;
    }

    private static PromptVersion version(Path folder, JsonNode entry, String path) throws IOException {
        known(path, entry, Set.of("file", "created", "notes"));
        String name = text(path, entry, "file");
        Path file = folder.resolve(name).normalize();
        if (!file.startsWith(folder.normalize())) {
            throw wrong(path + ".file", "must be a file inside the folder");
        }
        return new PromptVersion(
                template(name, file), created(path, entry), entry.path("notes").asText(""));
    }

    private static PromptTemplate template(String name, Path file) throws IOException {
        try {
            return PromptTemplate.fromFile(file);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(name + ": " + wrong.getMessage(), wrong);
        }
    }

    private static LocalDate created(String path, JsonNode entry) {
        try {
            return LocalDate.parse(text(path, entry, "created"));
        } catch (DateTimeParseException noDate) {
            throw wrong(path + ".created", "must be a date such as 2026-11-22");
        }
    }

    private static PromptRegistry tryOut(PromptRegistry registry, JsonNode experiment) {
        known("$.experiment", experiment, Set.of("name", "candidate", "share"));
        if (!experiment.path("share").isNumber()) {
            throw wrong("$.experiment.share", "must be a number from 0 to 1");
        }
        return registry.tryOut(
                text("$.experiment", experiment, "name"),
                text("$.experiment", experiment, "candidate"),
                experiment.get("share").asDouble());
    }

    private static void known(String path, JsonNode node, Set<String> names) {
        if (!node.isObject()) {
            throw wrong(path, "must be an object");
        }
        node.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                throw wrong(
                        path,
                        "has the setting \"" + name + "\"; known are "
                                + names.stream().sorted().toList());
            }
        });
    }

    private static String text(String path, JsonNode node, String name) {
        JsonNode value = node.path(name);
        if (!value.isTextual() || value.asText().isBlank()) {
            throw wrong(path + "." + name, "must be a text");
        }
        return value.asText();
    }

    private static JsonNode index(String json) {
        try {
            return Json.read(json);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException(INDEX + " is not JSON; see PromptRegistry for its form", broken);
        }
    }

    private static IllegalArgumentException wrong(String path, String what) {
        return new IllegalArgumentException(INDEX + ": " + path + " " + what);
    }
}

package io.github.supportops.copilot.app.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Makes requests from the service's own description: most are nearly right, for those get furthest. */
final class FuzzedRequests {
    private static final ObjectWriter ASCII = Json.MAPPER.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);
    private static final List<String> TYPES =
            List.of("application/json", "text/csv", "application/jsonl", "text/plain", "multipart/form-data", "a", "/");
    private static final List<String> ACCEPTED =
            List.of("*/*", "application/json", "text/csv", "application/jsonl;q=0.2", "text/html", ";,q=", "image/*");
    private static final int MOST_KNOWN = 200;

    private final URI service;
    private final JsonNode document;
    private final Random random;
    private final SchemaValues values;
    private final Map<String, List<String>> known = new HashMap<>();

    FuzzedRequests(URI service, JsonNode document, Random random) {
        this.service = service;
        this.document = document;
        this.random = random;
        this.values = new SchemaValues(document, random);
    }

    /** A method and a path of the document. */
    record Operation(String method, String path) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().fieldNames().forEachRemaining(method -> {
                    if (!method.equals("parameters")) {
                        operations.add(new Operation(method.toUpperCase(Locale.ROOT), path.getKey()));
                    }
                }));
        return operations;
    }

    JsonNode description(Operation operation) {
        return document.path("paths")
                .path(operation.path())
                .path(operation.method().toLowerCase(Locale.ROOT));
    }

    /** Keeps an id that the service gave out, to come back to it. */
    void learn(String area, JsonNode id) {
        List<String> ids = known.computeIfAbsent(area, name -> new ArrayList<>());
        if (ids.size() == MOST_KNOWN) {
            ids.remove(0);
        }
        ids.add(id.asText());
    }

    /** {@return any operation; one that deletes comes rarely, or nothing would be there for the others} */
    Operation next(List<Operation> operations) {
        Operation operation = pick(operations);
        return operation.method().equals("DELETE") && random.nextInt(10) > 0 ? next(operations) : operation;
    }

    HttpRequest of(Operation operation) {
        String path = operation
                .path()
                .replaceFirst("\\{\\w+}", encoded(id(operation.path().split("/")[1])));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(service + path + query(operation)))
                .timeout(Duration.ofSeconds(30));
        if (random.nextInt(4) == 0) {
            request.header("Accept", pick(ACCEPTED));
        }
        JsonNode content = description(operation).at("/requestBody/content");
        if (content.isMissingNode()) {
            return request.method(operation.method(), BodyPublishers.noBody()).build();
        }
        List<String> types = new ArrayList<>();
        content.fieldNames().forEachRemaining(types::add);
        String type = pick(types);
        byte[] body = body(type, content.path(type).path("schema"));
        String declared = random.nextInt(12) == 0 ? pick(TYPES) : type;
        return request.header("Content-Type", declared.startsWith("multipart") ? declared + "; boundary=XX" : declared)
                .method(operation.method(), BodyPublishers.ofByteArray(body))
                .build();
    }

    private String id(String area) {
        List<String> ids = known.getOrDefault(area, List.of());
        return ids.isEmpty() || random.nextInt(4) == 0 ? values.anyText() : pick(ids);
    }

    private String query(Operation operation) {
        StringBuilder query = new StringBuilder();
        for (JsonNode parameter : description(operation).path("parameters")) {
            if (random.nextInt(4) == 0) {
                query.append(query.isEmpty() ? '?' : '&')
                        .append(parameter.path("name").asText())
                        .append('=')
                        .append(encoded(parameter(parameter.path("schema"))));
            }
        }
        return query.toString();
    }

    private String parameter(JsonNode schema) {
        return random.nextInt(3) == 0 ? values.anyText() : values.right(schema).asText();
    }

    private byte[] body(String type, JsonNode schema) {
        byte[] right = switch (type) {
            case "application/json" -> json(schema).getBytes(StandardCharsets.UTF_8);
            case "application/jsonl" -> lines().getBytes(StandardCharsets.UTF_8);
            case "text/csv" -> csv().getBytes(StandardCharsets.UTF_8);
            default -> form().getBytes(StandardCharsets.UTF_8);
        };
        if (random.nextInt(8) == 0 && right.length > 0) {
            right[random.nextInt(right.length)] = (byte) random.nextInt(256);
        }
        return right;
    }

    private String json(JsonNode schema) {
        JsonNode value = values.right(schema);
        return written(random.nextInt(3) == 0 ? values.wrong(value) : value);
    }

    private String lines() {
        JsonNode ticket = document.at("/components/schemas/Ticket");
        StringBuilder lines = new StringBuilder();
        for (int count = random.nextInt(4); count >= 0; count--) {
            lines.append(json(ticket)).append('\n');
        }
        return lines.toString();
    }

    private String csv() {
        StringBuilder csv = new StringBuilder(random.nextInt(6) == 0 ? values.anyText() : "ticket_id,message");
        for (int count = random.nextInt(4); count >= 0; count--) {
            csv.append('\n')
                    .append(random.nextInt(4) == 0 ? values.anyText() : "T-" + random.nextInt(20))
                    .append(",\"")
                    .append(values.anyText().replace("\"", random.nextInt(5) == 0 ? "\"" : "\"\""))
                    .append('"');
        }
        return csv.append('\n').toString();
    }

    private String form() {
        String name = pick(List.of("file", "a.csv", "b.json", "c.jsonl", "../d.csv", ""));
        return "--XX\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name + "\"\r\n\r\n"
                + (name.endsWith("l") ? lines() : csv()) + "\r\n--XX--\r\n";
    }

    private static String written(JsonNode value) {
        try {
            return ASCII.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text.isEmpty() ? "0" : text, StandardCharsets.UTF_8)
                .replace("+", "%20");
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}

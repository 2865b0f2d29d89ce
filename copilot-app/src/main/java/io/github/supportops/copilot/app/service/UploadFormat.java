package io.github.supportops.copilot.app.service;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** In which form tickets come in, and results go out. */
enum UploadFormat {
    CSV("text/csv", "csv"),
    JSON("application/json", "json"),
    JSON_LINES("application/jsonl", "jsonl");

    private static final Map<String, UploadFormat> TYPES = Map.of(
            "text/csv", CSV,
            "application/csv", CSV,
            "application/vnd.ms-excel", CSV,
            "application/json", JSON,
            "application/jsonl", JSON_LINES,
            "application/x-ndjson", JSON_LINES,
            "application/ndjson", JSON_LINES,
            "application/x-jsonlines", JSON_LINES);
    private static final Map<String, UploadFormat> ENDINGS =
            Map.of("csv", CSV, "tsv", CSV, "txt", CSV, "json", JSON, "jsonl", JSON_LINES, "ndjson", JSON_LINES);

    private final String mediaType;
    private final String ending;

    UploadFormat(String mediaType, String ending) {
        this.mediaType = mediaType;
        this.ending = ending;
    }

    String mediaType() {
        return mediaType;
    }

    String ending() {
        return ending;
    }

    static Optional<UploadFormat> ofMediaType(String mediaType) {
        return Optional.ofNullable(TYPES.get(mediaType));
    }

    /** {@return the format a file's name suggests} */
    static Optional<UploadFormat> ofFileName(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0
                ? Optional.empty()
                : Optional.ofNullable(ENDINGS.get(name.substring(dot + 1).toLowerCase(Locale.ROOT)));
    }
}

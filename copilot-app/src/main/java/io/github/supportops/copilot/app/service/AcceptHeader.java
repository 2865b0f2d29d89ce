package io.github.supportops.copilot.app.service;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Chooses the format of a result as the header {@code Accept} asks for it. */
final class AcceptHeader {
    private AcceptHeader() {}

    /**
     * {@return the format asked for; the usual one if nothing is asked for or anything will do}
     *
     * @throws ProblemException if none of the formats asked for is there
     */
    static UploadFormat choose(@Nullable String header, UploadFormat usual) {
        if (header == null || header.isBlank()) {
            return usual;
        }
        UploadFormat best = null;
        double bestQuality = 0;
        for (String entry : header.split(",", -1)) {
            String[] parts = entry.strip().toLowerCase(Locale.ROOT).split(";", -1);
            Optional<UploadFormat> format = format(parts[0].strip(), usual);
            double quality = quality(parts);
            if (format.isPresent() && quality > bestQuality) {
                best = format.get();
                bestQuality = quality;
            }
        }
        if (best == null) {
            throw new ProblemException(
                    ProblemType.NOT_ACCEPTABLE,
                    "Results come as text/csv, application/json or application/jsonl; accept one of them");
        }
        return best;
    }

    private static Optional<UploadFormat> format(String range, UploadFormat usual) {
        boolean usualWillDo =
                range.equals("*/*") || range.equals(usual.mediaType().split("/", -1)[0] + "/*");
        return usualWillDo ? Optional.of(usual) : byRange(range);
    }

    private static Optional<UploadFormat> byRange(String range) {
        return switch (range) {
            case "text/*" -> Optional.of(UploadFormat.CSV);
            case "application/*" -> Optional.of(UploadFormat.JSON);
            default -> UploadFormat.ofMediaType(range);
        };
    }

    private static double quality(String[] parts) {
        for (String part : parts) {
            String parameter = part.strip();
            if (parameter.matches("q=[01](\\.\\d{1,3})?")) {
                return Double.parseDouble(parameter.substring(2));
            }
        }
        return 1;
    }
}

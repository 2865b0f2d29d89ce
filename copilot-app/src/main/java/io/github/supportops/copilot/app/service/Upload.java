package io.github.supportops.copilot.app.service;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CompletableFuture;

/** The tickets of a request, whichever way they were sent, put into a CSV file. */
final class Upload {
    private final RequestBody body;
    private final long mostBytes;

    Upload(RequestBody body, long mostBytes) {
        this.body = body;
        this.mostBytes = mostBytes;
    }

    /**
     * {@return the format as far as the headers say it; a form is taken to hold CSV until it is read}
     *
     * @throws ProblemException if nothing here understands it
     */
    static UploadFormat format(Context context) {
        String type = Parameters.mediaType(context.contentType());
        if (type.equals(FormFile.MEDIA_TYPE)) {
            return UploadFormat.CSV;
        }
        return UploadFormat.ofMediaType(type)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.UNSUPPORTED_MEDIA_TYPE,
                        "Send multipart/form-data with a file, text/csv, application/json (an array) or"
                                + " application/jsonl"));
    }

    /**
     * Receives the body and writes its tickets. Must be called inside {@link Context#future}.
     *
     * @param folder where to put what is needed meanwhile
     * @param target the file to write
     * @return the format they came in
     */
    CompletableFuture<UploadFormat> save(Context context, Path folder, Path target) {
        String type = String.valueOf(context.contentType());
        UploadFormat declared = format(context);
        Path received = folder.resolve("received");
        return body.save(context, mostBytes, received).thenApply(done -> {
            try {
                return convert(type, declared, received, target);
            } catch (IOException failed) {
                throw notStored(failed);
            }
        });
    }

    private static UploadFormat convert(String type, UploadFormat declared, Path received, Path target)
            throws IOException {
        UploadFormat format = declared;
        if (Parameters.mediaType(type).equals(FormFile.MEDIA_TYPE)) {
            Path file = received.resolveSibling("file");
            format = FormFile.extract(received, type, file);
            Files.move(file, received, StandardCopyOption.REPLACE_EXISTING);
        }
        if (format == UploadFormat.CSV) {
            Files.move(received, target);
            return format;
        }
        try (InputStream in = Files.newInputStream(received)) {
            JsonUpload.toRows(in, format == UploadFormat.JSON_LINES, target);
        }
        Files.delete(received);
        return format;
    }

    static ProblemException notStored(IOException failed) {
        return new ProblemException(ProblemType.STORAGE, "The upload cannot be stored", failed);
    }
}

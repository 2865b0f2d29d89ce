package io.github.supportops.copilot.app.service;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

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
     * Receives the body and writes its tickets.
     *
     * @param folder where to put what is needed meanwhile
     * @param target the file to write
     * @return the format they came in
     */
    UploadFormat save(Context context, Path folder, Path target) throws IOException {
        UploadFormat format = format(context);
        Path received = folder.resolve("received");
        try (OutputStream out = Files.newOutputStream(received)) {
            body.copy(context, mostBytes, out);
        }
        if (Parameters.mediaType(context.contentType()).equals(FormFile.MEDIA_TYPE)) {
            Path file = folder.resolve("file");
            format = FormFile.extract(received, String.valueOf(context.contentType()), file);
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
}

package io.github.supportops.copilot.app.service;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Promise;

/** The file inside a form, as a browser or {@code curl -F file=@tickets.csv} sends it. */
final class FormFile {
    static final String MEDIA_TYPE = "multipart/form-data";

    private static final int MOST_PARTS = 20;
    private static final int BUFFER = 16_384;
    private static final int MOST_MEMORY_BYTES = 65_536;

    private FormFile() {}

    /**
     * Writes the first file of a form. The form lies in a file already, so that its size and the time it took were bounded.
     *
     * @return the format that the file's name says, or else its content type, or else CSV
     * @throws ProblemException if there is no file in it, or it cannot be read
     */
    static UploadFormat extract(Path form, String contentType, Path target) throws IOException {
        MultiPartFormData.Parser parser = new MultiPartFormData.Parser(boundary(contentType));
        parser.setMaxParts(MOST_PARTS);
        parser.setMaxLength(-1);
        parser.setMaxFileSize(-1);
        parser.setMaxMemoryFileSize(MOST_MEMORY_BYTES);
        parser.setFilesDirectory(target.toAbsolutePath().getParent());
        try (MultiPartFormData.Parts parts = parse(parser, form)) {
            for (MultiPart.Part part : parts) {
                if (part.getFileName() != null) {
                    part.writeTo(target.toAbsolutePath());
                    return format(part);
                }
            }
        } catch (CompletionException broken) {
            throw new ProblemException(ProblemType.MALFORMED_REQUEST, "The form cannot be read", broken);
        }
        throw new ProblemException(ProblemType.INVALID_FILE, "The form holds no file; send one as the part file")
                .field("file", "it is missing");
    }

    private static MultiPartFormData.Parts parse(MultiPartFormData.Parser parser, Path form) {
        CompletableFuture<MultiPartFormData.Parts> parsed = new CompletableFuture<>();
        parser.parse(
                Content.Source.from(new ByteBufferPool.Sized(ByteBufferPool.NON_POOLING, false, BUFFER), form),
                Promise.Invocable.toPromise(parsed));
        return parsed.join();
    }

    private static UploadFormat format(MultiPart.Part part) {
        String type = Parameters.mediaType(part.getHeaders().get("Content-Type"));
        return UploadFormat.ofFileName(part.getFileName())
                .or(() -> UploadFormat.ofMediaType(type))
                .orElse(UploadFormat.CSV);
    }

    private static String boundary(String contentType) {
        return Optional.ofNullable(MultiPart.extractBoundary(contentType))
                .orElseThrow(() -> new ProblemException(
                        ProblemType.MALFORMED_REQUEST, "The header Content-Type of the form lacks its boundary"));
    }
}

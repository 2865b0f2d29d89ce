package io.github.supportops.copilot.internal.json;

/** A text that is not the expected JSON; the message names the place as a JSON path and quotes nothing of the text. */
public final class JsonMismatch extends RuntimeException {
    private static final long serialVersionUID = 1L;

    JsonMismatch(String path, String problem) {
        super(path + " " + problem);
    }
}

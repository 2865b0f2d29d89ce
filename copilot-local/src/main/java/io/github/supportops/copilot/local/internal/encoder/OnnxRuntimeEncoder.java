package io.github.supportops.copilot.local.internal.encoder;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.Arrays;
import java.util.Map;

/** The same model through onnxruntime, several times faster where its native library loads. Thread-safe. */
final class OnnxRuntimeEncoder implements SentenceEncoder {

    private final WordPieceTokenizer tokenizer;
    private final OrtEnvironment environment;
    private final OrtSession session;

    OnnxRuntimeEncoder(WordPieceTokenizer tokenizer, byte[] model) throws OrtException {
        this.tokenizer = tokenizer;
        this.environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            // One thread per call: the analyzer runs as many calls at once as it wants cores.
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            this.session = environment.createSession(model, options);
        }
    }

    @Override
    public float[] encode(String text) {
        int[] tokens = tokenizer.tokenize(text, MAX_TOKENS);
        long[][] ids = {Arrays.stream(tokens).asLongStream().toArray()};
        long[][] mask = {new long[tokens.length]};
        Arrays.fill(mask[0], 1);
        long[][] types = {new long[tokens.length]};
        try (OnnxTensor idTensor = OnnxTensor.createTensor(environment, ids);
                OnnxTensor maskTensor = OnnxTensor.createTensor(environment, mask);
                OnnxTensor typeTensor = OnnxTensor.createTensor(environment, types);
                OrtSession.Result result = session.run(
                        Map.of("input_ids", idTensor, "attention_mask", maskTensor, "token_type_ids", typeTensor))) {
            float[][][] states = (float[][][]) result.get(0).getValue();
            return Vectors.normalized(states[0][0]);
        } catch (OrtException e) {
            throw new IllegalStateException("onnxruntime failed on an input of " + tokens.length + " tokens", e);
        }
    }

    @Override
    public String name() {
        return "onnxruntime";
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("onnxruntime did not close its session", e);
        }
    }
}

package io.github.supportops.copilot.local.internal.encoder;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the named tensors out of an ONNX file and skips the rest.
 *
 * <p>It is a protobuf reader of the three messages it needs (ModelProto, GraphProto, TensorProto), streaming, so that the
 * 34 MB of the file never lie on the heap at once. The computation itself is fixed by the architecture and lives in
 * {@link BertEncoder}.
 */
final class OnnxReader {

    private static final int MODEL_GRAPH = 7;
    private static final int GRAPH_INITIALIZER = 5;
    private static final int TENSOR_DIMENSIONS = 1;
    private static final int TENSOR_FLOATS = 4;
    private static final int TENSOR_NAME = 8;
    private static final int TENSOR_RAW = 9;

    /** One tensor: its shape and its values, as raw little-endian bytes or as floats. */
    static final class Tensor {
        final List<Integer> shape;
        final byte[] raw;
        private final float[] floats;

        Tensor(List<Integer> shape, byte[] raw, float[] floats) {
            this.shape = List.copyOf(shape);
            this.raw = raw;
            this.floats = floats;
        }

        float[] asFloats() {
            if (floats.length > 0) {
                return floats;
            }
            float[] values = new float[raw.length / Float.BYTES];
            ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
            return values;
        }
    }

    private final InputStream in;
    private long position;

    private OnnxReader(InputStream in) {
        this.in = new BufferedInputStream(in, 1 << 16);
    }

    /** The tensors of the file in the order in which they are written. */
    static Map<String, Tensor> read(InputStream in) throws IOException {
        return new OnnxReader(in).model();
    }

    private Map<String, Tensor> model() throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        int tag = tag();
        while (tag >= 0) {
            if (tag == (MODEL_GRAPH << 3 | 2)) {
                graph(varint(), tensors);
            } else {
                skip(tag);
            }
            tag = tag();
        }
        return tensors;
    }

    private void graph(long length, Map<String, Tensor> tensors) throws IOException {
        long end = position + length;
        while (position < end) {
            int tag = tag();
            if (tag == (GRAPH_INITIALIZER << 3 | 2)) {
                tensor(varint(), tensors);
            } else {
                skip(tag);
            }
        }
    }

    private void tensor(long length, Map<String, Tensor> tensors) throws IOException {
        long end = position + length;
        List<Integer> shape = new ArrayList<>();
        String name = "";
        byte[] raw = {};
        float[] floats = {};
        while (position < end) {
            int tag = tag();
            switch (tag >>> 3) {
                case TENSOR_DIMENSIONS -> dimensions(tag, shape);
                case TENSOR_NAME -> name = new String(bytes(), StandardCharsets.UTF_8);
                case TENSOR_RAW -> raw = bytes();
                case TENSOR_FLOATS -> floats = packedFloats(bytes());
                default -> skip(tag);
            }
        }
        tensors.put(name, new Tensor(shape, raw, floats));
    }

    private void dimensions(int tag, List<Integer> shape) throws IOException {
        if ((tag & 7) == 0) {
            shape.add(Math.toIntExact(varint()));
            return;
        }
        long end = varint() + position;
        while (position < end) {
            shape.add(Math.toIntExact(varint()));
        }
    }

    private static float[] packedFloats(byte[] bytes) {
        return new Tensor(List.of(), bytes, new float[0]).asFloats();
    }

    private int tag() throws IOException {
        int first = in.read();
        if (first < 0) {
            return -1;
        }
        position++;
        return first < 128 ? first : Math.toIntExact(rest(first));
    }

    private long varint() throws IOException {
        int first = next();
        return first < 128 ? first : rest(first);
    }

    private long rest(int first) throws IOException {
        long value = first & 127;
        for (int shift = 7; shift < 64; shift += 7) {
            int next = next();
            value |= (long) (next & 127) << shift;
            if (next < 128) {
                return value;
            }
        }
        throw new IOException("a number in the model file is longer than 64 bits");
    }

    private int next() throws IOException {
        int value = in.read();
        if (value < 0) {
            throw new EOFException("the model file ends early, after " + position + " bytes");
        }
        position++;
        return value;
    }

    private byte[] bytes() throws IOException {
        int length = Math.toIntExact(varint());
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the model file ends early, after " + position + " bytes");
        }
        position += length;
        return bytes;
    }

    private void skip(int tag) throws IOException {
        switch (tag & 7) {
            case 0 -> varint();
            case 1 -> skipBytes(8);
            case 2 -> skipBytes(varint());
            case 5 -> skipBytes(4);
            default -> throw new IOException("not a model file: unknown wire type " + (tag & 7));
        }
    }

    private void skipBytes(long count) throws IOException {
        in.skipNBytes(count);
        position += count;
    }
}

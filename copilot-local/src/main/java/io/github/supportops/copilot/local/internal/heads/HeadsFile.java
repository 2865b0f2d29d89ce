package io.github.supportops.copilot.local.internal.heads;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The binary form of {@link Heads}: big-endian, written front to back, the same bytes for the same heads. */
public final class HeadsFile {

    private static final int MAGIC = 0x53_4F_48_32;

    private HeadsFile() {}

    /** Writes heads to bytes. */
    public static byte[] write(Heads heads) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            out.writeInt(heads.examples().size());
            out.writeInt(heads.examples().components().length);
            out.write(heads.examples().components());
            out.writeInt(heads.all().size());
            for (Map.Entry<String, Head> head : heads.all().entrySet()) {
                out.writeUTF(head.getKey());
                writeHead(head.getValue(), out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    private static void writeHead(Head head, DataOutputStream out) throws IOException {
        out.writeInt(head.labels().size());
        for (String label : head.labels()) {
            out.writeUTF(label);
        }
        out.writeDouble(head.settings().linearShare());
        out.writeDouble(head.settings().width());
        for (float[] row : head.linear().weights()) {
            writeFloats(row, out);
        }
        writeCalibration(head.shortTexts(), out);
        writeCalibration(head.longTexts(), out);
        out.write(head.exampleLabels());
    }

    private static void writeCalibration(Calibration calibration, DataOutputStream out) throws IOException {
        writeFloats(calibration.shares(), out);
        writeFloats(calibration.frequencies(), out);
    }

    private static void writeFloats(float[] values, DataOutputStream out) throws IOException {
        out.writeInt(values.length);
        for (float value : values) {
            out.writeFloat(value);
        }
    }

    /** Reads heads from bytes. */
    public static Heads read(byte[] bytes) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readInt() != MAGIC) {
                throw new IOException("not a file of trained heads, or of another version");
            }
            int count = in.readInt();
            byte[] components = in.readNBytes(in.readInt());
            Map<String, Head> heads = new LinkedHashMap<>();
            int fields = in.readInt();
            for (int field = 0; field < fields; field++) {
                String name = in.readUTF();
                heads.put(name, readHead(count, in));
            }
            return new Heads(new Examples(components, components.length / count), heads, version(bytes));
        }
    }

    private static Head readHead(int examples, DataInputStream in) throws IOException {
        int count = in.readInt();
        List<String> labels = new ArrayList<>();
        for (int label = 0; label < count; label++) {
            labels.add(in.readUTF());
        }
        Head.Settings settings = new Head.Settings(in.readDouble(), in.readDouble());
        float[][] weights = new float[count][];
        for (int label = 0; label < count; label++) {
            weights[label] = readFloats(in);
        }
        Calibration shortTexts = new Calibration(readFloats(in), readFloats(in));
        Calibration longTexts = new Calibration(readFloats(in), readFloats(in));
        byte[] exampleLabels = in.readNBytes(examples);
        return new Head(List.copyOf(labels), new LinearHead(weights), exampleLabels, settings, shortTexts, longTexts);
    }

    private static float[] readFloats(DataInputStream in) throws IOException {
        float[] values = new float[in.readInt()];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readFloat();
        }
        return values;
    }

    private static String version(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}

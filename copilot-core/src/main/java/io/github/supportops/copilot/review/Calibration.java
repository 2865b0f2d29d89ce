package io.github.supportops.copilot.review;

import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.AnalysisResult;
import io.github.supportops.copilot.Confidence;
import io.github.supportops.copilot.Provenance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an analyzer's confidence turned out to mean, field by field, learned from labels that people checked. It never
 * changes a label and never invents confidence where none was measured. Immutable and thread-safe.
 *
 * <pre>{@code
 * Calibration learned = Calibration.learn(Calibration.Method.ISOTONIC, samples);
 * learned.write(Path.of("calibration.json"));
 * TicketAnalyzer calibrated = Analyzers.calibrated(analyzer, Calibration.read(Path.of("calibration.json")));
 * }</pre>
 */
public final class Calibration {
    /** A field with fewer samples than this is left as it is: its curve would be noise. */
    public static final int FEWEST_SAMPLES = 30;

    private final Map<AnalysisField, CalibrationCurve> curves;
    private final String version;

    private Calibration(EnumMap<AnalysisField, CalibrationCurve> curves) {
        this.curves = Collections.unmodifiableMap(curves);
        this.version = CalibrationFile.version(curves);
    }

    static Calibration of(Map<AnalysisField, CalibrationCurve> curves) {
        EnumMap<AnalysisField, CalibrationCurve> copy = new EnumMap<>(AnalysisField.class);
        copy.putAll(curves);
        return new Calibration(copy);
    }

    /** How a curve is learned. */
    public enum Method {
        /** A rising line through the data; fits any shape, wants a few hundred samples of each field. */
        ISOTONIC,
        /** One number for each field that tones confidence down or up; does with about a hundred samples. */
        TEMPERATURE
    }

    /** {@return what the samples teach; fields with fewer than {@value #FEWEST_SAMPLES} samples are left as they are} */
    public static Calibration learn(Method method, List<CalibrationSample> samples) {
        EnumMap<AnalysisField, CalibrationCurve> curves = new EnumMap<>(AnalysisField.class);
        samples.stream()
                .collect(Collectors.groupingBy(CalibrationSample::field))
                .forEach((field, some) -> {
                    if (some.size() >= FEWEST_SAMPLES) {
                        curves.put(field, curve(method, some));
                    }
                });
        return new Calibration(curves);
    }

    private static CalibrationCurve curve(Method method, List<CalibrationSample> samples) {
        return switch (method) {
            case ISOTONIC -> IsotonicCurve.fit(samples);
            case TEMPERATURE -> TemperatureCurve.fit(samples);
        };
    }

    /**
     * Reads what {@link #toJson()} wrote.
     *
     * @throws IllegalArgumentException if it is anything else, or was changed by hand; the message names the place
     */
    public static Calibration fromJson(String json) {
        return CalibrationFile.parse(json);
    }

    /**
     * Reads a file that {@link #write(Path)} wrote.
     *
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException as {@link #fromJson(String)} does
     */
    public static Calibration read(Path file) throws IOException {
        return fromJson(Files.readString(file, StandardCharsets.UTF_8));
    }

    /** {@return the content as JSON, always the same text for the same content} */
    public String toJson() {
        return CalibrationFile.write(curves, version);
    }

    /** Writes the content to a file, replacing it. @throws IOException if it cannot be written */
    public void write(Path file) throws IOException {
        Files.writeString(file, toJson() + "\n", StandardCharsets.UTF_8);
    }

    /** {@return twelve hexadecimal digits that stand for the exact content} */
    public String version() {
        return version;
    }

    /** {@return the fields that are calibrated} */
    public Set<AnalysisField> fields() {
        return curves.keySet();
    }

    /** {@return what a stated confidence turned out to mean; itself for a field that is not calibrated} */
    public double apply(AnalysisField field, double confidence) {
        CalibrationCurve curve = curves.get(field);
        return curve == null ? confidence : curve.apply(confidence);
    }

    /** {@return the result with calibrated confidence and, in the provenance, this calibration's version} */
    public AnalysisResult apply(AnalysisResult result) {
        Map<AnalysisField, Double> calibrated = new EnumMap<>(AnalysisField.class);
        result.confidence().measured().forEach((field, stated) -> calibrated.put(field, apply(field, stated)));
        Provenance provenance =
                result.provenance().toBuilder().version("calibration", version).build();
        return result.toBuilder()
                .confidence(Confidence.of(calibrated))
                .provenance(provenance)
                .build();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Calibration that && curves.equals(that.curves);
    }

    @Override
    public int hashCode() {
        return curves.hashCode();
    }

    @Override
    public String toString() {
        return "Calibration[version=" + version + ", fields=" + fields() + "]";
    }
}

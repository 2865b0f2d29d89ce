package io.github.supportops.copilot.review;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.supportops.copilot.AnalysisField;
import io.github.supportops.copilot.internal.hash.Sha256;
import io.github.supportops.copilot.internal.json.Json;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The file form of a calibration: {@code {"format":1,"version":"…","fields":{"intent":{"points":[[0.4,0.3],…]}}}}. */
final class CalibrationFile {
    private static final int FORMAT = 1;

    private CalibrationFile() {}

    static String write(Map<AnalysisField, CalibrationCurve> curves, String version) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("format", FORMAT);
        root.put("version", version);
        root.put("fields", fields(curves));
        return Json.write(root);
    }

    static String version(Map<AnalysisField, CalibrationCurve> curves) {
        return Sha256.shortHash(Json.write(fields(curves)));
    }

    private static Map<String, Object> fields(Map<AnalysisField, CalibrationCurve> curves) {
        Map<String, Object> fields = new LinkedHashMap<>();
        curves.forEach((field, curve) -> fields.put(field.wireName(), curve(curve)));
        return fields;
    }

    private static Map<String, Object> curve(CalibrationCurve curve) {
        if (curve instanceof IsotonicCurve isotonic) {
            return Map.of(
                    "points",
                    isotonic.points().stream()
                            .map(point -> List.of(point.stated(), point.actual()))
                            .toList());
        }
        return Map.of("temperature", ((TemperatureCurve) curve).temperature());
    }

    static Calibration parse(String json) {
        JsonNode root = tree(json);
        if (root.path("format").asInt() != FORMAT || !root.path("fields").isObject()) {
            throw new IllegalArgumentException("Not a calibration file of format " + FORMAT
                    + ": it needs \"format\": 1, \"version\" and \"fields\"; learn it again");
        }
        Map<AnalysisField, CalibrationCurve> curves = new EnumMap<>(AnalysisField.class);
        for (Map.Entry<String, JsonNode> entry : root.path("fields").properties()) {
            curves.put(AnalysisField.of(entry.getKey()), curve("$.fields." + entry.getKey(), entry.getValue()));
        }
        Calibration calibration = Calibration.of(curves);
        if (!calibration.version().equals(root.path("version").asText())) {
            throw new IllegalArgumentException("$.version of the calibration file does not fit its content;"
                    + " it was changed by hand or cut off, so learn it again");
        }
        return calibration;
    }

    private static JsonNode tree(String json) {
        try {
            return Json.read(json);
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException("The calibration file is not JSON; learn it again", broken);
        }
    }

    private static CalibrationCurve curve(String path, JsonNode node) {
        if (node.path("temperature").isNumber()) {
            return new TemperatureCurve(node.path("temperature").asDouble());
        }
        if (!node.path("points").isArray()) {
            throw new IllegalArgumentException(path + " of the calibration file needs \"points\" or \"temperature\"");
        }
        List<IsotonicCurve.Point> points = new ArrayList<>();
        for (JsonNode point : node.path("points")) {
            if (point.size() != 2 || !point.get(0).isNumber() || !point.get(1).isNumber()) {
                throw new IllegalArgumentException(
                        path + ".points[" + points.size() + "] of the calibration file must be two numbers");
            }
            points.add(new IsotonicCurve.Point(
                    point.get(0).asDouble(), point.get(1).asDouble()));
        }
        return new IsotonicCurve(points);
    }
}

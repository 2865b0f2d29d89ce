package io.github.supportops.copilot.review;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** Reads the names of this package's enums: the constant's name in lower_snake_case, exactly. */
final class ReviewNames {
    private ReviewNames() {}

    static <E extends Enum<E>> E read(Class<E> type, String what, String wireName) {
        Objects.requireNonNull(wireName, what);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(wireName)) {
                return constant;
            }
        }
        throw new IllegalArgumentException(what + " must be one of "
                + Arrays.stream(type.getEnumConstants())
                        .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", ")));
    }
}
